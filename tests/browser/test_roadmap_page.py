import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import pytest

from mlcareer.checklists.page import read_page
from mlcareer.render.roadmap_html import roadmap_html
from support_browser import (
    DESKTOP,
    NARROW,
    OVERLAPPING,
    PHONE,
    import_required,
    overflow,
    started_browser,
    unfold,
)
from support_golden import CLAIMS
from support_plan_page import NOTES, PRINCIPLES, ROADMAPS, VERSION, ticked_later

pytestmark = pytest.mark.toolchain

KEY = "mlcareer.ticks.gardener"
DENIED = "forgets your ticks when it is closed"
NOON = "2026-12-01T12:00:00"
GIVEN = [claim.id for claim in CLAIMS]
TOTAL = sum(map(len, (ROADMAPS["garden"].tasks, ROADMAPS["garden"].checks, CLAIMS)))
Scheme = Literal["light", "dark"]
Look = Callable[..., Any]
every_page = pytest.mark.parametrize("name", ["garden", "deadline", "undated", "long", "hostile"])


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the pages that are looked at."""
    folder = tmp_path_factory.mktemp("pages")
    later = {"later": ticked_later("digging.2"), "without": ticked_later()}
    for name, roadmap in (ROADMAPS | later).items():
        page = roadmap_html(roadmap, PRINCIPLES, NOTES, version=VERSION)
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    frame = '<!doctype html><title>Frame</title><iframe sandbox="allow-scripts" src="garden.html">'
    (folder / "framed.html").write_text(f"{frame}</iframe>", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start the first browser that is there."""
    with started_browser() as started:
        yield started


@pytest.fixture
def look(browser: Any, pages: Path) -> Iterator[Look]:  # noqa: ANN401
    """Open pages, in a context of their own or the last one, and hold them to no complaint."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def open_page(name: str, width: int = DESKTOP, *, again: bool = False, **wishes: Any) -> Any:  # noqa: ANN401
        if not again:
            contexts.append(browser.new_context(viewport={"width": width, "height": 800}, **wishes))
        contexts[-1].set_default_timeout(10_000)
        page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: _close(dialog, complaints))
        page.on("request", lambda request: _hold(request.url, complaints))
        page.clock.install(time=NOON)
        page.goto((pages / f"{name}.html").as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _hold(url: str, complaints: list[str]) -> None:
    if not url.startswith(("file:", "blob:")):
        complaints.append(url)


def _close(dialog: Any, complaints: list[str]) -> None:  # noqa: ANN401
    complaints.append(f"a dialog: {dialog.message}")
    dialog.dismiss()


def box(page: Any, id_: str) -> Any:  # noqa: ANN401
    """Find what ticks a task."""
    return page.locator(f'[data-id="{id_}"]')


def proof(page: Any, id_: str) -> Any:  # noqa: ANN401
    """Find the field for evidence of a task."""
    return page.locator(f'[data-evidence="{id_}"]')


def ticked(page: Any) -> list[str]:  # noqa: ANN401
    """List what is ticked."""
    script = "[...document.querySelectorAll('[data-id]:checked')].map(one => one.dataset.id)"
    found: list[str] = page.evaluate(script)
    return found


def said(page: Any) -> str:  # noqa: ANN401
    """Read what the page answers to a button."""
    return str(page.locator("#said").inner_text())


def kept(page: Any) -> Mapping[str, Any]:  # noqa: ANN401
    """Read what the browser keeps."""
    found: Mapping[str, Any] = json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))
    return found


def saved(page: Any) -> Mapping[str, Any]:  # noqa: ANN401
    """Save the ticks and read the file."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my ticks").click()
    assert download.value.suggested_filename == "mlcareer-ticks.json"
    found: Mapping[str, Any] = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    return found


