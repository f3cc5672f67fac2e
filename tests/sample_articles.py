"""Small articles: two to read answers from, four to serve, and as many as wanted by number, to be searched."""

import random
from datetime import date

from corpus.article import Article

# Read: every sentence answers a question.
FUND = Article(
    id="fonds",
    title="Shanghai dote son intelligence artificielle d’un fonds",
    text=(
        "La ville a créé un fonds de 10 milliards de yuans. Il doit atteindre 30 milliards, selon Wu Wei. "
        "Le premier lot de projets sera dévoilé lors d’une conférence."
    ),
    source="La Gazette d’essai",
    published=date(2020, 7, 10),
)
RAIL = Article(
    id="rail",
    title="Une ligne nouvelle entre deux vallées",
    text="La ligne ouvre le 3 mai 2021. Elle coûte 400 millions d’euros. Les trains roulent à 160 km/h.",
    source="Le Rail d’essai",
    published=date(2021, 5, 4),
)

# Served: characters beyond the first plane, a text that two articles carry, one in English.
EMOJI_FUND = Article(
    id="fonds",
    title="Un fonds pour l’IA 😀",
    text=(
        "🚀 Shanghai lance un fonds municipal de 10 milliards de yuans pour l’intelligence artificielle. "
        "Le fonds est dirigé par Wu Wei, son directeur général. Il investira dans tout l’écosystème."
    ),
    url="https://presse.example/fonds",
    source="Le Quotidien",
    author="A. Li",
    published=date(2020, 7, 10),
)
POWER = Article(
    id="calcul",
    title="La puissance de calcul de Pékin",
    text=(
        "À Pékin, la puissance du calcul intelligent dépasse 20 000P. Tang Jianguo l’a annoncé en conférence de presse."
    ),
    source="Le Soir",
    published=date(2024, 8, 2),
)
POWER_COPY = Article(
    id="calcul-copie", title="Pékin calcule", text=POWER.text, source="L’Agence", published=date(2024, 8, 3)
)
WEATHER = Article(id="meteo", title="Weather", text="It rained in London all day long.", language="en")
SERVED_ARTICLES = (EMOJI_FUND, POWER, POWER_COPY, WEATHER)

WORDS = """
ministre volcan réseau hôpital musée récolte banque fleuve théâtre satellite lycée pêcheur verger usine tramway
glacier forêt tribunal stade bibliothèque marché port école gare radio abeille vignoble barrage phare moulin
""".split()


def make_article(number: int, *, sentences: int = 6) -> Article:
    """The article of this number, the same every time; the dates, sources and languages of several differ."""
    dice = random.Random(number)
    text = " ".join(
        f"Le {dice.choice(WORDS)} et la {dice.choice(WORDS)} numéro {dice.randint(1, 99)}." for _ in range(sentences)
    )
    return Article(
        id=f"article-{number:03}",
        title=f"Nouvelles du {WORDS[number % len(WORDS)]}",
        text=text,
        source=("Le Jour", "La Nuit", "L’Heure")[number % 3],
        language="fr" if number % 4 else "en",
        published=date(2020, 1 + number % 12, 1 + number % 28) if number % 5 else None,
    )


NUMBERED_ARTICLES = [make_article(number) for number in range(40)]
