import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.model.plan import Claim, Wishes, parse_step_id
from mlcareer.model.study import Project
from mlcareer.roadmap.order import Key, Ways
from mlcareer.roadmap.plan import PlanStep
from mlcareer.roadmap.projects import place_projects
from support_plan import (
    TODAY,
    Case,
    Known,
    cases,
    demand_of,
    example,
    ids_of,
    keys_of,
    make_project,
    needs,
)

SOME = settings(max_examples=50)


def ids_with(*projects: Project, case: Case | None = None, preferred: str = "") -> list[str]:
    """List the tasks of a plan of three skills to novice, or of another, with these projects."""
    base = case or example(
        {"a": (), "b": (), "c": ()}, demands=[demand_of(skill, 1) for skill in "abc"]
    )
    shelf = base.shelf
    by_id = {project.id: project for project in projects}
    more = type(shelf)({}, by_id, frozenset(preferred.split()))
    return ids_of(base._replace(shelf=more))


@SOME
@given(cases())
def test_a_project_comes_after_all_that_its_skills_wait_for(case: Case) -> None:
    """Before a project stand the levels that it shows and takes, and what those that it shows need.

    Of what it takes beside these, what the plan does not study at all holds nothing up.
    """
    ground = case.ground
    done: set[Key] = set()
    for task in case.plan().tasks:
        if isinstance(task, PlanStep):
            done.add(Key(task.skill.id, task.level))
            continue
        project = task.project
        for skill in project.shows:
            assert ground[skill].reached >= project.level or Key(skill, project.level) in done
            for need in needs(case.skill_map, case.role, skill, project.level):
                assert ground[need.skill].reached >= need.level or need in done
        for skill, top in project.needs.items():
            if skill in ground:
                taken = {Key(skill, level) for level in ground[skill].to_study if level <= top}
                assert taken <= done


@SOME
@given(cases())
def test_a_project_shows_something_of_the_plan(case: Case) -> None:
    """Each shows what stands before it or was ticked and not proven, of its skills and level."""
    ground = case.ground
    before: dict[str, tuple[str, int]] = {}
    for task in case.plan().tasks:
        if isinstance(task, PlanStep):
            before[task.id] = (task.skill.id, task.level)
            continue
        assert task.shows
        for shown in task.shows:
            step = parse_step_id(shown)
            assert step is not None
            assert step.skill in task.project.skills
            assert step.level == task.project.level
            of = ground[step.skill]
            assert shown in before or of.proven < step.level == of.claimed
        assert set(task.after) <= set(before)
        assert bool(task.after) or not set(task.shows) & set(before)


@SOME
@given(cases())
def test_a_project_waits_for_no_more_than_it_needs(case: Case) -> None:
    """The step that a project comes after is one that it shows, or that what it shows needs."""
    level_of: dict[str, Key] = {}
    for task in case.plan().tasks:
        if isinstance(task, PlanStep):
            level_of[task.id] = Key(task.skill.id, task.level)
            continue
        project = task.project
        wanted: set[Key] = set()
        for skill in project.skills:
            if skill in case.role.demands:
                wanted |= {Key(skill, level) for level in range(1, project.level + 1)}
                wanted |= needs(case.skill_map, case.role, skill, project.level)
        for skill, top in project.needs.items():
            wanted |= {Key(skill, level) for level in range(1, top + 1)}
        assert {level_of[id_] for id_ in task.after} <= wanted
        if not task.after:
            assert not any(
                Key(skill, project.level) in level_of.values() for skill in project.shows
            )
            planned = keys_of(case.plan())
            assert not any(key.level <= project.needs.get(key.skill, 0) for key in planned)


@SOME
@given(cases())
def test_no_project_is_ticked_or_stands_twice(case: Case) -> None:
    """What was built is not proposed again, and nothing is proposed twice."""
    ids = [project.id for project in case.plan().projects]
    assert len(ids) == len(set(ids))
    assert not set(ids) & set(case.person.claims)


