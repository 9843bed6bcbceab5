import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.model.days import day_text
from mlcareer.model.plan import Claim, Wishes
from mlcareer.render.roadmap_words import (
    ESTIMATES,
    MOST_CHECKED,
    NOTHING_TO_STUDY,
    as_day,
    check_command,
    check_state,
    check_text,
    check_title,
    dates_text,
    ends_text,
    finish_text,
    left_out_text,
    levels_left_out,
    minutes_text,
    paragraphs,
    readiness_text,
    resource_label,
    resource_note,
    resource_words,
    spare_sentence,
    task_text,
    ticked_sentence,
    ticked_state,
    title,
    why_text,
)
from mlcareer.roadmap.plan import Dates, Roadmap
from support_golden import garden_roadmap
from support_plan import (
    MOMENTS,
    NOTHING,
    TODAY,
    Case,
    Known,
    cases,
    demand_of,
    example,
    make_project,
)

SOME = settings(max_examples=30)
BAD = re.compile(
    r"None|nan|inf\b|  |\.\.|,,| [.,;:]|\(\)|: \.|^\s|\s$|\{|\}"
    r"|\b1 (?:steps|projects|levels|skills|points|questions|answers)\b"
    r"|\b(?:0|[2-9]|\d\d+) (?:step|project|level|skill|question|answer)\b(?!-)"
    r"|chance of (?:0|100) %|about about|-\d+ (?:h|%|points)|-0 |\b1 h (?:are|make)"
)
"""What never stands in a text of a plan."""

DAY = date(2026, 11, 22)
SOON = DAY + timedelta(30)


def texts_of(roadmap: Roadmap) -> Iterator[str]:
    """Give all that is said of a plan."""
    yield title(roadmap)
    yield from paragraphs(roadmap)
    yield from map(check_text, roadmap.checks)
    yield from map(ticked_state, roadmap.ticked)
    for step in roadmap.steps:
        yield why_text(step)
        if step.dates:
            yield from (dates_text(step.dates), ends_text(step.dates))
        yield from map(resource_note, step.resources)
        yield from map(resource_label, step.resources)
    if roadmap.fit:
        yield from map(left_out_text, roadmap.fit.left_out)


def said(roadmap: Roadmap) -> str:
    """Give the paragraphs of a plan as one text."""
    return "\n".join(paragraphs(roadmap))


def small(wishes: Wishes, low: int = 10, high: int = 20) -> Roadmap:
    """Make a plan of one step of so many hours."""
    return example(
        {"a": ()}, demands=[demand_of("a", 1)], hours={"a": {1: (low, high)}}, wishes=wishes
    ).plan()


def two(wishes: Wishes, low: int = 10, high: int = 20) -> Roadmap:
    """Make a plan of one hour, and then of so many more where they fit."""
    return example(
        {"a": (), "b": ("a",)},
        demands=[demand_of("a", 1), demand_of("b", 1)],
        hours={"a": {1: (1, 1)}, "b": {1: (low, high)}},
        wishes=wishes,
    ).plan()


@SOME
@given(cases())
def test_what_is_said_is_grammatical(case: Case) -> None:
    """No text of a plan is empty, holds what is no word, or miscounts its nouns."""
    for text in texts_of(case.plan()):
        assert text
        assert not BAD.search(text), text


@SOME
@given(cases())
def test_paragraphs_begin_and_end_as_sentences_do(case: Case) -> None:
    """Each begins with a capital or a number and ends with a stop, or with a command to type."""
    for text in paragraphs(case.plan()):
        assert text[0].isupper() or text[0].isdigit()
        assert text.endswith(".") or re.search(r"mlcareer \w+[^.]*$", text), text


