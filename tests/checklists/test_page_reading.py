import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.checklists.marks import Reading
from mlcareer.checklists.page import read_page
from mlcareer.errors import ContentError
from mlcareer.model.plan import ID_PATTERN, Claim
from mlcareer.render.roadmap_html import roadmap_html
from mlcareer.render.svg import without_controls
from mlcareer.roadmap.plan import Roadmap
from support_golden import CLAIMS, garden_roadmap
from support_plan_page import ROADMAPS

every_plan = pytest.mark.parametrize("name", list(ROADMAPS))
IDS = [claim.id for claim in CLAIMS] + ["digging.2", "tomatoes.2", "project.BED-1"]
GARDEN = roadmap_html(ROADMAPS["garden"], version="1.2.3")
EVIDENCE = st.text(st.characters(codec="utf-8"), max_size=20)


def page_of(roadmap: Roadmap) -> str:
    """Make the page of a plan."""
    return roadmap_html(roadmap, version="1.2.3")


def told(reading: Reading) -> dict[str, tuple[bool, str, str]]:
    """Say what was read of each id."""
    return {mark.id: (mark.ticked, mark.on, mark.evidence) for mark in reading.marks}


def known(roadmap: Roadmap) -> dict[str, tuple[bool, str, str]]:
    """Say what should be read from a page as it was made."""
    open_ = [task.id for task in roadmap.tasks] + [check.id for check in roadmap.checks]
    ticked = {
        one.claim.id: (True, one.claim.on, " ".join(without_controls(one.claim.evidence).split()))
        for one in roadmap.ticked
    }
    return dict.fromkeys(open_, (False, "", "")) | ticked


def tick(page: str, id_: str, on: str = "") -> str:
    """Tick a box as the page does before a browser saves it."""
    said = f' data-on="{on}"' if on else ""
    return page.replace(f'data-id="{id_}"', f'data-id="{id_}"{said} checked=""')


def prove(page: str, id_: str, evidence: str) -> str:
    """Write down evidence as the page does before a browser saves it."""
    return page.replace(f'data-evidence="{id_}" value=""', f'data-evidence="{id_}" {evidence}')


@every_plan
def test_a_page_as_exported_says_what_the_plan_says(name: str) -> None:
    """Exactly the tasks of the plan are read, with the ticks that the program made."""
    reading = read_page(page_of(ROADMAPS[name]), "plan.html")
    assert told(reading) == known(ROADMAPS[name])
    assert reading.remarks == ()


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(IDS), st.dates(), EVIDENCE), unique_by=lambda c: c[0]))
def test_whatever_was_ticked_is_read_back(ticks: list[tuple[str, object, str]]) -> None:
    """Any ticks with any evidence come back from the page: ids, days, evidence."""
    claims = [Claim(id_, str(on), "2026-11-20T18:00:00+00:00", told) for id_, on, told in ticks]
    reading = read_page(page_of(garden_roadmap(claims=claims)), "plan.html")
    found = {mark.id: mark for mark in reading.marks if mark.ticked}
    assert set(found) == {claim.id for claim in claims}
    for claim in claims:
        assert found[claim.id].on == claim.on
        assert found[claim.id].evidence == " ".join(without_controls(claim.evidence).split())


def test_a_tick_made_in_the_browser_is_read() -> None:
    """A page that was ticked and saved gives the tick with its day, and the line it stands on."""
    page = tick(GARDEN, "digging.2", "2026-12-01")
    (mark,) = (mark for mark in read_page(page, "plan.html").marks if mark.id == "digging.2")
    assert mark[:4] == ("digging.2", True, "2026-12-01", "")
    assert 'data-id="digging.2"' in page.splitlines()[mark.line - 1]


def test_a_tick_taken_away_in_the_browser_is_read() -> None:
    """What the program had ticked, and the saved page has not, is not ticked and has no day."""
    page = re.sub(r'(data-id="digging.1"[^>]*) checked', r"\1", GARDEN)
    assert told(read_page(page, "plan.html"))["digging.1"] == (False, "", "")