def load(page: Any, content: str) -> str:  # noqa: ANN401
    """Load a file of ticks and read what the page says to it."""
    before = said(page)
    page.set_input_files(
        "#load", {"name": "t.json", "mimeType": "application/json", "buffer": content.encode()}
    )
    page.locator("#said", has_text="." if not before else "").wait_for()
    page.evaluate("new Promise(resolve => requestAnimationFrame(resolve))")
    return said(page)


def ticks(*tasks: Mapping[str, object], role: str = "gardener") -> str:
    """Write a file of ticks."""
    return json.dumps({"mlcareer_ticks": 1, "role": role, "made_on": "", "tasks": tasks})


def test_a_tick_stays(look: Look) -> None:
    """What is ticked is ticked after loading the page anew, and in a page opened later."""
    page = look("garden")
    box(page, "digging.2").check()
    page.reload()
    assert ticked(page) == ["digging.2", *GIVEN]
    assert ticked(look("garden", again=True)) == ["digging.2", *GIVEN]
    assert ticked(look("garden")) == GIVEN


def test_a_tick_can_be_taken_away(look: Look) -> None:
    """A tick of the browser and one of the program go away when they are clicked, and stay so."""
    page = look("garden")
    box(page, "digging.2").check()
    box(page, "digging.2").uncheck()
    box(page, "digging.1").uncheck()
    page.reload()
    assert ticked(page) == GIVEN[1:]


def test_a_newer_page_keeps_the_ticks(look: Look) -> None:
    """A page made later, with other tasks and ticks, still has what was ticked in the older."""
    page = look("garden")
    box(page, "tomatoes.2").check()
    proof(page, "project.BED-1").fill("photos/bed.jpg")
    newer = look("deadline", again=True)
    assert "tomatoes.2" not in ticked(newer)
    assert [one["id"] for one in saved(newer)["tasks"] if one["done"]] == [*GIVEN, "tomatoes.2"]
    assert proof(newer, "project.BED-1").input_value() == "photos/bed.jpg"
    assert ticked(look("later", again=True)) == ["tomatoes.2", *GIVEN, "digging.2"]


def test_a_tick_that_the_program_makes_anew_is_shown(look: Look) -> None:
    """A tick taken away here is back when the program has it from later on."""
    page = look("garden")
    box(page, "digging.2").check()
    box(page, "digging.2").uncheck()
    assert "digging.2" in ticked(look("later", again=True))


def test_the_bar_moves(look: Look) -> None:
    """The bar, its words and those of the stages count along."""
    page = look("garden")
    assert page.locator("#count").inner_text() == f"5 of {TOTAL} ticked"
    stages = page.locator("[data-count]")
    before = [text.split() for text in stages.all_inner_texts()]
    assert sum(int(inside) for _, _, inside, _ in before) == len(ROADMAPS["garden"].tasks)
    assert {ticked for ticked, *_ in before} == {"0"}
    box(page, "tomatoes.3").check()
    assert page.locator("#count").inner_text() == f"6 of {TOTAL} ticked"
    assert page.locator("#bar").evaluate("one => one.position") == pytest.approx(6 / TOTAL)
    assert stages.all_inner_texts()[-1] == f"1 of {before[-1][2]} ticked"
    assert stages.all_inner_texts()[:-1] == [" ".join(words) for words in before[:-1]]


def test_two_pages_side_by_side_keep_both_ticks(look: Look) -> None:
    """What is ticked in one window is not lost by a tick in the other, and is seen there."""
    one = look("garden")
    other = look("garden", again=True)
    box(one, "digging.2").check()
    box(other, "compost.2").check()
    one.locator('[data-id="compost.2"]:checked').wait_for()
    assert ticked(one) == ticked(other) == ["digging.2", "compost.2", *GIVEN]
    assert set(kept(one)) == {"digging.2", "compost.2"}


