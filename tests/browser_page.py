"""The page as somebody reads it: in Debian's Chromium, before `sourcier serve` in a process of its own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
if CHROMIUM is None or find_spec("playwright") is None:
    pytest.skip("the page is not tried: apt-get install chromium, and make test again", allow_module_level=True)

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright  # noqa: E402 - not before it is sure

from running_service import PATIENCE  # noqa: E402

MILLISECONDS = 1_000 * PATIENCE  # a condition that has not come about by then never will
expect.set_options(timeout=MILLISECONDS)

__all__ = ["Browser", "Locator", "Page", "Reader", "expect", "open_browser", "visit"]


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody in front of a page; `address` is the service's."""

    page: Page
    address: str

    @property
    def question(self) -> Locator:
        return self.page.locator("#question")

    def answer_to(self, question: str) -> dict[str, Any]:
        """What the service says, without the page."""
        response = self.page.request.post(f"{self.address}/v1/ask", data={"question": question})
        assert response.ok, response.text()
        answer: dict[str, Any] = response.json()
        return answer

    def card(self, number: int) -> Locator:
        """A question with what came back, from 1."""
        return self.page.locator(f".card:nth-child({number})")

    def ask(self, question: str) -> Locator:
        """Types a question; the card with its answer, once that is whole."""
        asked = self.card(self.page.locator(".card").count() + 1)
        self.question.fill(question)
        self.question.press("Enter")
        expect(asked.locator("[aria-busy=false]")).to_be_attached()
        return asked

    def open_citation(self, card: Locator, number: int = 1) -> Locator:
        """Clicks a citation of a card; the panel with its article, once that is there."""
        card.locator(".answer .marker", has_text=str(number)).first.click()
        panel = self.page.locator("#panel")
        expect(panel.locator("mark").first).to_be_in_viewport()
        return panel


@contextmanager
def open_browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM)
        yield launched
        launched.close()


@contextmanager
def visit(
    browser: Browser, address: str, *, width: int = 1200, height: int = 800, scheme: str = "light", path: str = "/"
) -> Iterator[Reader]:
    """A reader with a fresh profile, in French. A script that fails or that the policy forbids fails the test."""
    context = browser.new_context(
        locale="fr-FR",
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(MILLISECONDS)
    wrong: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto(address + path)
    yield Reader(page, address)
    context.close()
    assert wrong == []