@SOME
@given(cases())
def test_the_paragraphs_name_what_matters(case: Case) -> None:
    """Hours, hours a week, deadline, unmeasured skills and ticks are said where there are any."""
    roadmap = case.plan()
    text = said(roadmap)
    if roadmap.steps:
        assert f"{len(roadmap.steps)} step" in text
        assert f"{roadmap.hours[0]:,}" in text
        assert ESTIMATES in text
        hours = roadmap.wishes.hours_a_week
        assert (f"At {hours} h a week" in text) if hours else ("--hours" in text)
    name_of = {step.skill.id: step.skill.name for step in roadmap.steps}
    names = ", ".join(name_of[skill] for skill in roadmap.unmeasured)
    command = f"mlcareer assess {' '.join(roadmap.unmeasured[:5])}"
    unasked = f"without a single answer: {names}. A few questions may save the study: {command}\n"
    assert (unasked in f"{text}\n") == bool(roadmap.unmeasured)
    if roadmap.ticked:
        assert f"Ticked by you: {len(roadmap.ticked)};" in text
    assert (NOTHING_TO_STUDY in text) == (roadmap.open_levels == 0)


@SOME
@given(cases(), st.integers(1, 900))
def test_whoever_has_a_deadline_reads_of_it(case: Case, after: int) -> None:
    """Where there is something to study, the deadline is named, whatever fits until then."""
    deadline = case.today + timedelta(after)
    roadmap = case.plan(case.wishes._replace(deadline=deadline))
    if roadmap.open_levels:
        assert f"{deadline.day} {deadline:%b} {deadline.year}" in said(roadmap)


@pytest.mark.parametrize("hours", [None, 6])
def test_of_nothing_to_study_no_hours_are_said(hours: int | None) -> None:
    """Where nothing is to be studied, a deadline makes no hours of it."""
    case = example({"a": ()}, known={"a": Known(9.0, 5)})
    roadmap = case.plan(Wishes(hours_a_week=hours, deadline=SOON))
    text = said(roadmap)
    assert NOTHING_TO_STUDY in text
    assert all(paragraphs(roadmap))
    assert "0 h" not in text
    assert "enough for all of it" not in text


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(1, 2, "about 1 h a week"), (10, 10, "about 3 h a week"), (10, 30, "about 3 to 8 h a week")],
)
def test_a_range_of_one_number_is_one_number(low: int, high: int, expected: str) -> None:
    """Hours a week are said as a range only where there are two."""
    deadline = DAY + timedelta(30)  # four Saturdays
    text = said(small(Wishes(deadline=deadline), low, high))
    assert expected in text


def test_a_single_point_is_said_as_one() -> None:
    """What costs one point of the targets costs no "1 points"."""
    case = example(
        {"a": (), "b": ()},
        demands=[demand_of("a", 1, weight=99.0), demand_of("b", 1, weight=1.0)],
        hours={"a": {1: (1, 1)}, "b": {1: (90, 90)}},
        wishes=Wishes(hours_a_week=2, deadline=DAY + timedelta(10)),
    )
    text = said(case.plan())
    assert "costs about 1 point of the targets" in text


@pytest.mark.parametrize(
    ("finish", "text"),
    [
        ((None, None), "done in more than 60 years"),
        ((DAY, DAY), "done by 22 Nov 2026"),
        ((DAY, SOON), "done between 22 Nov 2026 and 22 Dec 2026"),
        ((DAY, None), "done in Nov 2026 at the earliest, at the latest in more than 60 years"),
    ],
)
def test_the_end_is_said(finish: tuple[date | None, date | None], text: str) -> None:
    """One day, two days, or what is too far ahead."""
    assert finish_text(finish) == text


@pytest.mark.parametrize(
    ("dates", "text"),
    [
        (Dates(DAY, SOON, DAY, SOON), "done between 22 Nov 2026 and 22 Dec 2026"),
        (Dates(DAY, DAY, DAY, DAY), "done 22 Nov 2026"),
        (Dates(DAY, SOON, DAY, None), "done Nov 2026 or much later"),
    ],
)
def test_the_end_of_a_step_is_said(dates: Dates, text: str) -> None:
    """By the low and the high estimates, as far as there are days for them."""
    assert ends_text(dates) == text


