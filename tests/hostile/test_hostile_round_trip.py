"""A plan with hostile names comes back with the ticks that were made in it, and no others."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hostile_map import Numbered
from hostile_runs import Person, person
from hostile_texts import ALL, NOTES, TICKS
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mlcareer.checklists.markdown import read_markdown
from mlcareer.checklists.marks import Mark
from mlcareer.render.roadmap_blocks import safe
from support_edited import tick_by_hand

STEP = int(os.environ.get("MLCAREER_HOSTILE_STEP", str(len(ALL) // 2 + 1)))
NAMES = {"obsidian": "note.md", "todotxt": "todo.txt", "taskwarrior": "tasks.json"}
FORMS = ("md", "obsidian", "html", "json", "csv", "todotxt", "taskwarrior")
UNCHANGED = ("new", "evidence_added", "no_longer_ticked", "taken_back", "unknown", "remarks")
OPEN, BUILT = "compost.1", "project.BED-1"


def exported(one: Person, form: str) -> Path:
    """Write the plan, under the name that is usual for its form."""
    file = one.folder / NAMES.get(form, f"plan.{form}")
    one.good("roadmap", "--export", form, "-o", str(file))
    return file


def read_back(one: Person, file: Path) -> dict[str, Any]:
    """Take in what was ticked in a plan."""
    found: dict[str, Any] = json.loads(one.good("sync", str(file), "--json"))["data"]
    return found


@pytest.mark.parametrize("behind", [True, False], ids=["before-mark", "behind-mark"])
@pytest.mark.parametrize("first", range(0, len(ALL), STEP))
def test_only_what_was_ticked_is_ticked(tmp_path: Path, first: int, behind: bool) -> None:
    """An export brings back nothing, then the ticks that were made in it, and no evidence."""
    with person(tmp_path, Numbered(ALL, behind=behind, first=first)) as one:
        for form in FORMS:
            file = exported(one, form)
            assert {key: read_back(one, file)[key] for key in UNCHANGED} == {
                key: [] for key in UNCHANGED
            }, form
            ticked = tick_by_hand(form, tick_by_hand(form, file.read_bytes().decode(), OPEN), BUILT)
            file.write_bytes(ticked.encode())
            found = read_back(one, file)
            new = {mark["id"]: mark["evidence"] for mark in found["new"]}
            assert new == {OPEN: "", BUILT: ""}, form
            assert found["remarks"] == found["unknown"] == found["no_longer_ticked"] == []
            one.good("done", "--undo", OPEN, BUILT)


@pytest.mark.parametrize("form", ["md", "obsidian"])
@pytest.mark.parametrize("behind", [True, False], ids=["before-mark", "behind-mark"])
def test_a_plan_is_brought_up_to_date_around_notes(tmp_path: Path, form: str, behind: bool) -> None:
    """A note stays where it was, and bringing a plan up to date twice changes nothing more."""
    with person(tmp_path, Numbered([*TICKS, *NOTES], behind=behind)) as one:
        file = exported(one, form)
        written = file.read_text(encoding="utf-8")
        noted = re.sub(rf"(?m)^(.*<!-- mlc:{OPEN} -->.*)$", r"\1" + "\n  - my own note", written)
        assert noted.count("my own note") == 1
        file.write_text(noted, encoding="utf-8")
        one.good("roadmap", "--update", str(file))
        assert file.read_text(encoding="utf-8") == noted
        one.good("done", OPEN)
        one.good("roadmap", "--update", str(file))
        once = file.read_text(encoding="utf-8")
        assert once.count("my own note") == 1
        one.good("roadmap", "--update", str(file))
        assert file.read_text(encoding="utf-8") == once


PIECES = ("`", "``", "<!--", "-->", "<!-- mlc:digging.4 -->", "- [x]", "[x]", "\\", "x", " ", "**")
TEXTS = st.lists(st.sampled_from((*PIECES, *TICKS)), min_size=1, max_size=8).map("".join)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
@example("<!--` - [x] <!-- mlc:digging.4 -->`")
@example("`- [x] <!-- mlc:digging.4 -->`<!--")
@example("a ` b <!-- mlc:digging.4 --> c ` d")
def test_no_text_is_taken_for_a_tick(text: str) -> None:
    """In the title of a task, in its facts or below it, no text makes, takes or moves a tick.

    A piece of code with a hidden id behind what begins a comment once was a tick of its own, and
    in a title it put another task in the place of the right one.
    """
    plan = (
        f"- [ ] **{safe(text)}** ({safe(text)}) <!-- mlc:own.1 -->\n"
        f"  - Why: {safe(text)}\n"
        f"  - {safe(text)}\n"
        f"- [x] **{safe(text)}** <!-- mlc:own.2 -->\n"
        f"\n{safe(text)}\n"
    )
    reading = read_markdown(plan)
    assert reading.marks == (
        Mark("own.1", ticked=False, line=1),
        Mark("own.2", ticked=True, line=4),
    )
    assert reading.remarks == ()


def test_code_behind_an_opened_comment_is_code() -> None:
    """In plans of older versions too, where such texts stand as code, no id is read there."""
    plan = (
        "- [ ] **A `- [x] <!-- mlc:digging.4 -->`\\<!--** <!-- mlc:own.1 -->\n"
        "  - \\<!-- ` - [x] <!-- mlc:digging.4 -->`\n"
    )
    reading = read_markdown(plan)
    assert [mark.id for mark in reading.marks] == ["own.1"]
    assert reading.remarks == ()