def test_a_page_that_slept_loses_no_ticks_of_another(look: Look) -> None:
    """A page that heard nothing of a tick made elsewhere keeps it all the same."""
    one = look("garden")
    other = look("garden", again=True)
    other.add_init_script("addEventListener('storage', one => one.stopImmediatePropagation())")
    other.reload()
    box(one, "digging.2").check()
    box(other, "compost.2").check()
    assert set(kept(one)) == {"digging.2", "compost.2"}
    assert ticked(other) == ["digging.2", "compost.2", *GIVEN]


def test_ticks_are_saved_as_a_file(look: Look) -> None:
    """The file holds every task with its day and evidence, and whose plan it is."""
    page = look("garden")
    box(page, "digging.2").check()
    proof(page, "project.BED-1").fill('  my "bed" <1>.jpg ')
    data = saved(page)
    assert (data["mlcareer_ticks"], data["role"], data["made_on"]) == (1, "gardener", "2026-11-22")
    tasks = {one["id"]: one for one in data["tasks"]}
    assert len(tasks) == len(data["tasks"]) == TOTAL
    assert tasks["digging.2"] == {
        "id": "digging.2",
        "done": True,
        "on": "2026-12-01",
        "evidence": "",
    }
    assert tasks["digging.1"]["on"] == "2026-11-19"
    assert tasks["compost.2"] == {"id": "compost.2", "done": False, "on": "", "evidence": ""}
    assert tasks["project.BED-1"]["evidence"] == 'my "bed" <1>.jpg'
    assert tasks["project.POT-1"]["evidence"] == "photos/pot.jpg"
    assert said(page) == "6 ticks saved. Then: mlcareer sync mlcareer-ticks.json"


def test_a_saved_file_can_be_loaded_elsewhere(look: Look) -> None:
    """Ticks and evidence come along to another browser, with their days, and stay there."""
    page = look("garden")
    box(page, "compost.2").check()
    proof(page, "project.BED-1").fill("bed.jpg")
    box(page, "project.BED-1").check()
    data = saved(page)
    other = look("garden")
    assert load(other, json.dumps(data)) == "2 new ticks loaded."
    other.reload()
    assert saved(other)["tasks"] == data["tasks"]


def test_loading_takes_nothing_away(look: Look) -> None:
    """Ticks of a file are added; what it has not ticked stays ticked; what is unknown is kept."""
    page = look("garden")
    box(page, "tomatoes.2").check()
    tasks: list[Mapping[str, object]] = [
        {"id": "tomatoes.2", "done": False},
        {"id": "digging.1", "done": False},
        {"id": "digging.2", "done": True},
        {"id": "roses.2", "done": True, "on": "2026-10-01"},
    ]
    words = load(page, ticks(*tasks, role="florist"))
    assert words == (
        "2 new ticks loaded. 1 not in this plan; kept all the same."
        " The file is of a plan for another role."
    )
    assert ticked(page) == ["digging.2", "tomatoes.2", *GIVEN]
    assert saved(page)["tasks"][-1] == {
        "id": "roses.2",
        "done": True,
        "on": "2026-10-01",
        "evidence": "",
    }


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "null",
        "[]",
        '"text"',
        "{}",
        '{"mlcareer_ticks": 2, "tasks": []}',
        '{"mlcareer_ticks": 1, "tasks": {}}',
        "\0\1\2",
        "[" * 100_000,
    ],
)
def test_a_file_that_is_none_of_ours_is_refused(look: Look, content: str) -> None:
    """The page says what to choose instead, and all ticks stay."""
    page = look("garden")
    box(page, "digging.2").check()
    assert load(page, content).startswith("These are no ticks. Choose a file mlcareer-ticks.json")
    assert ticked(page) == ["digging.2", *GIVEN]


