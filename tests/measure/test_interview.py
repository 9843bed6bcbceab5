from collections.abc import Callable, Sequence
from dataclasses import replace
from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.content.people import load_backgrounds, load_traits
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.measure.interview import (
    DEFAULT_BUDGET,
    DEFAULT_DEPTH,
    DEPTHS,
    Interview,
    Material,
)
from mlcareer.measure.pools import OUTSIDE_THE_ROLE
from mlcareer.measure.steps import (
    AskBackground,
    AskQuestion,
    AskRating,
    AskTrait,
    Done,
    Step,
    answer_event,
    shown_options,
)
from mlcareer.measure.stopping import Reason, is_sure
from mlcareer.measure.stretches import stretch_event
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.people import BACKGROUND_QUESTIONS, Event, EventKind
from mlcareer.model.questions import Form, Question
from simulated import moments_of
from support import DATA, make_question, rating

SKILL_MAP = load_skill_map(DATA)
BACKGROUNDS = load_backgrounds(DATA, SKILL_MAP)
TRAITS = load_traits(DATA)
ROLE = load_role(DATA, "ml-engineer", SKILL_MAP)
BANK = {
    id_: make_question(id_, skill=skill, sub=f"part-{at % 3}", level=1 + at % 4)
    for skill in ("python", "sql", "git")
    for at in range(12)
    for id_ in [f"{skill}-{at}"]
}


def material(questions: dict[str, Question] | None = None, *, people: bool = True) -> Material:
    """Make the content of an interview: the shipped map with a bank of simple questions."""
    return Material(
        skill_map=SKILL_MAP,
        role=ROLE,
        backgrounds=BACKGROUNDS if people else None,
        traits=TRAITS if people else {},
        questions=BANK if questions is None else questions,
    )


def scope(
    *skills: str, budget: int = DEFAULT_BUDGET, minutes: int = 0, named: bool = False
) -> Event:
    """Make the event that sets what to ask about."""
    return stretch_event(skills, budget, minutes=minutes, named=named)


def without(*skills: str) -> Material:
    """Make the content of an interview for a role that does not ask for some skills."""
    demands = {id_: demand for id_, demand in ROLE.demands.items() if id_ not in skills}
    return replace(material(), role=ROLE._replace(demands=demands))


Replies = Callable[[Step], Event]


def reply(step: Step, level: str = "2", option: int | None = 0) -> Event:
    """Reply to a step: always the same level, and the option at the same place."""
    match step:
        case AskBackground(subject):
            return Event(EventKind.BACKGROUND, subject, "10" if subject == "hours" else "physics")
        case AskRating(skill):
            return rating(skill, level)
        case AskQuestion(question, options):
            return answer_event(question, None if option is None else options[option])
        case AskTrait(trait):
            return Event(EventKind.TRAIT, trait.id, "4")
        case Done():
            pytest.fail("asked for a reply after the end")


def know_all(step: Step) -> Event:
    """Reply like a person who answers each question right."""
    return answer_event(step.question, "five") if isinstance(step, AskQuestion) else reply(step)


def know_nothing(step: Step) -> Event:
    """Reply like a person who rates all at the bottom and admits to know no answer."""
    return reply(step, level="0", option=None)


def know_half(step: Step) -> Event:
    """Reply like a person who knows every second question, so that nothing is ever sure."""
    if isinstance(step, AskQuestion):
        return answer_event(step.question, "five" if step.position % 2 else "six")
    return reply(step)


def drive(interview: Interview, replies: Replies = reply) -> list[Step]:
    """Ask to the end; gives the steps, the last of them being the end."""
    steps = [interview.next_step()]
    while not isinstance(steps[-1], Done):
        interview.apply(replies(steps[-1]))
        steps.append(interview.next_step())
    return steps


def asked(steps: Sequence[Step]) -> list[str]:
    """List the questions asked, by id."""
    return [step.question.id for step in steps if isinstance(step, AskQuestion)]


