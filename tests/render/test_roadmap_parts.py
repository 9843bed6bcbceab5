from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.render.page import Page
from mlcareer.render.roadmap_parts import (
    command_for,
    heading,
    paragraph,
    resource_lines,
    set_in,
)
from support_golden import garden_roadmap

PAGE = Page()
TEXT = "Why: it opens much. A few questions may save the study: mlcareer assess python sql"
COMMAND = "mlcareer assess python sql --role r"


def test_a_command_names_the_role_before_its_own_options() -> None:
    """What is empty leaves no gap."""
    assert command_for("next") == "mlcareer next"
    assert command_for("roadmap", "--role r", "--by none") == "mlcareer roadmap --role r --by none"


def test_a_command_at_the_end_of_a_paragraph_can_be_copied() -> None:
    """It stays on one line, with the role; a colon elsewhere changes nothing."""
    assert paragraph(Page(width=30), TEXT, "--role r").splitlines()[-1] == f"  {COMMAND}"
    assert paragraph(PAGE, "Left out: nothing.") == "Left out: nothing."


@given(st.integers(20, 130))
def test_a_command_in_a_text_that_is_set_in_can_be_copied(width: int) -> None:
    """On any page it is on one line with nothing behind it; so it is with the role."""
    lines = set_in(Page(width=width), TEXT, "   ", "--role r").splitlines()
    assert lines[-1].endswith(f" {COMMAND}")
    assert lines[0].startswith("   Why: it")
    assert all(line.startswith("     ") for line in lines[1:])
    assert " ".join(" ".join(lines).split()) == f"{TEXT} --role r"


@pytest.mark.parametrize(("room", "lines"), [(0, 1), (-1, 2)])
def test_a_command_that_just_fits_stays_behind_its_text(room: int, lines: int) -> None:
    """As in a text without any command, a line is used up to its last column."""
    text = "Ask: mlcareer assess python"
    shown = set_in(Page(width=len(text) + 2 + room), text, "  ")
    assert len(shown.splitlines()) == lines


def test_a_text_without_a_command_is_only_set_in() -> None:
    """What ends without a command is wrapped, and no role is put behind it."""
    shown = set_in(Page(width=20), "Why: it opens much for you.", "  ", "--role r")
    assert shown == "  Why: it opens much\n    for you."


def test_a_heading_is_bold_in_all_of_its_lines() -> None:
    """A long heading is wrapped behind what stands before it, and each line painted."""
    title = "Data wrangling: working"
    plain = heading(Page(width=20), title, "  1. ")
    assert plain == "  1. Data wrangling:\n     working"
    painted = heading(Page(width=20, color=True), title, "  1. ").splitlines()
    assert painted == [f"\x1b[1m{line}\x1b[0m" for line in plain.splitlines()]


def test_an_address_cannot_make_lines() -> None:
    """Whatever stands in an address, it is on one line."""
    step = garden_roadmap().steps[0]
    book = step.resources[0]._replace(url="https://example.org/a\n  1. b")
    lines = list(resource_lines(PAGE, replace(step, resources=(book,)), ""))
    assert lines[1] == "  https://example.org/a 1. b"


def test_a_resource_has_its_address_on_a_line_of_its_own() -> None:
    """However narrow the page, the address is whole, and what it costs stands before it."""
    (step, *_) = garden_roadmap().steps
    lines = list(resource_lines(Page(width=20), step, "  "))
    assert lines[1::2] == [f"    {resource.url}" for resource in step.resources]
    assert " ".join(lines[0].split()) == "Read: The Spade Book (free, about 5 h)"
    assert all(line.startswith("    ") for line in lines[0].splitlines()[1:])
