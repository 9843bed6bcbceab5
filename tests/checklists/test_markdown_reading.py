import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.checklists.lines import read_lines
from mlcareer.checklists.markdown import evidence_of, id_comment, read_markdown
from mlcareer.checklists.marks import Mark
from mlcareer.render.roadmap_blocks import safe
from mlcareer.render.roadmap_markdown import roadmap_markdown
from mlcareer.render.roadmap_obsidian import roadmap_obsidian
from support_golden import garden_roadmap

ID = "<!-- mlc:python.2 -->"
CHECKS = ("\u2713", "\u2714", "\u2611", "\u2714\ufe0f")
PLAN = roadmap_markdown(garden_roadmap())
FORMS = (PLAN, roadmap_obsidian(garden_roadmap()))


def ticks(text: str) -> dict[str, bool]:
    """Read which ids are ticked."""
    return {mark.id: mark.ticked for mark in read_markdown(text).marks}


def remarks(text: str) -> list[str]:
    """Read what was not understood."""
    return [remark.message for remark in read_markdown(text).remarks]


@pytest.mark.parametrize(
    "bullet", ["-", "*", "+", "1.", "23)", "  -", "\t*", "> -", "> >  1.", ">-"]
)
@pytest.mark.parametrize(
    ("box", "ticked"),
    [("[x]", True), ("[X]", True), ("[ ]", False), *((f"[{one}]", True) for one in CHECKS)],
)
def test_any_list(bullet: str, box: str, ticked: bool) -> None:
    """Each kind of list counts, set in and quoted too."""
    text = f"{bullet} {box} **Python** {ID}\n"
    assert ticks(text) == {"python.2": ticked}
    assert remarks(text) == []


@pytest.mark.parametrize("mark", ["/", "-", ">", "?", "\u2717", "xx"])
def test_other_marks_are_no_ticks(mark: str) -> None:
    """What is neither empty nor a check has no mark, is remarked and named as unclear."""
    text = f"- [{mark}] **Python** {ID}"
    assert ticks(text) == {}
    assert remarks(text) == [f"python.2: [{mark}] is no tick, so it stays as it is; write [x]"]
    assert read_markdown(text).unclear == ("python.2",)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff", "\n\n"])
def test_line_ends_and_byte_order_marks(end: str, start: str) -> None:
    """Files of any system are read, with the numbers of their lines."""
    text = start + end.join(["# Plan", "", f"- [x] one {ID}", "- [ ] two <!-- mlc:java.1 -->"])
    assert ticks(text) == {"python.2": True, "java.1": False}
    line = 3 + 2 * (start == "\n\n")
    assert [mark.line for mark in read_markdown(text).marks] == [line, line + 1]


@pytest.mark.parametrize(
    "comment",
    [
        "<!--mlc:python.2-->",
        "<!--   mlc:  python.2   -->",
        "<!-- MLC:python.2 -->",
        "<!-- mlc:python.2 and more -->",
        "<!-- mlc:python.2 --> behind",
        "\u00a0<!--\u00a0mlc:python.2\u00a0-->",
    ],
)
def test_spaces_of_the_comment(comment: str) -> None:
    """However the hidden id is spaced, it is found."""
    assert ticks(f"-\u00a0[x]\u00a0**Python**{comment}") == {"python.2": True}


