"""Asking on the page: answers, follow-ups, refusals, values that differ, filters, stopping and starting anew."""

import re
from pathlib import Path
from typing import Any

from api.app import create_app
from browser_page import Browser, Page, Reader, expect, visit
from rag.settings import Settings
from running_service import run_app
from scripted_model import Fails, Says, serve_scripted_model

VICE_MAYOR = "Qui est le vice-maire de Shanghai ?"
CUP = "Qui a gagné la coupe du monde de football en 1998 ?"
DEATHS = "Combien de morts l'explosion du silo d'Orvigny a-t-elle faits ?"
DIFFERING = [
    DEATHS,
    "Combien d'habitants d'Orvigny ont été évacués après l'explosion ?",
    "Qui préside la coopérative Grainval ?",
    "De combien de mètres est le périmètre de sécurité autour du silo d'Orvigny ?",
]
WRITTEN = "Wu Qing est vice-maire de Shanghai"


def requests_to(page: Page, path: str) -> list[dict[str, Any]]:
    """What is asked of a route from now on, as it is asked."""
    asked: list[dict[str, Any]] = []
    page.on("request", lambda request: asked.append(request.post_data_json) if request.url.endswith(path) else None)
    return asked


def sentence_of(answer: dict[str, Any]) -> str:
    """The first sentence, without its marker."""
    span = answer["citations"][0]["answer"]
    return str(answer["text"][span["start"] : span["end"]])


def test_an_answer_has_its_sentence_its_source_and_its_day(reader: Reader) -> None:
    answer = reader.answer_to(VICE_MAYOR)
    reader.page.evaluate(
        """() => { window.heard = []; const status = document.getElementById("status");
        new MutationObserver(() => heard.push(status.textContent)).observe(status, { childList: true }); }"""
    )
    card = reader.ask(VICE_MAYOR)
    expect(card.locator(".asked")).to_have_text(VICE_MAYOR)
    expect(card.locator(".short")).to_have_text(answer["short_answer"]["text"])
    expect(card.locator(".answer p").first).to_contain_text(sentence_of(answer))
    source = card.locator(".sources li").first
    expect(source).to_contain_text(answer["citations"][0]["source"]["title"])
    expect(source).to_contain_text("10\u00a0juillet\u00a02020")
    expect(reader.page.get_by_role("status")).to_contain_text(f"Réponse : {sentence_of(answer)}")
    heard = reader.page.evaluate("heard")
    assert heard[0] == "Recherche dans les articles…"
    assert len(heard) == 2  # not each piece of the text


def test_a_follow_up_goes_with_what_was_said_and_shows_what_was_searched(reader: Reader) -> None:
    asked = requests_to(reader.page, "/v1/ask")
    first = reader.ask(VICE_MAYOR)
    expect(first.locator(".understood")).to_have_count(0)
    second = reader.ask("Et à Pékin ?")
    expect(second.locator(".understood")).to_have_text(
        re.compile("^Question comprise\u00a0: Qui est le vice-maire .*Pékin")
    )
    assert asked[1]["history"] == [
        {"role": "user", "content": VICE_MAYOR},
        {"role": "assistant", "content": reader.answer_to(VICE_MAYOR)["text"]},
    ]


def test_what_the_articles_do_not_say_is_refused_with_what_comes_nearest(reader: Reader) -> None:
    card = reader.ask(CUP)
    expect(card.locator(".refusal")).to_contain_text("Les articles ne le disent pas")
    expect(card.locator(".passages li")).to_have_count(3)
    expect(card.locator(".answer")).to_have_count(0)
    card.locator(".passages button").first.click()
    expect(reader.page.locator("#panel mark").first).to_be_in_viewport()


def test_values_that_differ_stand_below_one_another_the_newest_first(reader_of_changes: Reader) -> None:
    answers = {question: reader_of_changes.answer_to(question) for question in DIFFERING}
    question, answer = next((question, answer) for question, answer in answers.items() if answer["conflict"])
    card = reader_of_changes.ask(question)
    values = card.locator(".values li")
    expect(card.locator(".values p")).to_contain_text("ne disent pas tous la même chose")
    expect(values.locator("strong")).to_have_text([value["text"] for value in answer["conflict"]])
    for value, shown in zip(answer["conflict"], values.locator(".meta").all_text_contents(), strict=True):
        assert value["source"] in shown
        assert value["published"][:4] in shown
    expect(card.locator(".short")).to_have_count(0)
    values.last.locator(".marker").click()
    expect(reader_of_changes.page.locator("#panel mark").first).to_contain_text(answer["conflict"][-1]["text"])


