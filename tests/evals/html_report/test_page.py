"""The page as a browser reads it."""

import re

import pytest
from lxml import html

from corpus.article import Article
from evals.html_report.failures import OUTCOMES
from evals.html_report.page import TEMPLATES, build_page, render_page
from evals.question_set import Evidence, Question
from evals.runs.comparison import compare_runs
from evals.runs.rereading import Reading
from evals.runs.run_file import Run
from sample_answers import ARTICLES


def words_of(document: html.HtmlElement, article: str, attribute: str, failure: str) -> str:
    """The words that are marked in an article of the page for a failure."""
    marks = document.xpath(f"//*[@id='{article}']//*[@data-{attribute}]")
    return "".join(mark.text for mark in marks if failure in mark.get(f"data-{attribute}").split())


def test_every_failure_is_there_with_its_words(page: str) -> None:
    document = html.document_fromstring(page)
    failures = document.xpath("//details[@class='failure']")
    assert [(failure.get("id"), failure.get("data-outcome"), failure.get("data-kind")) for failure in failures] == [
        ("failure-1", "wrong_sentence", "yes_no"),
        ("failure-2", "refused_right", "date"),
        ("failure-3", "answered_unanswerable", "person"),
    ]
    refused = " ".join(failures[1].text_content().split())
    for words in ("Quand ?", "1995", "Would have been said Le port a ouvert en 1995.", "below 0.400", "q3"):
        assert words in refused
    assert "No article tells." in failures[2].text_content()


def test_every_failure_leads_to_its_articles_and_each_is_there_once(page: str) -> None:
    document = html.document_fromstring(page)
    slots = document.xpath("//details[@class='failure']//*[@data-article]")
    links = [slot.xpath("./a/@href") for slot in slots]
    assert links == [["#article-1"], ["#article-2"], ["#article-2"]]
    texts = [element.text_content() for element in document.xpath("//details[@class='article']//div[@class='text']")]
    assert texts == [ARTICLES["ville"].text, ARTICLES["port"].text]


def test_marks_cover_exactly_the_evidence_and_the_quote(page: str) -> None:
    document = html.document_fromstring(page)
    assert words_of(document, "article-1", "evidence", "1") == "a gagné"
    assert words_of(document, "article-1", "quoted", "1") == "La ville compte 20 000 habitants."
    assert words_of(document, "article-2", "evidence", "2") == "en 1995"
    assert words_of(document, "article-2", "quoted", "2") == "Le port a ouvert en 1995."
    assert words_of(document, "article-2", "evidence", "3") == ""


def test_nothing_is_fetched_from_anywhere(page: str) -> None:
    document = html.document_fromstring(page)
    places = document.xpath(
        "//@src | //@href | //@srcset | //@action | //@data | //@poster | //@*[local-name()='href']"
    )
    assert [place for place in places if not place.startswith("#")] == []
    assert not re.search(r"url\((?!#)|@import", page)
    policy = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none';")
    assert not document.xpath("//link | //iframe | //img | //object | //embed | //base")


def test_links_lead_to_something_and_ids_are_there_once(page: str) -> None:
    document = html.document_fromstring(page)
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in document.xpath("//a/@href")} <= set(ids)


def test_plots_are_there_with_what_they_show_in_words_and_numbers(page: str) -> None:
    document = html.document_fromstring(page)
    plots = {plot.get("data-plot"): plot for plot in document.xpath("//*[@data-plot]")}
    assert list(plots) == ["recall", "risk", "reliability", "latency", "kind", "style"]
    words = dict(zip(plots, document.xpath("//figure/div[@role='img']/@aria-label"), strict=True))
    assert words["recall"] == (
        "Recall of each search: fused finds 66.7 % in the first article, 100.0 % in five, 100.0 % in 10; "
        "terms finds 33.3 % in the first article, 100.0 % in five, 100.0 % in 10."
    )
    assert words["latency"].endswith("total: median 3.0 ms, 95th percentile 5.0 ms.")
    first = plots["risk"].xpath("ancestor::figure//tbody/tr")[0]
    assert [cell.text for cell in first] == ["0.900", "20.0 %", "0.0 %"]
    assert "It stands at ◆: 60.0 % answered, 66.7 % of them wrong." in plots["risk"].xpath("string(ancestor::figure)")


