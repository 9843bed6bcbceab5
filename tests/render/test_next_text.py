from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from mlcareer.model.plan import Claim, Wishes
from mlcareer.render.next_text import MOST_CHECKS, next_text
from mlcareer.render.page import Page
from mlcareer.roadmap.plan import Check, PlanProject, PlanStep, Roadmap, Task
from support_golden import check_golden, garden_roadmap
from support_plan import NOTHING, ROLES, SHELF, SHIPPED, TODAY, Case, Known, cases, person_of

SCREEN = Page(width=80)
LINES = 23
"""Of a screen of 24, the last one is for the prompt."""

DUE = ("Data wrangling with NumPy and pandas", "Data quality and data selection", "Python")
CHECK = Check("digging.2", garden_roadmap().steps[0].skill, 2, 2, 0.6, 1)


def flat(text: str) -> str:
    """Undo the breaking of lines."""
    return " ".join(text.split())


def every_plan() -> Iterator[Roadmap]:
    """Plan for beginners and others, for each role, for soon and for much later."""
    for role in ROLES.values():
        for known in (NOTHING, Known(-1.4, 5), Known(-0.7, 5)):
            for start in (None, date(2027, 12, 28)):
                person = person_of(dict.fromkeys(SHIPPED.skills, known), role)
                wishes = Wishes(5, start=start)
                yield Case(SHIPPED, role, person, SHELF, wishes, TODAY).plan()


def beginning_with(roadmap: Roadmap, task: Task) -> Roadmap:
    """Leave out what comes before a task."""
    return replace(roadmap, tasks=roadmap.tasks[roadmap.tasks.index(task) :])


def test_it_prints_what_its_golden_file_holds() -> None:
    """What to do now is byte for byte what was looked at and accepted."""
    roadmap = replace(garden_roadmap(), checks=(CHECK,))
    check_golden("next.txt", next_text(SCREEN, roadmap, ("Pruning",)))


def test_any_step_fits_on_a_screen() -> None:
    """Whatever step comes next, with checks and dues before it, a screen of 24 lines holds it."""
    seen = set()
    for roadmap in every_plan():
        checks = (roadmap.checks or (CHECK,)) * 3
        for task in roadmap.tasks:
            if isinstance(task, PlanProject):
                continue
            plan = replace(beginning_with(roadmap, task), checks=checks)
            lines = next_text(SCREEN, plan, DUE, "--role ml-researcher").count("\n")
            assert lines <= LINES, task.id
            seen.add(task.id)
    assert len(seen) > 90


@settings(max_examples=60)
@given(cases())
def test_the_first_task_is_told_in_full(case: Case) -> None:
    """Title, statements, resources and the command to tick are those of the first task."""
    roadmap = case.plan()
    text = next_text(Page(width=110), roadmap)
    if not roadmap.tasks:
        assert "mlcareer done" not in text
        return
    task = roadmap.tasks[0]
    if not isinstance(task, PlanStep):
        assert flat(text).startswith(f"Build now: {task.title}")
        assert f"mlcareer done {task.id}" in text
        return
    words = flat(text)
    assert words.startswith(f"What now: {task.title}")
    for part in (
        *task.can_do,
        *(r.title for r in task.resources),
        *(r.url for r in task.resources),
    ):
        assert part in words
    assert f"mlcareer done {task.id}" in text
    for later in roadmap.tasks[1:3]:
        assert later.title in words


def test_a_project_that_is_next_says_what_others_can_see() -> None:
    """What to build comes with its data and criteria, where to name the evidence, and the rest."""
    roadmap = garden_roadmap()
    (project,) = roadmap.projects
    text = next_text(SCREEN, beginning_with(roadmap, project))
    assert text.startswith("Build now: BED-1: A bed of one's own\n")
    for part in (project.project.summary, project.project.data, *project.project.criteria):
        assert part in text
    assert "By about 28 Nov 2026." in text
    assert "mlcareer done project.BED-1 --evidence PLACE" in text
    assert "mlcareer roadmap --export md" in text
    assert "After that: Compost: working" in flat(text)


def test_a_project_that_comes_next_but_one_is_named() -> None:
    """What comes after the step is said in a line, with what is to be built."""
    text = next_text(SCREEN, garden_roadmap())
    assert "After that: build BED-1: A bed of one's own; Compost: working." in text


def test_the_last_task_has_nothing_after_it() -> None:
    """Where nothing comes after, no line says so."""
    roadmap = garden_roadmap()
    assert "After that" not in next_text(SCREEN, beginning_with(roadmap, roadmap.tasks[-1]))