@SOME
@given(cases(), st.data())
def test_a_preferred_project_is_there_if_it_can_be(case: Case, data: st.DataObject) -> None:
    """What can be placed at all is placed where it is preferred."""
    if not case.shelf.projects:
        return
    wanted = data.draw(st.sampled_from(sorted(case.shelf.projects)))
    ways = Ways(case.skill_map, case.role, case.ground)
    order = tuple(ways.in_order())
    alone = place_projects({wanted: case.shelf.projects[wanted]}, order, ways)
    among = place_projects(case.shelf.projects, order, ways, {wanted})
    assert bool(alone) == (wanted in {placed.project.id for placed in among})


@SOME
@given(cases())
def test_whatever_can_be_shown_is_shown(case: Case) -> None:
    """Each level that some project could show is shown by one that was chosen."""
    ways = Ways(case.skill_map, case.role, case.ground)
    order = tuple(ways.in_order())
    every = case.shelf.projects
    shown = {key for placed in place_projects(every, order, ways) for key in placed.shows}
    for id_ in every:
        for placed in place_projects({id_: every[id_]}, order, ways):
            assert set(placed.shows) <= shown


def test_a_project_stands_behind_the_last_of_its_skills() -> None:
    """It comes when all that it shows was studied, and not later."""
    assert ids_with(make_project("P", 1, "b", "a")) == ["a.1", "b.1", "project.P", "c.1"]
    assert ids_with(make_project("P", 1, "c")) == ["a.1", "b.1", "c.1", "project.P"]


def test_a_project_beyond_the_target_is_not_proposed() -> None:
    """What asks for a level that the role does not ask for, and that is not there, is left out."""
    assert "project.P" not in ids_with(make_project("P", 2, "a"))
    assert "project.P" not in ids_with(make_project("P", 1, "a", "elsewhere"))


def test_a_project_of_what_is_there_alone_is_not_proposed() -> None:
    """It would show nothing that is studied."""
    case = example({"a": (), "b": ()}, known={"a": Known(9.0, 5)})
    assert ids_with(make_project("P", 2, "a"), case=case) == ["b.1", "b.2"]
    assert ids_with(make_project("P", 2, "a", "b"), case=case) == ["b.1", "b.2", "project.P"]


def test_the_one_that_shows_more_is_enough() -> None:
    """Of two projects, the one that shows all makes the other needless; equals by their order."""
    less, more = make_project("LESS", 1, "a"), make_project("MORE", 1, "a", "b")
    assert ids_with(less, more) == ["a.1", "b.1", "project.MORE", "c.1"]
    again = make_project("AGAIN", 1, "a")
    assert ids_with(less, again)[1] == "project.LESS"


def test_a_preferred_project_is_taken_first() -> None:
    """Of two projects that show the same, the one of the field is built, not both."""
    one, two = make_project("ONE", 1, "a"), make_project("TWO", 1, "a")
    assert ids_with(one, two, preferred="TWO") == ["a.1", "project.TWO", "b.1", "c.1"]
    assert ids_with(one, two, preferred="ONE TWO")[:3] == ["a.1", "project.ONE", "project.TWO"]


@pytest.mark.parametrize("evidence", ["", "repo"])
def test_what_was_built_is_not_proposed(evidence: str) -> None:
    """A ticked project is gone from the plan, with evidence or without."""
    case = example(
        {"a": ()}, claims=[Claim("project.P", "2026-11-20", "2026-11-20T09:00:00+00:00", evidence)]
    )
    assert "project.P" not in ids_with(make_project("P", 1, "a"), case=case)


def test_one_of_several_skills_is_enough() -> None:
    """A project in either of two languages can be built by who studies only one of them."""
    case = example({"a": (), "x": ()}, demands=[demand_of("a", 1), demand_of("x", 1)])
    project = make_project("P", 1, "a", "x", "elsewhere", one_of=("x", "elsewhere"))
    assert ids_with(project, case=case) == ["a.1", "x.1", "project.P"]
    neither = make_project("P", 1, "a", "one", "two", one_of=("one", "two"))
    assert ids_with(neither, case=case) == ["a.1", "x.1"]


def test_a_project_does_not_wait_for_all_of_which_one_is_enough() -> None:
    """Whoever is at one of the languages need not study the other before building."""
    case = example(
        {"a": (), "x": (), "y": ()},
        demands=[demand_of("a", 1), demand_of("x", 1), demand_of("y", 1, "optional")],
    )
    project = make_project("P", 1, "a", "x", "y", one_of=("x", "y"))
    assert ids_with(project, case=case) == ["a.1", "x.1", "project.P", "y.1"]