def belief_of(interview: Interview) -> list[tuple[float, float]]:
    """List mean and variance of each skill, and the weights of the hypotheses."""
    belief = interview.belief
    return [*moments_of(belief, SKILL_MAP.skills), *((weight, 0.0) for weight in belief.weights)]


def test_steps_come_in_their_order() -> None:
    """First background, then ratings, questions, ways of working, and the end."""
    kinds = [type(step) for step in drive(Interview(material(), 1, [scope("python", "sql")]))]
    order = [AskBackground, AskRating, AskQuestion, AskTrait, Done]
    assert sorted(kinds, key=order.index) == kinds
    assert [kinds.count(kind) for kind in order if kind is not AskQuestion] == [
        len(BACKGROUND_QUESTIONS),
        2,
        len(TRAITS),
        1,
    ]
    assert kinds.count(AskQuestion) >= 6


def test_positions_count_up_from_one() -> None:
    """Ratings, questions and traits say where the person is, and of how many."""
    steps = drive(Interview(material(), 1, [scope("python", "sql", "git", budget=5)]))
    ratings = [(s.position, s.total) for s in steps if isinstance(s, AskRating)]
    questions = [(s.position, s.total) for s in steps if isinstance(s, AskQuestion)]
    traits = [(s.position, s.total) for s in steps if isinstance(s, AskTrait)]
    assert ratings == [(1, 3), (2, 3), (3, 3)]
    assert questions == [(at, 5) for at in range(1, 6)]
    assert traits == [(at, len(TRAITS)) for at in range(1, len(TRAITS) + 1)]


def test_content_without_people_asks_about_skills_only() -> None:
    """Without backgrounds and traits the interview has ratings and questions."""
    steps = drive(Interview(material(people=False), 1, [scope("git")]))
    assert {type(step) for step in steps} == {AskRating, AskQuestion, Done}


def test_without_a_scope_all_skills_are_rated() -> None:
    """An interview whose scope was never set is about the whole map, by the usual budget."""
    steps = drive(Interview(material(people=False), 1))
    rated = [step.skill for step in steps if isinstance(step, AskRating)]
    assert rated == list(SKILL_MAP.skills)
    most = min(DEFAULT_BUDGET, len(BANK))
    assert {step.total for step in steps if isinstance(step, AskQuestion)} == {most}


@settings(max_examples=30, deadline=None)
@given(
    st.integers(0, 2**32),
    st.lists(
        st.tuples(st.sampled_from("01234"), st.sampled_from((None, 0, 1, 2))),
        min_size=1,
        max_size=30,
    ),
)
def test_a_replay_stands_where_the_sitting_stood(
    seed: int, replies: list[tuple[str, int | None]]
) -> None:
    """Replaying the events gives exactly the same next step and the same belief."""
    sitting = Interview(material(), seed, [scope("python", "sql")])
    for level, option in replies:
        step = sitting.next_step()
        if not isinstance(step, Done):
            sitting.apply(reply(step, level, option))
    replayed = Interview(material(), seed, sitting.events)
    assert replayed.next_step() == sitting.next_step()
    assert belief_of(replayed) == belief_of(sitting)
    assert replayed.events == sitting.events
    assert replayed.answers == sitting.answers


def test_the_scope_limits_ratings_and_questions() -> None:
    """Only skills in scope are rated and asked about."""
    interview = Interview(material(), 1, [scope("sql", "cnn")])
    steps = drive(interview)
    assert [step.skill for step in steps if isinstance(step, AskRating)] == ["sql", "cnn"]
    assert {BANK[id_].skill for id_ in asked(steps)} == {"sql"}
    assert interview.scope == ("sql", "cnn")


def test_a_skill_outside_the_role_is_asked_about_where_it_was_named() -> None:
    """What the role does not ask for is asked about only where the person named it."""
    for named in (False, True):
        steps = drive(Interview(without("git"), 1, [scope("sql", "git", named=named)]))
        assert ("git" in {BANK[id_].skill for id_ in asked(steps)}) is named
        assert "sql" in {BANK[id_].skill for id_ in asked(steps)}


