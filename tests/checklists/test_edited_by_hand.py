"""Plans that were edited by hand, as people do: nothing is lost, and nothing is invented."""

import csv
import re
import textwrap
from collections.abc import Callable, Sequence
from io import StringIO
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mlcareer.checklists.blocks import is_untouched
from mlcareer.checklists.marks import Reading
from mlcareer.checklists.reading import decode, read_checklist
from mlcareer.checklists.refresh import refresh
from mlcareer.render.roadmap_csv import roadmap_csv
from mlcareer.render.roadmap_markdown import roadmap_markdown
from mlcareer.render.roadmap_obsidian import roadmap_obsidian
from mlcareer.render.roadmap_todotxt import roadmap_todotxt
from support_golden import garden_roadmap

GARDEN = garden_roadmap()
MARKDOWN = (roadmap_markdown(GARDEN), roadmap_obsidian(GARDEN))
TODOTXT = roadmap_todotxt(GARDEN)
IDS = re.findall(r"<!-- mlc:(\S+) -->", MARKDOWN[0])
DONE = frozenset(re.findall(r"\[x\].*<!-- mlc:(\S+) -->", MARKDOWN[0]))
BED = "project.BED-1"
PLACE = "Evidence: (path or address)"
SEAL = "<!-- mlc-lines"

TICKED = ("[x]", "[X]", "[x ]", "[ x ]", "[\u2713]", "[\u2714\ufe0f]", "[\u2611]")
OPEN = ("[ ]", "[]", "[  ]", "[\u00a0]")
UNCLEAR = ("[/]", "[-]", "[?]", "[ok]")
BOXES = st.sampled_from((*TICKED, *OPEN, *UNCLEAR))

EVIDENCE = (
    "photos/bed.jpg",
    "__init__.py",
    "_drafts/bed_1.md",
    "C:\\beds\\_one.png",
    "https://example.org/a_b?c=d#e",
    "two words, and three.jpg",
    "gr\u00f6\u00dfe (1).png",
    "a*b*.txt",
    "*.jpg in the folder",
    "see (path or address) there",
    "`one.txt` and `two.txt`",
    "**here**, in the hall",
)
WRAPS = ("{}", "(path or address) {}", "{} (path or address)", "`` {} ``")
WORD_WRAPS = (*WRAPS, "``{}``", "<{}>", "[mine]({})", "![mine](<{}>)", '[mine]({} "the bed")')
PLAIN_WRAPS = (*WORD_WRAPS, "**{}**", "_{}_", "***{}***", "**`{}`**", "*[mine]({})*")
LABELS = ("Evidence: {}", "evidence:{}", "**Evidence:** {}", "*Evidence*: {}", "**Evidence: {}**")

Edit = Callable[[str], str]


class Told(NamedTuple):
    """What stands in a plan after it was edited: boxes by id, and what was written as evidence."""

    boxes: dict[str, str]
    evidence: str
    written: str


@st.composite
def evidences(draw: st.DrawFn) -> tuple[str, str]:
    """Draw evidence, and one of the ways in which people write it down."""
    evidence = draw(st.sampled_from(EVIDENCE))
    wraps: Sequence[str] = WRAPS
    if re.fullmatch(r"[^\s*`]+", evidence):
        wraps = WORD_WRAPS if evidence.startswith("_") or "_." in evidence else PLAIN_WRAPS
    label = draw(st.sampled_from(LABELS[:-1] if "*" in evidence else LABELS))
    wrap = "{}" if label.startswith("**Evidence: ") else draw(st.sampled_from(wraps))
    return evidence, label.format(wrap.format(evidence))


@st.composite
def tellings(draw: st.DrawFn) -> Told:
    """Draw what a person ticks, and what she names as evidence of her project."""
    evidence, written = draw(st.just(("", PLACE)) | evidences())
    return Told(draw(st.dictionaries(st.sampled_from(IDS), BOXES)), evidence, written)


def told_in(text: str, told: Told) -> str:
    """Write boxes and evidence into a plan."""
    for id_, box in told.boxes.items():
        text = re.sub(rf"\[[ x]\](?=.*<!-- mlc:{re.escape(id_)} -->)", box, text)
    at = text.index(f"mlc:{BED} ")
    return text[:at] + text[at:].replace(PLACE, told.written, 1)


