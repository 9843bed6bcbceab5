import pytest
from hypothesis import given, settings

from mlcareer.model.plan import Wishes
from mlcareer.render.roadmap_stages import SHOWN_WEEKS, coming_weeks, staged
from mlcareer.roadmap.plan import PlanProject, Roadmap
from support_golden import garden_roadmap
from support_plans import PLANS

GARDEN = garden_roadmap()


@settings(max_examples=25)
@given(PLANS)
def test_stages_are_the_tasks_in_order(plan: Roadmap) -> None:
    """No task is lost, no stage is empty, and only its last task may be a project."""
    stages = list(staged(plan.tasks))
    assert tuple(task for stage in stages for task in stage) == plan.tasks
    for stage in stages:
        *before, last = [isinstance(task, PlanProject) for task in stage]
        assert not any(before)
        assert last or stage is stages[-1]


def test_two_projects_are_two_stages() -> None:
    """A project right behind another is a stage by itself, and nothing follows the last one."""
    (project,) = GARDEN.projects
    step = GARDEN.steps[0]
    assert list(staged((step, project, project))) == [[step, project], [project]]
    assert list(staged(())) == []


@pytest.mark.parametrize("most", [1, 3, 1000])
def test_the_first_weeks_come(most: int) -> None:
    """They are those of the plan, as many as are asked for and as there are."""
    weeks = list(GARDEN.weeks())
    assert SHOWN_WEEKS < len(weeks) < 1000
    assert coming_weeks(GARDEN, most) == weeks[:most]
    assert coming_weeks(GARDEN) == weeks[:SHOWN_WEEKS]


def test_without_hours_no_week_comes() -> None:
    """A plan without dates has no weeks."""
    assert coming_weeks(garden_roadmap(wishes=Wishes())) == []
