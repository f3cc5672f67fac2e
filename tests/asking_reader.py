"""A process that asks a store while another one changes it: `python asking_reader.py STORE SEED`, until its input ends.

Every article of the store is of one edition, whose number stands in its title, its source and each of its sentences.
A hit or a citation that mixes two editions, or whose words do not stand in the version that it names, ends the process
with a traceback; otherwise its last line tells what it has seen.
"""

import json
import random
import re
import sys
import threading
from pathlib import Path

from corpus.article import Article, version_of
from doubles import HashEmbedder
from index.article_index import ArticleIndex
from index.hit import Hit
from rag.assembly import assemble
from rag.citations import Citation
from rag.settings import Settings

TOWNS = "Brest Lorient Quimper Vannes Rennes Nantes Angers Tours".split()


def edition(town: str, number: int) -> Article:
    """The article on a town in one of its editions."""
    text = (
        f"Le fonds de la ville de {town} compte {number} millions d’euros. "
        f"La mairie de {town} a voté {number} projets de théâtre. "
        f"Le tramway de {town} transporte {number} voyageurs par jour, selon l’agence. "
        f"Le port de {town} accueille {number} voiliers."
    )
    return Article(town.lower(), f"{town}, édition {number}", text, source=f"La Gazette {number}")


def check_hit(hit: Hit) -> None:
    article, chunk = hit.article, hit.chunk
    assert chunk.version == article.version == version_of(article.text), chunk
    assert article.text[chunk.start : chunk.end] == chunk.text, chunk
    assert _editions(f"{article.title} {article.source} {article.text}") == _editions(article.title), article


def check_citation(citation: Citation, index: ArticleIndex) -> None:
    article = citation.article
    assert article.text[citation.start : citation.end] == citation.quote, citation
    assert _editions(citation.quote) == _editions(article.title), citation
    stored = index.find_text(article.version[:16])
    assert stored is not None, citation
    assert stored.text in (article.text, None), citation  # none: the article was deleted in this very moment


def _editions(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


def main() -> None:
    store, seed = Path(sys.argv[1]), int(sys.argv[2])
    dice, done = random.Random(seed), threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), done.set()), daemon=True).start()
    index = ArticleIndex.open(store, HashEmbedder())
    pipeline = assemble(index, Settings(store=store, minimum_confidence=0.0))
    answers, citations, editions, changed = 0, 0, set(), False
    say("asking")
    while not done.is_set():
        town = dice.choice(TOWNS)
        answer = pipeline.ask(dice.choice([f"Combien compte le fonds de {town} ?", f"Combien de projets à {town} ?"]))
        for hit in answer.hits:
            check_hit(hit)
        for citation in answer.citations:
            check_citation(citation, index)
            editions.add(citation.article.title)
        answers, citations = answers + 1, citations + len(answer.citations)
        if not changed and len(editions) > len(TOWNS):
            changed = True
            say("seen to change")
    say(json.dumps({"answers": answers, "citations": citations, "editions": len(editions)}))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
