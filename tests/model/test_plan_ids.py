import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mlcareer.content.skills import load_skill_map
from mlcareer.errors import ContentError
from mlcareer.model.plan import (
    ID_PATTERN,
    PROJECT_PREFIX,
    USUAL_DAYS,
    WEEKDAYS,
    Claim,
    PlanEvent,
    PlanEventKind,
    StepId,
    Wishes,
    claims_of,
    parse_step_id,
    read_wishes,
    wishes_detail,
    wishes_of,
)
from mlcareer.model.skills import SkillMap
from support_plan import SHELF, SHIPPED

SKILLS = st.from_regex(r"[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*", fullmatch=True).filter(
    lambda id_: not f"{id_}.".startswith(PROJECT_PREFIX)
)
DATES = st.dates()
ANY_WISHES = st.builds(
    Wishes,
    hours_a_week=st.none() | st.integers(1, 80),
    start=st.none() | DATES,
    deadline=st.none() | DATES,
    days=st.lists(st.integers(0, 6), unique=True).map(tuple),
    off=st.lists(st.tuples(DATES, DATES).map(lambda d: (min(d), max(d)))).map(tuple),
    domain=st.text(),
)
SUBJECTS = st.sampled_from(("a.1", "a.2", "project.P"))
EVENTS = st.lists(
    st.builds(
        PlanEvent,
        at=st.integers(10, 59).map("2026-11-20T12:00:{}+00:00".format),
        kind=st.sampled_from(PlanEventKind),
        subject=SUBJECTS,
        detail=st.fixed_dictionaries(
            {}, optional={"on": st.just("2026-11-19"), "evidence": st.just("a.txt")}
        ),
    ),
    max_size=12,
)


def event(kind: str, subject: str = "a.1", at: str = "1", **detail: str) -> PlanEvent:
    """Make an event."""
    return PlanEvent(at, PlanEventKind(kind), subject, detail)


@given(st.builds(StepId, SKILLS, st.integers(1, 4), st.integers(1, 10**6)))
@example(StepId("0", 1))
@example(StepId("a-b_c", 4, 2))
@example(StepId("a.2-2", 1, 2))
@example(StepId("a.1.2", 3))
@example(StepId("projects", 3))
def test_an_id_is_read_as_it_was_written(step: StepId) -> None:
    """Whatever the skill, level and attempt, the id says which step it is."""
    assert parse_step_id(str(step)) == step
    assert re.fullmatch(ID_PATTERN, str(step))


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("python.2", StepId("python", 2)),
        ("python.2-2", StepId("python", 2, 2)),
        ("python.2-10", StepId("python", 2, 10)),
        ("python.2.2", StepId("python.2", 2)),
        ("node.js.4-3", StepId("node.js", 4, 3)),
        ("a.1.2.3", StepId("a.1.2", 3)),
        ("a-2.1", StepId("a-2", 1)),
        ("projects.1", StepId("projects", 1)),
    ],
)
def test_an_id_says_skill_level_and_attempt(text: str, step: StepId) -> None:
    """The last part is the level with the attempt; all before it is the skill, dots and all."""
    assert parse_step_id(text) == step
    assert str(step) == text


def test_all_ids_of_the_shipped_content_can_be_read_back() -> None:
    """Each step of the map, and no project, is read as a step, and all have the form of ids."""
    for skill in SHIPPED.skills:
        for level in (1, 2, 3, 4):
            assert parse_step_id(str(StepId(skill, level))) == StepId(skill, level)
    for project in SHELF.projects:
        assert parse_step_id(f"{PROJECT_PREFIX}{project}") is None
        assert re.fullmatch(ID_PATTERN, f"{PROJECT_PREFIX}{project}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a.",
        ".1",
        "a.0",
        "a.5",
        "a.12",
        "a.-1",
        "a.1.",
        "a.1.x",
        "a.1.-2",
        "a.1.2.5",
        "a.1-0",
        "a.1-1",  # the first attempt has no number, so that each step has one id
        "a.1-02",
        "a.1-",
        "a.1--2",
        "a.1-2-3",
        "a.1-2.",
        "a.1-\u0662",
        "a.1-2\n",
        "a-2",
        "a.5-2",
        "a.1 ",
        "a.1\n",
        "a.²",
        "a.\u0661",
        "a.one",
        "project.DIG-1",
        "project.2",
        "project.2-2",
        "project.a.2",
        "project.a.2-3",
    ],
)
def test_what_is_no_id_is_refused(text: str) -> None:
    """Anything else is no step."""
    assert parse_step_id(text) is None


@given(st.text(alphabet="ab.0125-\n \u0661\u00b2", max_size=12) | st.text())
@example("a.1-" + "9" * 5000)
@example("a.1-0")
@example("a.1-00000000002")
@example("a.1-\u0663")
@example("a.1-1")
@example("a.1")
@example("b.a.2-5")
def test_any_text_can_be_looked_at(text: str) -> None:
    """No text makes the reading of ids fail, and each step is written in one way only."""
    step = parse_step_id(text)
    if step is not None:
        assert step.attempt >= 1
        assert str(step) == text


