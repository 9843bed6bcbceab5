from collections import Counter
from itertools import islice
from math import sqrt
from random import Random
from statistics import fmean, median, stdev

import pytest
from bench_fakes import person_of
from bench_peers import need_peers
from learners import CONDITIONS, Learner
from profile_arms import (
    ARMS,
    CATSIM,
    CUT,
    CUT_TIES,
    JOINT,
    MIRT,
    QUESTIONS_A_LEVEL,
    RATED,
    Arm,
    OwnArm,
    best_form,
    setting,
    standard_error,
    target_cut,
)

from mlcareer.measure.belief import LEVEL_CUTS
from mlcareer.measure.prior import build_prior
from mlcareer.model.items import Outcome
from mlcareer.model.levels import TAUGHT_LEVELS
from mlcareer.model.questions import Question
from simulated import moments_of, seeded

OWN = [name for name in ARMS if name not in {MIRT, CATSIM}]
FORMS = ("best fixed form", "fixed order")
NORMAL = CONDITIONS[1]


@pytest.fixture(params=ARMS)
def name(request: pytest.FixtureRequest) -> str:
    """Name each arm, those of the peers where these are installed."""
    chosen = str(request.param)
    if chosen not in OWN:
        need_peers()
    return chosen


def learner_of(seed: int) -> Learner:
    """Draw a person with correlated abilities."""
    return NORMAL.draw(setting().skill_map, setting().questions, seeded(seed))


def make(name: str, learner: Learner, seed: int = 1) -> Arm:
    """Make an arm for a person."""
    return ARMS[name](learner, seeded(f"choice: {seed}"))


def sit(arm: Arm, learner: Learner, count: int, replies: Random) -> list[Question]:
    """Let a person answer so many questions of an arm; gives the questions."""
    asked = []
    for _ in range(count):
        question = arm.ask()
        arm.take_in(question, learner.reply(question, replies))
        asked.append(question)
    return asked


def views(arm: Arm) -> list[tuple[float, float, float]]:
    """List what an arm believes of every skill, each held against an ability of 0.5."""
    return [arm.view(skill, target_cut(skill), 0.5) for skill in setting().skill_map.skills]


def test_the_setting_has_sixteen_questions_a_skill_four_of_each_level() -> None:
    """Ids are unique, and a question stands with its skill and one of its sub-competences."""
    place = setting()
    assert set(place.bank) == set(place.skill_map.skills)
    for skill, questions in place.bank.items():
        assert Counter(question.level for question in questions) == dict.fromkeys(
            TAUGHT_LEVELS, QUESTIONS_A_LEVEL
        )
        assert {question.skill for question in questions} == {skill}
        assert {question.item.skill for question in questions} == {skill}
        subs = set(place.skill_map.skills[skill].sub_competences)
        assert {question.sub for question in questions} <= subs
    assert QUESTIONS_A_LEVEL == 4
    assert len({question.id for question in place.questions}) == 16 * len(place.bank)


def test_harder_levels_have_harder_questions() -> None:
    """Authored difficulties lie in the middle of the level, but for the surcharge of code."""
    for question in setting().questions:
        surcharge = 0.3 if question.kind == "code" else 0.0
        assert question.item.b == question.level - 2.5 + surcharge
        assert question.item.c == 0.25


def test_a_target_begins_at_the_cut_of_its_level() -> None:
    """The ability from which a target is met is where its level begins."""
    for skill, stake in setting().stakes.items():
        assert target_cut(skill) == LEVEL_CUTS[stake.target - 1] == stake.target - 3


@pytest.mark.parametrize("seed", [1, 2])
def test_no_arm_asks_a_question_twice(name: str, seed: int) -> None:
    """Within 45 questions each is a new one, and one of the bank."""
    learner = learner_of(seed)
    asked = sit(make(name, learner, seed), learner, 45, seeded("replies"))
    assert len({question.id for question in asked}) == 45
    assert {question.id for question in asked} <= {q.id for q in setting().questions}