def test_a_project_waits_for_none_where_one_is_there() -> None:
    """Whoever has one of the languages builds in it, before the other is studied."""
    case = example(
        {"y": (), "a": (), "x": ()}, known={"x": Known(9.0, 5)}, hours={"a": {1: (9, 9)}}
    )
    project = make_project("P", 1, "a", "x", "y", one_of=("x", "y"))
    assert ids_with(project, case=case) == ["y.1", "y.2", "a.1", "project.P", "a.2"]
    assert ids_with(make_project("P", 1, "a", "y"), case=case).index("project.P") == 3
    alone = make_project("P", 2, "x", "y", one_of=("x", "y"))
    assert "project.P" not in ids_with(alone, case=case)


def test_a_project_of_what_was_only_ticked_comes_first() -> None:
    """What is said to be there and not proven can be shown at once, before any study."""
    tick = Claim("a.2", "2026-11-20", "2026-11-20T12:00:00+00:00")
    case = example({"b": (), "a": ()}, claims=[tick], wishes=Wishes(hours_a_week=3))
    project = make_project("P", 2, "a")
    assert ids_with(project, case=case) == ["project.P", "b.1", "b.2"]
    shelf = type(case.shelf)({}, {"P": project})
    (found,) = case._replace(shelf=shelf).plan().projects
    assert (found.shows, found.after, found.due) == (("a.2",), (), None)


def test_what_can_be_built_at_once_is_placed_first() -> None:
    """Of the projects of a plan, what waits for nothing comes before what waits for a step."""
    tick = Claim("a.2", "2026-11-20", "2026-11-20T12:00:00+00:00")
    case = example({"b": (), "a": ()}, claims=[tick])
    ways = Ways(case.skill_map, case.role, case.ground)
    every = {"LATER": make_project("LATER", 2, "b"), "NOW": make_project("NOW", 2, "a")}
    placed = place_projects(every, tuple(ways.in_order()), ways)
    assert [(one.project.id, one.after) for one in placed] == [
        ("NOW", None),
        ("LATER", Key("b", 2)),
    ]


def test_a_project_of_what_was_ticked_waits_for_the_rest() -> None:
    """Where it shows something to study as well, it comes after that, and shows both."""
    tick = Claim("a.2", "2026-11-20", "2026-11-20T12:00:00+00:00")
    case = example({"b": (), "a": (), "c": ()}, claims=[tick])
    shelf = type(case.shelf)({}, {"P": make_project("P", 2, "a", "b")})
    roadmap = case._replace(shelf=shelf).plan()
    assert [task.id for task in roadmap.tasks].index("project.P") == 1 + [
        task.id for task in roadmap.tasks
    ].index("b.2")
    (found,) = roadmap.projects
    assert (found.shows, found.after) == (("a.2", "b.2"), ("b.2",))


@pytest.mark.parametrize(
    ("mean", "level", "proposed"),
    [
        (9.0, 2, False),  # answers show it
        (-0.5, 2, True),  # a chance of 0.74 is no proof
        (-0.5, 1, False),  # of the lower level it is
        (-1.9, 1, False),  # the tick is of the higher level, so that a project of that shows more
        (-0.5, 3, False),  # beyond the tick and the target
    ],
)
def test_a_ticked_level_wants_a_project_until_it_is_proven(
    mean: float, level: int, *, proposed: bool
) -> None:
    """Once answers show what was ticked, there is nothing left to show."""
    case = example(
        {"a": ()},
        known={"a": Known(mean, 5)},
        claims=[Claim("a.2", "2026-11-20", "2026-11-20T12:00:00+00:00")],
    )
    assert ids_with(make_project("P", level, "a"), case=case) == ["project.P"] * proposed


def test_a_project_whose_needs_are_left_out_is_left_out() -> None:
    """Where a deadline cuts a skill off, what would have shown it is not proposed either."""
    case = example(
        {"a": (), "b": ()},
        demands=[demand_of("a", 1), demand_of("b", 1)],
        hours={"b": {1: (90, 90)}},
        wishes=Wishes(hours_a_week=9, deadline=TODAY.replace(day=30)),
    )
    assert ids_with(make_project("P", 1, "a", "b"), case=case) == ["a.1"]
    assert ids_with(make_project("P", 1, "a"), case=case) == ["a.1", "project.P"]


