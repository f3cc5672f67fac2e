"""Two small articles that tests answer from."""

from datetime import date

from corpus.article import Article

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