def test_odd_tasks_in_a_file_are_passed_over(look: Look) -> None:
    """Of a file with nonsense in it, what makes sense is taken."""
    odd: list[Any] = [
        None,
        7,
        "digging.2",
        [],
        {"id": 5, "done": True},
        {"id": "compost.2", "done": "yes"},
        {"id": "__proto__", "done": True},
        {"id": 'x.1"; rm -rf ~; echo "', "done": True},
        {"id": "tomatoes.2", "done": True, "on": "<b>", "evidence": {"a": 1}},
    ]
    page = look("garden")
    assert load(page, ticks(*odd)) == "1 new tick loaded."
    assert kept(page)["tomatoes.2"] == {
        "done": True,
        "on": "2026-12-01",
        "evidence": "",
        "was": "",
    }
    assert ticked(page) == ["tomatoes.2", *GIVEN]


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "{",
        "null",
        "7",
        '"text"',
        "[1, null]",
        '{"digging.2": 1, "compost.2": null, "tomatoes.2": {"done": "yes"}}',
        '{"__proto__": {"done": true}, "constructor": {"done": true}, "digging": {"done": true}}',
    ],
)
def test_nonsense_in_the_storage_does_no_harm(look: Look, nonsense: str) -> None:
    """Whatever stands under the name of the page, it works as if nothing did."""
    page = look("garden")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, nonsense])
    page.reload()
    assert ticked(page) == GIVEN
    box(page, "digging.2").check()
    page.reload()
    assert ticked(page) == ["digging.2", *GIVEN]


def test_a_browser_that_denies_storage_is_told_of(look: Look) -> None:
    """Where nothing may be kept the page says so at once, and still counts and ticks."""
    page = look("framed").frame_locator("iframe")
    page.get_by_text(DENIED).wait_for()
    box(page, "digging.2").check()
    box(page, "compost.2").check()
    assert page.locator("#count").inner_text() == f"7 of {TOTAL} ticked"


def test_ticks_can_be_saved_where_storage_is_full(look: Look) -> None:
    """Where the storage takes nothing in, ticks are in the file, and the page warns."""
    page = look("garden")
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full') } }")
    assert not page.get_by_text(DENIED).is_visible()
    box(page, "digging.2").check()
    box(page, "compost.2").check()
    assert page.get_by_text(DENIED).is_visible()
    done = [one["id"] for one in saved(page)["tasks"] if one["done"]]
    assert done == ["digging.2", "compost.2", *GIVEN]


def test_ticks_become_commands(look: Look) -> None:
    """The commands say what the program does not know: ticks by day, evidence, what went."""
    page = look("garden", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy as commands").click()
    assert said(page).startswith("Nothing is ticked here that the program did not know")
    assert not page.locator("#commands").is_visible()
    box(page, "digging.2").check()
    box(page, "compost.2").check()
    box(page, "pruning.1").uncheck()
    proof(page, "project.BED-1").fill("https://example.org/bed?a=1&b=2")
    box(page, "project.BED-1").check()
    page.get_by_role("button", name="Copy as commands").click()
    page.locator("#said", has_text="3 commands").wait_for()
    expected = [
        "mlcareer done digging.2 compost.2 --on 2026-12-01",
        'mlcareer done project.BED-1 --on 2026-12-01 --evidence "https://example.org/bed?a=1&b=2"',
        "mlcareer done --undo pruning.1",
    ]
    assert page.locator("#commands").input_value().splitlines() == expected
    assert page.evaluate("navigator.clipboard.readText()").splitlines() == expected


def test_commands_can_be_copied_by_hand(look: Look) -> None:
    """Where the clipboard is denied the commands stand there, selected."""
    page = look("garden")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()) }")
    box(page, "digging.2").check()
    page.get_by_role("button", name="Copy as commands").click()
    page.get_by_text("The browser does not let the page copy").wait_for()
    assert page.evaluate("getSelection().toString()") == ("mlcareer done digging.2 --on 2026-12-01")


