import re
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mlcareer.checklists.markdown import read_markdown
from mlcareer.checklists.refresh import NOT_PLANNED, refresh
from mlcareer.model.plan import Claim, Wishes
from mlcareer.render.roadmap_markdown import roadmap_markdown
from mlcareer.render.roadmap_obsidian import roadmap_obsidian
from support_golden import CLAIMS, EVENTS, PROJECTS, garden_roadmap

AT = "2026-11-22T10:00:00+00:00"
TIGHT = Wishes(hours_a_week=6, deadline=date(2027, 1, 20))
SLOW = Wishes(hours_a_week=2)
MORE = (*CLAIMS, Claim("digging.2", "2026-11-22", AT), Claim("project.BED-1", "2026-11-22", AT))
ROADMAPS = {
    "plan": garden_roadmap(),
    "slow": garden_roadmap(wishes=SLOW),
    "tight": garden_roadmap(wishes=TIGHT),
    "open": garden_roadmap(claims=()),
    "done": garden_roadmap(claims=MORE),
    "other": garden_roadmap(EVENTS, projects=PROJECTS[1:]),
}
PLAN, SLOWER, TIGHTER, OPEN, FURTHER, OTHER = map(roadmap_markdown, ROADMAPS.values())
TEXTS = (PLAN, SLOWER, TIGHTER, OPEN, FURTHER, OTHER, roadmap_obsidian(ROADMAPS["plan"]))
LINES = TIGHTER.split("\n")
WHY = "  - Why: Core, target working"
TASK = "- [ ] **Digging: working**"


def ticks(text: str) -> dict[str, bool]:
    """Read which ids are ticked."""
    return {mark.id: mark.ticked for mark in read_markdown(text).marks}


def line_with(text: str, part: str) -> str:
    """Find the only line with a part."""
    (line,) = (line for line in text.splitlines() if part in line)
    return line


def behind(text: str, part: str, *lines: str) -> str:
    """Write lines behind the first one with a part."""
    all_ = text.split("\n")
    at = next(i for i, line in enumerate(all_) if part in line)
    return "\n".join([*all_[: at + 1], *lines, *all_[at + 1 :]])


def without_seal(text: str) -> str:
    """Cut off the record of what the program wrote."""
    return text.partition("<!-- mlc-lines")[0]


@pytest.mark.parametrize("old", TEXTS)
def test_nothing_new_changes_nothing(old: str) -> None:
    """A file nobody touched stays as it is, byte for byte, where the plan is the same."""
    refreshed = refresh(old, old)
    assert refreshed.text == old
    assert refreshed[1:] == ((), (), (), (), ())


@pytest.mark.parametrize("new", TEXTS)
def test_an_untouched_file_shows_the_new_plan(new: str) -> None:
    """All ids of the new plan are there once, with its ticks; nothing old is left but tasks."""
    refreshed = refresh(PLAN, new)
    found = ticks(refreshed.text)
    assert all(found[id_] >= ticked for id_, ticked in ticks(new).items())
    assert set(found) - set(ticks(new)) == set(refreshed.gone)
    assert set(refreshed.added) == set(ticks(new)) - set(ticks(PLAN))
    assert refreshed.text.count("<!-- mlc:") == len(found)


def test_same_tasks_other_dates() -> None:
    """Where only words changed, the result is the new export itself."""
    assert refresh(PLAN, SLOWER).text == SLOWER
    assert refresh(SLOWER, PLAN).text == PLAN


def test_one_form_into_the_other() -> None:
    """A plain plan becomes one for Obsidian, and back again."""
    obsidian = roadmap_obsidian(ROADMAPS["plan"])
    assert refresh(PLAN, obsidian).text == obsidian
    assert refresh(obsidian, PLAN).text == PLAN


def test_a_note_in_a_task_stays_and_the_reason_is_renewed() -> None:
    """Beside a note, what the program wrote is replaced, not doubled."""
    old = behind(PLAN, WHY, "  - my note", "", "    more of it")
    old = old.replace("24 Nov to 28 Nov", "1 Jan to 2 Jan")
    text = refresh(old, SLOWER).text
    assert "\n  - my note\n\n    more of it\n" in text
    assert text.count(WHY) == 1


def test_words_behind_a_line_stay_behind_it() -> None:
    """What was appended to a task or detail stays there, behind the new text."""
    task = line_with(PLAN, TASK)
    body, _, comment = task.partition(" <!--")
    old = PLAN.replace(task, f"{body} (begun!) <!--{comment} half done")
    week = line_with(PLAN, "Week of 23 Nov")
    old = old.replace(week, f"{week} - holiday")
    text = refresh(old, SLOWER).text
    wanted = line_with(SLOWER, TASK).partition(" <!--")[0]
    assert f"{wanted} (begun!) <!-- mlc:digging.2 --> half done\n" in text
    assert f"{line_with(SLOWER, 'Week of 23 Nov')} - holiday\n" in text
    assert week not in text.replace(f"{week} - holiday", "")


