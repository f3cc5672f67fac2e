"""From a citation to its article: the quote highlighted and in view, copied with its reference, shared by address."""

import re

from browser_page import Browser, Page, Reader, expect, visit

TAX = "Quel est le taux d’imposition des entreprises d’IA à Lingang ?"


def first_source(reader: Reader) -> dict[str, str]:
    source: dict[str, str] = reader.answer_to(TAX)["citations"][0]["source"]
    return source


def marked(reader: Reader) -> str:
    return "".join(reader.page.locator("#panel mark").all_text_contents())


def copied(page: Page) -> str:
    text = page.evaluate("navigator.clipboard.readText()")
    assert isinstance(text, str)
    return text


def test_a_citation_opens_its_article_at_the_quote_among_its_neighbours(reader: Reader) -> None:
    source = first_source(reader)
    panel = reader.open_citation(reader.ask(TAX))
    expect(panel.locator("#panel-title")).to_have_text(source["title"])
    expect(panel.locator("#panel-title")).to_be_focused()
    expect(panel.locator("#panel-meta")).to_contain_text("10\u00a0juillet\u00a02020")
    assert marked(reader) == source["quote"]
    body = panel.locator("#panel-body")
    for neighbour in (source["prefix"], source["suffix"]):
        words = neighbour.strip().splitlines()[0 if neighbour is source["suffix"] else -1].strip()
        expect(body.locator("p", has_text=words).first).to_be_in_viewport()
    assert body.get_attribute("lang") == "fr"


def test_a_quotation_is_copied_with_its_reference_and_its_address(reader: Reader) -> None:
    source = first_source(reader)
    panel = reader.open_citation(reader.ask(TAX))
    panel.get_by_role("button", name="Copier la citation").click()
    expect(panel.get_by_role("button", name="Copié")).to_be_visible()
    quotation, link = copied(reader.page).splitlines()
    assert quotation == f"« {source['quote']} » — {source['title']}, {source['source']} · 10\u00a0juillet\u00a02020"
    assert link == reader.page.url
    panel.get_by_role("button", name="Copier le lien").click()
    expect(panel.get_by_role("button", name="Copié")).to_have_count(2)
    assert copied(reader.page) == link


def test_the_address_of_a_citation_opens_it(browser: Browser, reader: Reader) -> None:
    reader.open_citation(reader.ask(TAX))
    path = reader.page.url.removeprefix(reader.address)
    assert re.fullmatch(r"/articles/[a-z-]+\?cite=[0-9a-f]{16}-\d+-\d+", path)
    with visit(browser, reader.address, path=path) as elsewhere:
        expect(elsewhere.page.locator("#panel mark").first).to_be_in_viewport()
        assert marked(elsewhere) == first_source(reader)["quote"]
        elsewhere.page.keyboard.press("Escape")
        expect(elsewhere.page.locator("#panel")).to_be_hidden()
        expect(elsewhere.page.locator("#welcome")).to_be_visible()


def test_back_closes_the_article_and_forward_opens_it(reader: Reader) -> None:
    reader.open_citation(reader.ask(TAX))
    reader.page.go_back()
    expect(reader.page.locator("#panel")).to_be_hidden()
    expect(reader.card(1)).to_be_visible()
    reader.page.go_forward()
    expect(reader.page.locator("#panel mark")).to_be_in_viewport()


def test_a_citation_that_nobody_knows_is_said_to_be_so(browser: Browser, bundled: str) -> None:
    with visit(browser, bundled, path="/articles/rien?cite=0123456789abcdef-0-10") as reader:
        expect(reader.page.locator("#panel .notice")).to_have_text("Cette citation n’est pas connue ici.")
        expect(reader.page.locator("#panel-title")).to_have_text("Article indisponible")


def test_what_articles_and_questions_say_is_never_markup(reader: Reader) -> None:
    question = "Combien de mètres mesure le phare de Kermorvan ? <img src=x onerror=\"document.title='pris'\">"
    card = reader.ask(question)
    expect(card.locator(".asked")).to_have_text(question)
    expect(card).to_contain_text("<img src=x onerror=\"document.title='pris'\"> mesure 38 mètres <b>de haut</b>")
    card.locator(".row").first.click()
    panel = reader.page.locator("#panel")
    expect(panel.locator("mark").first).to_be_in_viewport()
    expect(panel.locator("#panel-title")).to_have_text("Un phare <script>document.title = 'pris'</script>")
    expect(panel.locator("#panel-meta")).to_contain_text("La Vigie <i>du soir</i>")
    assert reader.page.locator(":is(.card, #panel) :is(script, img, b, i)").count() == 0
    assert reader.page.title() == "Sourcier"
