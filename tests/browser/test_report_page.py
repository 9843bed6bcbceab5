import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest

from mlcareer.gaps import Report
from mlcareer.render.report_html import report_html
from mlcareer.render.report_rows import Besides
from support import rating
from support_golden import MAP, garden_report
from support_page import big_report

pytestmark = pytest.mark.toolchain

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BESIDES = Besides(
    first="Digging", said="You like rain.", changed=("Up.",), option="--role gardener"
)
PHONE, NARROW, DESKTOP = 375, 320, 1280
REPORTS: dict[str, Callable[[], Report]] = {
    "garden": garden_report,
    "nothing": lambda: garden_report(()),
    "rated": lambda: garden_report(tuple(rating(skill, 2) for skill in MAP.skills)),
    "many": lambda: big_report(40),
    "big": big_report,
}
Scheme = Literal["light", "dark"]
every_page = pytest.mark.parametrize("name", ["garden", "nothing", "rated", "many"])


def missing(what: str) -> None:
    """Skip the test where something is missing, or fail it where it is required."""
    if os.environ.get("MLCAREER_REQUIRE_TOOLCHAINS"):
        pytest.fail(f"{what} is required and not installed")
    pytest.skip(f"{what} is not installed")


def import_required(module: str) -> Any:  # noqa: ANN401 - the types of an optional package
    """Import what drives a browser, where it is installed."""
    try:
        return __import__(module, fromlist=["_"])
    except ImportError:
        missing(module)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the pages that are looked at."""
    folder = tmp_path_factory.mktemp("pages")
    for name, report in REPORTS.items():
        page = report_html(report(), "2026-11-23", BESIDES)
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start the first browser that is there."""
    playwright = import_required("playwright.sync_api")
    paths = list(filter(None, map(shutil.which, BROWSERS)))
    if not paths:
        missing(" or ".join(BROWSERS))
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=paths[0], args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def look(browser: Any, pages: Path) -> Iterator[Callable[..., Any]]:  # noqa: ANN401
    """Open pages, each in a context of its own, and hold them to loading without a complaint."""
    contexts = []
    complaints: list[str] = []
    requests: list[str] = []

    def open_page(name: str, width: int = DESKTOP, **wishes: Any) -> Any:  # noqa: ANN401
        context = browser.new_context(viewport={"width": width, "height": 800}, **wishes)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        page.goto((pages / f"{name}.html").as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
    assert [url for url in requests if not url.startswith("file:")] == []
    assert len(requests) == len(contexts)


def unfold(page: Any) -> None:  # noqa: ANN401
    """Open everything that is folded."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


def overflow(page: Any) -> int:  # noqa: ANN401
    """Say by how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


OVERLAPPING = """selector => {
  const boxes = [...document.querySelectorAll(selector)].map(one => one.getBoundingClientRect());
  let pairs = 0;
  for (const [at, a] of boxes.entries())
    for (const b of boxes.slice(at + 1))
      pairs += a.width && b.width && a.left < b.right - 1 && b.left < a.right - 1
        && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return pairs;
}"""
"""How many pairs of elements lie on each other."""

OUTSIDE = """() => [...document.querySelectorAll('.map .node')].filter(node => {
  const box = node.querySelector('rect').getBoundingClientRect();
  return [...node.querySelectorAll('text')].some(text => {
    const own = text.getBoundingClientRect();
    return own.left < box.left || own.right > box.right + 1
      || own.top < box.top || own.bottom > box.bottom;
  });
}).length"""
"""How many skills of the map have a name that does not fit."""

PALE = """() => [...document.querySelectorAll('.map .node')].filter(node => {
  const parse = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => {
    const [r, g, b] = parse(colour).map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ink = light(getComputedStyle(node.querySelector('text')).fill);
  const paper = light(getComputedStyle(node.querySelector('rect')).fill);
  return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05) < 4.5;
}).length"""
"""How many skills of the map have a name with too little contrast."""


@every_page
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(look: Callable[..., Any], name: str, width: int, scheme: Scheme) -> None:
    """The checks of axe-core on accessibility find nothing, folded open and closed."""
    axe = import_required("axe_playwright_python.sync_playwright").Axe()
    page = look(name, width, color_scheme=scheme)
    for unfolded in (False, True):
        if unfolded:
            unfold(page)
        found = axe.run(page).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


@every_page
@pytest.mark.parametrize("width", [NARROW, PHONE, 640, 1024, DESKTOP, 1920])
def test_the_page_never_scrolls_sideways(look: Callable[..., Any], name: str, width: int) -> None:
    """However narrow the window, the page as a whole is no wider; only regions in it scroll."""
    page = look(name, width)
    assert overflow(page) == 0
    unfold(page)
    assert overflow(page) == 0


@every_page
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_text_can_be_twice_as_large(look: Callable[..., Any], name: str, width: int) -> None:
    """At 200 % text the page does not scroll sideways and no words lie on each other."""
    page = look(name, width)
    page.add_style_tag(content="html { font-size: 200% !important }")
    unfold(page)
    assert overflow(page) == 0
    assert page.evaluate(OVERLAPPING, "p, h1, h2, h3, .counts li, .name, .rows .levels") == 0


@every_page
@pytest.mark.parametrize("width", [NARROW, PHONE, DESKTOP])
def test_no_words_lie_on_each_other(look: Callable[..., Any], name: str, width: int) -> None:
    """Neither paragraphs nor the labels of a drawing overlap."""
    page = look(name, width)
    unfold(page)
    assert (
        page.evaluate(OVERLAPPING, "p, h1, h2, h3, .counts li, .name, .rows .levels, td, th") == 0
    )
    assert page.evaluate(OVERLAPPING, ".calibration text") == 0
    assert page.evaluate(OVERLAPPING, ".map text") == 0
    axes = page.locator(".bar:has(.axis)").all()
    for axis in axes[:2]:
        axis.evaluate("one => one.classList.add('looked-at')")
        assert page.evaluate(OVERLAPPING, ".looked-at text") == 0
        axis.evaluate("one => one.classList.remove('looked-at')")


@pytest.mark.parametrize("name", ["garden", "big"])
def test_names_fit_into_the_map(look: Callable[..., Any], name: str) -> None:
    """In a real font each name lies in the shape of its skill."""
    assert look(name).evaluate(OUTSIDE) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_names_on_the_map_can_be_read(look: Callable[..., Any], scheme: Scheme) -> None:
    """Whatever the state of a skill, its name has a contrast of at least 4.5 on the map."""
    assert look("many", color_scheme=scheme).evaluate(PALE) == 0


def test_the_schemes_differ(look: Callable[..., Any]) -> None:
    """Who wishes for dark gets light text on dark, and the other way round."""
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    assert look("garden", color_scheme="light").evaluate(paper) == "rgb(255, 255, 255)"
    assert look("garden", color_scheme="dark").evaluate(paper) == "rgb(20, 24, 29)"


@every_page
def test_the_page_needs_no_script(look: Callable[..., Any], name: str) -> None:
    """With scripts switched off the page says the same, and unfolds."""
    page = look(name, java_script_enabled=False)
    assert page.locator("h1").is_visible()
    assert page.locator(".map").is_visible()
    folded = page.locator("details").last
    inside = folded.locator("li").first
    assert not inside.is_visible()
    folded.locator("summary").click()
    assert inside.is_visible()


def test_the_map_scrolls_in_a_region_of_its_own(look: Callable[..., Any]) -> None:
    """On a phone the map is reached with the keyboard and scrolled with its arrows."""
    # Waiting runs a text as a program, which the policy of the page forbids.
    page = look("big", PHONE, bypass_csp=True)
    region = page.locator(".map-view")
    region.focus()
    assert page.evaluate("document.activeElement.classList.contains('map-view')")
    assert region.evaluate("one => one.scrollWidth > one.clientWidth")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.map-view').scrollLeft > 0")


def test_what_has_the_focus_is_seen(look: Callable[..., Any]) -> None:
    """Each thing that the keyboard reaches is outlined while it has the focus."""
    page = look("garden")
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "(() => { const one = document.activeElement, style = getComputedStyle(one);"
            " return [one.tagName, style.outlineStyle, parseFloat(style.outlineWidth)] })()"
        )
        if seen[0] == "BODY":
            break
        reached.append(seen)
    assert {tag for tag, *_ in reached} >= {"A", "a", "SUMMARY", "DIV"}
    assert all(style == "solid" and width >= 2 for _, style, width in reached)


