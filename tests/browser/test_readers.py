"""Whoever reads, however they do: keyboards, narrow screens, dark rooms, English, no service, access keys."""

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from api.app import create_app
from browser_page import Browser, Page, Reader, expect, visit
from rag.settings import Settings
from running_service import ROOT, run_app

VICE_MAYOR = "Qui est le vice-maire de Shanghai ?"
CUP = "Qui a gagné la coupe du monde de football en 1998 ?"
DEATHS = "Combien de morts l'explosion du silo d'Orvigny a-t-elle faits ?"
LIGHT, DARK = "rgb(251, 248, 242)", "rgb(23, 23, 22)"


def paper(page: Page) -> str:
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert isinstance(colour, str)
    return colour


def press_until(page: Page, key: str, selector: str) -> None:
    """Presses a key until the focus is on what is looked for, and sees that it can be seen there."""
    for _ in range(40):
        page.keyboard.press(key)
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline == "solid", f"the focus on {selector} cannot be seen"
            return
    pytest.fail(f"{key} never comes to {selector}")


def test_everything_is_done_with_the_keyboard_alone(reader: Reader) -> None:
    page = reader.page
    expect(reader.question).to_be_focused()
    page.keyboard.type(VICE_MAYOR)
    page.keyboard.press("Enter")
    expect(reader.card(1).locator(".short")).to_contain_text("Wu Qing")
    press_until(page, "Shift+Tab", ".marker")
    page.keyboard.press("Enter")
    expect(page.locator("#panel mark")).to_be_in_viewport()
    expect(page.locator("#panel-title")).to_be_focused()
    press_until(page, "Tab", "#panel-actions button")
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    expect(page.locator(".marker")).to_be_focused()
    page.keyboard.press("/")
    expect(reader.question).to_be_focused()
    page.keyboard.type("1/2")
    expect(reader.question).to_have_value("1/2")
    press_until(page, "Tab", "#filter-toggle")
    page.keyboard.press("Enter")
    press_until(page, "Tab", "#filter-sources input")
    page.keyboard.press("Space")
    expect(page.locator("#filter-sources input:checked")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator("#filter-toggle")).to_be_focused()


def test_a_reader_who_hears_the_page_finds_its_parts(reader: Reader) -> None:
    reader.open_citation(reader.ask(VICE_MAYOR))
    page = reader.page
    for role, name in [
        ("main", None),
        ("banner", None),
        ("form", "Votre question"),
        ("textbox", "Votre question"),
        ("heading", VICE_MAYOR),
        ("list", "Questions et réponses"),
        ("dialog", re.compile("À Shanghai, l’intelligence artificielle grandit vite")),
        ("region", "Texte de l’article"),
        ("button", re.compile("Citation 1 : ouvrir « À Shanghai")),
    ]:
        expect(page.get_by_role(role, name=name).first).to_be_visible()  # type: ignore[arg-type]
    unnamed = "button => !(button.getAttribute('aria-label') ?? button.textContent).trim()"
    assert page.locator("button").evaluate_all(f"buttons => buttons.filter({unnamed}).length") == 0


def test_nothing_is_wider_than_a_narrow_screen(browser: Browser, bundled: str, changing: str) -> None:
    """320 pixels are what WCAG 2.2 asks for (1.4.10)."""

    def fits(reader: Reader, selector: str = "html") -> None:
        for width in (320, 360):
            reader.page.set_viewport_size({"width": width, "height": 740})
            assert reader.page.locator(selector).evaluate("shown => shown.scrollWidth") <= width

    with visit(browser, bundled, width=360, height=740) as reader:
        fits(reader)
        card = reader.ask(VICE_MAYOR)
        fits(reader)
        reader.open_citation(card)
        fits(reader)
        fits(reader, "#panel-body")
        reader.page.locator("#panel-close").click()
        reader.ask(f"{CUP} {'x' * 300}")
        fits(reader)
        reader.page.locator("#filter-toggle").click()
        expect(reader.page.locator(".choice").first).to_be_visible()
        fits(reader)
    with visit(browser, changing, width=360, height=740) as reader:
        reader.ask(DEATHS)
        fits(reader)