@pytest.mark.parametrize(
    ("hours", "weeks", "expected"),
    [
        (40, 4, "which is enough for all of it even if everything takes long."),
        (4, 4, "which is enough for all of it unless much takes long (it takes about 11 to 21 h)."),
        (3, 4, "Left out: 1 level of 1 skill, which costs about 50 points of the targets"),
    ],
)
def test_what_fits_is_said(hours: int, weeks: int, expected: str) -> None:
    """Enough, enough if all goes well, or not enough: each in its own words."""
    roadmap = two(Wishes(hours_a_week=hours, days=(6,), deadline=DAY + timedelta(7 * weeks - 1)))
    assert expected in said(roadmap)


def test_a_first_step_that_does_not_fit_is_said_to_end_later() -> None:
    """Where not even the first step fits it is begun, and nobody is told of hours left over."""
    case = example({"a": (), "b": ("a",)}, wishes=Wishes(1, days=(6,), deadline=DAY))
    text = said(case.plan())
    assert "Not even the first step fits in; it is begun and ends later." in text
    assert "If much takes long" not in text
    assert "left over" not in text
    exactly = said(two(Wishes(1, days=(6,), deadline=DAY)))
    assert "Not even the first step" not in exactly


@pytest.mark.parametrize(
    "wishes",
    [
        Wishes(hours_a_week=3, days=(6,), deadline=DAY + timedelta(27)),
        Wishes(hours_a_week=2, days=(5,), deadline=DAY + timedelta(3)),
        Wishes(hours_a_week=2, deadline=DAY - timedelta(9)),
    ],
)
def test_an_only_step_that_does_not_fit_is_not_said_to(wishes: Wishes) -> None:
    """Where the plan is of one step, twelve hours or none are not enough for fifteen."""
    text = said(small(wishes))
    assert "enough for all of it" not in text
    assert "Left out: 0" not in text


@pytest.mark.parametrize(
    ("available", "said_of_it"),
    [
        (21.0, "enough for all of it even if everything takes long."),
        (20.9, "unless much takes long"),
    ],
)
def test_hours_that_just_suffice_are_enough(available: float, said_of_it: str) -> None:
    """Where there is as much time as the high estimates take, nothing can go wrong with it."""
    roadmap = two(Wishes(hours_a_week=40, days=(6,), deadline=DAY + timedelta(27)))
    assert roadmap.fit is not None
    assert roadmap.fit.needed[1] == 21
    fit = replace(roadmap.fit, available=available)
    assert said_of_it in said(replace(roadmap, fit=fit))


@pytest.mark.parametrize(("low", "warned"), [(60, False), (61, True)])
def test_a_week_of_study_has_sixty_hours_at_most(low: int, *, warned: bool) -> None:
    """From 61 hours a week on it is said that nobody has them."""
    roadmap = two(Wishes(hours_a_week=2, deadline=DAY + timedelta(7)), 800, 900)
    assert roadmap.fit is not None
    fit = replace(roadmap.fit, hours_a_week=(low, 90))
    assert ("which nobody has" in said(replace(roadmap, fit=fit))) is warned


def test_no_day_left_is_said() -> None:
    """A deadline before the next study day leaves no hours, and this is said as it is."""
    text = said(two(Wishes(hours_a_week=2, days=(5,), deadline=DAY + timedelta(3))))
    assert "No study day is left until 25 Nov 2026." in text
    assert "Left out: 1 level of 1 skill" in text


def test_without_a_day_nothing_is_begun() -> None:
    """Where no study day is left, it is not said that a step is begun before the deadline."""
    text = said(two(Wishes(hours_a_week=2, days=(5,), deadline=DAY + timedelta(3))))
    assert "is begun" not in text


def test_more_than_anybody_has_is_said() -> None:
    """Hours a week that nobody has are not proposed."""
    text = said(two(Wishes(hours_a_week=2, deadline=DAY + timedelta(7)), 800, 900))
    assert "which nobody has. Name a later day, or take a part of it." in text