def test_examples_are_offered_where_their_articles_are(reader: Reader, reader_of_changes: Reader) -> None:
    suggested = reader.page.locator(".suggestion")
    expect(suggested).to_have_count(3)
    suggested.filter(has_text=VICE_MAYOR).click()
    expect(reader.card(1).locator(".answer .marker").first).to_be_visible()
    others = reader_of_changes.page.locator("#suggestions li")
    expect(others).to_have_count(5)
    expect(others.first).to_contain_text("Baptiste Morvillars, maire de Valmérac")
    expect(reader_of_changes.page.locator(".suggestion")).to_have_count(0)


def test_only_the_sources_and_days_chosen_are_searched(reader_of_changes: Reader) -> None:
    page = reader_of_changes.page
    page.get_by_role("button", name="Tous les articles").click()
    expect(page.locator(".choice", has_text="Agence Loire-Presse")).to_contain_text("1 article")
    page.get_by_label("Agence Loire-Presse").check()
    page.get_by_label("du", exact=True).fill("2023-03-01")
    page.get_by_label("au", exact=True).fill("2023-03-31")
    narrowed = page.locator("#filter-toggle")
    expect(narrowed).to_have_text(re.compile("Agence Loire-Presse · parus du 1.*mars.2023 au 31.mars.2023"))
    card = reader_of_changes.ask(DEATHS)
    expect(page.locator("#filters")).to_be_hidden()
    expect(card.locator(".searched")).to_contain_text("Cherché dans les articles : Agence Loire-Presse")
    expect(card.locator(".sources .meta")).to_contain_text("Agence Loire-Presse · 7\u00a0mars\u00a02023")
    narrowed.click()
    page.get_by_role("button", name="Chercher dans tous les articles").click()
    expect(narrowed).to_have_text("Tous les articles")
    expect(reader_of_changes.ask(DEATHS).locator(".searched")).to_have_count(0)


def test_days_in_the_wrong_order_ask_nothing(reader: Reader) -> None:
    asked = requests_to(reader.page, "/v1/ask")
    reader.page.locator("#filter-toggle").click()
    reader.page.get_by_label("du", exact=True).fill("2024-02-01")
    reader.page.get_by_label("au", exact=True).fill("2024-01-01")
    reader.page.locator("#filter-close").click()
    reader.question.fill(VICE_MAYOR)
    reader.question.press("Enter")
    expect(reader.page.locator("#filter-to")).to_be_visible()
    said = reader.page.locator("#filter-to").evaluate("field => field.validationMessage")
    assert (said, asked) == ("La date de fin précède la date de début.", [])


def test_a_source_is_found_by_some_letters_of_its_name(reader_of_changes: Reader) -> None:
    page = reader_of_changes.page
    listed = page.request.get(f"{reader_of_changes.address}/v1/sources").json()["sources"]
    page.locator("#filter-toggle").click()
    expect(page.locator(".choice")).to_have_count(len(listed))
    page.get_by_label("Agence Loire-Presse").check()
    found = page.get_by_label("Trouver une source")
    found.fill("l'echo")
    expect(page.locator(".choice")).to_have_text([re.compile("^Agence Loire-Presse"), re.compile("^L’Écho d’Orvigny")])
    found.press("Enter")
    expect(page.locator(".card")).to_have_count(0)
    found.fill("zzz")
    expect(page.locator("#filter-sources .meta")).to_have_text("Aucune source ne porte ce nom.")