def test_a_theme_that_was_chosen_is_remembered(reader: Reader) -> None:
    page = reader.page
    shown = []
    for _ in range(3):
        page.locator("#theme").click()
        shown.append((page.locator("html").get_attribute("data-theme"), paper(page)))
    assert shown == [("light", LIGHT), ("dark", DARK), ("system", LIGHT)]
    page.locator("#theme").click()
    page.locator("#theme").click()
    page.reload()
    assert paper(page) == DARK
    expect(page.locator("#theme")).to_have_attribute("aria-label", "Thème\u00a0: sombre. Revenir à celui du système")


@pytest.mark.parametrize(("scheme", "colour"), [("light", LIGHT), ("dark", DARK)])
def test_the_theme_is_the_systems_and_words_stand_out_in_it(
    browser: Browser, bundled: str, scheme: str, colour: str
) -> None:
    """WCAG 2.2: a contrast of 4.5 for text (1.4.3), of 3 for the edges of fields and of what has the focus (1.4.11)."""
    pairs = [
        *((ink, paper) for ink in ("ink", "soft", "accent", "warn") for paper in ("paper", "sheet")),
        ("accent", "accent-soft"),
        ("on-accent", "accent"),
        ("mark-ink", "mark"),
        ("edge", "paper"),
        ("edge", "sheet"),
    ]
    resolve = """name => { const probe = document.createElement("i"); probe.style.color = `var(--${name})`;
        document.body.append(probe); const found = getComputedStyle(probe).color; probe.remove(); return found; }"""

    def luminance(page: Page, name: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", page.evaluate(resolve, name))[:3]]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    with visit(browser, bundled, scheme=scheme) as reader:
        assert paper(reader.page) == colour
        for pair in pairs:
            darker, lighter = sorted(luminance(reader.page, name) for name in pair)
            assert (lighter + 0.05) / (darker + 0.05) >= (3.0 if "edge" in pair else 4.5), pair


def test_nothing_moves_for_whoever_asked_for_that(browser: Browser, reader: Reader) -> None:
    moving = """() => [getComputedStyle(document.documentElement).scrollBehavior,
        getComputedStyle(document.getElementById("panel")).animationName]"""
    reader.open_citation(reader.ask(VICE_MAYOR))
    assert reader.page.evaluate(moving) == ["auto", "none"]
    reader.page.emulate_media(reduced_motion="no-preference")
    assert reader.page.evaluate(moving) == ["smooth", "arrive"]


def test_english_is_a_click_away_and_remembered(reader: Reader) -> None:
    page = reader.page
    card = reader.ask(CUP)
    page.get_by_role("button", name="English").click()
    expect(card.locator(".refusal")).to_contain_text("The articles do not say")
    expect(card.locator(".label")).to_have_text("The nearest passages")
    expect(card.locator(".row-title").first).to_have_attribute("lang", "fr")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="New conversation").click()
    page.reload()
    expect(page.get_by_role("heading", name="What would you like to know?")).to_be_visible()
    expect(page.get_by_role("button", name="Ask")).to_be_visible()
    page.get_by_role("button", name="Français").click()
    expect(page.get_by_role("heading", name="Que voulez-vous savoir ?")).to_be_visible()


def test_french_words_never_part_from_their_punctuation(reader: Reader) -> None:
    """No break before « ; : ! ? » nor inside guillemets: Lexique des règles typographiques, Imprimerie nationale."""
    said = reader.page.evaluate(
        """async () => { const { MESSAGES } = await import("/web/messages.js");
        return Object.values(MESSAGES.fr).map(said => typeof said === "function" ? said("7", "7") : said); }"""
    )
    assert len(said) > 60
    assert [words for words in said if re.search(r"(?:^|[^\u00a0\u202f])[;:!?»]|«[^\u00a0]|\d \d{3}", words)] == []