@pytest.mark.parametrize("know", [True, False])
def test_a_skill_outside_the_role_is_settled_like_any_other(know: bool) -> None:
    """A skill that was named is asked about until it is clear whether its level is "working"."""
    interview = Interview(without("git"), 1, [scope("git", named=True)])
    steps = drive(interview, know_all if know else know_nothing)
    assert OUTSIDE_THE_ROLE.target == LEVEL_NAMES.index("working")
    assert steps[-1] == Done(Reason.SURE, Reason.SURE.value)
    assert len(asked(steps)) >= 2
    reached = interview.profile().estimates["git"].reaches(OUTSIDE_THE_ROLE.target)
    assert (reached > 0.5) is know


def test_naming_a_skill_of_the_role_changes_nothing() -> None:
    """What the role asks for keeps its target and weight where it is named."""
    plain, named = (
        drive(Interview(material(), 1, [scope("sql", "git", named=named)]))
        for named in (False, True)
    )
    assert asked(plain) == asked(named)


def test_a_scope_forgets_skills_that_are_gone() -> None:
    """A skill in an old scope that the map no longer has is left out."""
    assert Interview(material(), 1, [scope("python", "alchemy")]).scope == ("python",)


def test_the_budget_ends_the_questions() -> None:
    """No more questions come than the budget allows, and the end says so."""
    steps = drive(Interview(material(), 1, [scope("python", "sql", "git", budget=4)]))
    assert len(asked(steps)) == 4
    words = "the number of questions that was set (4) is reached"
    assert steps[-1] == Done(Reason.QUESTIONS, words)


def test_a_new_scope_has_a_budget_of_its_own() -> None:
    """Setting the scope again counts answers afresh, and asks no question twice."""
    interview = Interview(material(), 1, [scope("python", budget=4)])
    first = asked(drive(interview))
    interview.apply(Event(EventKind.FINISH, "assessment", "done"))
    assert isinstance(interview.next_step(), Done)
    interview.apply(scope("python", "sql", budget=5))
    assert interview.answers == 0
    assert interview.unrated() == ("sql",)
    second = asked(drive(interview))
    assert len(second) == 5
    assert not set(first) & set(second)


def test_no_question_comes_twice() -> None:
    """Even when nothing is ever sure, each question is asked at most once."""
    pool = {id_: question for id_, question in BANK.items() if question.skill == "git"}
    few = dict(list(pool.items())[:2])
    steps = drive(Interview(material(few), 1, [scope("git")]))
    assert sorted(asked(steps)) == sorted(few)
    assert steps[-1] == Done(Reason.NONE_LEFT, Reason.NONE_LEFT.value)


@pytest.mark.parametrize("replies", [know_all, know_nothing])
def test_questions_stop_when_all_is_sure(replies: Replies) -> None:
    """Whoever always or never knows is asked until each target is decided, and no longer."""
    interview = Interview(material(), 1, [scope("python", "sql", "git")])
    steps = drive(interview, replies)
    assert steps[-1] == Done(Reason.SURE, Reason.SURE.value)
    assert 3 <= len(asked(steps)) < len(BANK)
    for skill in ("python", "sql", "git"):
        assert is_sure(interview.belief, skill, ROLE.demands[skill].target)


@pytest.mark.parametrize("levels", [(2,), (3, 4)])
def test_a_beginner_who_meets_only_hard_questions_comes_to_an_end(
    levels: tuple[int, ...],
) -> None:
    """Whoever knows nothing and meets only hard questions is asked until they tell nothing."""
    hard = {
        id_: make_question(id_, skill=skill, sub="one", level=levels[at % len(levels)])
        for skill in SKILL_MAP.skills
        for at in range(4)
        for id_ in [f"{skill}-{at}"]
    }
    interview = Interview(material(hard), 1, [scope(*SKILL_MAP.skills, budget=400)])
    end = drive(interview, know_nothing)[-1]
    assert isinstance(end, Done)
    assert end.why in {Reason.SURE, Reason.NOT_WORTH_IT, Reason.NONE_LEFT}
    profile = interview.profile()
    assert all(estimate.mean < -1 for estimate in profile.estimates.values())