@pytest.mark.parametrize(
    ("taken", "place"),
    [
        ({}, 1),
        ({"b": 1}, 2),
        ({"c": 1}, 3),
        ({"c": 1, "b": 1}, 3),
        ({"b": 3}, 2),  # beyond the target there is nothing to study
        ({"elsewhere": 2}, 1),
        ({"a": 1}, 1),
    ],
)
def test_a_project_waits_for_what_it_takes(taken: dict[str, int], place: int) -> None:
    """Levels that it takes come before it where the plan has them, and are not shown by it."""
    project = make_project("P", 1, "a", needs=taken)
    steps = ["a.1", "b.1", "c.1"]
    assert ids_with(project) == [*steps[:place], "project.P", *steps[place:]]
    base = example({"a": (), "b": (), "c": ()}, demands=[demand_of(skill, 1) for skill in "abc"])
    (found,) = base._replace(shelf=type(base.shelf)({}, {"P": project})).plan().projects
    assert (found.shows, found.after) == (("a.1",), (steps[place - 1],))


def test_a_project_waits_for_every_level_below_what_it_takes() -> None:
    """Where only a part of what it takes is to be studied, that part comes first."""
    case = example(
        {"a": (), "b": (), "c": ()},
        demands=[demand_of("a", 1), demand_of("c", 1), demand_of("b", 3)],
        known={"b": Known(-0.9, 5)},
    )
    assert ids_with(case=case) == ["a.1", "c.1", "b.2", "b.3"]
    for top, place in ((1, 1), (2, 3), (3, 4), (4, 4)):
        project = make_project("P", 1, "a", needs={"b": top})
        assert ids_with(project, case=case).index("project.P") == place


def test_a_project_of_what_was_ticked_waits_for_what_it_takes() -> None:
    """Even what could be shown at once takes what is still to be studied."""
    tick = Claim("a.2", "2026-11-20", "2026-11-20T12:00:00+00:00")
    case = example({"b": (), "a": ()}, claims=[tick])
    project = make_project("P", 2, "a", needs={"b": 1})
    assert ids_with(project, case=case) == ["b.1", "project.P", "b.2"]


def test_a_project_that_takes_what_is_left_out_is_left_out() -> None:
    """Where a deadline cuts off what it takes, all that it shows does not save it."""
    case = example(
        {"a": (), "b": ()},
        demands=[demand_of("a", 1), demand_of("b", 2)],
        hours={"b": {1: (5, 5), 2: (90, 90)}},
        wishes=Wishes(hours_a_week=9, deadline=TODAY.replace(day=30)),
    )
    for taken, ids in (
        ({"b": 1}, ["a.1", "b.1", "project.P"]),
        ({"b": 2}, ["a.1", "b.1"]),
    ):
        assert ids_with(make_project("P", 1, "a", needs=taken), case=case) == ids


def test_a_project_names_its_criteria_and_its_day() -> None:
    """In the plan a project has the common criteria that it shares, as far as there are any."""
    base = example({"a": ()}, demands=[demand_of("a", 1)], wishes=Wishes(hours_a_week=2))
    project = Project("P", "P", 1, "s", "d", ("a",), ("c",), common=("C2", "GONE", "C1"))
    shelf = type(base.shelf)({}, {"P": project}, common={"C1": "one", "C2": "two"})
    roadmap = base._replace(shelf=shelf).plan()
    (found,) = roadmap.projects
    assert found.common == ("two", "one")
    assert found.title == "P: P"
    assert roadmap.steps[0].dates is not None
    assert found.due == roadmap.steps[0].dates.ends


def test_a_project_waits_for_what_its_known_skills_rest_on() -> None:
    """Where a skill is there without what it requires, a project with it waits for that."""
    case = example(
        {"c": (), "b": (), "a": ("b",)},
        demands=[demand_of("c", 1), demand_of("b", 1, "useful"), demand_of("a", 1)],
        known={"a": Known(9.0, 5)},
    )
    assert ids_with(make_project("P", 1, "a", "c"), case=case) == ["c.1", "b.1", "project.P"]