@pytest.mark.parametrize(
    "text",
    [
        "- [x] **Python: working**\n  <!-- mlc:python.2 -->",
        "- [x] **Python: working** (about\n  3 h, soon)\n  <!--\n  mlc:python.2\n  -->",
        "> - [x] **Python: working** <!--\n> mlc:python.2 -->",
        "* [x] **Python**\nlazy <!-- mlc:python.2 -->\n",
        "- [x] **Python** (24 Nov\n2026) <!-- mlc:python.2 -->",
        "1. [x] **Python** (24 Nov\n   2026) <!-- mlc:python.2 -->",
        "> - [x] **Python** (by\n> 30. <!-- mlc:python.2 -->",
        "- [x] **Python**\n  0) <!-- mlc:python.2 -->",
    ],
)
def test_a_formatter_wrapped_the_line(text: str) -> None:
    """A task that goes over several lines keeps its id and tick."""
    assert ticks(text) == {"python.2": True}
    assert remarks(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"1. [x] one {ID}\n2. [ ] two <!-- mlc:java.1 -->\n",
        f"7) [x] one {ID}\n7) [ ] two <!-- mlc:java.1 -->\n",
        f"- [x] one {ID}\n9. [ ] two <!-- mlc:java.1 -->\n",
        f"1. [x] one {ID}\n   1. a\n   2. b\n2. [ ] two <!-- mlc:java.1 -->\n",
        f"- [x] one {ID}\n\n2027. [ ] two <!-- mlc:java.1 -->\n",
    ],
)
def test_numbers_that_begin_tasks(text: str) -> None:
    """A number begins a task where it has a box, and where it counts on."""
    assert ticks(text) == {"python.2": True, "java.1": False}
    assert remarks(text) == []


def test_numbers_that_count_on_begin_items() -> None:
    """What stands under the next number of a list is not part of the item before it."""
    text = f"1. [x] one {ID}\n2. item\n3. Evidence: a.jpg\n"
    assert not read_markdown(text).marks[0].evidence
    (bullets,) = {tuple(line.bullet for line in read_lines(text).lines)}
    assert bullets == ("1. ", "2. ", "3. ")


@given(st.lists(st.sampled_from(("1. ", "2027) ", "  3. ", "> 4) ", "- [x] ", "```", "a ", "\n"))))
def test_lines_are_put_together_as_they_were(parts: list[str]) -> None:
    """Whatever is taken for a number of a list or for text, no letter changes its place."""
    text = "".join(f"{part}x\n" for part in parts)
    sheet = read_lines(text)
    assert sheet.mark + "".join(line.raw for line in sheet.lines) + sheet.rest == text


def test_two_lines_joined() -> None:
    """Two tasks that came onto one line are both read."""
    text = f"- [ ] one {ID} - [x] two <!-- mlc:java.1 -->"
    assert ticks(text) == {"python.2": False, "java.1": True}
    own = f"- [ ] one {ID} - [ ] my own - [x] two <!-- mlc:java.1 -->"
    assert ticks(own) == {"python.2": False, "java.1": True}


def test_of_joined_lines_each_has_its_own_day_and_evidence() -> None:
    """What stands behind the second task says nothing of the first."""
    text = f"- [x] one {ID} - [x] two <!-- mlc:java.1 --> Evidence: b.jpg \u2705 2026-01-01"
    one, two = read_markdown(text).marks
    assert (one.on, one.evidence) == ("", "")
    assert (two.on, two.evidence) == ("2026-01-01", "b.jpg")


def test_a_comment_without_a_box() -> None:
    """An id without a box is no task, and says so; so is one in running text."""
    for text in (f"- **Python** {ID}", f"some words {ID}", f"# Heading {ID}"):
        assert ticks(text) == {}
        assert "no box" in remarks(text)[0]


def test_own_tasks_are_the_persons() -> None:
    """Only a task that looks like one of the plan is remarked where its id is missing."""
    assert remarks("- [x] buy a **book**\n- [ ] [link](x)\n* **bold** item") == []
    assert "without its hidden id" in remarks("- [x] **Python: working** (about 3 h)")[0]


def test_ids_that_stand_twice() -> None:
    """One tick of several counts, and is remarked; the letter case makes no other id."""
    text = f"- [ ] one {ID}\n- [x] two <!-- mlc:Python.2 -->"
    assert ticks(text) == {"python.2": True}
    assert remarks(text) == ["python.2 stands twice, ticked and not; the tick counts"]