def parted(text: str) -> tuple[str, str]:
    """Part a plan from its seal."""
    at = text.index(SEAL)
    return text[:at], text[at:]


def each_line(pattern: str, by: str) -> Edit:
    """Change what matches in each line but those of the seal."""

    def edit(text: str) -> str:
        body, seal = parted(text)
        return re.sub(rf"(?m){pattern}", by, body) + seal

    return edit


def wrapped(width: int) -> Edit:
    """Break long lines as formatters do."""

    def edit(text: str) -> str:
        body, seal = parted(text)
        lines = []
        for line in body.split("\n"):
            lead = " " * (len(line) - len(line.lstrip()) + 2)
            lines += textwrap.wrap(
                line,
                width,
                subsequent_indent=lead,
                break_long_words=False,
                break_on_hyphens=False,
                drop_whitespace=True,
            ) or [""]
        return "\n".join(lines) + seal

    return edit


def sections_turned(text: str) -> str:
    """Put the sections in the opposite order."""
    body, seal = parted(text)
    first, *sections = re.split(r"(?m)^(?=## )", body)
    return "".join((first, *(f"{one.rstrip()}\n\n" for one in reversed(sections)), seal))


WRITING: dict[str, Edit] = {
    "bullets": each_line(r"^( *)- ", r"\1* "),
    "numbers": each_line(r"^- \[", "1. ["),
    "tabs": each_line(r"^(?:  )(?=-)", "\t"),
    "hard spaces": each_line(r"^- \[(.{0,3}?)\] ", "-\u00a0[\\1]\u00a0"),
    "without bold": each_line(r"(\]\s)\*\*(.*)\*\* \(", r"\1\2 ("),
    "struck out": each_line(r"(\]\s)(\*\*.*\*\*) \(", r"\1~~\2~~ ("),
    "blanks at the end": each_line(r"\n", "  \n"),
    "blank lines": each_line(r"^(?=- )", "\n"),
    "notes below": each_line(r"^(- \[.*)$", "\\1\n  - a note [x] of mine\n\n    more of it"),
    "words behind": each_line(r"(<!-- mlc:\S+ -->.*)$", r"\1 half done, says Jo"),
    "tight ids": each_line(r"<!-- (mlc:\S+) -->", r"<!--\1-->"),
    "words in ids": each_line(r"<!-- (mlc:\S+) -->", r"<!-- \1 do not delete -->"),
    "own tasks": each_line(r"^(?=## )", "- [x] buy a spade\n- [ ] [[a page]]\n\n"),
    "a block of code": each_line(r"^(?=## And)", "```\n- [x] not a task\n```\n\n"),
    "sections turned": sections_turned,
    "wrapped": wrapped(72),
    "wrapped close": wrapped(40),
    "no seal": lambda text: f"{parted(text)[0]}{SEAL} gone -->\n",
}
LAST: dict[str, Edit] = {
    "as it is": str,
    "quoted": lambda text: re.sub(r"(?m)^(?!\Z)", "> ", text),
    "quoted twice": lambda text: re.sub(r"(?m)^(.+|(?!\Z))", r">>\1", text),
    "of Windows": lambda text: text.replace("\n", "\r\n"),
    "of old": lambda text: text.replace("\n", "\r"),
    "with a mark": lambda text: f"\ufeff{text}",
    "with front matter": lambda text: f"---\ntags: [a, b]\n---\n{text}",
}
ORDER = list(WRITING)
EDITS = st.lists(st.sampled_from(ORDER), unique=True, max_size=4).map(
    lambda names: sorted(names, key=ORDER.index)
)