@pytest.mark.parametrize(
    "evidence", ['"; rm -rf ~; "', "$(id)", "`id`", "%PATH%", "a\\", "--undo", "it's", "!x", "é"]
)
def test_no_evidence_becomes_a_command(look: Look, evidence: str) -> None:
    """What a shell might read as more than a text is left out, and the page says so."""
    page = look("garden")
    proof(page, "project.BED-1").fill(evidence)
    box(page, "project.BED-1").check()
    page.get_by_role("button", name="Copy as commands").click()
    page.get_by_text("Evidence of 1 task has signs that a command cannot bear").wait_for()
    assert page.locator("#commands").input_value() == (
        "mlcareer done project.BED-1 --on 2026-12-01"
    )


def test_a_page_saved_by_the_browser_carries_its_ticks(look: Look, pages: Path) -> None:
    """Saved with all that was done on it, the page is read back, and ticked where it is opened."""
    page = look("garden")
    box(page, "digging.2").check()
    box(page, "digging.1").uncheck()
    proof(page, "project.BED-1").fill('a "bed" & more')
    text = page.content()
    marks = {mark.id: mark for mark in read_page(text, "saved.html").marks}
    assert [id_ for id_, mark in marks.items() if mark.ticked] == ["digging.2", *GIVEN[1:]]
    assert marks["digging.2"].on == "2026-12-01"
    assert marks["project.BED-1"].evidence == 'a "bed" & more'
    (pages / "saved.html").write_text(text, encoding="utf-8")
    other = look("saved")
    assert ticked(other) == ["digging.2", *GIVEN[1:]]
    box(other, "digging.2").uncheck()
    other.reload()
    assert ticked(other) == GIVEN[1:]


def test_the_keyboard_is_enough(look: Look) -> None:
    """Ticking, unfolding, evidence, saving and loading are reached with Tab, and seen there."""
    page = look("garden")
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "(() => { const one = document.activeElement;"
            " const shown = one.id === 'load' ? one.parentElement : one;"
            " const style = getComputedStyle(shown), box = shown.getBoundingClientRect();"
            " return [one.id || one.dataset.id || one.dataset.evidence || one.tagName,"
            " style.outlineStyle, parseFloat(style.outlineWidth), box.top, box.bottom] })()"
        )
        if seen[0] == "BODY":
            break
        reached.append(seen)
        if seen[0] == "digging.2":
            page.keyboard.press("Space")
    names = [name for name, *_ in reached]
    assert {"save", "copy", "load", "digging.2", "project.BED-1", "SUMMARY", "A"} <= set(names)
    assert names.index("save") < names.index("digging.2") < names.index("digging.1")
    assert "digging.2" in ticked(page)
    bar = page.locator(".strip").bounding_box()["height"]
    for name, style, width, top, bottom in reached:
        assert (style, width >= 2) == ("solid", True), name
        assert bottom > bar, name
        assert top < 800, name


def test_labels_tick_too(look: Look) -> None:
    """A click on the name of a task ticks it; each box has that name."""
    page = look("garden")
    page.get_by_label("Digging: working", exact=True).check()
    page.locator("#task-compost\\.2 label bdi").click()
    assert ticked(page) == ["digging.2", "compost.2", *GIVEN]
    size = box(page, "digging.2").bounding_box()
    assert round(min(size["width"], size["height"])) >= 24


@pytest.mark.parametrize("name", ["garden", "long", "hostile", "nothing"])
def test_the_page_reads_well_without_script(look: Look, name: str) -> None:
    """With scripts switched off all is there, the page says what it lacks, and shows no buttons."""
    page = look(name, java_script_enabled=False)
    assert page.locator("h1").is_visible()
    # Playwright finds no text in this element, though it is shown.
    assert page.locator("noscript p:visible").count() == (name != "nothing")
    assert page.locator("button:visible").count() == 0
    if name == "garden":
        inside = page.locator("#task-digging\\.2 details p").first
        assert not inside.is_visible()
        page.locator("#task-digging\\.2 summary").click()
        assert inside.is_visible()
        assert page.locator("#count").inner_text() == f"5 of {TOTAL} ticked"