@pytest.mark.parametrize(
    ("targets", "hours", "sentence"),
    [
        ((1, 1), 7, ""),  # the first step reaches one, and stands at the top of the plan
        ((3, 1), 7, "The first target is reached about 27 Dec 2026: B: novice."),
        ((3, 2), 7, "The first target is reached about 10 Jan 2027: B: working."),
        ((3, 1), None, ""),
    ],
)
def test_the_first_target_is_named_with_its_day(
    targets: tuple[int, int], hours: int | None, sentence: str
) -> None:
    """Who studies for weeks before any target is reached reads when the first one is."""
    case = example(
        {"a": (), "b": ("a",)},
        demands=[demand_of("a", targets[0]), demand_of("b", targets[1])],
        hours={skill: dict.fromkeys((1, 2, 3), (14, 14)) for skill in "ab"},
        wishes=Wishes(hours, days=(6,)),
    )
    text = readiness_text(case.plan())
    assert text.endswith(sentence or ").")
    assert ("target is reached" in text) == bool(sentence)
    assert "No step reaches" not in text


@pytest.mark.parametrize("hours", [3, 7])
def test_a_plan_that_reaches_no_target_says_so(hours: int) -> None:
    """Before a deadline that only lets a base be laid nobody is promised a target."""
    case = example(
        {"a": (), "b": ("a",)},
        demands=[demand_of("a", 2), demand_of("b", 1)],
        hours={"a": {1: (3, 3), 2: (90, 90)}, "b": {1: (4, 4)}},
        wishes=Wishes(hours, days=(6,), deadline=DAY),
    )
    text = readiness_text(case.plan())
    base = "No step reaches a target yet: these lay the base for later ones."
    assert text.endswith(
        base if hours == 3 else "The first target is reached about 22 Nov 2026: B: novice."
    )
    assert (base in text) == (hours == 3)


def test_without_steps_no_target_is_spoken_of() -> None:
    """Where nothing is to be studied there is neither a first target nor a base."""
    text = readiness_text(example({"a": ()}, known={"a": Known(9.0, 5)}).plan())
    assert text.startswith("Targets met now, by weight: about ")
    assert "reache" not in text
    assert "If each step" not in text


@SOME
@given(cases())
def test_a_target_is_said_to_be_reached_only_where_one_is(case: Case) -> None:
    """The first of the steps to a target is named, and a base only where there is none."""
    roadmap = case.plan()
    text = readiness_text(roadmap)
    ends = [step for step in roadmap.steps if step.level == step.target]
    assert ("No step reaches a target" in text) == (bool(roadmap.steps) and not ends)
    if "The first target is reached" in text:
        assert ends[0] is not roadmap.steps[0]
        assert ends[0].dates is not None
        assert text.endswith(f" about {day_text(ends[0].dates.ends)}: {ends[0].title}.")


def test_a_year_is_looked_at_in_long_plans_only() -> None:
    """Where a plan takes more than a year, it says how far one gets in the first."""
    assert "A year from now" not in said(small(Wishes(hours_a_week=6)))
    roadmap = example(
        {"a": (), "b": ()},
        demands=[demand_of("a", 1), demand_of("b", 1)],
        hours={"b": {1: (900, 900)}},
        wishes=Wishes(hours_a_week=6),
    ).plan()
    assert "A year from now you are at about step 1: A: novice." in said(roadmap)
    assert "A year from now" not in said(small(Wishes(hours_a_week=1), 300, 300))


@pytest.mark.parametrize(
    ("at", "answered", "mean", "state"),
    [
        (MOMENTS[0], (), -1.5, "claimed, not proven: there with a chance of 26 %"),
        (
            MOMENTS[0],
            (MOMENTS[1],),
            -1.5,
            "later answers speak against it: there with a chance of 26 %",
        ),
        (
            MOMENTS[0],
            (MOMENTS[1],),
            1.5,
            "proven: there with a chance of >99 %, 5 questions",
        ),
        (MOMENTS[0], (), -9.0, "claimed, not proven: there with a chance of <1 %"),
    ],
)
def test_a_tick_is_never_more_than_it_is(
    at: str, answered: tuple[str, ...], mean: float, state: str
) -> None:
    """Claimed, proven or spoken against: a tick says which of these it is."""
    case = example(
        {"a": ()},
        known={"a": Known(mean, 5)},
        claims=[Claim("a.2", at[:10], at)],
        answered={"a": answered},
    )
    (ticked,) = case.plan().ticked
    assert ticked_state(ticked) == state