def test_a_changed_line_is_the_persons() -> None:
    """A line that was rewritten stays, and the program's version does not come back."""
    old = PLAN.replace("The soil behind the house.", "The soil of the school.")
    old = old.replace("**Digging: working**", "**Digging at last**")
    text = refresh(old, SLOWER).text
    assert "  - Data: The soil of the school.\n" in text
    assert "soil behind the house" not in text
    assert "**Digging at last**" in text
    assert "**Digging: working**" not in text


def test_deleted_lines_and_tasks_stay_deleted() -> None:
    """A line or task that was deleted is not written again, and the task is named."""
    gone = line_with(PLAN, "Data: The soil")
    compost = PLAN[PLAN.index("- [ ] **Compost") : PLAN.index("- [ ] **Tomatoes: working")]
    refreshed = refresh(PLAN.replace(f"{gone}\n", "").replace(compost, ""), SLOWER)
    assert gone not in refreshed.text
    assert "mlc:compost.2" not in refreshed.text
    assert refreshed.deleted == ("compost.2",)
    assert refreshed.added == ()


def test_order_of_the_person_is_kept() -> None:
    """Tasks that were moved stay where they are, with all under them, and that is remarked."""
    start, end = PLAN.index("- [ ] **Compost"), PLAN.index("- [ ] **Tomatoes: working")
    compost = PLAN[start:end]
    moved = PLAN[:start] + PLAN[end:]
    old = moved.replace("## Stage 1", f"# Mine\n\n{compost}\n## Stage 1")
    refreshed = refresh(old, SLOWER)
    assert refreshed.text.index("# Mine") < refreshed.text.index("mlc:compost.2")
    assert refreshed.text.index("mlc:compost.2") < refreshed.text.index("## Stage 1")
    assert line_with(SLOWER, "- [ ] **Compost") in refreshed.text
    assert "another order" in refreshed.remarks[0].message


def test_ticks_are_kept() -> None:
    """A tick in the file stays, though the plan does not know of it."""
    old = PLAN.replace(TASK, TASK.replace("[ ]", "[x]"))
    refreshed = refresh(old, SLOWER)
    assert ticks(refreshed.text)["digging.2"]
    assert refreshed.ticked == ()


def test_done_tasks_are_ticked_where_they_stand() -> None:
    """What is done by now is ticked in its stage, named, and does not stand twice."""
    refreshed = refresh(behind(PLAN, TASK, "  - my note"), FURTHER)
    assert refreshed.ticked == ("digging.2", "project.BED-1")
    assert refreshed.text.count("mlc:digging.2") == 1
    assert refreshed.text.index("mlc:digging.2") < refreshed.text.index("## Done")
    assert "  - my note\n" in refreshed.text


def test_evidence_of_the_person_is_not_doubled() -> None:
    """A place for evidence that was filled in stays the only one when the project is done."""
    old = PLAN.replace(
        "  - Evidence: (path or address)\n\n## And", "  - Evidence: bed.jpg\n\n## And"
    )
    claim = Claim("project.BED-1", "2026-11-22", AT, "bed.jpg")
    text = refresh(old, roadmap_markdown(garden_roadmap(claims=(*CLAIMS, claim)))).text
    assert text.count("bed.jpg") == 1


def test_the_day_that_the_plugin_wrote_is_not_doubled() -> None:
    """Obsidian ticks a task with its day; once the plan knows it, it still stands there once."""
    old = roadmap_obsidian(ROADMAPS["plan"])
    line = line_with(old, TASK)
    ticked = line.replace("[ ]", "[x]") + " \u2705 2026-11-22"
    text = refresh(old.replace(line, ticked), roadmap_obsidian(ROADMAPS["done"])).text
    assert line_with(text, "mlc:digging.2").count("\u2705") == 1


def test_tasks_no_longer_planned_stay_with_a_note() -> None:
    """They keep their place and text, are named, and lose the note when they come back."""
    refreshed = refresh(behind(PLAN, "**Tomatoes: prof", "  - mine"), TIGHTER)
    assert refreshed.gone == ("tomatoes.3",)
    task = line_with(PLAN, "**Tomatoes: prof")
    assert f"{task}\n  - {NOT_PLANNED}\n  - mine\n" in refreshed.text
    back = refresh(refreshed.text, PLAN)
    assert back.gone == ()
    assert NOT_PLANNED not in back.text
    assert "  - mine\n" in back.text