@pytest.mark.parametrize(
    "id_", ["node.js", "a.2", "a.2-2", "v1.1.1", "project", "project.x", "projects"]
)
def test_a_skill_that_a_map_may_have_has_ids_that_can_be_read(
    garden: SkillMap, tmp_path_factory: pytest.TempPathFactory, id_: str
) -> None:
    """A map either refuses an id of a skill, or the steps of the skill can be told by theirs."""
    text = f"""
format: 1
areas: {{all: All}}
skills:
  {id_}:
    name: It
    area: all
    definition: Something.
    requires: []
    helped_by: []
    claims: []
    sub_competences: {{one: One}}
    can_do: {{1: [a], 2: [a], 3: [a], 4: [a]}}
    hours: {{1: [1, 2], 2: [1, 2], 3: [1, 2], 4: [1, 2]}}
"""
    folder = tmp_path_factory.mktemp("map")
    (folder / "skills.yaml").write_text(text.lstrip(), encoding="utf-8")
    try:
        skills = load_skill_map(folder).skills
    except ContentError as error:
        assert id_ in str(error)  # noqa: PT017 - either of two outcomes is right
        return
    assert garden.skills.keys().isdisjoint(skills)
    for skill in skills:
        assert parse_step_id(str(StepId(skill, 3))) == StepId(skill, 3)


@given(ANY_WISHES)
def test_wishes_are_read_as_they_were_kept(wishes: Wishes) -> None:
    """What is wanted survives being kept as texts, of which none is empty."""
    detail = wishes_detail(wishes)
    assert read_wishes(detail) == wishes
    assert all(detail.values())


def test_wishes_are_kept_in_plain_words() -> None:
    """The texts are those that a person would write."""
    off = ((date(2026, 12, 24), date(2027, 1, 2)), (date(2027, 5, 1), date(2027, 5, 1)))
    wishes = Wishes(6, date(2026, 12, 1), date(2027, 3, 1), (0, 2, 5), off, "health")
    assert wishes_detail(wishes) == {
        "hours_a_week": "6",
        "start": "2026-12-01",
        "deadline": "2027-03-01",
        "days": "mon wed sat",
        "off": "2026-12-24..2027-01-02 2027-05-01..2027-05-01",
        "domain": "health",
    }
    assert wishes_detail(Wishes()) == {}
    assert read_wishes({}) == Wishes()


@given(EVENTS)
def test_claims_are_the_ticks_that_stand(events: list[PlanEvent]) -> None:
    """A task is claimed exactly if the last that happened to it is a tick, which it keeps."""
    claims = claims_of(events)
    for subject in ("a.1", "a.2", "project.P"):
        own = [
            one
            for one in events
            if one.subject == subject and one.kind in {PlanEventKind.TICK, PlanEventKind.UNTICK}
        ]
        stands = bool(own) and own[-1].kind is PlanEventKind.TICK
        assert (subject in claims) is stands
        if stands:
            last = own[-1]
            detail = (last.detail.get("on", ""), last.at, last.detail.get("evidence", ""))
            assert claims[subject] == Claim(subject, *detail)


@given(EVENTS, EVENTS)
def test_claims_fold(first: list[PlanEvent], second: list[PlanEvent]) -> None:
    """What is kept later is put on top of what was kept before, as if in one go."""
    again = [
        PlanEvent(c.at, PlanEventKind.TICK, c.id, {"on": c.on, "evidence": c.evidence})
        for c in claims_of(first).values()
    ]
    assert claims_of([*first, *second]) == claims_of([*again, *second])


def test_an_untick_of_nothing_is_nothing() -> None:
    """Taking back what was never ticked does no harm."""
    assert claims_of([event("untick"), event("wishes"), event("planned")]) == {}
    assert list(claims_of([event("untick"), event("tick")])) == ["a.1"]


@given(st.lists(ANY_WISHES, max_size=4))
def test_the_last_wishes_count(wanted: list[Wishes]) -> None:
    """Of all that was ever wanted, what was said last goes, and all of it."""
    events = [PlanEvent("1", PlanEventKind.WISHES, "plan", wishes_detail(one)) for one in wanted]
    assert wishes_of([*events, event("tick")]) == (wanted[-1] if wanted else Wishes())


@pytest.mark.parametrize(
    ("hours", "days", "expected"),
    [
        (None, (), (5,)),
        (1, (), (5,)),
        (2, (), (5,)),
        (3, (), (2, 5)),
        (8, (), (0, 1, 3, 5)),
        (9, (), (0, 1, 2, 3, 4)),
        (14, (), (0, 1, 2, 3, 4, 5, 6)),
        (80, (), (0, 1, 2, 3, 4, 5, 6)),
        (80, (6,), (6,)),
        (1, (4, 0), (0, 4)),
        (1, (4, 0, 4), (0, 4)),
    ],
)
def test_study_days(hours: int | None, days: tuple[int, ...], expected: tuple[int, ...]) -> None:
    """The days that one names, each once in the order of the week, or as many as hours ask for."""
    assert Wishes(hours_a_week=hours, days=days).study_days == expected


def test_weekdays_are_those_of_the_calendar() -> None:
    """Names and numbers of the days agree, and usual days are as many as they say."""
    monday = date(2026, 11, 23)
    assert WEEKDAYS[monday.weekday()] == monday.strftime("%a").lower()
    for count, days in USUAL_DAYS.items():
        assert len(set(days)) == count
        assert set(days) <= set(range(7))