@pytest.mark.parametrize(
    ("evidence", "state"), [("", "no evidence named"), ("b.jpg", "evidence: b.jpg")]
)
def test_a_ticked_project_names_its_evidence(evidence: str, state: str) -> None:
    """Of a project nothing is proven; what shows it is named."""
    case = example(
        {"a": ()},
        claims=[Claim("project.P", "", MOMENTS[0], evidence)],
        projects=[make_project("P", 1, "a")],
    )
    (ticked,) = case.plan().ticked
    assert ticked_state(ticked) == state


@pytest.mark.parametrize(
    ("skills", "words"),
    [
        ("", "Ticked by you: 0; answers show 0 of them."),
        ("a", "Later answers speak against 1: this stands in the plan again."),
        ("ab", "Later answers speak against 2: these stand in the plan again."),
        ("az", "Later answers speak against 2, of which 1 stands in the plan again."),
        ("abz", "Later answers speak against 3, of which 2 stand in the plan again."),
        ("z", "Later answers speak against 1."),
    ],
)
def test_refuted_ticks_are_counted(skills: str, words: str) -> None:
    """How many ticks answers speak against is said in the right number."""
    case = example(
        {"a": (), "b": (), "z": ()},
        demands=[demand_of("z", 1)],
        claims=[Claim(f"{skill}.2", "", MOMENTS[0]) for skill in skills],
        answered=dict.fromkeys(skills, (MOMENTS[1],)),
    )
    sentence = ticked_sentence(case.plan())
    assert words in sentence
    # What answers speak against is not asked about as a claim.
    assert "--claimed" not in sentence


@pytest.mark.parametrize(
    "wishes", [Wishes(), Wishes(hours_a_week=4, deadline=TODAY + timedelta(1))]
)
def test_only_what_stands_in_the_plan_is_said_to(wishes: Wishes) -> None:
    """A refuted tick above what the role asks for, or left out, is not said to be planned."""
    case = example(
        {"a": (), "z": ()},
        known={
            "a": Known(-1.3 if wishes.deadline else 0.9, 5),
            "z": NOTHING if wishes.deadline else Known(9.0, 5),
        },
        claims=[Claim("a.2" if wishes.deadline else "a.4", "", MOMENTS[0])],
        answered={"a": (MOMENTS[1],)},
        hours={"a": {2: (70, 70)}},
        wishes=wishes,
    )
    roadmap = case.plan()
    assert [step.id for step in roadmap.steps] == (["z.1"] if wishes.deadline else [])
    assert [one.refuted for one in roadmap.ticked] == [True]
    assert "in the plan again" not in ticked_sentence(roadmap)


def test_the_command_asks_about_what_is_probable() -> None:
    """The command names each skill that is to be checked, the most valued first."""
    roadmap = example(
        {"b": (), "a": ()},
        demands=[demand_of("a", 2, weight=9.0)],
        known={"a": Known(-0.65), "b": Known(-0.6)},
    ).plan()
    assert check_command(roadmap) == "mlcareer assess a b"
    assert check_text(roadmap.checks[0]).startswith("A: working (there with a chance of 6")
    assert check_text(roadmap.checks[0]).endswith("no answer yet)")


def test_the_command_asks_about_a_few() -> None:
    """Of many levels to check only the first are asked about, in their order."""
    skills = [f"s{at}" for at in range(MOST_CHECKED + 3)]
    roadmap = example(
        dict.fromkeys(skills, ()),
        demands=[demand_of(skill, weight=float(at)) for at, skill in enumerate(skills)],
        known=dict.fromkeys(skills, Known(-0.6)),
    ).plan()
    assert len(roadmap.checks) == len(skills)
    words = check_command(roadmap).split()
    assert words[2:] == [check.skill.id for check in roadmap.checks[:MOST_CHECKED]]
    assert words[2:] == skills[: -1 - MOST_CHECKED : -1]


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0 min"),
        (1, "1 min"),
        (30, "30 min"),
        (60, "1 h"),
        (90, "1 h 30 min"),
        (120, "2 h"),
        (75_030, "1,250 h 30 min"),
    ],
)
def test_a_time_of_study_is_said(minutes: int, text: str) -> None:
    """In whole hours and the minutes that are left."""
    assert minutes_text(minutes) == text


