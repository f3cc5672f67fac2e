"""Who races: each entrant's program, the environment it runs in, how it is built, and what it would need to answer."""

from dataclasses import dataclass

from evals.race.errors import EntrantError


@dataclass(frozen=True, slots=True)
class Entrant:
    """One line of the race.

    `module` is the program, `environment` the name of its environment and of its requirements, None for the
    project's own. `built_as` says in a few words what was chosen; the pages that it follows stand in the module.
    `answers_itself` is whether it answers a question without a language model or a reader model that has to be
    fetched; `answering` says by what.
    """

    name: str
    title: str
    module: str
    environment: str | None
    built_as: str
    answers_itself: bool
    answering: str
    arguments: tuple[str, ...] = ()


ENTRANTS = (
    Entrant(
        name="sourcier",
        title="Sourcier",
        module="evals.race.peers.sourcier_index",
        environment=None,
        built_as="default settings: vectors and French terms, fused",
        answers_itself=True,
        answering="Cited sentences out of the articles, without a language model.",
    ),
    Entrant(
        name="sourcier-vectors",
        title="Sourcier, vectors alone",
        module="evals.race.peers.sourcier_index",
        environment=None,
        built_as="default settings, one of the two searches; the same weights as the others, int8",
        answers_itself=True,
        answering="Cited sentences out of the articles, without a language model.",
        arguments=("vectors",),
    ),
    Entrant(
        name="langchain",
        title="LangChain, FAISS",
        module="evals.race.peers.langchain_faiss",
        environment="langchain",
        built_as="tutorial: 1,000 characters, 200 overlap, similarity search",
        answers_itself=False,
        answering="Its retrieval tutorials hand the passages to a chat model.",
    ),
    Entrant(
        name="bm25s",
        title="bm25s, French",
        module="evals.race.peers.bm25s_french",
        environment="bm25s",
        built_as="README: French stemmer and stop words, whole articles, no vectors",
        answers_itself=False,
        answering="A search library: it has no part that answers.",
    ),
    Entrant(
        name="txtai",
        title="txtai, hybrid",
        module="evals.race.peers.txtai_hybrid",
        environment="txtai",
        built_as="hybrid=True, content=True, paragraphs",
        answers_itself=False,
        answering="Its RAG pipeline needs a language model, its extractive pipeline a question-answering model.",
    ),
    Entrant(
        name="haystack",
        title="Haystack, hybrid",
        module="evals.race.peers.haystack_hybrid",
        environment="haystack",
        built_as="tutorial 33: in-memory store, 512 words, BM25 and vectors by reciprocal rank fusion",
        answers_itself=False,
        answering="Generators need a language model, ExtractiveReader a question-answering model.",
    ),
    Entrant(
        name="llamaindex",
        title="LlamaIndex, vectors",
        module="evals.race.peers.llamaindex_vectors",
        environment="llamaindex",
        built_as="starter tutorial: default splitter (1,024 tokens), VectorStoreIndex",
        answers_itself=False,
        answering="Its query engine asks a language model, by default one behind a key.",
    ),
)


def choose_entrants(names: str | None) -> tuple[Entrant, ...]:
    """The entrants of a list with commas, in the order of the race; all without a list. Raises EntrantError."""
    if names is None:
        return ENTRANTS
    wanted = {name.strip() for name in names.split(",")}
    unknown = wanted - {entrant.name for entrant in ENTRANTS}
    if unknown:
        known = ", ".join(entrant.name for entrant in ENTRANTS)
        raise EntrantError(f"No entrant is called {', '.join(sorted(unknown))}. There are: {known}.")
    return tuple(entrant for entrant in ENTRANTS if entrant.name in wanted)