def test_evidence_typed_into_the_page_is_read() -> None:
    """What stands in the field of a project is its evidence, with single spaces around words."""
    page = prove(GARDEN, "project.BED-1", 'value="  my photos/&quot;bed&quot;.jpg &amp; more "')
    assert told(read_page(page, "p"))["project.BED-1"][2] == 'my photos/"bed".jpg & more'
    empty = prove(GARDEN, "project.BED-1", 'value="   "')
    assert told(read_page(empty, "p"))["project.BED-1"][2] == ""


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.replace("\n", "\r\n"),
        lambda page: f"\ufeff{page}",
        lambda page: page.replace("<input", "<INPUT").replace("data-id=", "DATA-ID="),
        lambda page: page.replace(" checked", ' checked="checked"'),
        lambda page: page.replace(" checked", " CHECKED"),
        lambda page: page.replace('autocomplete="off">', 'autocomplete="off" />'),
        lambda page: re.sub(r'data-id="([^"]*)"', r"data-id='\1'", page),
        lambda page: re.sub(r'data-id="([^"]*)"', r"data-id=\1", page),
        lambda page: re.sub(r'data-id="([^"]*)"', r'data-id=" \1 "', page),
        lambda page: re.sub(r"\s*\n\s*", "", page),
        lambda page: page.replace("<html", "<!-- saved from url=(0009)file:///p -->\n<html"),
        lambda page: page.replace("<main", "<div><main").replace("</main>", "</main></div>"),
        lambda page: page.replace("</label>", ""),
    ],
)
def test_how_browsers_and_editors_write_the_page_does_not_matter(change: object) -> None:
    """Line ends, letter case, quotes, spaces, lost end tags: the ticks are the same."""
    assert callable(change)
    assert change(GARDEN) != GARDEN
    reading = read_page(change(GARDEN), "plan.html")
    assert told(reading) == known(ROADMAPS["garden"])


def test_boxes_in_comments_and_scripts_are_none() -> None:
    """Only what is an element of the page counts."""
    fake = '<input type="checkbox" data-id="fake.1" checked>'
    page = GARDEN.replace("</main>", f"<!-- {fake} --><script>'{fake}'</script></main>")
    assert told(read_page(page, "plan.html")) == known(ROADMAPS["garden"])


def test_a_task_that_stands_twice_is_read_once() -> None:
    """Of two boxes with one id the ticked one counts, and that is said."""
    page = GARDEN.replace("</main>", '<input data-id="digging.2" checked></main>')
    reading = read_page(page, "plan.html")
    assert [mark.ticked for mark in reading.marks if mark.id == "digging.2"] == [True]
    (remark,) = reading.remarks
    assert remark.message == "digging.2 stands twice, ticked and not; the tick counts"


@pytest.mark.parametrize("id_", ["", "digging", "../../x", "a b.1", "x" * 500, "é.1", "a..1"])
def test_what_is_no_name_of_a_task_is_left_out(id_: str) -> None:
    """A box that was tampered with gives no mark and a short remark with its line."""
    page = GARDEN.replace('data-id="digging.2"', f'data-id="{id_}" checked')
    reading = read_page(page, "plan.html")
    assert id_ not in told(reading)
    (remark,) = reading.remarks
    assert "is no name of a task" in remark.message
    assert len(remark.message) < 140
    assert remark.line > 1


@pytest.mark.parametrize("on", ["yesterday", "2026-13-01", "", "9" * 300])
def test_a_day_that_is_none_is_not_said(on: str) -> None:
    """The tick counts all the same."""
    page = GARDEN.replace('data-id="digging.2"', f'data-id="digging.2" checked data-on="{on}"')
    assert told(read_page(page, "plan.html"))["digging.2"] == (True, "", "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain text",
        "<!doctype html><html><body><p>Hello</p></body></html>",
        "<html><input type=checkbox data-id=digging.1 checked></html>",
        "{}",
    ],
)
def test_another_page_is_refused(text: str) -> None:
    """What is no plan is said to be none, with what to do, in one line that names the file."""
    with pytest.raises(ContentError) as caught:
        read_page(text, "other.html")
    assert str(caught.value).startswith("other.html: this page is no plan; it must be one that")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("part", ["<!--", "<a ", "<", '<input a="', "</", "<![CDATA["])