class _Words(HTMLParser):
    """The text of each element that names a key of the page's words."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._key: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self._key = named.get("data-text")
        for name, shown in (("data-label", "aria-label"), ("data-placeholder", "placeholder")):
            if key := named.get(name):
                self.found[key] = named[shown] or ""

    def handle_data(self, data: str) -> None:
        if self._key:
            self.found[self._key] = html.unescape(data)
        self._key = None


def test_both_languages_have_all_words_and_the_page_begins_with_the_french_ones(reader: Reader) -> None:
    words = reader.page.evaluate(
        """async () => { const { MESSAGES } = await import("/web/messages.js");
        return Object.fromEntries(Object.entries(MESSAGES).map(([language, messages]) => [language,
            Object.fromEntries(Object.entries(messages).map(([key, said]) => [key, String(said)]))])); }"""
    )
    by_code = {key for key in words["en"] if key.startswith(("refusal-", "notice-"))}  # the service says them in French
    assert set(words["en"]) - by_code == set(words["fr"])
    written = _Words()
    written.feed((ROOT / "api" / "web" / "index.html").read_text(encoding="utf-8"))
    assert len(written.found) > 20
    assert written.found == {key: words["fr"][key] for key in written.found}
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "api" / "web").glob("*.js"))
    used = set(re.findall(r'\bt\("([a-z-]+)"', scripts))
    assert len(used) > 20
    assert used <= set(words["fr"])


def test_a_service_that_has_gone_is_said_to_be_gone(browser: Browser, bundled_store: Path) -> None:
    with run_app(create_app(Settings(store=bundled_store, threads=1))) as address:
        visiting = visit(browser, address)
        reader = visiting.__enter__()
        card = reader.ask(VICE_MAYOR)
    gone = reader.ask(CUP)
    expect(gone.locator(".notice")).to_contain_text("Le service ne répond pas. Vérifiez qu’il est lancé")
    expect(gone.get_by_role("button", name="Réessayer")).to_be_visible()
    card.locator(".marker").click()
    expect(reader.page.locator("#panel .notice")).to_contain_text("Le service ne répond pas")
    visiting.__exit__(None, None, None)


def test_a_key_is_asked_for_once_where_the_service_wants_one(browser: Browser, keyed: tuple[str, str]) -> None:
    address, key = keyed
    with visit(browser, address) as reader:
        dialog = reader.page.get_by_role("dialog", name="Une clé d’accès est nécessaire")
        reader.question.fill(VICE_MAYOR)
        reader.question.press("Enter")
        expect(dialog).to_be_visible()
        dialog.get_by_label("Clé d’accès").fill("fausse")
        dialog.get_by_label("Clé d’accès").press("Enter")
        expect(dialog).to_contain_text("Cette clé n’est pas valable")
        dialog.get_by_label("Clé d’accès").fill(key)
        dialog.get_by_label("Clé d’accès").press("Enter")
        expect(reader.card(1).locator(".short")).to_contain_text("Wu Qing")
        reader.page.reload()
        expect(reader.page.locator(".suggestion")).to_have_count(3)
        reader.open_citation(reader.ask(VICE_MAYOR))
        expect(dialog).to_be_hidden()
        assert reader.page.evaluate("JSON.parse(sessionStorage.getItem('sourcier.key'))") == key
        assert reader.page.evaluate("localStorage.length") == 0


def test_whoever_gives_no_key_is_told_and_may_try_again(browser: Browser, keyed: tuple[str, str]) -> None:
    address, _ = keyed
    with visit(browser, address) as reader:
        reader.question.fill(VICE_MAYOR)
        reader.question.press("Enter")
        expect(reader.page.get_by_role("dialog")).to_be_visible()
        reader.page.keyboard.press("Escape")
        notice = reader.card(1).locator(".notice")
        expect(notice).to_contain_text("Sans clé d’accès, le service ne répond pas.")
        notice.get_by_role("button", name="Réessayer").click()
        expect(reader.page.get_by_role("dialog")).to_be_visible()


def test_a_key_is_offered_a_place_before_the_first_question(browser: Browser, keyed: tuple[str, str]) -> None:
    address, key = keyed
    with visit(browser, address) as reader:
        expect(reader.page.locator("#suggestions")).to_contain_text("Ce service demande une clé d’accès.")
        reader.page.get_by_role("button", name="Donner la clé").click()
        reader.page.get_by_role("textbox", name="Clé d’accès").fill(key)
        reader.page.get_by_role("textbox", name="Clé d’accès").press("Enter")
        expect(reader.page.locator(".suggestion")).to_have_count(3)
