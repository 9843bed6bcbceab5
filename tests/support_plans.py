"""Plans for tests of their forms: random ones, and ones made of hostile texts."""

import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import strategies as st

from mlcareer.checklists.marks import Mark, Reading
from mlcareer.model.plan import Claim, Wishes
from mlcareer.roadmap.plan import PlanProject, Roadmap, Task
from support import rating
from support_golden import PLAN_EVENTS, TODAY, garden_roadmap

HOSTILE = (
    "a, b; c",
    'say "x" & <b>y</b>',
    "two\nlines",
    "two\r\nlines\rthree",
    "Größe 你好 \U0001f600 e\u0301 \u202ex",
    "+project @context key:value mlc:evil.1 due:2020-01-01",
    "x 2020-01-01 done already",
    "(A) 2020-01-01 first",
    "back\\slash \\n \\; \\,",
    "END:VCALENDAR\r\nBEGIN:VEVENT",
    "tab\there and \x0b and \x0c and \x1c and \x85 and \u2028 here",
    "control \x01\x07\x1b[31m\x7f",
    "\u0645\u06cc\u200c\u0634\u0648\u062f \U0001f469\u200d\U0001f33e",
    '=cmd|"/C calc"!A0',
    "@SUM(1)",
    "#comment",
    "'quoted'",
    "<!-- mlc:evil.1 -->",
    "- [x] **done** `code`",
    "long " * 60 + "\U0001f600" * 60,
)
"""Names that content of strangers might have."""

SKILLS = ("digging", "compost", "tomatoes", "pruning")


@cache
def short_plan() -> Roadmap:
    """Make the gardener's plan up to a deadline before which not all can be done."""
    return garden_roadmap(wishes=Wishes(hours_a_week=6, deadline=TODAY + timedelta(days=40)))


def plan_of(text: str) -> Roadmap:
    """Make the gardener's plan with one text in every place that content or the person fills."""
    plan = short_plan()
    assert plan.fit is not None
    assert plan.fit.left_out
    left_out = tuple(
        replace(
            one, skill=one.skill._replace(name=text, can_do=dict.fromkeys(range(1, 5), (text,)))
        )
        for one in plan.fit.left_out
    )
    ticked = tuple(
        replace(one, title=text, claim=one.claim._replace(evidence=text)) for one in plan.ticked
    )
    return replace(
        plan,
        role=plan.role._replace(name=text),
        tasks=tuple(_renamed(task, text) for task in plan.tasks),
        ticked=ticked,
        fit=replace(plan.fit, left_out=left_out),
    )


def _renamed(task: Task, text: str) -> Task:
    if isinstance(task, PlanProject):
        project = task.project._replace(name=text, summary=text, data=text, criteria=(text,))
        return replace(task, project=project, common=(text,))
    resources = tuple(one._replace(title=text, url=text) for one in task.resources)
    skill = task.skill._replace(name=text)
    return replace(task, skill=skill, reason=text, can_do=(text,), resources=resources)


def _claim(id_: str, days: int, evidence: str) -> Claim:
    day = TODAY - timedelta(days=days)
    return Claim(id_, day.isoformat(), f"{day}T12:00:00+00:00", evidence)


def _plan(
    rated: list[tuple[str, int]], claims: list[Claim], wishes: Wishes, answers: int
) -> Roadmap:
    said = (rating(skill, level) for skill, level in rated)
    return garden_roadmap((*said, *PLAN_EVENTS[:answers]), wishes, claims)


_IDS = st.sampled_from(
    [
        *(f"{skill}.{level}" for skill in SKILLS for level in range(1, 5)),
        *("compost.1-2", "project.POT-1", "project.BED-1", "project.GONE-9", "gone.2"),
    ]
)
_DAYS = st.integers(-30, 500).map(lambda days: TODAY + timedelta(days=days))
_EVIDENCE = st.sampled_from(("", "photos/pot.jpg", "https://example.org/a?b=c:d", "+1.txt"))
_WISHES = st.builds(
    Wishes,
    hours_a_week=st.none() | st.integers(1, 80),
    start=st.none() | _DAYS,
    deadline=st.none() | _DAYS,
    days=st.lists(st.integers(0, 6), unique=True, max_size=7).map(lambda days: tuple(sorted(days))),
    off=st.lists(st.tuples(_DAYS, st.integers(0, 30)), max_size=2).map(
        lambda spans: tuple((day, day + timedelta(days=length)) for day, length in spans)
    ),
)
PLANS = st.builds(
    _plan,
    st.lists(st.tuples(st.sampled_from(SKILLS), st.integers(0, 4)), max_size=4),
    st.lists(
        st.builds(_claim, _IDS, st.integers(0, 40), _EVIDENCE),
        unique_by=lambda claim: claim.id,
        max_size=6,
    ),
    _WISHES,
    st.integers(0, len(PLAN_EVENTS)),
)
"""Plans of random gardeners with random wishes and ticks."""

TEXTS = st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=30)


def ticks(plan: Roadmap) -> dict[str, Mark]:
    """Say what must be read back: each check, task and tick once, a tick before all else."""
    open_ = {one.id: Mark(one.id, ticked=False) for one in (*plan.checks, *plan.tasks)}
    claims = [one.claim for one in plan.ticked]
    return open_ | {c.id: Mark(c.id, ticked=True, on=c.on, evidence=c.evidence) for c in claims}


def without_lines(marks: Iterable[Mark]) -> dict[str, Mark]:
    """Index marks by their ids, whatever lines they stand on."""
    return {mark.id: mark._replace(line=0) for mark in marks}


def check_round_trip(
    plan: Roadmap,
    export: Callable[[Roadmap], str],
    read: Callable[[str, str], Reading],
    *,
    evidence: bool = True,
) -> None:
    """Hold what is read from an export against the plan; nothing may be remarked."""
    reading = read(export(plan), "plan")
    wanted, found = ticks(plan), without_lines(reading.marks)
    if not evidence:
        wanted = {id_: mark._replace(evidence="") for id_, mark in wanted.items()}
        found = {id_: mark._replace(evidence="") for id_, mark in found.items()}
    assert found == wanted
    assert reading.remarks == ()


def require_program(*names: str) -> str:
    """Name the program that is installed; without any the test is skipped, or fails if it must.

    It must run where MLCAREER_REQUIRE_TOOLCHAINS is set.
    """
    found = next(filter(shutil.which, names), "")
    if not found and os.environ.get("MLCAREER_REQUIRE_TOOLCHAINS"):
        pytest.fail(f"{names[0]} is required and not installed")
    if not found:
        pytest.skip(f"{names[0]} is not installed")
    return found


def first_day(plan: Roadmap) -> date:
    """Find the day on which study begins."""
    return max(plan.made_on, plan.wishes.start or plan.made_on)
