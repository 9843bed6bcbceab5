"""What once broke out of a form, and what keeps it in: one test for each defect."""

import csv
import json
import re
from dataclasses import replace
from html import unescape
from io import StringIO

import pytest
from hostile_judges import EVALUATED, OBSIDIAN, PLAYED
from hostile_texts import ALL
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.checklists.data import read_csv, read_json
from mlcareer.checklists.markdown import read_markdown
from mlcareer.checklists.values import as_text, from_text
from mlcareer.model.people import EvidenceKind
from mlcareer.render import anki
from mlcareer.render.heading import heading_text
from mlcareer.render.markdown import escape
from mlcareer.render.page import Page, flat, hint
from mlcareer.render.paint import padded
from mlcareer.render.roadmap_blocks import safe
from mlcareer.render.roadmap_csv import roadmap_csv
from mlcareer.render.roadmap_markdown import roadmap_markdown
from mlcareer.render.roadmap_obsidian import roadmap_obsidian
from mlcareer.render.roadmap_taskwarrior import roadmap_taskwarrior
from mlcareer.render.table import draw_table
from mlcareer.roadmap.plan import PlanProject, Roadmap
from support_golden import garden_roadmap
from support_markdown import tokens_of, visible

PAGE = Page(width=80)
TEXTS = st.lists(st.sampled_from(ALL), min_size=1, max_size=3).map(" ".join)


def project_plan(text: str) -> Roadmap:
    """Make a plan whose project has a text in all places."""
    plan = garden_roadmap(claims=())
    tasks = tuple(
        replace(task, project=task.project._replace(summary=text, data=text, criteria=(text,)))
        if isinstance(task, PlanProject)
        else replace(task, can_do=(text,))
        for task in plan.tasks
    )
    return replace(plan, tasks=tasks)


# Rows of a terminal


@pytest.mark.parametrize(
    "shown",
    [
        hint("Worth a re-check: one\nFORGED:", "mlcareer due", PAGE),
        padded("one\nFORGED", 20),
        heading_text(PAGE, "one\nFORGED", "question 1 of 2"),
        draw_table(PAGE, ["Skill", "Now"], [("one\nFORGED", "two\nFORGED")]),
    ],
    ids=["hint", "padded", "heading", "table"],
)
def test_a_name_in_a_row_makes_no_row(shown: str) -> None:
    """Where nothing is wrapped, a line break in a name is a blank."""
    assert "FORGED" in shown
    assert not any(line.lstrip().startswith("FORGED") for line in shown.splitlines())


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_flat_texts_are_one_line(text: str) -> None:
    """A flat text has no line break of any kind, and nothing but white space is lost."""
    assert len(flat(text).splitlines()) <= 1
    assert "".join(flat(text).split()) == "".join(text.split())


def test_ordinary_texts_are_left_alone() -> None:
    """What is printable stays as it is, double blanks too."""
    assert flat("a  b") == "a  b"


# Spreadsheets


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("one;=1+1", "one;'=1+1"),
        ("one\n=1+1", "one\n'=1+1"),
        ("\t@SUM(A1)", "'\t@SUM(A1)"),
        ('one;"=1+1"', 'one;\'"=1+1"'),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("'=1+1", "''=1+1"),
        ("one, -1", "one, -1"),
        ("one; -1", "one; -1"),
        ("one", "one"),
    ],
)
def test_no_cell_begins_a_formula(text: str, cell: str) -> None:
    """Not even where cells are parted by semicolons, as in many countries.

    There a semicolon or a line break in a text begins a new cell. Signs of full width count too.
    """
    assert as_text(text) == cell
    assert from_text(cell) == text


@given(st.text("=+-@;\t\r\n'\"a \uff1d", max_size=12))
def test_a_cell_is_read_back_as_it_was(text: str) -> None:
    """Whatever apostrophes a text has itself, it comes back, and no part of a cell is a formula."""
    cell = as_text(text)
    assert from_text(cell) == text
    parts = re.split(r"[;\n]", cell)
    assert all(part[0] == "'" for part in parts if re.match(r"['\"]*[=+\-@\uff1d]", part))