def test_depths_rise_to_a_thorough_one() -> None:
    """The depths ask for more and more questions, and the usual one is among them."""
    assert list(DEPTHS.values()) == sorted(set(DEPTHS.values()))
    assert DEPTHS[DEFAULT_DEPTH] == DEFAULT_BUDGET


def test_a_result_is_there_after_every_reply() -> None:
    """From the first step on, each reply leaves a whole profile that agrees with the answers."""
    interview = Interview(material(), 1, [scope("python", "sql", budget=8)])
    while not isinstance(step := interview.next_step(), Done):
        interview.apply(know_half(step))
        estimates = interview.profile().estimates
        assert list(estimates) == list(SKILL_MAP.skills)
        assert sum(one.answers for one in estimates.values()) == interview.answers
        assert all(isfinite(one.mean) and one.sd > 0 for one in estimates.values())


def test_asking_again_asks_the_same() -> None:
    """What comes next does not change by looking, nor by looking at the result."""
    interview = Interview(material(), 1, [scope("python", "sql")])
    for _ in range(12):
        step = interview.next_question()
        interview.profile()
        assert interview.next_question() == step
        assert isinstance(step, AskQuestion)
        interview.apply(know_half(step))


def test_questions_can_be_answered_without_any_rating() -> None:
    """Who asks for questions only is never held up by what else was not asked yet."""
    interview = Interview(material(), 1, [scope("python", budget=3)])
    for position in range(1, 4):
        step = interview.next_question()
        assert isinstance(step, AskQuestion)
        assert (step.position, step.total) == (position, 3)
        interview.apply(know_half(step))
    assert isinstance(interview.next_question(), Done)
    assert isinstance(interview.next_step(), AskBackground)


def test_any_question_may_be_answered() -> None:
    """An answer to a question that was not the one chosen counts like any other."""
    interview = Interview(material(), 1, [scope("python", budget=3)])
    before = interview.belief.moments("git").mean
    interview.apply(answer_event(BANK["git-2"], "five"))
    assert interview.belief.moments("git").mean > before
    assert interview.answers == 1


def test_what_was_seen_earlier_is_asked_later() -> None:
    """Questions met in an earlier assessment come only when the equal ones are used up."""
    bank = {
        id_: make_question(id_, skill="git", sub="one") for id_ in (f"git-{at}" for at in range(8))
    }
    seen = frozenset(list(bank)[::2])
    interview = Interview(material(bank, people=False), 1, [scope("git")], seen_before=seen)
    order = asked(drive(interview, know_half))
    assert len(order) > 4
    assert not set(order[:4]) & seen
    assert set(order[4:]) <= seen


def test_skills_without_questions_are_inferred() -> None:
    """Answers about Python tell something about every skill of the map."""
    interview = Interview(material(people=False), 1, [scope("python")])
    before = interview.profile().estimates
    drive(interview, know_all)
    after = interview.profile().estimates
    for skill in SKILL_MAP.skills:
        assert after[skill].mean != before[skill].mean
        assert after[skill].measured is (skill == "python")


def timed(seconds: float, replies: Replies = know_half) -> Replies:
    """Let each reply take so long."""

    def slow(step: Step) -> Event:
        event = replies(step)
        return event._replace(detail={**event.detail, "seconds": seconds})

    return slow


