"""The description of the interface at /docs: drawn from the document that programs read, and complete."""

from typing import Any

from browser_page import Browser, expect, visit


def test_every_route_is_listed_with_its_fields_and_a_call(browser: Browser, bundled: str) -> None:
    with visit(browser, bundled, path="/docs") as reader:
        page = reader.page
        document: dict[str, Any] = page.request.get(f"{bundled}/openapi.json").json()
        routes = [f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods]
        expect(page.locator(".operation h2")).to_have_count(len(routes))
        assert sorted(page.locator(".operation h2").all_text_contents()) == sorted(routes)
        assert sorted(page.locator("#contents a").all_text_contents()) == sorted(routes)
        asked = page.locator("#ask")
        names = asked.locator("dt code").all_text_contents()
        assert {"question", "history[].role", "filters.published_from", "mode"} <= set(names)
        expect(asked.locator("dt", has_text="history[].role").locator("+ dd")).to_have_text(
            '"user", "assistant", required'
        )
        expect(asked.locator("pre").first).to_contain_text(f"curl '{bundled}/v1/ask'")
        assert "`" not in "".join(page.locator(".operation > p, dd").all_inner_texts())
        page.set_viewport_size({"width": 360, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_route_is_a_link_away(browser: Browser, bundled: str) -> None:
    with visit(browser, bundled, path="/docs") as reader:
        reader.page.locator("#contents a", has_text="/v1/verify").click()
        expect(reader.page.locator("#verifyQuote h2")).to_be_in_viewport()
    with visit(browser, bundled, path="/docs#verifyQuote") as reader:
        expect(reader.page.locator("#verifyQuote h2")).to_be_in_viewport()