@given(TEXTS)
def test_a_table_has_only_its_own_cells(text: str) -> None:
    """A plan with one text everywhere has as many rows as without, and brings back no tick."""
    plan = project_plan(text)
    table = list(csv.reader(StringIO(roadmap_csv(plan), newline=""), strict=True))
    assert {len(row) for row in table} == {len(table[0])}
    assert len(table) == 1 + len(plan.tasks) + len(plan.checks)
    assert not any(mark.ticked for mark in read_csv(roadmap_csv(plan), "plan.csv").marks)


# Anki


@pytest.mark.parametrize(
    "text",
    [
        "[sound:evil.mp3]",
        "[SOUND:evil.mp3]",
        "[anki:play:q:0]",
        "[latex]\\input{/etc/passwd}[/latex]",
        "[$]x[/$] [$$]x[/$$]",
        "\\(\\href{javascript:alert(1)}{x}\\) \\[x\\]",
        "{{c1::gap}} {{{Front}}}",
        "`[sound:evil.mp3]` `\\(x\\)`",
    ],
)
def test_a_card_plays_and_sets_nothing(text: str) -> None:
    """No sound, speech, LaTeX, MathJax or gap is in a card, and the words read the same."""
    card = anki.words(text)
    assert not PLAYED.search(card)
    assert unescape(re.sub("<[^>]*>", "", card)) == text.replace("`", "")


def test_ordinary_brackets_stay_in_cards() -> None:
    """What Anki has no use for is written as it is."""
    assert anki.words("x[0] {a: 1} \\n [link]") == "x[0] {a: 1} \\n [link]"


# Markdown


@pytest.mark.parametrize("text", ["$x$", "$$x$$", "costs $5 and $6"])
def test_formulas_are_text(text: str) -> None:
    """GitHub sets what stands between two dollars as a formula; here they are dollars."""
    assert escape(text) == text.replace("$", "\\$")
    assert visible(tokens_of(escape(text))) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "due:: 2020-01-01",
        "[due:: 2020-01-01]",
        "std::vector<int>",
        "`= this.file.name`",
        "`$= dv.current()`",
        "`<% tp.file.title %>`",
        "`<!-- mlc:digging.4 -->`",
        "== === ====",
    ],
)
def test_plugins_of_obsidian_find_nothing(text: str) -> None:
    """No field of Dataview, query or template of a plugin is left, and the words read the same."""
    written = safe(text)
    unescaped = re.sub(r"\\.", "", written)
    assert not EVALUATED.search(unescaped)
    assert not OBSIDIAN.search(unescaped)
    assert visible(tokens_of(written)) == [text]


def test_a_colon_at_the_end_makes_no_field() -> None:
    """A name that ends with a colon makes no field of a plugin with the colon that follows it."""
    kinds = [EvidenceKind("photo", "due:", "2020-01-01")]
    written = roadmap_obsidian(garden_roadmap(), evidence=kinds)
    assert "2020-01-01" in written
    assert "::" not in written


def test_ordinary_code_stays_code() -> None:
    """Code that nothing evaluates is still code."""
    assert safe("use `std::sort` or `a == b`") == "use `std::sort` or `a == b`"


@given(TEXTS)
def test_no_text_is_more_than_a_paragraph(text: str) -> None:
    """Alone in a paragraph any text stays one: no list, heading, quote, table, tag or link."""
    kinds = {token.type for token in tokens_of(safe(text))}
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "code_inline"}


# What is read back


@pytest.mark.parametrize("text", ["Evidence: /etc/passwd", "evidence: x", "**Evidence**: x"])
def test_a_text_is_no_evidence(text: str) -> None:
    """A summary, criterion or statement that begins like the line for evidence is none."""
    plan = project_plan(text)
    written = roadmap_markdown(plan)
    assert not any(mark.evidence for mark in read_markdown(written).marks)
    tasks = roadmap_taskwarrior(plan)
    assert not any(mark.evidence for mark in read_json(tasks, "tasks.json").marks)
    told = [note["description"] for task in json.loads(tasks) for note in task["annotations"]]
    assert any(text in one for one in told)


def test_evidence_that_was_named_is_read_back() -> None:
    """What the person named is still read back from both."""
    plan = garden_roadmap()
    for reading in (
        read_markdown(roadmap_markdown(plan)),
        read_json(roadmap_taskwarrior(plan), "tasks.json"),
    ):
        found = {mark.id: mark.evidence for mark in reading.marks}
        assert found["project.POT-1"] == "photos/pot.jpg"
