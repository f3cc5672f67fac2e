import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.article import Article
from corpus.errors import ReadFailure
from corpus.filed_article import FiledArticle, FiledFailure
from corpus.reading import MAX_FILE_BYTES, is_gone, list_files, read_articles, read_filed_articles

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
BODY = (
    "Le pont de Keravel accueillera de nouveau les voitures le 2 avril, a annoncé lundi la présidente du département."
)


def put(path: Path, content: str | bytes = BODY) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def failure(path: Path) -> ReadFailure:
    """The one failure that reading this path gives."""
    (read,) = read_articles([path])
    assert isinstance(read, ReadFailure)
    assert read.path.startswith(str(path))
    assert read.reason.endswith((".", ".pdf"))
    return read


def ids(*paths: Path) -> list[str]:
    read = list(read_articles(paths))
    assert all(isinstance(article, Article) for article in read), read
    return [article.id for article in read if isinstance(article, Article)]


def test_every_format_is_read(tmp_path: Path) -> None:
    put(tmp_path / "a.txt")
    put(tmp_path / "b.MD", f"---\nid: pont\npublished: 2023-11-14\n---\n# Le pont rouvre\n\n{BODY}")
    put(tmp_path / "c.html", f"<html><body><main><h1>Le pont</h1><p>{BODY}</p></main></body></html>")
    canvas = Canvas(str(tmp_path / "d.pdf"))
    canvas.drawString(72, 700, "Le pont rouvre mardi.")
    canvas.save()
    document = docx.Document()
    document.add_paragraph(BODY)
    document.save(str(tmp_path / "e.docx"))
    put(tmp_path / "f.jsonl", '{"text": "Le pont rouvre."}\n{"text": "Il ferme.", "id": "fermeture"}')
    read = list(read_articles([tmp_path]))
    assert [article.id for article in read if isinstance(article, Article)] == [
        "a", "pont", "c", "d", "e", "f-1", "fermeture",
    ]  # fmt: skip
    assert len(read) == 7
    markdown = read[1]
    assert isinstance(markdown, Article)
    assert (markdown.title, markdown.text, markdown.published) == ("Le pont rouvre", BODY, date(2023, 11, 14))


def test_folder_is_walked_in_order_and_names_become_ids(tmp_path: Path) -> None:
    for name in ("b/Été.txt", "a.txt", "b/a.txt", "A.txt", "c d.txt"):
        put(tmp_path / name)
    (tmp_path / "A.txt").unlink()
    assert ids(tmp_path) == ["a", "c-d", "b-a", "b-ete"]
    assert ids(tmp_path / "b" / "Été.txt", tmp_path / "a.txt") == ["ete", "a"]