@pytest.mark.parametrize("fence", ["```", "~~~~", "````md"])
def test_code_is_no_task(fence: str) -> None:
    """What stands in a block of code is not read; what follows is."""
    end = re.sub(r"\w", "", fence)
    text = f"{fence}\n- [x] one {ID}\n{end}\n- [x] two <!-- mlc:java.1 -->"
    assert ticks(text) == {"java.1": True}
    assert remarks(text) == ["mlc:python.2 stands in a block of code and is not read"]
    assert read_markdown(text).remarks[0].line == 2
    inner = f"- item\n  {fence}\n  - [x] one {ID}\n- [x] two <!-- mlc:java.1 -->"
    assert ticks(inner) == {"java.1": True}


def test_code_that_never_ends_hides_nothing() -> None:
    """A fence without an end is taken for a slip: better one tick too many read than all lost."""
    assert ticks(f"```\n- [x] one {ID}") == {"python.2": True}


@pytest.mark.parametrize(
    ("day", "on"),
    [("2026-11-22", "2026-11-22"), ("2026-13-40", ""), ("", "")],
)
def test_day_of_a_tick(day: str, on: str) -> None:
    """The day behind the sign of the Tasks plugin is read, where it is one."""
    assert read_markdown(f"- [x] one {ID} \u2705 {day}").marks[0].on == on
    assert not read_markdown(f"- [ ] one {ID} \u2705 {day}").marks[0].on


def test_of_several_days_the_last_counts() -> None:
    """A task that was ticked, opened and ticked again was done when it was ticked last."""
    text = f"- [x] one {ID} \u2705 2026-01-01 \u2705\ufe0f 2026-02-02"
    assert read_markdown(text).marks[0].on == "2026-02-02"


@pytest.mark.parametrize(
    ("written", "evidence"),
    [
        ("https://example.org/x", "https://example.org/x"),
        ("<https://example.org/x>", "https://example.org/x"),
        ("[my work](https://example.org/a_b)", "https://example.org/a_b"),
        ("[my work](<a b.md>)", "[my work](<a b.md>)"),
        ("`C:\\x\\_y.png`", "C:\\x\\_y.png"),
        ("(path or address) photo.jpg", "photo.jpg"),
        ("(path or address)", ""),
        ("...", ""),
        ("", ""),
        ("**here**, in  the hall", "**here**, in the hall"),
        ("**a.jpg**", "a.jpg"),
        ("_my_bed.jpg_", "my_bed.jpg"),
        ("***`a.jpg`***", "a.jpg"),
        ("**_a.jpg_**", "a.jpg"),
        ("_**a.jpg**_", "a.jpg"),
        ("_[bed](a_b.jpg)_", "a_b.jpg"),
        ("__init__.py", "__init__.py"),
        ("_drafts/a.md", "_drafts/a.md"),
        ("*.jpg, *.png", "*.jpg, *.png"),
        ("*a* and *b*", "*a* and *b*"),
        ("_a_ and _b_", "_a_ and _b_"),
        ("** a **", "** a **"),
        ("`a.txt` and `b.txt`", "`a.txt` and `b.txt`"),
        ("`` `a` ``", "`a`"),
        ("``a`b``", "a`b"),
        ("`a``b`", "a``b"),
        ("photo.jpg (path or address)", "photo.jpg"),
        ("as (path or address) says", "as (path or address) says"),
        ("`(path or address)`", "(path or address)"),
    ],
)
def test_evidence(written: str, evidence: str) -> None:
    """Path or address is taken out of what Markdown puts around it; nothing is no evidence."""
    assert evidence_of(written) == evidence


@pytest.mark.parametrize("label", ["Evidence:", "**Evidence:**", "evidence:", "*Evidence*:"])
def test_where_evidence_stands(label: str) -> None:
    """It is read below its task, behind other lines, without a bullet, and on the task's line."""
    below = f"- [x] one {ID}\n  - Data: soil\n\n  - {label} a.jpg\n- [ ] two <!-- mlc:java.1 -->"
    bare = f"- [x] one {ID}\n\n  {label} a.jpg\n"
    beside = f"- [x] one {ID} {label} a.jpg\n"
    for text in (below, bare, beside):
        assert read_markdown(text).marks[0].evidence == "a.jpg"