def test_new_tasks_follow_the_one_before_them() -> None:
    """A task that is new comes behind the one that precedes it in the plan, notes included."""
    old = behind(TIGHTER, "Grows ten plants", "    - my own ten")
    refreshed = refresh(old, PLAN)
    assert refreshed.added == ("tomatoes.3",)
    assert f"    - my own ten\n{line_with(PLAN, '**Tomatoes: prof')}\n" in refreshed.text


def test_a_task_twice_is_brought_up_to_date_once() -> None:
    """The copy stays as it is, and both are named."""
    copy = PLAN[PLAN.index("- [ ] **Compost") : PLAN.index("- [ ] **Tomatoes: working")]
    refreshed = refresh(PLAN.replace("## Done", f"{copy}\n## Done"), SLOWER)
    assert refreshed.text.count("mlc:compost.2") == 2
    assert copy in refreshed.text
    assert any("stands twice" in remark.message for remark in refreshed.remarks)


def test_unknown_ids_are_left_alone() -> None:
    """An id that was never the plan's is the person's, with what stands under it."""
    own = "- [x] **Mine** <!-- mlc:mine.1 -->\n  - note\n"
    refreshed = refresh(PLAN.replace("## Done", f"{own}\n## Done"), SLOWER)
    assert own in refreshed.text
    assert NOT_PLANNED not in refreshed.text
    assert "mine.1 is no task of the plan" in refreshed.remarks[0].message


def test_without_a_seal_nothing_is_lost() -> None:
    """Cut off its record, a file still gets what is new, and all its own lines stay."""
    old = without_seal(behind(PLAN, TASK, "  - my note"))
    text = refresh(old, SLOWER).text
    assert "  - my note\n" in text
    assert set(ticks(text)) == set(ticks(PLAN))
    assert text.count("<!-- mlc-lines") == 1
    assert refresh(without_seal(PLAN), PLAN).text == PLAN


def test_half_a_file_is_filled_up() -> None:
    """What was cut off comes back, since nobody deleted it on purpose."""
    at = PLAN.index("- [ ] **Tomatoes: working")
    text = refresh(PLAN[:at], PLAN).text
    assert set(ticks(text)) == set(ticks(PLAN))
    assert text.startswith(PLAN[: at - 1])


