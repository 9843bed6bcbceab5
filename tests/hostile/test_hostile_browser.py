"""The pages of hostile maps in a browser: they run nothing, load nothing and link nowhere else."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hostile_map import Numbered, harmless
from hostile_runs import FILES, person
from hostile_texts import ALL

from support_browser import started_browser, unfold

PAGES = [name for name in FILES if name.endswith(".html")]

COUNTED = """() => {
  const all = [...document.querySelectorAll("*")].filter(
    one => one.localName !== "code" && !(one.localName === "text" && one.closest("svg")));
  const foreign = [...document.querySelectorAll("[href], [src], [action], [formaction]")]
    .map(one => one.getAttribute("href") ?? one.src ?? "?")
    .filter(to => !to.startsWith("#") && !to.startsWith("https://example.org/"));
  const handlers = all.filter(
    one => [...one.attributes].some(attribute => attribute.name.startsWith("on")));
  return {
    elements: all.map(one => one.localName),
    foreign: foreign.length,
    handlers: handlers.length,
    boxes: document.querySelectorAll("input").length,
    ticked: document.querySelectorAll("input:checked").length,
    title: document.title.length > 0,
  };
}"""
"""What a page has, as the browser has read it."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start a browser."""
    with started_browser() as started:
        yield started


def pages(folder: Path, words: Numbered) -> dict[str, str]:
    """Write the pages of a map."""
    with person(folder, words) as one:
        return {name: one.file(name) for name in PAGES}


@pytest.mark.parametrize("behind", [True, False], ids=["before-mark", "behind-mark"])
def test_a_browser_finds_texts_only(tmp_path: Path, browser: Any, behind: bool) -> None:  # noqa: ANN401
    """A browser builds the same elements as of a harmless map, and runs and loads nothing."""
    plain = pages(tmp_path / "plain", harmless())
    evil = pages(tmp_path / "evil", Numbered(ALL, behind=behind, first=11))
    for name in PAGES:
        expected, found = (opened(browser, each[name]) for each in (plain, evil))
        assert found == expected
        assert found["foreign"] == found["handlers"] == 0


def opened(browser: Any, html: str) -> dict[str, object]:  # noqa: ANN401
    """Open a page, unfold it, and say what is there and what happened."""
    context = browser.new_context()
    page = context.new_page()
    happened: list[str] = []
    page.on("dialog", lambda dialog: happened.append(dialog.message))
    page.on("request", lambda request: happened.append(request.url))
    page.on("console", lambda message: happened.append(message.text))
    page.on("pageerror", lambda error: happened.append(str(error)))
    page.set_content(html, wait_until="load")
    unfold(page)
    found: dict[str, object] = page.evaluate(COUNTED)
    context.close()
    assert happened == []
    return found
