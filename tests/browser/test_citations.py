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
    assert (
        quotation
        == f"«\u00a0{source['quote']}\u00a0» — {source['title']}, {source['source']} · 10\u00a0juillet\u00a02020"
    )
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


def test_a_citation_of_a_text_that_has_changed_says_what_became_of_it(browser: Browser, bundled: str) -> None:
    with visit(browser, bundled) as reader:
        service, article = reader.page.request, f"{bundled}/v1/articles/pont"
        metadata = {"title": "Un pont", "language": "fr"}
        written = "Le pont mesure 310 mètres. Il relie les deux rives."
        assert service.put(article, data={**metadata, "text": written}).ok

        def link(quote: str) -> str:
            return str(service.post(f"{bundled}/v1/verify", data={"quote": quote}).json()["place"]["link"])

        length, banks = link("Le pont mesure 310 mètres."), link("Il relie les deux rives.")
        assert service.put(article, data={**metadata, "text": f"Mesuré : 312 mètres. {written[27:]}"}).ok
        notice = reader.page.locator("#panel .notice")
        reader.page.goto(f"{bundled}{banks}")
        expect(notice).to_have_text("L’article a changé depuis cette citation ; la phrase y figure toujours.")
        expect(reader.page.locator("#panel mark")).to_have_text("Il relie les deux rives.")
        reader.page.goto(f"{bundled}{length}")
        expect(notice).to_contain_text("la phrase n’y figure plus : « Le pont mesure 310 mètres. »")
        expect(reader.page.locator("#panel mark")).to_have_count(0)
        assert service.delete(article).ok
        reader.page.goto(f"{bundled}{length}")
        expect(notice).to_have_text("L’article cité a été retiré de la collection.")


def test_the_article_on_the_web_opens_at_the_quote(reader: Reader) -> None:
    panel = reader.open_citation(reader.ask("Combien de mètres mesure le phare de Kermorvan ?"))
    link = panel.get_by_role("link", name="Article d’origine")
    expect(link).to_have_attribute("href", re.compile(r"^https://vigie\.example/phare#:~:text=Le%20phare"))
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_articles_that_say_the_same_are_named_and_open(reader_of_changes: Reader) -> None:
    question = "Combien de tonnes le silo d'Orvigny pouvait-il contenir avant l'explosion ?"
    citation = reader_of_changes.answer_to(question)["citations"][0]
    repeating = reader_of_changes.page.request.get(
        f"{reader_of_changes.address}/v1/articles/{citation['duplicates'][0]}"
    ).json()
    card = reader_of_changes.ask(question)
    card.get_by_text("Dit aussi dans 1 autre article").click()
    card.locator(".copies .row", has_text=repeating["title"]).click()
    expect(reader_of_changes.page.locator("#panel-title")).to_have_text(repeating["title"])


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
    assert reader.page.title() == "Un phare <script>document.title = 'pris'</script> – Sourcier"
    reader.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert reader.page.title() == "Sourcier"