def test_a_file_of_another_kind_keeps_its_text() -> None:
    """Any text may be refreshed: the plan is put in, the text stays."""
    for own in ("", "my diary\n", "# Diary\n\nno line end", "\n\n"):
        text = refresh(own, PLAN).text
        assert own.strip() in text
        assert set(ticks(text)) == set(ticks(PLAN))


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_bullets_and_byte_order_mark_are_kept(end: str) -> None:
    """New lines come with the bullets, the indentation and the line ends of the file."""
    styled = [re.sub(r"^( *)- ", lambda m: "\t" * (len(m[1]) // 2) + "* ", one) for one in LINES]
    text = refresh("\ufeff" + end.join(styled), PLAN).text
    assert text.startswith("\ufeff# ")
    assert "\n" not in text.replace(end, "")
    body = without_seal(text)
    assert "- [ ]" not in body
    added = body[body.index("* [ ] **Tomatoes: prof") :].split(end)
    assert added[1].startswith("\t* Why")
    assert added[4].startswith("\t\t* Repairs")


def test_a_quoted_plan_is_read() -> None:
    """In a block quote, ids keep their place and no task is written twice."""
    quoted = "\n".join(f"> {line}" for line in PLAN.split("\n"))
    text = refresh(quoted, SLOWER).text
    assert text.count("<!-- mlc:digging.2") == 1
    assert f"> {line_with(SLOWER, TASK)}\n" in text


def test_notes_in_and_behind_the_seal_stay() -> None:
    """Words that came into the record of the program's lines are kept like all others."""
    old = PLAN.replace("\n-->\n", "\nmy words here\n-->\nthe end")
    text = refresh(old, SLOWER).text
    assert "my words here\n" in text
    assert text.endswith("the end")


def test_words_behind_a_broken_seal_stay() -> None:
    """Without its end, the record ends where a blank line stands; no word is taken for a part."""
    old = PLAN.replace("\n-->\n", "\n\nbutter\nbutter and bread\n")
    text = refresh(old, SLOWER).text
    assert "\nbutter\nbutter and bread\n" in text
    assert refresh(text, SLOWER).text == text


@pytest.mark.parametrize(
    "own", ["- Python", "- [ ] zzzzzz", "- zzzzzz", "> zzzzzz", "1. zzzzzz", "banana"]
)
def test_words_right_behind_a_broken_seal_stay(own: str) -> None:
    """Where its end is gone, an item or word of six letters is no fingerprint."""
    old = f"{PLAN[: PLAN.rindex('-->')]}{own}\n"
    text = refresh(old, SLOWER).text
    assert f"\n{own}\n" in text
    assert refresh(text, SLOWER).text == text


@pytest.mark.parametrize("word", ["2026", "Nov", "to", "about", "(about"])
def test_words_behind_a_task_that_the_new_text_has_too(word: str) -> None:
    """A word behind a title stays, though it stands in what the program writes as well."""
    task = line_with(PLAN, TASK)
    body, _, comment = task.partition(" <!--")
    text = refresh(PLAN.replace(task, f"{body} {word} <!--{comment}"), SLOWER).text
    wanted = line_with(SLOWER, TASK).partition(" <!--")[0]
    assert f"{wanted} {word} <!--{comment}\n" in text


def test_a_year_at_the_start_of_a_line_costs_no_tick() -> None:
    """A task that was wrapped before its year keeps its id, its tick and its lines."""
    task = line_with(PLAN, TASK)
    broken = task.replace("[ ]", "[x]").replace(" <!--", "\n2027) <!--")
    text = refresh(PLAN.replace(task, broken), SLOWER).text
    assert ticks(text)["digging.2"]
    assert text.count("mlc:digging.2") == 1
    assert "\n2027) <!-- mlc:digging.2 -->\n" in text


def test_blank_lines_stay_where_a_line_goes() -> None:
    """Where the first of a list is no longer written, the list stays apart from its heading."""
    old = roadmap_markdown(ROADMAPS["plan"], ("Small is better.",))
    text = refresh(old, PLAN).text
    assert "## For every project\n\n- C1: " in text
    assert text == PLAN
    assert refresh(PLAN, old).text == old


def edit(text: str, kind: str, at: int, word: str) -> tuple[str, bool]:
    """Change a file in one of several ways; whether the word came into it."""
    lines = text.split("\n")
    at %= len(lines)
    sealed = next((i for i, one in enumerate(lines) if one.startswith("<!-- mlc-l")), len(lines))
    if kind == "insert":
        indent = " " * (at % 5)
        lines.insert(at, indent + ("", "- ", "# ", "- [ ] ", "1. ", "> ", "\t")[at % 7] + word)
    elif kind == "append" and at < sealed:
        lines[at] += f" {word}"
    elif kind == "delete":
        del lines[at : at + 1 + at % 3]
    elif kind == "swap":
        other = (at * 7 + 3) % len(lines)
        lines[at], lines[other] = lines[other], lines[at]
    elif kind == "tick":
        lines[at] = lines[at].replace("[ ]", "[x]")
    text = "\n".join(lines)
    return text, word in text


EDITS = st.lists(
    st.tuples(st.sampled_from(("insert", "append", "delete", "swap", "tick")), st.integers(0, 400)),
    max_size=6,
)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(TEXTS), st.sampled_from(TEXTS), EDITS, st.booleans())
@example(PLAN, OTHER, [("insert", 30), ("append", 31), ("insert", 33)], True)
def test_all_that_is_the_persons_stays(
    old: str, new: str, edits: list[tuple[str, int]], crlf: bool
) -> None:
    """Whatever was written into a file, deleted, moved or ticked: it is there afterwards, once."""
    words = []
    for number, (kind, at) in enumerate(edits):
        word = f"own{number}z"
        old, there = edit(old, kind, at, word)
        words += [word] if there else []
    old = old.replace("\n", "\r\n") if crlf else old
    refreshed = refresh(old, new)
    text = refreshed.text
    assert [text.count(word) for word in words] == [old.count(word) for word in words]
    for line in old.splitlines():
        if line.lstrip(" \t-#>1.[]").startswith("own"):
            assert line in text.splitlines()
    before, after = ticks(old), ticks(text)
    assert all(after[id_] for id_, ticked in before.items() if ticked)
    assert refresh(text, new).text == text


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("-*>`~[]x \n\r\t<!:mlcp.2#1)\u00a0\ufeff")) | st.text())
def test_no_text_is_too_strange(own: str) -> None:
    """Any text can be refreshed, keeps its lines, and is stable after that."""
    text = refresh(own, TIGHTER).text
    kept = text.splitlines()
    assert all(line.strip("\ufeff ") in "\n".join(kept) for line in own.splitlines())
    assert refresh(text, TIGHTER).text == text


def test_a_large_file_takes_few_steps() -> None:
    """A diary of many lines in a plan does not stand in the way."""
    diary = [f"day {number}, nothing new here" for number in range(20_000)]
    old = behind(PLAN, "## Done", *diary)
    assert refresh(old, SLOWER).text.count("nothing new here") == len(diary)