def check(reading: Reading, told: Told) -> None:
    """Hold what was read against what was written."""
    boxes = {id_: ("[x]" if id_ in DONE else "[ ]") for id_ in IDS} | told.boxes
    unclear = {id_ for id_, box in boxes.items() if box in UNCLEAR}
    assert {mark.id: mark.ticked for mark in reading.marks} == {
        id_: box in TICKED for id_, box in boxes.items() if id_ not in unclear
    }
    assert set(reading.unclear) == unclear
    found = {mark.id: mark.evidence for mark in reading.marks if mark.evidence}
    wanted = {"project.POT-1": "photos/pot.jpg", BED: told.evidence}
    assert found == {id_: text for id_, text in wanted.items() if text and id_ not in unclear}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(MARKDOWN), tellings(), EDITS, st.sampled_from(list(LAST)))
@example(MARKDOWN[0], Told({}, "__init__.py", "Evidence: __init__.py"), [], "as it is")
@example(MARKDOWN[1], Told({}, "a.jpg", "**Evidence: a.jpg**"), ["wrapped close"], "of old")
@example(MARKDOWN[0], Told({}, "", PLACE), ["bullets", "words in ids", "wrapped close"], "as it is")
@example(MARKDOWN[0], Told({}, "", PLACE), ["blanks at the end"], "quoted")
def test_markdown_says_what_was_written_into_it(
    plan: str, told: Told, edits: list[str], last: str
) -> None:
    """Boxes and evidence are read as they stand, whatever else became of the file."""
    text = told_in(plan, told)
    for name in edits:
        text = WRITING[name](text)
    text = LAST[last](text)
    check(read_checklist(text, "plan.md"), told)
    check(read_checklist(decode(text.encode(), "-").text, "standard input"), told)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(MARKDOWN), tellings(), EDITS, st.sampled_from(list(LAST)))
def test_bringing_it_up_to_date_keeps_what_was_written(
    plan: str, told: Told, edits: list[str], last: str
) -> None:
    """Into the same plan, an edited file is refreshed with its boxes, evidence and all lines."""
    text = told_in(plan, told)
    for name in edits:
        text = WRITING[name](text)
    text = LAST[last](text)
    renewed = refresh(text, plan).text
    before = read_checklist(text, "plan.md")
    after = read_checklist(renewed, "plan.md")
    ticked = {mark.id for mark in before.marks if mark.ticked} | (DONE - set(before.unclear))
    assert {mark.id for mark in after.marks if mark.ticked} == ticked
    assert set(after.unclear) == set(before.unclear)
    evidence = {mark.id: mark.evidence for mark in before.marks}
    assert {mark.id: mark.evidence for mark in after.marks} == evidence
    for own in ("a note [x] of mine", "more of it", "says Jo", "buy a spade", "not a task"):
        assert renewed.count(own) == text.count(own)


OWN_LINES = ("mine", "  - mine", "- [ ] mine", "# mine", "## mine", "> mine", "    mine", "1. mine")


@settings(max_examples=100)
@given(st.sampled_from(MARKDOWN), st.integers(0, 10**4), st.sampled_from(OWN_LINES))
@example(MARKDOWN[0], 10**4, "mine")
@example(MARKDOWN[0], MARKDOWN[0].count("\n") - 10, "mine")
def test_a_line_of_ones_own_is_noticed_anywhere(plan: str, at: int, own: str) -> None:
    """Before an untouched plan is written over, no line in it may be the person's."""
    lines = plan.split("\n")
    at = min(at, len(lines))
    assert not is_untouched("\n".join([*lines[:at], own, *lines[at:]]))
    assert not is_untouched("\n".join([*lines[:at], "", own, "", *lines[at:]]))


@given(st.sampled_from(MARKDOWN), st.dictionaries(st.sampled_from(IDS), BOXES))
def test_boxes_alone_do_not_make_a_plan_touched(plan: str, boxes: dict[str, str]) -> None:
    """Ticks are taken in by other means: a plan in which only boxes differ is untouched."""
    assert is_untouched(told_in(plan, Told(boxes, "", PLACE)))


WORDS = {"x": True, "X ": True, "yes": True, "WAHR": True, "1": True, "2026-11-30": True}
WORDS |= {"": False, "no": False, "FALSCH": False, " - ": False, "0": False}
CELLS = st.sampled_from(("photos/bed, one.jpg", '=HYPERLINK("a";"b")', "-1", "'tis", 'a "b"', ""))
COLUMNS = st.permutations(("id", "done", "done_on", "evidence", "title", "own"))