@pytest.mark.parametrize(("count", "said"), [(1, "1 level is"), (4, "4 levels are")])
def test_a_check_comes_before_the_study(count: int, said: str) -> None:
    """One line counts what is probably there, and the command asks about the first of it."""
    names = ("digging", "compost", "tomatoes", "pruning")
    checks = [replace(CHECK, skill=CHECK.skill._replace(id=name)) for name in names[:count]]
    text = next_text(SCREEN, replace(garden_roadmap(), checks=tuple(checks)))
    assert f"{said} probably there already; first a few questions:" in text
    assert f"mlcareer assess {' '.join(names[: min(count, MOST_CHECKS)])}\n" in text
    assert text.index("assess") < text.index("Done when")


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ((), None),
        (("Digging",), "Worth a re-check: Digging: mlcareer due"),
        (("Digging", "Compost"), "Worth a re-check: Digging, Compost: mlcareer due"),
        (("A", "B", "C", "D"), "Worth a re-check: A, B and 2 more: mlcareer due"),
    ],
)
def test_what_is_due_is_one_line(due: tuple[str, ...], said: str | None) -> None:
    """Two names at most, the number of the others, and the command."""
    lines = next_text(SCREEN, garden_roadmap(), due).splitlines()
    assert [line for line in lines if "re-check" in line] == ([said] if said else [])


def test_a_later_start_is_said() -> None:
    """A step that begins more than a week from now says when; one that begins now does not."""
    later = garden_roadmap(wishes=Wishes(6, start=date(2027, 2, 1)))
    assert "about 3 to 6 h; from 2 Feb 2027; done " in flat(next_text(SCREEN, later))
    assert "from" not in next_text(SCREEN, garden_roadmap()).split("Done when")[0]


@pytest.mark.parametrize(("days", "said"), [(7, False), (8, True)])
def test_what_begins_within_a_week_begins_now(days: int, *, said: bool) -> None:
    """A week from now needs no day to begin on; a day later does."""
    roadmap = garden_roadmap()
    step = roadmap.steps[0]
    assert step.dates is not None
    starts = roadmap.made_on + timedelta(days)
    later = replace(step, dates=step.dates._replace(starts=starts))
    text = next_text(SCREEN, replace(roadmap, tasks=(later,)))
    assert ("; from " in text) is said


def test_on_a_full_screen_one_task_is_named_that_comes_after() -> None:
    """Where there is no room for two lines of what comes after, the next task has one."""
    roadmap = garden_roadmap()
    step, *_, last = roadmap.steps
    long = replace(step, can_do=("Digs.",) * 14)
    (second, third) = (
        replace(last, id=f"s.{at}", skill=last.skill._replace(name=f"{name} " * 8))
        for at, name in enumerate(("Sowing", "Mowing"))
    )
    text = next_text(SCREEN, replace(roadmap, tasks=(long, second, third)))
    assert "After that: Sowing Sowing" in text
    assert "Mowing" not in text
    short = next_text(SCREEN, replace(roadmap, tasks=(step, second, third)))
    assert "After that: Sowing Sowing" in short
    assert "Mowing" in short


def test_without_hours_a_week_no_day_is_said() -> None:
    """Without dates only the hours stand there."""
    text = next_text(SCREEN, garden_roadmap(wishes=Wishes()))
    assert "\nabout 3 to 6 h.\n" in text


def test_a_deadline_without_time_leaves_something_to_do() -> None:
    """Before a deadline that nothing fits, the first step and its project are still named."""
    text = next_text(SCREEN, garden_roadmap(wishes=Wishes(6, deadline=TODAY)))
    assert text.startswith("What now: Digging: working\n")
    assert "\nAfter that: build BED-1: A bed of one's own.\n" in text


def test_where_nothing_fits_the_deadline_is_to_blame() -> None:
    """Of a plan without steps before its deadline, it is said what to change."""
    plan = replace(garden_roadmap(wishes=Wishes(6, deadline=TODAY)), tasks=())
    text = next_text(SCREEN, plan, (), "--role gardener")
    assert "No step fits until 22 Nov 2026; 3 levels are left out." in text
    assert "mlcareer roadmap --role gardener --by none" in text
    assert "Nothing to study" not in text


@pytest.mark.parametrize(
    ("claims", "asked"),
    [
        ((), False),
        ([Claim("compost.2", "2026-11-22", "2026-11-22T18:00:00+00:00")], True),
        # No question proves a project.
        ([Claim("project.POT-1", "2026-11-22", "2026-11-22T18:00:00+00:00")], False),
    ],
)
def test_where_nothing_is_left_other_ways_are_shown(claims: list[Claim], asked: bool) -> None:
    """It is said that nothing is left, and what to prove, to keep fresh or to look at."""
    plan = replace(garden_roadmap(claims=claims), tasks=())
    text = next_text(SCREEN, plan)
    assert "Nothing to study: no target of this role is known to be open." in text
    assert ("mlcareer assess --claimed" in text) is asked
    for command in ("report", "due", "roles"):
        assert f"mlcareer {command}\n" in text