@pytest.mark.parametrize(
    ("line", "evidence"),
    [
        ("**Evidence: a.jpg**", "a.jpg"),
        ("_Evidence: a_b.jpg_", "a_b.jpg"),
        ("**_Evidence: a.jpg_**", "a.jpg"),
        ("**Evidence:** **a.jpg**", "a.jpg"),
        ("**Evidence**: a.jpg**", "a.jpg**"),
        ("Evidence:**a.jpg**", "a.jpg"),
        ("Evidence: __init__.py", "__init__.py"),
        ("Evidence: a.jpg \u2705 2026-11-22", "a.jpg"),
        ("Evidence: \u2705 2026-11-22", ""),
        ("Evidence:\u2705 2026-11-22", ""),
        ("**Evidence: a.jpg** \u2705 2026-11-22", "a.jpg"),
    ],
)
def test_emphasis_and_days_are_no_evidence(line: str, evidence: str) -> None:
    """What is put around a line, or behind it by a plugin, is not part of what shows a task."""
    (below,) = read_markdown(f"- [x] one {ID}\n  - {line}\n").marks
    (beside,) = read_markdown(f"- [x] one {ID} {line}").marks
    assert below.evidence == beside.evidence == evidence


@pytest.mark.parametrize("sign", ["*", "_", "`", "_*", "(", "[", "<", " "])
def test_long_runs_of_signs_are_gone_through_once(sign: str) -> None:
    """Whoever falls asleep on a key waits no longer for her plan, and evidence stays on a line."""
    run = sign * 100_000
    text = f"- [x] one {ID} {run}\n  - Evidence: {run}a{run}\n- [x] two <!-- mlc:java.1 -->\n"
    reading = read_markdown(text)
    assert {mark.id for mark in reading.marks if mark.ticked} == {"python.2", "java.1"}
    assert "a" in reading.marks[0].evidence


def test_evidence_below_the_place_for_it() -> None:
    """Where the place was left as it is, a line of the same kind below it counts."""
    text = (
        f"- [x] one {ID}\n  - Evidence: (path or address)\n  - Evidence: a.jpg\n  - Evidence: b\n"
    )
    assert read_markdown(text).marks[0].evidence == "a.jpg"


def test_an_id_behind_a_damaged_one_is_read() -> None:
    """What is left of a hidden id takes no other with it."""
    text = f"- [x] one <!-- mlc:java.1 {ID}"
    assert ticks(text) == {"python.2": True}
    assert "damaged" in remarks(text)[0]


def test_a_comment_that_never_ends_is_gone_through_once() -> None:
    """A long gap in a damaged id is no id, and takes no more than one look at each sign."""
    text = f"- [x] one {ID}\n- [x] **two** <!-- mlc:java.1{' ' * 300_000}x"
    assert ticks(text) == {"python.2": True}
    assert "damaged" in remarks(text)[0]


@pytest.mark.parametrize("mark", [">", "> ", ">>", ">\t"])
def test_a_line_with_a_quote_mark_only_parts_paragraphs(mark: str) -> None:
    """In a block quote, what stands behind an empty line is no part of what stands before it."""
    text = f"> - [x] one {ID}\n>   - Evidence: a.jpg\n{mark}\n> and a note\n"
    assert read_markdown(text).marks[0].evidence == "a.jpg"


def test_evidence_of_others() -> None:
    """What stands under another task, item or heading is not evidence of this one."""
    seal = "\n<!-- mlc-lines: what mlcareer wrote here\nabcdef\n-->\n"
    for between in ("- [ ] two <!-- mlc:java.1 -->\n", "- item\n", "# Heading\n", seal):
        text = f"- [x] one {ID}\n{between}  - Evidence: a.jpg\n"
        assert not read_markdown(text).marks[0].evidence


