"""The house holds: imports go down, and a heavy library has one home."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("corpus", "index", "rag", "evals", "api")
MAY_IMPORT = {
    "corpus": {"corpus"},
    "index": {"corpus", "index"},
    "rag": {"corpus", "index", "rag"},
    "evals": {"corpus", "index", "rag", "evals"},
    "api": {"corpus", "index", "rag", "api"},
}
# The library on the left is imported only by what stands on the right: a module, or a package with its slash.
HOMES = {
    "faiss": ("index/vectors/faiss_index.py", "index/vectors/approximate_index.py", "index/vectors/faiss_files.py"),
    "tantivy": ("index/terms/lexical_index.py",),
    "Stemmer": ("index/terms/french_analysis.py", "evals/race/peers/bm25s_french.py"),
    "onnxruntime": ("index/embedding/onnx_embedder.py", "index/embedding/int8_graph.py"),
    "tokenizers": ("index/embedding/onnx_embedder.py",),
    "onnx": ("index/embedding/int8_graph.py",),
    "torch": (
        "index/embedding/sentence_transformer_embedder.py",
        "index/embedding/float_graph.py",
        "rag/reading/span_model.py",
    ),
    "transformers": (
        "index/embedding/sentence_transformer_embedder.py",
        "index/embedding/float_graph.py",
        "rag/reranker.py",
        "rag/reading/span_model.py",
    ),
    "sentence_transformers": (
        "index/embedding/sentence_transformer_embedder.py",
        "index/embedding/float_graph.py",
        "rag/reranker.py",
    ),
    "langchain": ("rag/writing/chat_models.py",),
    "langchain_openai": ("rag/writing/chat_models.py",),
    "langchain_core": ("rag/", "index/embedding/langchain_embeddings.py"),
    "sqlite3": ("index/storage/database.py",),
    "fastapi": ("api/", "evals/benchmark/bare_service.py"),
    "starlette": ("api/",),
    "uvicorn": ("api/operation/serving.py", "evals/benchmark/bare_service.py"),
    "prometheus_client": ("api/operation/metrics.py",),
    "opentelemetry": ("api/operation/tracing.py",),
    "typer": ("api/",),
    "prompt_toolkit": ("api/chat/typed_lines.py",),
    "rich": ("api/", "evals/"),
    "pydantic": (
        "api/",
        "rag/settings.py",
        "rag/langchain_retriever.py",
        "rag/remote_retriever.py",
        "evals/benchmark/bare_service.py",
    ),
    "pydantic_settings": ("rag/settings.py", "api/service_settings.py"),
    "trafilatura": ("corpus/loaders/html.py",),
    "pypdf": ("corpus/loaders/pdf.py",),
    "docx": ("corpus/loaders/docx.py",),
    "rapidfuzz": ("corpus/quote_matching.py", "corpus/near_passage.py", "evals/checking/question_twins.py"),
    "scipy": ("evals/learning/",),
    "bm25s": ("evals/race/peers/bm25s_french.py",),
    "haystack": ("evals/race/peers/haystack_hybrid.py",),
    "haystack_integrations": ("evals/race/peers/haystack_hybrid.py",),
    "langchain_community": ("evals/race/peers/langchain_faiss.py",),
    "langchain_huggingface": ("evals/race/peers/langchain_faiss.py",),
    "langchain_text_splitters": ("evals/race/peers/langchain_faiss.py",),
    "llama_index": ("evals/race/peers/llamaindex_vectors.py",),
    "txtai": ("evals/race/peers/txtai_hybrid.py",),
    "aiohttp": ("evals/benchmark/load_client.py",),
    "ir_measures": ("evals/metrics/retrieval.py",),
    "jinja2": ("evals/html_report/page.py",),
    "matplotlib": ("evals/html_report/plots.py", "evals/race/plot.py", "evals/benchmark/size_plot.py"),
}


def _modules() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def _imports(path: Path) -> Iterator[tuple[str, bool]]:
    """The top-level name of each import, and whether it is `from x.y import z` or `import x.y`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, False
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module is not None
            yield node.module, True


@pytest.mark.parametrize("path", _modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_module_keeps_to_the_house(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    package = place.split("/")[0]
    for name, names_from in _imports(path):
        top = name.split(".")[0]
        if top in PACKAGES:
            assert top in MAY_IMPORT[package], f"{place} imports {name}: imports go down"
            assert names_from, f"{place} says `import {name}`: import names from modules"
            assert name != top, f"{place} imports from the package {name}: name the module"
        for home in HOMES.get(top, (place,)):
            if place == home or (home.endswith("/") and place.startswith(home)):
                break
        else:
            pytest.fail(f"{place} imports {name}, whose home is {HOMES[top]}")


def test_every_module_fits_a_reading() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in _modules()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert not long, "over 300 lines: split"


def test_every_package_is_listed_for_installation() -> None:
    import tomllib

    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    found = {path.parent.relative_to(ROOT).as_posix().replace("/", ".") for path in _modules()}
    assert sorted(listed) == sorted(found)