def test_a_source_is_typed_where_they_cannot_be_listed(reader_of_changes: Reader) -> None:
    page, asked = reader_of_changes.page, requests_to(reader_of_changes.page, "/v1/ask")
    page.route("**/v1/sources", lambda route: route.abort())
    page.locator("#filter-toggle").click()
    expect(page.locator("#filter-sources")).to_contain_text("Le service ne répond pas")
    page.get_by_label("Nom exact d’une source").fill("Agence Loire-Presse")
    page.get_by_label("Nom exact d’une source").press("Enter")
    expect(page.locator("#filter-toggle")).to_have_text("Agence Loire-Presse")
    reader_of_changes.ask(DEATHS)
    assert asked[0]["filters"] == {"sources": ["Agence Loire-Presse"]}
    page.unroute("**/v1/sources")
    page.locator("#filter-toggle").click()
    expect(page.get_by_label("Agence Loire-Presse")).to_be_checked()
    expect(page.locator(".choice").nth(1)).to_be_visible()


def test_a_conversation_outlives_a_reload_in_its_tab_alone(browser: Browser, reader: Reader) -> None:
    page, asked = reader.page, requests_to(reader.page, "/v1/ask")
    reader.ask(VICE_MAYOR)
    reader.ask(CUP)
    page.context.set_offline(True)
    reader.ask("Qui dirige le fonds ?")
    page.context.set_offline(False)
    before = page.locator("#cards").inner_text()
    page.reload()
    expect(page.locator("#cards")).to_have_text(before, use_inner_text=True)
    expect(page.locator("#welcome")).to_be_hidden()
    expect(page.get_by_role("status")).to_be_empty()
    reader.open_citation(reader.card(1))
    page.reload()
    expect(page.locator("#panel mark").first).to_be_in_viewport()
    page.keyboard.press("Escape")
    reader.card(3).get_by_role("button", name="Réessayer").click()
    expect(reader.card(3).locator("[aria-busy=false]")).to_be_attached()
    assert [turn["content"] for turn in asked[-1]["history"] if turn["role"] == "user"] == [VICE_MAYOR, CUP]
    assert page.evaluate("localStorage.length") == 0
    with visit(browser, reader.address) as other:
        expect(other.page.locator("#welcome")).to_be_visible()
    page.get_by_role("button", name="Nouvelle conversation").click()
    assert page.evaluate("sessionStorage.length") == 0
    page.reload()
    expect(page.locator("#welcome")).to_be_visible()
    expect(page.locator(".card")).to_have_count(0)


def test_what_another_version_of_the_page_has_kept_is_not_read(reader: Reader) -> None:
    page = reader.page
    for kept in ('{"format": 0, "turns": [{"question": "?"}]}', "{", '"?"'):
        page.evaluate("kept => sessionStorage.setItem('sourcier.conversation', kept)", kept)
        page.reload()
        expect(page.locator("#welcome")).to_be_visible()
        expect(page.locator(".card")).to_have_count(0)


def test_a_date_that_needs_the_day_of_its_article_has_it_below(reader_of_changes: Reader) -> None:
    question = "Quand s'ouvrira le procès de l'explosion d'Orvigny ?"
    short = reader_of_changes.answer_to(question)["short_answer"]
    assert short["relative_to"] == "2025-04-17"
    shown = reader_of_changes.ask(question).locator(".short")
    expect(shown).to_have_text(f"{short['text']}selon un article du 17 avril 2025")


def test_a_long_question_shows_its_first_lines_until_all_is_asked_for(reader: Reader) -> None:
    card = reader.ask(f"{'Dites-moi donc, ' * 60}{VICE_MAYOR}")
    asked = card.locator(".asked")
    short = asked.bounding_box()
    card.get_by_role("button", name="Toute la question").click()
    expect(asked).to_be_focused()
    whole = asked.bounding_box()
    assert short is not None
    assert whole is not None
    assert short["height"] < 150 < whole["height"]


def test_a_question_that_is_too_long_is_kept_whole_and_not_asked(reader: Reader) -> None:
    reader.question.fill("😀" * 2001)
    reader.question.press("Enter")
    said = reader.question.evaluate("field => field.validationMessage")
    assert said == "Votre question a 2001 caractères\u202f; il en faut 2000 au plus."
    expect(reader.page.locator(".card")).to_have_count(0)
    reader.question.fill(VICE_MAYOR)
    reader.question.press("Enter")
    expect(reader.card(1).locator(".answer .marker").first).to_be_visible()