@pytest.mark.parametrize(("seconds", "minutes"), [(10.0, 4), (25.0, 4), (100.0, 9)])
def test_ratings_take_at_most_half_of_the_time(seconds: float, minutes: int) -> None:
    """After half of the minutes the ratings end and the questions begin, until time is up."""
    opening = scope(*SKILL_MAP.skills, budget=400, minutes=minutes)
    interview = Interview(material(people=False), 1, [opening])
    steps = drive(interview, timed(seconds))
    rated = sum(isinstance(step, AskRating) for step in steps)
    half, most = 30 * minutes, 60 * minutes
    assert half <= rated * seconds < half + seconds
    assert most <= interview.stretch.seconds < most + seconds
    assert len(asked(steps)) >= 1
    words = f"the time that was set ({minutes} min) is used up"
    assert steps[-1] == Done(Reason.MINUTES, words)


def test_questions_about_the_person_take_from_the_same_half() -> None:
    """Who is slow to say something of herself is asked no more of it when half is used."""
    steps = drive(Interview(material(), 1, [scope("git", "sql", minutes=6)]), timed(60))
    before = [step for step in steps if isinstance(step, AskBackground | AskRating)]
    assert len(before) == 3
    assert isinstance(steps[3], AskQuestion)


def test_without_minutes_time_does_not_matter() -> None:
    """Where no minutes were set, the slowest person is asked as much as any other."""
    runs = [
        asked(drive(Interview(material(people=False), 1, [scope("git", "sql")]), replies))
        for replies in (know_half, timed(10_000))
    ]
    assert runs[0] == runs[1] != []


def test_when_time_is_up_nothing_else_is_asked() -> None:
    """Ways of working are not asked about when the minutes are used up."""
    steps = drive(Interview(material(), 1, [scope("git", "sql", minutes=3)]), timed(60))
    assert not any(isinstance(step, AskTrait) for step in steps)
    assert isinstance(steps[-1], Done)
    assert steps[-1].why is Reason.MINUTES


@pytest.mark.parametrize(("named", "again"), [(False, []), (True, ["sql"])])
def test_what_was_skipped_is_asked_again_only_where_it_is_named(
    named: bool, again: list[str]
) -> None:
    """A skip of an earlier stretch stands, unless the person named the skill since."""
    log = [scope("python", "sql"), rating("python", 2), rating("sql", "")]
    interview = Interview(material(people=False), 1, log)
    assert interview.unrated() == ()
    interview.apply(scope("python", "sql", named=named))
    assert list(interview.unrated()) == again


def test_skipping_moves_on_and_says_nothing() -> None:
    """A skipped rating or trait is not asked again and leaves the belief alone."""
    interview = Interview(material({}), 1, [scope("python", "sql")])
    before = belief_of(Interview(material({}), 1))

    def skip(step: Step) -> Event:
        event = reply(step)
        return Event(event.kind, event.subject, "")

    steps = drive(interview, skip)
    assert [type(step) for step in steps].count(AskRating) == 2
    assert [type(step) for step in steps].count(AskTrait) == len(TRAITS)
    assert belief_of(interview) == before


def test_a_rating_after_answers_counts_like_one_before() -> None:
    """The belief does not depend on whether a skill was rated before or after answers."""
    answers = [answer_event(BANK[f"python-{at}"], "five") for at in range(3)]
    early = Interview(material(), 1, [rating("python", 3), *answers])
    late = Interview(material(), 1, answers)
    untold = belief_of(late)
    late.apply(rating("python", 3))
    assert belief_of(late) == belief_of(early) != untold


def test_a_question_taken_out_of_the_content_does_not_break_the_replay() -> None:
    """An answer to a question that is gone still counts, and the interview goes on."""
    interview = Interview(material(), 1, [scope("python", budget=6)])
    for _ in range(len(BACKGROUND_QUESTIONS) + 1 + 3):
        interview.apply(know_half(interview.next_step()))
    gone = interview.events[-1].subject
    left = {id_: question for id_, question in BANK.items() if id_ != gone}
    replayed = Interview(material(left), 1, interview.events)
    assert belief_of(replayed) == belief_of(interview)
    assert replayed.answers == 3
    assert len(asked(drive(replayed, know_half))) == 3