def test_a_page_that_never_ends_is_refused(part: str) -> None:
    """A long text of nothing but beginnings is gone through once, not once for each of them."""
    with pytest.raises(ContentError, match="no plan"):
        read_page(part * 100_000, "plan.html")


def test_a_plan_of_a_later_form_is_refused() -> None:
    """A page whose form is not known is not guessed at."""
    page = GARDEN.replace('data-mlcareer-plan="1"', 'data-mlcareer-plan="2"')
    with pytest.raises(ContentError, match=r"plan\.html:\d+: this plan is of another version"):
        read_page(page, "plan.html")


def test_what_stands_first_counts() -> None:
    """As in a browser: of one attribute twice, of two plans, of two fields for one evidence."""
    page = GARDEN.replace('data-id="digging.2"', 'data-id="digging.2" data-id="compost.4"')
    page = page.replace("</main>", '<p data-mlcareer-plan="2" data-boxes="999"></p></main>')
    page = prove(page, "project.BED-1", 'value="one.jpg"')
    page = page.replace("</main>", '<input data-evidence="project.BED-1" value="two.jpg"></main>')
    reading = read_page(page, "plan.html")
    assert told(reading) == known(ROADMAPS["garden"]) | {"project.BED-1": (False, "", "one.jpg")}
    assert reading.remarks == ()


def test_a_page_without_its_boxes_is_refused() -> None:
    """A plan that lost all its tasks is broken, not empty."""
    page = re.sub(r"<input[^>]*>", "", GARDEN)
    with pytest.raises(ContentError, match="this page is broken; save it in the browser again"):
        read_page(page, "plan.html")


def test_a_page_with_a_broken_declaration_is_refused() -> None:
    """What the parser stumbles over is said with its line, and no traceback."""
    page = GARDEN.replace("<main", "<![foo[ <main")
    with pytest.raises(ContentError, match=r"^plan\.html:\d+: this page is broken"):
        read_page(page, "plan.html")


def test_an_empty_plan_is_no_error() -> None:
    """A plan in which there is nothing to tick holds no marks."""
    assert read_page(page_of(ROADMAPS["nothing"]), "plan.html") == Reading(())


@given(st.integers(0, len(GARDEN)))
def test_half_a_page_is_read_as_far_as_it_goes(end: int) -> None:
    """A page cut anywhere gives no tick that is not there, and says that something is missing."""
    whole = told(read_page(GARDEN, "plan.html"))
    try:
        reading = read_page(GARDEN[:end], "plan.html")
    except ContentError:
        assert GARDEN[:end].count("data-id=") <= 1
        return
    found = told(reading)
    assert {id_: one[0] for id_, one in found.items()}.items() <= {
        id_: one[0] for id_, one in whole.items()
    }.items()
    short = len(found) < len(whole)
    assert [remark.message for remark in reading.remarks] == [
        f"of {len(whole)} tasks the page holds only {len(found)}; the others stay as they are"
    ] * short


@given(st.text(st.sampled_from("<>!-[]/=\"' &;\nxdata-id"), max_size=60), st.booleans())
def test_no_text_makes_reading_fall_over(text: str, ours: bool) -> None:
    """Whatever stands in a file, it is read or refused with a line for people."""
    page = f'<main data-mlcareer-plan="1">{text}' if ours else text
    read = complaint = None
    try:
        read = read_page(page, "plan.html")
    except ContentError as error:
        complaint = str(error)
    if read is None:
        assert str(complaint).startswith("plan.html")
    else:
        assert all(re.fullmatch(ID_PATTERN, mark.id) for mark in read.marks)