def test_a_service_that_has_enough_says_when_to_ask_again(reader: Reader) -> None:
    problem = '{"type": "urn:sourcier:problem:too-many-requests", "status": 429}'
    refusal = {"status": 429, "headers": {"Retry-After": "12"}, "body": problem}
    reader.page.route("**/v1/ask", lambda route: route.fulfill(**refusal))  # type: ignore[arg-type]
    notice = reader.ask(VICE_MAYOR).locator(".notice")
    expect(notice.locator("p")).to_have_text("Trop de questions en peu de temps. Réessayez dans 12 secondes.")
    reader.page.unroute("**/v1/ask")
    notice.get_by_role("button", name="Réessayer").click()
    expect(reader.card(1).locator(".answer .marker").first).to_be_visible()


def test_a_new_conversation_begins_with_nothing(reader: Reader) -> None:
    asked = requests_to(reader.page, "/v1/ask")
    card = reader.ask(VICE_MAYOR)
    reader.open_citation(card)
    reader.page.get_by_role("button", name="Nouvelle conversation").click()
    expect(reader.page.locator(".card")).to_have_count(0)
    expect(reader.page.locator("#panel")).to_be_hidden()
    expect(reader.page.locator("#welcome")).to_be_visible()
    expect(reader.question).to_be_focused()
    assert reader.page.url == f"{reader.address}/"
    reader.ask(CUP)
    assert asked[1]["history"] == []


def test_a_question_that_failed_is_no_part_of_what_was_said(reader: Reader) -> None:
    asked = requests_to(reader.page, "/v1/ask")
    reader.page.context.set_offline(True)
    card = reader.ask(VICE_MAYOR)
    expect(card.locator(".notice")).to_contain_text("Le service ne répond pas")
    reader.page.context.set_offline(False)
    reader.ask(CUP)
    assert asked[-1]["history"] == []
    card.get_by_role("button", name="Réessayer").click()
    expect(card.locator(".answer .marker").first).to_be_visible()


def test_a_written_answer_comes_sentence_by_sentence_and_can_be_stopped(browser: Browser, bundled_store: Path) -> None:
    with serve_scripted_model() as model:
        settings = Settings(store=bundled_store, threads=1, llm="scripted", llm_base_url=model.url, llm_retries=0)
        with run_app(create_app(settings)) as address, visit(browser, address) as reader:
            model.play(Says("Rien."))
            reader.answer_to(VICE_MAYOR)
            offered = re.search(r"\[(\d+)\][^\[]*?Wu Qing, vice-maire", model.prompt)
            assert offered is not None, model.prompt
            model.play(Says(f"{WRITTEN} [{offered[1]}]."))
            expect(reader.ask(VICE_MAYOR)).to_contain_text("Rédigé par un modèle de langage ; chaque phrase")
            reader.page.get_by_role("button", name="Nouvelle conversation").click()
            model.play(Says(f"{WRITTEN} [{offered[1]}]. Il a", then="stall"), Fails(500))
            reader.question.fill(VICE_MAYOR)
            reader.question.press("Enter")
            card = reader.card(1)
            expect(card.locator(".answer p")).to_contain_text(WRITTEN)
            expect(card.locator("[aria-busy=true] .waiting")).to_have_text("La suite arrive…")
            reader.page.get_by_role("button", name="Arrêter").click()
            expect(card.locator(".notice")).to_contain_text("Réponse arrêtée.")
            expect(card.locator(".answer p")).to_contain_text(WRITTEN)
            expect(reader.page.get_by_role("button", name="Demander")).to_be_visible()
            expect(reader.question).to_be_focused()
            card.get_by_role("button", name="Reposer la question").click()
            expect(card.locator(".notice")).to_contain_text("Le modèle de langage n’est pas joignable")
            expect(card.locator(".answer p").first).to_contain_text("Wu Qing, vice-maire de Shanghai")
            model.play(Says(f"{WRITTEN} [{offered[1]}]. Il a", then="stall"))
            reader.question.fill(VICE_MAYOR)
            reader.question.press("Enter")
            expect(reader.card(2).locator(".answer p")).to_contain_text(WRITTEN)
            reader.page.reload()
            expect(reader.card(2).locator(".notice")).to_contain_text("Réponse arrêtée.")
            expect(reader.card(2).get_by_role("button", name="Reposer la question")).to_be_visible()