def test_file_reached_twice_is_read_once(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt")
    (tmp_path / "link.txt").symlink_to(path)
    assert ids(path, tmp_path, tmp_path / "." / "a.txt") == ["a"]


def test_hidden_files_and_companions_of_saved_pages_are_passed_over_in_folders(tmp_path: Path) -> None:
    for name in (".caché.txt", ".git/a.txt", "~$note.docx", "page_files/style.css", "page_files/logo.png", "a.txt"):
        put(tmp_path / name)
    assert ids(tmp_path) == ["a"]


def test_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    assert ids(put(tmp_path / ".note.txt")) == ["note"]


@pytest.mark.parametrize("name", ["note.odt", "note.doc", "LISEZMOI", "note.xml", "données.json"])
def test_format_that_is_not_read_is_a_failure_in_folders_too(tmp_path: Path, name: str) -> None:
    path = put(tmp_path / name)
    assert ".docx, .htm, .html" in failure(path).reason
    put(tmp_path / "a.txt")
    read = list(read_articles([tmp_path]))
    assert sorted(type(thing).__name__ for thing in read) == ["Article", "ReadFailure"]


def test_companion_that_is_named_is_a_failure(tmp_path: Path) -> None:
    assert "« .png »" in failure(put(tmp_path / "logo.png")).reason


def test_missing_path_is_a_failure_and_the_others_go_on(tmp_path: Path) -> None:
    missing = tmp_path / "absent"
    first, second = read_articles([missing, put(tmp_path / "a.txt")])
    assert first == ReadFailure(str(missing), "Ce chemin n'existe pas. Vérifiez son orthographe.")
    assert isinstance(second, Article)


def test_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert list(read_articles([tmp_path])) == []
    assert list(read_articles([])) == []


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.jsonl"])
def test_empty_file_is_a_failure(tmp_path: Path, name: str) -> None:
    assert "vide (0 octet)" in failure(put(tmp_path / name, b"")).reason


@pytest.mark.parametrize("content", [" \n\t\n", "\ufeff", "---\ntitle: Le pont\n---\n", "Publicité\n\nPartager\n"])
def test_blank_file_is_a_failure(tmp_path: Path, content: str) -> None:
    assert "vide" in failure(put(tmp_path / "a.md", content)).reason


def test_blank_jsonl_is_a_failure(tmp_path: Path) -> None:
    assert "vide" in failure(put(tmp_path / "a.jsonl", "\n \n")).reason


def test_file_over_the_limit_is_a_failure_with_size_limit_and_cure(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", b"")
    os.truncate(path, MAX_FILE_BYTES + 1)
    assert failure(path).reason == (
        "Le fichier pèse 50000001 octets, la limite est de 50000000. Découpez-le en plusieurs fichiers."
    )


def test_file_at_the_limit_is_opened(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", b"")
    os.truncate(path, MAX_FILE_BYTES)
    assert "octets nuls (le premier à la position 0)" in failure(path).reason


def test_second_article_with_an_id_is_a_failure_that_names_both(tmp_path: Path) -> None:
    first = put(tmp_path / "a.md", f"---\nid: pont\n---\n{BODY}")
    second = put(tmp_path / "b.jsonl", '{"id": "pont", "text": "Un."}\n{"id": "quai", "text": "Deux."}')
    read = list(read_articles([tmp_path]))
    assert [thing.id for thing in read if isinstance(thing, Article)] == ["pont", "quai"]
    (clash,) = (thing for thing in read if isinstance(thing, ReadFailure))
    assert clash.path == f"{second}:1"
    assert str(first) in clash.reason
    assert "« pont »" in clash.reason
    assert "Donnez à l'un des deux un autre « id »" in clash.reason


def test_two_lines_of_one_file_with_an_id_are_told_apart(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", '{"id": "pont", "text": "Un."}\n{"id": "pont", "text": "Deux."}')
    _, clash = read_articles([path])
    assert isinstance(clash, ReadFailure)
    assert clash.path == f"{path}:2"
    assert f"{path}:1" in clash.reason


@pytest.mark.parametrize("id_", ["a b", "../etc", "été", "x" * 201, "-pont"])
def test_id_that_no_address_can_hold_is_a_failure(tmp_path: Path, id_: str) -> None:
    reason = failure(put(tmp_path / "a.md", f"---\nid: '{id_}'\n---\n{BODY}")).reason
    assert "n'est pas valable. Utilisez 1 à 200 lettres" in reason
    assert len(reason) < 300


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.md", "---\npublished: hier\n---\nTexte.", "« published: hier » n'est pas une date"),
        ("a.md", "---\ntitle: a: b\n---\nTexte.", "n'est pas du YAML"),
        ("a.jsonl", "{", "n'est pas du JSON"),
        ("a.html", "<html><body></body></html>", "ne contient pas de texte d'article"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "image PNG"),
        ("a.pdf", "Bonjour", "n'est pas un PDF"),
        ("a.docx", "Bonjour", "incomplet ou endommagé"),
    ],
)
def test_bad_file_is_a_failure_with_its_cure_and_the_others_go_on(
    tmp_path: Path, name: str, content: str | bytes, words: str
) -> None:
    assert words in failure(put(tmp_path / name, content)).reason
    put(tmp_path / "z.txt")
    assert [type(thing) for thing in read_articles([tmp_path])] == [ReadFailure, Article]


def test_failure_can_be_printed_whatever_the_names_are(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xe9t\xe9.odt")
    try:
        path.write_text(BODY)
    except OSError:
        pytest.skip("this file system refuses names that are not UTF-8")
    (read,) = read_articles([tmp_path])
    assert isinstance(read, ReadFailure)
    assert read.path == str(tmp_path / "?t?.odt")
    assert failure(put(tmp_path / "a.jsonl", '{"text": "Un.", "id": "\\ud800"}')).reason.startswith(
        "L'identifiant « ? »"
    )


def test_article_in_a_file_with_an_old_name_has_a_plain_id(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xe9t\xe9 98.txt")
    try:
        path.write_text(BODY)
    except OSError:
        pytest.skip("this file system refuses names that are not UTF-8")
    assert ids(tmp_path) == ["t-98"]


def test_pipe_and_folder_named_like_an_article_do_not_stop_the_reading(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    put(tmp_path / "b.md" / "c.txt")
    read = list(read_articles([tmp_path]))
    assert [type(thing) for thing in read] == [ReadFailure, Article]
    assert "n'est ni un fichier ni un dossier" in failure(tmp_path / "a.txt").reason


def test_broken_link_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "absent.txt")
    (read,) = read_articles([tmp_path])
    assert isinstance(read, ReadFailure)


def test_path_that_the_system_refuses_is_a_failure(tmp_path: Path) -> None:
    assert "Le système refuse la lecture (File name too long)" in failure(tmp_path / ("a" * 300 + ".txt")).reason


def test_link_to_itself_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.symlink_to(path)
    assert failure(path).path == str(path)
    (read,) = read_articles([tmp_path])
    assert isinstance(read, ReadFailure)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_file_without_permission_is_a_failure(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt")
    path.chmod(0)
    assert "Permission" in failure(path).reason


def test_reading_imports_no_heavy_library() -> None:
    heavy = {"trafilatura", "pypdf", "docx", "lxml", "yaml", "markdown_it", "charset_normalizer"}
    program = f"import sys, corpus.reading; print(sorted({heavy} & set(sys.modules)))"
    finished = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert finished.stdout.strip() == "[]"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not beside this checkout")
def test_seeds_are_three_articles_and_no_failure() -> None:
    assert ids(SEEDS) == ["000_c8182b69996b5933", "001_e9456b34bea3bf52", "004_334634192a15cc38"]


def test_bundled_articles_are_read_without_failure() -> None:
    folder = ROOT / "corpus" / "articles"
    assert len(ids(folder)) == len(list(folder.glob("*.md")))


def test_each_article_and_each_failure_has_the_absolute_path_of_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Path(os.path.realpath(tmp_path))
    put(tmp_path / "presse" / "d" / "a.txt")
    put(tmp_path / "presse" / "b.jsonl", '{"text": "Le pont rouvre."}\n{')
    (tmp_path / "lien").symlink_to(tmp_path / "presse")
    monkeypatch.chdir(tmp_path)
    read = list(read_filed_articles([Path("lien"), Path("nulle-part")]))
    assert [(type(each), each.file) for each in read] == [
        (FiledArticle, str(place / "presse" / "b.jsonl")),
        (FiledFailure, str(place / "presse" / "b.jsonl")),
        (FiledArticle, str(place / "presse" / "d" / "a.txt")),
        (FiledFailure, str(place / "nulle-part")),
    ]


def test_only_the_files_that_are_asked_for_are_read(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        put(tmp_path / name, f"{BODY} {name}")
    sizes = list_files([tmp_path])
    assert set(sizes.values()) == {len(f"{BODY} a.txt".encode())}
    wanted = os.path.realpath(tmp_path / "b.txt")
    assert set(sizes) == {os.path.realpath(tmp_path / "a.txt"), wanted}
    (read,) = read_filed_articles([tmp_path], only={wanted})
    assert read.file == wanted


def test_a_file_is_gone_only_where_that_is_certain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path / "a.txt")
    (tmp_path / "lost.txt").symlink_to(tmp_path / "nowhere")
    assert not is_gone(str(path))
    assert not is_gone(str(tmp_path / "lost.txt"))  # the file itself is there
    assert is_gone(str(tmp_path / "b.txt"))
    assert is_gone(str(path / "inside"))

    def refuse(*_: object) -> os.stat_result:
        raise PermissionError

    monkeypatch.setattr("corpus.reading.os.lstat", refuse)
    assert not is_gone(str(tmp_path / "b.txt"))