def test_a_skill_on_the_map_leads_to_its_row(look: Callable[..., Any]) -> None:
    """A click on a skill goes to what is said of it, and marks it."""
    page = look("garden")
    page.locator(".map a").first.click()
    assert page.url.endswith("#skill-digging")
    row = page.locator("#skill-digging")
    assert row.evaluate("one => one.matches(':target')")
    top = row.evaluate("one => one.getBoundingClientRect().top")
    assert -1 <= top <= 800


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_keep_what_is_told(look: Callable[..., Any], scheme: Scheme) -> None:
    """Where the system chooses the colours, ranges, marks and lines still differ from paper."""
    page = look("garden", forced_colors="active", color_scheme=scheme)
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    for selector, part in (
        (".range", "fill"),
        (".rim", "stroke"),
        (".half", "fill"),
        (".flag", "fill"),
        (".span", "stroke"),
        (".node.open rect", "stroke"),
        (".edges path", "stroke"),
        (".agreement", "stroke"),
    ):
        colour = page.locator(selector).first.evaluate(f"one => getComputedStyle(one).{part}")
        assert colour not in {paper, "none"}, selector


@every_page
def test_print_shows_everything(look: Callable[..., Any], name: str) -> None:
    """On paper what is folded is open, nothing scrolls, and nothing is wider than the paper."""
    page = look(name, 718)
    page.emulate_media(media="print", color_scheme="dark")
    assert overflow(page) == 0
    hidden = page.evaluate(
        "[...document.querySelectorAll('details > :not(summary)')]"
        ".filter(one => !one.checkVisibility() || !one.getBoundingClientRect().height).length"
    )
    assert hidden == 0
    cut = page.evaluate(
        "[...document.querySelectorAll('.map-view')]"
        ".filter(one => one.scrollWidth > one.clientWidth + 1).length"
    )
    assert cut == 0
    paper = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper')")
    assert paper.strip() == "#ffffff"


def test_the_page_can_be_printed(look: Callable[..., Any]) -> None:
    """A PDF comes out, upright; only a wide map has a page of its own that lies across."""
    upright, across = "0 0 612 792", "0 0 792 612"
    assert set(_boxes(look("garden").pdf(prefer_css_page_size=True))) == {upright}
    assert set(_boxes(look("big").pdf(prefer_css_page_size=True))) == {upright, across}


def _boxes(pdf: bytes) -> Iterator[str]:
    """List the sizes of the pages of a PDF."""
    assert pdf.startswith(b"%PDF-")
    for part in pdf.split(b"/MediaBox [")[1:]:
        yield " ".join(part.split(b"]")[0].decode().split())


@pytest.mark.parametrize("name", ["garden", "big"])
def test_the_answer_is_seen_without_scrolling(look: Callable[..., Any], name: str) -> None:
    """On a phone and on a desktop the figure, its range and the verdict are on the first screen."""
    for width in (PHONE, DESKTOP):
        page = look(name, width)
        for selector in (".big", ".answer", ".verdict", ".scale"):
            box = page.locator(selector).bounding_box()
            assert box["y"] + box["height"] <= 800