def test_headline_figures_come_with_their_meaning(page: str) -> None:
    document = html.document_fromstring(page)
    card = document.xpath("//*[@data-figure='answers.contains']")[0]
    assert "33.3 %" in card.text_content()
    assert "of 3 questions that articles answer" in card.text_content()
    outcomes = [item.get("class").split()[1] for item in document.xpath("//div[@class='strip']/span")]
    assert outcomes == ["right", "silent", "wrong_sentence", "refused_right", "answered_unanswerable"]


def test_what_was_evaluated_is_told(page: str) -> None:
    document = html.document_fromstring(page)
    evaluated = document.get_element_by_id("evaluated").text_content()
    for words in ("libraries.numpy", "2.4.6", "settings.k", "f" * 64, "a processor", "folder"):
        assert words in evaluated


def test_a_script_in_an_article_or_a_question_stays_text(run: Run, reading: Reading) -> None:
    planted = "<script>alert('lu')</script> & « <img src=x onerror=alert(1)> »"
    text = f"{planted} {'.' * 40}"
    hostile = Article("ville", planted, text, source=planted, url="javascript:alert(1)")
    asked = Question("q2", planted, "yes_no", True, (planted,), (Evidence("ville", planted),), "court")
    page = render_page(build_page(run, Reading({**reading.questions, "q2": asked}, {**ARTICLES, "ville": hostile})))
    document = html.document_fromstring(page)
    assert len(document.xpath("//script")) == 1
    assert not document.xpath("//img")
    assert words_of(document, "article-1", "evidence", "1") == planted
    assert document.xpath("string(//details[@id='article-1']//div[@class='text'])") == text
    assert planted in document.xpath("string(//details[@id='failure-1']/summary)")


def test_without_its_source_the_page_says_so_and_shows_ids(run: Run) -> None:
    page = render_page(build_page(run, Reading({}, {}, "The articles were not given. Give --articles FOLDER.")))
    document = html.document_fromstring(page)
    assert document.xpath("//p[@class='notice']")[0].text == "The articles were not given. Give --articles FOLDER."
    assert not document.xpath("//*[@id='articles']")
    first = document.get_element_by_id("failure-1").text_content()
    assert "q2" in first
    assert f"{ARTICLES['ville'].version[:16]}-0-33" in first


def test_beside_an_earlier_run_it_says_what_was_won_and_lost(run: Run, bold_run: Run, reading: Reading) -> None:
    page = build_page(run, reading, compare_runs(bold_run, run))
    document = html.document_fromstring(render_page(page))
    against = document.get_element_by_id("against")
    assert " ".join(against.xpath("string(.//p[@class='score'])").split()) == "1 won 1 lost 0 wrong in another way"
    won, lost = (against.xpath(f".//details[contains(@class, '{name}')]//li") for name in ("won", "lost"))
    assert [item.get("data-question") for item in won] == ["q5"]
    assert [item.get("data-question") for item in lost] == ["q3"]
    assert "Où ?" in won[0].text_content()
    assert lost[0].xpath(".//a/@href") == ["#failure-2"]
    lines = [[cell.text for cell in row] for row in against.xpath(".//table")[0].xpath(".//tbody/tr")]
    assert lines == [["libraries.numpy", "–", '"2.4.6"'], ["settings.k", "3", "8"]]


def test_a_run_of_retrieval_alone_has_a_page(run: Run) -> None:
    find = {"fused": {"found_at": [2], "relevant": 1, "reciprocal_rank": 0.5, "ndcg": 0.63}}
    judged = [{"id": "j1", "retrieval": find}]
    figures = {"retrieval": {"fused": {"success@5": 1.0, "ndcg@10": 0.63}}}
    machine = {"cores": 4, "quantiles": {}}
    empty = {"figures": figures, "intervals": {}, "per_question": [], "per_judged_question": judged, "machine": machine}
    document = html.document_fromstring(render_page(build_page(Run({**run.document, **empty}), Reading({}, {}))))
    assert [plot.get("data-plot") for plot in document.xpath("//*[@data-plot]")] == ["recall"]
    assert len(document.xpath("//*[@data-figure]")) == 2


def test_the_same_run_and_source_give_the_same_bytes(run: Run, reading: Reading, page: str) -> None:
    assert render_page(build_page(run, reading)) == page


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_has_a_colour_in_light_and_in_dark(outcome: str) -> None:
    style = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    assert f"--{outcome}: #" in style
    for place in ("fill", "swatch"):
        assert f".{place}.{outcome}" in style