def test_no_text_of_content_runs(look: Look) -> None:
    """Names that try to be programs are shown as they are; no dialog opens, nothing is loaded."""
    page = look("hostile")
    unfold(page)
    assert page.locator("h1").inner_text() == "<script>alert('x')</script>"
    before = ticked(page)
    box(page, "digging.2").check()
    page.reload()
    assert ticked(page) == ["digging.2", *before]
    assert saved(page)["role"] == 'x"><script>alert(1)</script>'
    assert page.locator("img, b:not(#count)").count() == 0


@every_page
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(look: Look, name: str, width: int, scheme: Scheme) -> None:
    """The checks of axe-core on accessibility find nothing, folded, open, ticked, with commands."""
    axe = import_required("axe_playwright_python.sync_playwright").Axe()
    page = look(name, width, color_scheme=scheme)
    for more in (False, True):
        if more:
            unfold(page)
            page.locator("[data-id]:not(:checked)").first.check()
            page.get_by_role("button", name="Copy as commands").click()
            page.locator("#commands").wait_for()
        found = axe.run(page).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


@every_page
@pytest.mark.parametrize("width", [NARROW, PHONE, 640, 1024, DESKTOP, 1920])
def test_the_page_never_scrolls_sideways(look: Look, name: str, width: int) -> None:
    """However narrow the window, the page as a whole is no wider, and no words lie on others."""
    page = look(name, width)
    assert overflow(page) == 0
    unfold(page)
    box(page, "digging-0.2" if name == "long" else "digging.2").check()
    page.get_by_role("button", name="Copy as commands").click()
    page.locator("#commands").wait_for()
    assert overflow(page) == 0
    parts = "section p, h1, h2, .tick, .points li, .weeks li > *, .stages li > *, summary, .proof"
    assert page.evaluate(OVERLAPPING, parts) == 0


@every_page
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_text_can_be_twice_as_large(look: Look, name: str, width: int) -> None:
    """At 200 % text the page does not scroll sideways."""
    page = look(name, width)
    page.add_style_tag(content="html { font-size: 200% !important }")
    unfold(page)
    assert overflow(page) == 0


def test_the_schemes_differ(look: Look) -> None:
    """Who wishes for dark gets light text on dark, and the other way round."""
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    assert look("garden", color_scheme="light").evaluate(paper) == "rgb(255, 255, 255)"
    assert look("garden", color_scheme="dark").evaluate(paper) == "rgb(20, 24, 29)"


@every_page
def test_print_shows_everything(look: Look, name: str) -> None:
    """On paper what is folded is open, buttons are gone, and nothing is wider than the paper."""
    page = look(name, 718)
    page.emulate_media(media="print", color_scheme="dark")
    assert overflow(page) == 0
    hidden = page.evaluate(
        "[...document.querySelectorAll('details > :not(summary)')]"
        ".filter(one => !one.checkVisibility() || !one.getBoundingClientRect().height).length"
    )
    assert hidden == 0
    assert page.locator("button:visible, label.button:visible").count() == 0
    assert page.locator("#bar").is_visible()
    assert page.locator("[data-id]:visible").count() == page.locator("[data-id]").count()
    paper = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper')")
    assert paper.strip() == "#ffffff"
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF-")


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_how_much_it_is_is_seen_without_scrolling(look: Look, width: int) -> None:
    """Role, amount and time are on the first screen."""
    page = look("garden", width)
    seen = page.locator(".sum p").first.bounding_box()
    assert seen["y"] + seen["height"] <= 800


def test_the_bar_stays_in_sight(look: Look) -> None:
    """Far down the page the bar is still there, and what a link leads to is not under it."""
    page = look("long", PHONE)
    page.locator(".stages a").last.click()
    bar = page.locator(".strip").bounding_box()
    goal = page.locator("h2", has_text="And then").bounding_box()
    assert bar["y"] == pytest.approx(0, abs=1)
    assert bar["y"] + bar["height"] <= goal["y"] + 1 <= 800