def test_an_arm_is_determined_by_its_source_of_chance(name: str) -> None:
    """With the same seeds and the same person it asks and believes the same."""
    learner = learner_of(3)
    arms = [make(name, learner) for _ in range(2)]
    first, again = (sit(arm, learner, 45, seeded("replies")) for arm in arms)
    assert first == again
    assert views(arms[0]) == views(arms[1])


@pytest.mark.parametrize("arm", [RATED, JOINT, CUT, "random order"])
def test_chance_plays_a_part(arm: str) -> None:
    """With another source of chance other questions come."""
    learner = learner_of(3)
    first, other = (sit(make(arm, learner, seed), learner, 30, seeded(1)) for seed in (1, 2))
    assert first != other


def test_a_view_is_made_of_chances(name: str) -> None:
    """At any time, and after any answers, chances are from 0 to 1 and the mean is a number."""
    learner = learner_of(4)
    for outcome in (None, *Outcome):
        arm = make(name, learner)
        for _ in range(50 if outcome else 0):
            arm.take_in(arm.ask(), outcome or Outcome.RIGHT)
        for mean, met, below in views(arm):
            assert abs(mean) < 12
            assert 0 <= met <= 1
            assert 0 <= below <= 1


def test_chances_move_with_the_cut_and_the_truth(name: str) -> None:
    """A higher cut is less likely met, and a higher ability more likely above what is believed."""
    learner = learner_of(5)
    arm = make(name, learner)
    sit(arm, learner, 45, seeded("replies"))
    for skill in setting().skill_map.skills:
        met = [arm.view(skill, cut, 0.0).met for cut in LEVEL_CUTS]
        below = [arm.view(skill, 0.0, truth).below for truth in LEVEL_CUTS]
        assert met == sorted(met, reverse=True)
        assert below == sorted(below)
        for cut in LEVEL_CUTS:
            view = arm.view(skill, cut, cut)
            assert view.met + view.below == pytest.approx(1)


def test_an_arm_believes_what_many_answers_say(name: str) -> None:
    """Told the truth by many answers, it knows who is far above and far below a target."""
    skills = list(setting().skill_map.skills)
    able = set(skills[::2])
    learner = person_of(lambda skill: target_cut(skill) + (2 if skill in able else -2))
    arm = make(name, learner)
    long = name != "best fixed form"
    sit(arm, learner, 11 * len(skills) if long else len(best_form()), seeded("replies"))
    met = {skill: arm.view(skill, target_cut(skill), 0.0).met for skill in skills}
    right = [(met[skill] >= 0.5) == (skill in able) for skill in skills]
    assert fmean(right) > (0.93 if long else 0.85)
    # Maximum likelihood is hardly sure of anything about those who know hardly anything.
    assert fmean(met[skill] for skill in able) > 0.7
    assert fmean(met[skill] for skill in skills if skill not in able) < 0.3
    errors = [
        arm.view(skill, 0.0, 0.0).mean - ability for skill, ability in learner.abilities.items()
    ]
    assert median(map(abs, errors)) < (1.0 if long else 1.5)


def test_before_any_answer_only_self_ratings_tell_people_apart(name: str) -> None:
    """Every arm but the self-rated one starts alike for everyone."""
    first, other = (views(make(name, learner_of(seed))) for seed in (6, 7))
    assert (first == other) is (name != RATED)


def test_self_ratings_raise_what_is_believed() -> None:
    """Who rates a skill 4 is believed to be further there than who rates it 0."""
    learner = learner_of(6)
    skill = next(iter(learner.ratings))
    low, high = (
        make(RATED, learner._replace(ratings={**learner.ratings, skill: level})) for level in (0, 4)
    )
    assert high.view(skill, 0.0, 0.0).mean > low.view(skill, 0.0, 0.0).mean + 0.2


@pytest.mark.parametrize("peer", [MIRT, CATSIM])
def test_a_peer_takes_skills_in_turn_by_weight(peer: str) -> None:
    """In each round of questions every skill comes once, the weightier first."""
    need_peers()
    learner = learner_of(8)
    asked = sit(make(peer, learner), learner, 90, seeded("replies"))
    skills = [question.skill for question in asked]
    assert skills[:45] == skills[45:]
    assert set(skills) == set(setting().stakes)
    weights = [setting().stakes[skill].weight for skill in skills[:45]]
    assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize("peer", [MIRT, CATSIM])