@pytest.mark.parametrize(("days", "said"), [(365, False), (366, True)])
def test_a_plan_of_a_year_is_not_long(days: int, *, said: bool) -> None:
    """Only what ends later than a year from now says how far one gets until then."""
    roadmap = garden_roadmap()
    end = roadmap.made_on + timedelta(days)
    text = " ".join(paragraphs(replace(roadmap, finish=(end, end))))
    assert ("A year from now you are at about step 4: Tomatoes: proficient." in text) is said


@pytest.mark.parametrize(("days", "last"), [(365, "2: Compost"), (366, "1: Digging")])
def test_what_ends_on_the_last_day_of_a_year_is_reached_in_it(days: int, last: str) -> None:
    """The step that ends a year from now is the one that one gets to."""
    roadmap = garden_roadmap()
    first, second = roadmap.steps[:2]
    assert second.dates is not None
    day = roadmap.made_on + timedelta(days)
    late = replace(second, dates=second.dates._replace(ends=day))
    long = replace(roadmap, tasks=(first, late), unmeasured=(), finish=(day + timedelta(9), None))
    assert f"A year from now you are at about step {last}: working." in said(long)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026-11-24", date(2026, 11, 24)), ("", None), ("2026-02-30", None), ("some day", None)],
)
def test_a_day_that_was_kept_is_read(text: str, day: date | None) -> None:
    """What is no day is none, and nothing is made up for it."""
    assert as_day(text) == day


def test_a_task_is_named_among_others() -> None:
    """A step by its title alone, a project as something to build."""
    roadmap = garden_roadmap()
    names = list(map(task_text, roadmap.tasks[:3]))
    assert names == ["Digging: working", "build BED-1: A bed of one's own", "Compost: working"]


def test_a_check_is_named_by_its_parts() -> None:
    """What a tick claims, how probable it is, and both in one; one answer is one."""
    (check,) = garden_roadmap(claims=()).checks
    one = replace(check, skill=check.skill._replace(name="SQL (old)"), chance=0.7, answers=1)
    assert check_title(one) == "I can already: SQL (old): novice"
    assert check_state(one) == "there with a chance of 70 %; 1 answer"
    assert check_text(one) == f"SQL (old): novice ({check_state(one)})"
    assert check_state(replace(one, answers=0)).endswith("; no answer yet")


def test_what_to_do_with_a_resource_is_said_with_what_it_costs() -> None:
    """Label, title and note stand in one text, for each way and each price."""
    (step, *_) = garden_roadmap().steps
    assert list(map(resource_words, step.resources)) == [
        "Read: The Spade Book (free, about 5 h)",
        "Do: Digging days [with others] <b> (paid, about 4 h)",
    ]
    (book, _) = step.resources
    account = book._replace(mode="both", cost="free-account", hours=1)
    assert resource_words(account) == "Study: The Spade Book (free with an account, about 1 h)"


@pytest.mark.parametrize(
    ("levels", "text"), [((), "0 levels"), ((1,), "1 level"), ((2, 1), "3 levels")]
)
def test_levels_that_are_left_out_are_counted(levels: tuple[int, ...], text: str) -> None:
    """All levels of all skills count, not the skills."""
    fit = two(Wishes(hours_a_week=3, days=(6,), deadline=DAY)).fit
    assert fit is not None
    (one,) = fit.left_out
    left_out = tuple(replace(one, levels=tuple(range(1, 1 + count))) for count in levels)
    assert levels_left_out(replace(fit, left_out=left_out)) == text


