import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from mlcareer.render.next_text import next_text
from mlcareer.render.page import Page
from mlcareer.render.roadmap_csv import roadmap_csv
from mlcareer.render.roadmap_html import roadmap_html
from mlcareer.render.roadmap_json import roadmap_data
from mlcareer.render.roadmap_markdown import roadmap_markdown
from mlcareer.render.roadmap_text import roadmap_text
from mlcareer.roadmap.plan import Roadmap
from support_golden import garden_roadmap
from support_plan_page import checks_of

FORMS: dict[str, Callable[[Roadmap], str]] = {
    "text": lambda plan: roadmap_text(Page(), plan),
    "next": lambda plan: next_text(Page(), plan),
    "md": roadmap_markdown,
    "html": lambda plan: roadmap_html(plan, version="1"),
    "csv": roadmap_csv,
}
SENT = r"mlcareer assess((?: known-\d+)+)"
LEFT = "no question about it is left"
NAMES = ("Pruning", "Grafting", "Sowing")


def plan_with(*askable: bool) -> Roadmap:
    """Make a plan with one check for each, about which a question is left or not."""
    garden = garden_roadmap()
    checks = checks_of(garden, NAMES, len(askable))
    marked = (
        replace(check, skill=check.skill._replace(id=f"known-{at}"), askable=left)
        for at, (check, left) in enumerate(zip(checks, askable, strict=True))
    )
    return replace(garden, checks=tuple(marked), tasks=())


def flat(text: str) -> str:
    """Undo the breaking of lines and the markup of pages."""
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


def sent_to(text: str) -> set[str]:
    """List the skills that commands in a text ask about."""
    return {skill for found in re.findall(SENT, flat(text)) for skill in found.split()}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("askable", [(True, True), (True, False), (False, True)])
def test_nobody_is_sent_where_no_question_is_left(form: str, askable: tuple[bool, bool]) -> None:
    """Commands name the skills that can be asked about, and no other."""
    sent = sent_to(FORMS[form](plan_with(*askable)))
    assert sent == {f"known-{at}" for at, left in enumerate(askable) if left}


@pytest.mark.parametrize("form", FORMS)
def test_what_cannot_be_asked_can_be_ticked(form: str) -> None:
    """Where nothing can be asked, no command asks, and the level can still be ticked."""
    text = FORMS[form](plan_with(False, False))
    assert sent_to(text) == set()
    assert "questions decide" not in text
    ticked = "mlcareer done known-0.2" if form in {"text", "next"} else "known-0.2"
    assert ticked in flat(text) or ticked in text


@pytest.mark.parametrize("form", ["text", "md", "html", "csv"])
def test_why_nobody_is_asked_is_told(form: str) -> None:
    """Each level about which no question is left says so, and no other does."""
    assert flat(FORMS[form](plan_with(True, False, False))).count(LEFT) == 2
    assert LEFT not in FORMS[form](plan_with(True))


def test_programs_learn_it_too() -> None:
    """In JSON each check says whether a question is left."""
    checks = roadmap_data(plan_with(True, False))["checks"]
    assert isinstance(checks, list)
    assert [check["questions_left"] for check in checks] == [True, False]
