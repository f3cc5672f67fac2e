"""Takes docs/screenshot.png anew, over the bundled articles as they ship: `python tests/page_picture.py`."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))

from browser_page import Browser, Reader, expect, open_browser
from running_service import ROOT, make_store, run_command

PICTURE = ROOT / "docs" / "screenshot.png"
ASKED = ("Combien d’armoires sont prévues au centre de calcul de Qianhai ?", "Quelle puissance peut-il supporter ?")


def take(browser: Browser, address: str, picture: Path) -> None:
    """A question, one that goes on from it, and the cited article beside them; 1,400 pixels wide."""
    page = browser.new_page(
        locale="fr-FR",
        viewport={"width": 1120, "height": 800},
        device_scale_factor=1.25,
        color_scheme="light",
        reduced_motion="reduce",
    )
    page.goto(address)
    reader = Reader(page, address)
    for question in ASKED:
        expect(reader.ask(question).locator(".answer .marker")).not_to_have_count(0)
    reader.open_citation(reader.card(len(ASKED)))
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.screenshot(path=picture)
    page.close()


if __name__ == "__main__":
    with (
        TemporaryDirectory() as folder,
        run_command(make_store(Path(folder, "store"))) as address,
        open_browser() as browser,
    ):
        take(browser, address, PICTURE)
