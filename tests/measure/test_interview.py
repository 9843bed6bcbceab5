from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.content.people import load_backgrounds, load_traits
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.measure.interview import (
    DEFAULT_BUDGET,
    AskBackground,
    AskQuestion,
    AskRating,
    AskTrait,
    Done,
    Interview,
    Material,
    Step,
    answer_event,
    shown_options,
)
from mlcareer.measure.selection import is_sure
from mlcareer.model.people import BACKGROUND_QUESTIONS, Event, EventKind
from mlcareer.model.questions import Question
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


def scope(*skills: str, budget: int = DEFAULT_BUDGET) -> Event:
    """Make the event that sets what to ask about."""
    return Event(EventKind.SCOPE, "skills", ",".join(skills), {"budget": budget})


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
    """List mean and variance of each skill."""
    belief = interview.belief
    return [(belief.mean(skill), belief.variance(skill)) for skill in SKILL_MAP.skills]


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


def test_a_scope_forgets_skills_that_are_gone() -> None:
    """A skill in an old scope that the map no longer has is left out."""
    assert Interview(material(), 1, [scope("python", "alchemy")]).scope == ("python",)


def test_the_budget_ends_the_questions() -> None:
    """No more questions come than the budget allows, and the end says so."""
    steps = drive(Interview(material(), 1, [scope("python", "sql", "git", budget=4)]))
    assert len(asked(steps)) == 4
    assert steps[-1] == Done("the number of questions that was set (4) is reached")


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
    assert steps[-1] == Done("no question is left about what is still open")


@pytest.mark.parametrize("replies", [know_all, know_nothing])
def test_questions_stop_when_all_is_sure(replies: Replies) -> None:
    """After three answers or more, a skill whose target is decided is asked no more."""
    interview = Interview(material(), 1, [scope("python", "sql", "git")])
    steps = drive(interview, replies)
    assert steps[-1] == Done("every skill that has questions is sure enough")
    for skill in ("python", "sql", "git"):
        assert is_sure(interview.belief, skill, ROLE.demands[skill].target)
        assert 3 <= sum(BANK[id_].skill == skill for id_ in asked(steps)) < 12


@pytest.mark.parametrize("levels", [(2,), (3, 4)])
def test_a_beginner_is_asked_to_the_end(levels: tuple[int, ...]) -> None:
    """Whoever knows nothing and meets only questions too hard is asked on until all is sure."""
    hard = {
        id_: make_question(id_, skill=skill, sub="one", level=levels[at % len(levels)])
        for skill in SKILL_MAP.skills
        for at in range(4)
        for id_ in [f"{skill}-{at}"]
    }
    interview = Interview(material(hard), 1, [scope(*SKILL_MAP.skills, budget=400)])
    assert len(asked(drive(interview, know_nothing))) >= 3 * len(SKILL_MAP.skills)


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