def test_chance_is_the_seed() -> None:
    """The same seed asks the same questions; other seeds ask others."""
    runs = [
        asked(drive(Interview(material(), seed, [scope("python")]), know_all))
        for seed in (1, 1, 2, 3)
    ]
    assert runs[0] == runs[1]
    assert len({tuple(run) for run in runs}) > 1


@given(st.integers(0, 2**32))
def test_options_are_shuffled_by_the_seed(seed: int) -> None:
    """All options are shown once, in an order that the seed decides."""
    question = make_question(wrong=("one", "two", "three"))
    shown = shown_options(question, seed)
    assert sorted(shown) == sorted(question.options)
    assert shown == shown_options(question, seed)


@given(st.integers(0, 2**32))
def test_steps_are_shown_in_some_wrong_order(seed: int) -> None:
    """Leaving steps as they are shown is never the answer, and all of them are shown once."""
    question = make_question(form=Form.SEQUENCE, answer="one\ntwo\nthree", wrong=("2 1 3",))
    shown = shown_options(question, seed)
    assert shown != question.key
    assert sorted(shown) == sorted(question.key)


@pytest.mark.parametrize("form", [Form.NUMBER, Form.TEXT])
def test_where_the_answer_is_typed_there_are_no_options(form: Form) -> None:
    """A question that is answered by typing shows nothing to choose from."""
    assert shown_options(make_question(form=form, answer="3", wrong=("4",)), 1) == ()


def test_each_place_holds_the_answer_about_as_often() -> None:
    """Over many seeds the answer stands in each of four places about a quarter of the time."""
    question = make_question(wrong=("one", "two", "three"))
    places = [shown_options(question, seed).index("five") for seed in range(400)]
    assert all(70 <= places.count(place) <= 130 for place in range(4))


def test_questions_of_one_sitting_are_shuffled_apart() -> None:
    """One seed does not put the answers of all questions in the same place."""
    places = {shown_options(question, 1).index("five") for question in BANK.values()}
    assert places == {0, 1, 2}


@pytest.mark.parametrize(
    ("answer", "wrong", "expected"),
    [
        ("10", ("9", "-1"), ("-1", "9", "10")),
        ("1,500 l", ("150 l", "15000 l"), ("150 l", "1,500 l", "15000 l")),
        ("5%", ("50%", "0.5%"), ("0.5%", "5%", "50%")),
        ("$3.50", ("$12", "$0.99"), ("$0.99", "$3.50", "$12")),
        ("`2e3`", ("`30`", "`4`"), ("`4`", "`30`", "`2e3`")),
        ("~7", ("6.5", "6"), ("6", "6.5", "~7")),
        ("1/2", ("3/4", "1/4"), ("1/4", "1/2", "3/4")),
        ("-2", ("\u22125", "1"), ("\u22125", "-2", "1")),
    ],
)
@pytest.mark.parametrize("seed", [0, 1])
def test_numeric_options_stand_by_value(
    answer: str, wrong: tuple[str, ...], expected: tuple[str, ...], seed: int
) -> None:
    """Options marked numeric stand in the order of their values, whatever the seed."""
    question = make_question(answer=answer, wrong=wrong, order="numeric")
    assert shown_options(question, seed) == expected


def test_an_answer_event_holds_what_a_later_reader_needs() -> None:
    """The event of an answer names question, outcome, choice and the whole item."""
    question = BANK["sql-3"]
    event = answer_event(question, "six")
    assert (event.kind, event.subject, event.value) == (EventKind.ANSWER, "sql-3", "wrong")
    item = question.item
    assert event.detail == {
        "skill": "sql",
        "level": 4,
        "a": item.a,
        "b": item.b,
        "b_sd": item.b_sd,
        "c": item.c,
        "chosen": "six",
    }
    assert answer_event(question, None).value == "dont-know"
    assert answer_event(question, "five").value == "right"
