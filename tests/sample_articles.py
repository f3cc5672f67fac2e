"""Four small articles: one with characters beyond the first plane, a text in two articles, one in English."""

from datetime import date

from corpus.article import Article

FUND = Article(
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
COPY = Article(id="calcul-copie", title="Pékin calcule", text=POWER.text, source="L’Agence", published=date(2024, 8, 3))
WEATHER = Article(id="meteo", title="Weather", text="It rained in London all day long.", language="en")
ARTICLES = (FUND, POWER, COPY, WEATHER)