def test_a_peer_starts_where_the_program_starts_without_ties(peer: str) -> None:
    """Before any answer both believe in the same prior; admitting counts as wrong."""
    need_peers()
    learner = learner_of(8)
    ours, theirs = views(make(CUT, learner)), views(make(peer, learner))
    assert [value for view in theirs for value in view] == pytest.approx(
        [value for view in ours for value in view]
    )
    admitting, mistaken = make(peer, learner), make(peer, learner)
    for arm, outcome in ((admitting, Outcome.DONT_KNOW), (mistaken, Outcome.WRONG)):
        arm.take_in(arm.ask(), outcome)
    assert views(admitting) == views(mistaken)
    assert views(admitting) != theirs


def test_the_order_by_skill_takes_one_question_of_each_in_turn() -> None:
    """The fixed order asks the first question of each skill, then the second of each."""
    learner = learner_of(9)
    asked = sit(make("fixed order", learner), learner, 90, seeded("replies"))
    bank = list(setting().bank.values())
    assert asked == [qs[0] for qs in bank] + [qs[1] for qs in bank]


def test_the_random_order_favours_nothing() -> None:
    """Over many people its first questions come from all skills and levels."""
    learner = learner_of(9)
    firsts = [make("random order", learner, seed).ask() for seed in range(150)]
    assert len({question.skill for question in firsts}) > 40
    assert fmean(question.level for question in firsts) == pytest.approx(2.5, abs=0.25)


def test_the_best_form_has_no_repeats() -> None:
    """Its hundred questions are all different, and a shorter form is its beginning."""
    form = best_form()
    assert len({question.id for question in form}) == len(form) == 100
    assert best_form(12) == form[:12]


@pytest.mark.parametrize("form", FORMS)
def test_a_fixed_form_does_not_depend_on_answers(form: str) -> None:
    """Whoever answers however, the same questions come."""
    asked: list[list[Question]] = []
    for outcome in Outcome:
        arm = make(form, learner_of(1), seed=len(asked))
        course = []
        for _ in range(60):
            question = arm.ask()
            arm.take_in(question, outcome)
            course.append(question)
        asked.append(course)
    assert asked[0] == asked[1] == asked[2]


def test_the_best_form_asks_about_what_matters() -> None:
    """It does not spend its questions on a few skills, nor on questions alike."""
    form = list(islice(best_form(), 45))
    assert len({question.skill for question in form}) > 30
    counts = Counter((question.skill, question.sub) for question in form)
    assert max(counts.values()) <= 2


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("ties", [CUT, JOINT])
def test_without_ties_an_answer_says_nothing_about_other_skills(
    ties: str, outcome: Outcome
) -> None:
    """With ties cut, all other skills are believed exactly as before; with ties they are not."""
    skills = tuple(setting().skill_map.skills)
    for skill in skills[::9]:
        arm = make(ties, learner_of(1))
        assert isinstance(arm, OwnArm)
        before = moments_of(arm.belief, skills)
        arm.take_in(setting().bank[skill][5], outcome)
        changed = [
            other
            for other, old, new in zip(skills, before, moments_of(arm.belief, skills), strict=True)
            if old != new
        ]
        assert changed == ([skill] if ties == CUT else list(skills))


def test_cutting_ties_changes_nothing_else() -> None:
    """Without ties every skill starts from the mean and spread of the untied hypothesis."""
    cut = build_prior(setting().skill_map, None, {}, CUT_TIES)
    untied = build_prior(setting().skill_map, None, {}).hypotheses[0]
    assert cut.weights == (1.0,)
    for skill in setting().skill_map.skills:
        assert cut.moments(skill).mean == pytest.approx(untied.mean(skill))
        assert cut.moments(skill).variance == pytest.approx(untied.variance(skill))


def test_the_standard_error_is_that_of_a_mean() -> None:
    """It is the standard deviation over the root of the number, and 0 for one value."""
    values = [1.0, 4.0, 2.5, 3.0, 9.0]
    assert standard_error(values) == pytest.approx(stdev(values) / sqrt(5))
    assert standard_error([3.0]) == 0