@settings(max_examples=100)
@given(st.data())
def test_a_table_says_what_was_written_into_it(data: st.DataObject) -> None:
    """Rows sorted, deleted and added, columns moved: done and evidence are those of each row."""
    rows = list(csv.DictReader(StringIO(roadmap_csv(GARDEN), newline="")))
    rows = data.draw(st.permutations(rows))[: data.draw(st.integers(1, len(rows)))]
    words = [data.draw(st.sampled_from(sorted(WORDS))) for _ in rows]
    cells = [data.draw(CELLS) for _ in rows]
    for row, word, cell in zip(rows, words, cells, strict=True):
        row |= {"done": word, "done_on": "", "evidence": cell, "own": "mine"}
    separator = data.draw(st.sampled_from(",;\t"))
    out = StringIO()
    out.write(data.draw(st.sampled_from(("", f"sep={separator}\r\n", "\r\n", f"{separator}\r\n"))))
    names = data.draw(COLUMNS)
    writer = csv.DictWriter(out, names, delimiter=separator, extrasaction="ignore")
    writer.writeheader()
    writer.writerows([*rows, {"title": "mine", "done": "x"}])
    reading = read_checklist(out.getvalue(), data.draw(st.sampled_from(("plan.csv", "plan.txt"))))
    assert [(mark.id, mark.ticked) for mark in reading.marks] == [
        (row["id"], WORDS[word]) for row, word in zip(rows, words, strict=True)
    ]
    assert [mark.evidence for mark in reading.marks] == cells
    days = [mark.on for mark in reading.marks]
    assert days == [word if word.startswith("2026") else "" for word in words]
    assert reading.remarks == ()


@settings(max_examples=100)
@given(st.data())
def test_todo_txt_says_what_was_written_into_it(data: st.DataObject) -> None:
    """Tasks done, ranked, tagged, sorted, deleted and joined by others: each id has its own tick.

    A task is done where it begins with an x, whatever comes behind it.
    """
    lines = [line for line in TODOTXT.splitlines() if not line.startswith("x ")]
    lines = data.draw(st.permutations(lines))[: data.draw(st.integers(1, len(lines)))]
    done = [data.draw(st.sampled_from(("", "x ", "X ", "x 2026-11-30 "))) for _ in lines]
    ranks = [data.draw(st.sampled_from(("", "(C) "))) for _ in lines]
    tails = [
        data.draw(st.sampled_from(("", " note", " evidence:a_b.jpg", " pri:A"))) for _ in lines
    ]
    # One day behind an x is that of the tick, so no line keeps the day on which it was made.
    bare = [re.sub(r"^(\(.\) )?2026-\S+ ", "", line) for line in lines]
    written = ["".join(parts) for parts in zip(done, ranks, bare, tails, strict=True)]
    own = data.draw(st.lists(st.sampled_from(("mine", "x 2026-01-01 mine", "")), max_size=3))
    end = data.draw(st.sampled_from(("\n", "\r\n")))
    reading = read_checklist(end.join(data.draw(st.permutations([*written, *own]))), "todo.txt")
    found = {mark.id: (mark.ticked, mark.on, mark.evidence) for mark in reading.marks}
    ids = [line.rpartition("mlc:")[2] for line in bare]
    assert found == {
        id_: (bool(mark), mark[2:].strip(), tail.partition("evidence:")[2])
        for id_, mark, tail in zip(ids, done, tails, strict=True)
    }
    assert reading.remarks == ()


@pytest.mark.parametrize("plan", MARKDOWN)
def test_cuttings_of_a_plan_are_read_for_what_they_are(plan: str) -> None:
    """Single tasks in a file of their own, as in a diary, are read like the whole."""
    tasks = re.findall(r"(?m)^- \[.\].*<!-- mlc:\S+ -->.*\n(?:  .*\n)*", plan)
    assert len(tasks) == len(IDS)
    for task in tasks:
        (mark,) = read_checklist(f"# 22 November\n\nToday:\n\n{task}", "diary.md").marks
        assert mark.id in IDS
        assert mark.ticked is (mark.id in DONE)