def test_hours_left_over_are_said_with_what_comes_next() -> None:
    """What no step fits into makes a start at the first that is left out, in the plan's order."""
    case = example(
        {"u": (), "b": ("a",), "a": ()},
        demands=[demand_of("u", 1, "useful"), demand_of("a", 1), demand_of("b", 2)],
        hours={"a": {1: (2, 4)}, "b": {1: (40, 40), 2: (9, 9)}},
        wishes=Wishes(hours_a_week=10, days=(6,), deadline=DAY),
    )
    roadmap = case.plan()
    assert roadmap.fit is not None
    sentence = spare_sentence(roadmap.fit)
    assert sentence in said(roadmap)
    assert sentence.startswith("About 7 h are left over;")
    assert sentence.endswith("what comes next, B: novice.")


@pytest.mark.parametrize(
    ("spare", "words"),
    [
        (0.0, ""),
        (0.4, ""),
        (1.0, "About 1 h is left over; it makes a start at what comes next, B: novice."),
        (2.0, "About 2 h are left over; they make a start at what comes next, B: novice."),
        (1250.0, "About 1,250 h are left over; they make a start at what comes next, B: novice."),
    ],
)
def test_only_whole_hours_that_are_left_over_are_said(spare: float, words: str) -> None:
    """Minutes are not worth a sentence, and one hour is one."""
    fit = two(Wishes(hours_a_week=3, days=(6,), deadline=DAY)).fit
    assert fit is not None
    assert spare_sentence(replace(fit, spare=spare)) == words


@SOME
@given(cases(hours=True), st.integers(0, 300))
def test_what_is_left_over_is_said_only_where_something_is_left_out(case: Case, after: int) -> None:
    """Whoever fits everything is told of no rest, and the rest is never more than there is."""
    deadline = case.today + timedelta(after)
    fit = case.plan(case.wishes._replace(deadline=deadline)).fit
    assert fit is not None
    sentence = spare_sentence(fit)
    if not fit.left_out:
        assert sentence == ""
    elif sentence:
        assert fit.available is not None
        assert 0.5 <= fit.spare <= fit.available
        assert fit.left_out[0].skill.name in sentence
        assert not BAD.search(sentence), sentence


@pytest.mark.parametrize(("mean", "asked"), [(-1.19, True), (-1.2, False)])
def test_a_step_says_to_ask_first_where_that_may_save_it(mean: float, *, asked: bool) -> None:
    """Whatever is there with a fair chance names the command that asks about it, others do not."""
    (step,) = example({"a": ()}, known={"a": Known(mean, 5)}).plan().steps
    text = why_text(step)
    assert text.startswith("Core, target working; ")
    assert ("A few questions first may save the study: mlcareer assess a" in text) is asked
    assert text.endswith("mlcareer assess a" if asked else "from 5 questions.")


def test_a_tick_that_the_role_does_not_ask_for_is_said_to_be_so() -> None:
    """What was ticked for another role, or is gone, is not taken for a project."""
    for id_ in ("elsewhere.2", "gone"):
        (ticked,) = example({"a": ()}, claims=[Claim(id_, "", MOMENTS[0])]).plan().ticked
        assert ticked_state(ticked) == "this role asks nothing of it"


def test_a_late_end_is_said() -> None:
    """Whether what is planned may end after the deadline is said, and only where it may."""
    for high, late in ((20, True), (10, False)):
        case = example(
            {"a": (), "b": ()},
            demands=[demand_of("a", 1), demand_of("b", 1)],
            hours={"a": {1: (10, high)}, "b": {1: (90, 90)}},
            wishes=Wishes(hours_a_week=15, days=(6,), deadline=DAY),
        )
        roadmap = case.plan()
        assert len(roadmap.steps) == 1
        words = "If much takes long, the last of what is planned comes later than that."
        assert (words in said(roadmap)) is late


def test_the_garden_is_said_in_full() -> None:
    """The sample plan says its steps, its time, its shares and its ticks."""
    roadmap = garden_roadmap()
    text = said(roadmap)
    assert text.startswith(f"{len(roadmap.steps)} steps and ")
    assert "Targets met now, by weight: about " in text
    assert "If each step brings its level, and what is ticked holds: about " in text
    assert not BAD.search(text.replace("\n", "|"))