def test_a_damaged_id() -> None:
    """A comment that cannot be read is remarked; the rest is read."""
    for damaged in ("<!-- mlc:pyth", "<!-- mlc: -->", "<!-- mlc:python 2", "<!-- mlc:nodots -->"):
        text = f"- [x] two <!-- mlc:java.1 -->\n- [x] **one** {damaged}"
        assert ticks(text) == {"java.1": True}
        assert "damaged" in remarks(text)[0]


@pytest.mark.parametrize(
    "name", ["a <!-- mlc:java.1 --> b", "<!-- mlc:", "<!--mlc:java.1", "`<!-- mlc:java.1 -->`"]
)
def test_names_that_look_like_ids(name: str) -> None:
    """A name with a hidden id in it, escaped or as code, is neither an id nor a damaged one."""
    text = f"- [x] **{safe(name)}** (about 3 h) {ID}\n"
    assert ticks(text) == {"python.2": True}
    assert remarks(text) == []


def test_backticks_around_an_id_cost_no_tick() -> None:
    """Where the only id of a task came between backticks, it is still its id."""
    assert ticks(f"- [x] **a** `b {ID} c`") == {"python.2": True}
    assert ticks(f"- [ ] **a** `{ID}` <!-- mlc:java.1 -->") == {"java.1": False}


def test_evidence_that_looks_like_an_id() -> None:
    """Evidence that is shown as code comes back, whatever stands in it."""
    text = f"- [x] one {ID}\n  - Evidence: `--> <!-- mlc:java.1 -->`\n"
    assert read_markdown(text).marks[0].evidence == "--> <!-- mlc:java.1 -->"
    assert remarks(text) == []


@pytest.mark.parametrize("form", FORMS)
def test_a_file_that_was_cut(form: str) -> None:
    """Wherever a file ends, what came before is read as it was."""
    whole = ticks(form)
    for at in range(0, len(form), 37):
        found = ticks(form[:at])
        assert found.items() <= whole.items()
        assert len(found) >= form[:at].count("-->") - 1


def test_id_comment() -> None:
    """What is written is what is read."""
    assert read_markdown(f"- [x] t {id_comment('a-b.3.2')}").marks == (
        Mark("a-b.3.2", ticked=True, line=1),
    )


EDITS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 10**6)), max_size=8)
LINE = re.compile(r"[> ]*[-*+] \[[ x]\] .*<!-- mlc:")


def edited(text: str, edits: list[tuple[int, int]]) -> str:
    """Edit a plan as people do, without touching the box or id of a task."""
    lines = text.split("\n")
    for kind, number in edits:
        at = number % max(1, len(lines))
        if kind == 0:
            lines.insert(at, "")
        elif kind == 1:
            lines.insert(at, "A note of my own.")
        elif kind == 2:
            lines = [re.sub(r"^(\s*)-(?= )", "\\1" + "*+-"[number % 3], line) for line in lines]
        elif kind == 3:
            lines.append(lines.pop(at))
        elif kind == 4 and not LINE.match(lines[at]):
            del lines[at]
        elif kind == 5:
            lines = [f"> {line}" for line in lines]
        elif kind == 6 and LINE.match(lines[at]):
            lines[at] = f"{lines[at]} and a word"
        lines = lines or [""]
    return ("\r\n" if len(edits) % 2 else "\n").join(lines)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FORMS), EDITS)
def test_edits_keep_the_ticks(form: str, edits: list[tuple[int, int]]) -> None:
    """Whatever happens around them, boxes and ids are read as they stand."""
    assert ticks(edited(form, edits)) == ticks(form)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("-*>`~[]x \n\r\t<!-:mlcp.2#1)\u00a0\ufeff")) | st.text())
def test_no_text_is_too_strange(text: str) -> None:
    """Any text is read without an error, and each id at most once."""
    ids = [mark.id for mark in read_markdown(text).marks]
    assert len(ids) == len(set(ids))
