import json
import pickle
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mlcareer
from mlcareer.api import (
    DEPTHS,
    Assessment,
    ContentError,
    Estimate,
    Event,
    Material,
    Outcome,
    UsageError,
    Wishes,
    load_content,
    load_shelf,
)
from mlcareer.errors import MlcareerError
from mlcareer.model.levels import LEVELS
from mlcareer.model.people import EventKind
from spoiling import spoil, write
from support import EXAMPLE, run_process
from support_bank import EMPTY, OPEN, RIGHT, TELLING, WRONG, write_bank
from support_forms import FORMS

GARDEN = load_content(EXAMPLE)
RATED = ("digging", "compost", "tomatoes")


@pytest.fixture(scope="module")
def shipped() -> Material:
    """Read the content that comes with the program."""
    return load_content()


def answer(person: Assessment, *, right: bool = True) -> str:
    """Answer the next question, right or not at all, and return its id."""
    step = person.next_question()
    assert step is not None
    person.answer(step.question.id, step.question.answer if right else None)
    return step.question.id


def play(person: Assessment) -> list[str]:
    """Answer every other question right until no more are asked; list the questions."""
    asked: list[str] = []
    while person.next_question():
        asked.append(answer(person, right=len(asked) % 2 == 0))
    return asked


def bank(folder: Path, *items: dict[str, float]) -> Material:
    """Read the garden with questions of a kind."""
    write_bank(folder, items)
    return load_content(folder)


def refusal(act: Callable[[], object]) -> str:
    """Do what must be refused, and return the one line that says why."""
    with pytest.raises(UsageError) as caught:
        act()
    message = str(caught.value)
    assert "\n" not in message
    assert message.endswith((".", "?"))
    return message


def check_estimate(estimate: Estimate) -> None:
    """Check that the parts of an estimate agree with each other."""
    low, high = estimate.interval
    assert low < estimate.mean < high
    assert estimate.sd > 0
    assert len(estimate.probabilities) == len(LEVELS)
    assert min(estimate.probabilities) >= 0
    assert sum(estimate.probabilities) == pytest.approx(1)
    in_range = estimate.probabilities[estimate.low : estimate.high + 1]
    assert estimate.certainty == pytest.approx(sum(in_range))
    assert estimate.reaches(0) == pytest.approx(1)
    assert estimate.reaches(4) == estimate.probabilities[4]


def test_the_package_offers_the_library() -> None:
    """What is needed to begin stands in the package itself, and nothing is made up."""
    assert mlcareer.Assessment is Assessment
    assert mlcareer.load_content is load_content
    with pytest.raises(AttributeError, match="no attribute 'Assesment'"):
        _ = mlcareer.Assesment


def test_importing_the_package_alone_imports_no_other(home: Path) -> None:
    """Who only imports mlcareer does not load YAML, drawing, commands or the database."""
    script = (
        "import sys, mlcareer; mlcareer.__version__;"
        " print([name for name in sys.modules if name.split('.')[0] in"
        " ('yaml', 'rich', 'typer', 'sqlite3') or name.startswith('mlcareer.')])"
    )
    done = run_process([sys.executable, "-c", script], home)
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")


def test_the_library_neither_draws_nor_keeps(home: Path) -> None:
    """An assessment in a program loads no terminal and no database, and writes no file."""
    script = (
        "import sys, mlcareer\n"
        "person = mlcareer.Assessment(mlcareer.load_content(), questions=1)\n"
        "person.answer(person.next_question().question.id, None)\n"
        "person.profile()\n"
        "print(set(sys.modules) & {'rich', 'typer', 'sqlite3', 'socket', 'subprocess'})\n"
    )
    done = run_process([sys.executable, "-c", script], home)
    assert (done.returncode, done.stdout, done.stderr) == (0, "set()\n", "")
    assert list(home.iterdir()) == []


def test_the_same_seed_and_replies_give_the_same_interview(shipped: Material) -> None:
    """Two runs agree in each question, the order of its options, and each estimate."""
    runs = []
    for _ in range(2):
        person = Assessment(shipped, seed=11, questions=12)
        person.tell("degree", "statistics")
        person.rate("python", 2)
        steps = []
        while step := person.next_question():
            steps.append(step)
            answer(person, right=len(steps) % 3 == 0)
        runs.append((steps, person.profile(), person.stopped, person.log))
    assert runs[0] == runs[1]
    assert len(runs[0][0]) == 12


def test_seeds_differ(shipped: Material) -> None:
    """What is left to chance is decided by the seed."""
    runs = {tuple(play(Assessment(shipped, seed=seed, questions=5))) for seed in range(8)}
    assert len(runs) > 1


def test_the_next_question_stands_until_it_is_answered(shipped: Material) -> None:
    """Asking for the question, the profile or a prediction changes nothing."""
    person = Assessment(shipped, seed=2)
    for position in range(1, 5):
        first = person.next_question()
        assert first is not None
        assert first.position == position
        assert sorted(first.options) == sorted(first.question.options)
        person.profile()
        person.predict(first.question.id)
        assert not person.stopped
        assert person.next_question() == first
        answer(person)


def test_there_is_a_result_at_any_time(shipped: Material) -> None:
    """Before the first reply and after each, every skill has an estimate that holds together."""
    person = Assessment(shipped, seed=3)
    replies: list[Callable[[], object]] = [
        lambda: None,
        lambda: person.tell("work", "data-analyst"),
        lambda: person.rate("statistics", 0),
        lambda: answer(person),
        lambda: answer(person, right=False),
        person.undo,
    ]
    for reply in replies:
        reply()
        profile = person.profile()
        assert list(profile) == list(shipped.skill_map.skills)
        for skill, estimate in profile.items():
            assert estimate.skill == skill
            check_estimate(estimate)


def test_what_is_measured_is_told_from_what_is_inferred() -> None:
    """A skill is measured from its first answer on; its neighbours move, and stay inferred."""
    person = Assessment(GARDEN, seed=1)
    before = person.profile()
    assert not any(estimate.measured for estimate in before.values())
    bases = []
    for count in range(1, 4):
        answer(person)
        digging = person.profile()["digging"]
        assert (digging.answers, digging.measured) == (count, True)
        bases.append(str(digging.basis))
    after = person.profile()
    assert bases == ["few answers", "few answers", "measured"]
    assert str(after["compost"].basis) == "inferred"
    assert not after["compost"].measured
    assert after["compost"].answers == 0
    moved = {skill: after[skill].mean - before[skill].mean for skill in after}
    assert 0 < moved["compost"] < moved["digging"]


def test_a_rating_is_kept_beside_the_estimate() -> None:
    """A rating alone measures nothing, and the latest one counts."""
    person = Assessment(GARDEN)
    for level in LEVELS:
        person.rate("digging", level)
        assert person.profile()["digging"].self_rating == level
    assert not person.profile()["digging"].measured
    assert person.profile()["compost"].self_rating is None


def test_a_level_may_be_any_number_that_equals_one() -> None:
    """A rating that was computed counts as the level it equals."""
    person, other = Assessment(GARDEN), Assessment(GARDEN)
    person.rate("digging", 2.0)  # type: ignore[arg-type]
    other.rate("digging", 2)
    assert person.profile() == other.profile()
    assert person.log == other.log


def test_background_moves_what_is_believed(shipped: Material) -> None:
    """A degree and a job count before any answer; hours and a goal do not."""
    person = Assessment(shipped)
    nothing = person.profile()
    person.tell("hours", "10")
    person.tell("goal", next(iter(shipped.backgrounds.goals if shipped.backgrounds else ())))
    assert person.profile() == nothing
    person.tell("degree", "statistics")
    assert person.profile()["statistics"].mean > nothing["statistics"].mean


def test_predictions_follow_the_answers() -> None:
    """The chance of a right answer rises with right answers and falls where they fail to come."""
    for right in (True, False):
        person = Assessment(GARDEN, seed=4)
        chances = [person.predict("digging-plan")]
        for id_ in ("digging-clay", "digging-beds", "digging-wet"):
            question = GARDEN.questions[id_]
            person.answer(id_, question.answer if right else None)
            chances.append(person.predict("digging-plan"))
        assert all(0 < chance < 1 for chance in chances)
        assert all((one < other) is right for one, other in pairwise(chances))


def test_an_easy_question_is_more_likely_answered_than_a_hard_one() -> None:
    """Predictions follow the difficulty of the questions."""
    person = Assessment(GARDEN)
    names = ("digging-clay", "digging-beds", "digging-wet", "digging-plan")
    chances = [person.predict(name) for name in names]
    assert chances == sorted(chances, reverse=True)


def test_answers_are_marked() -> None:
    """An answer comes back as right, wrong or not known."""
    person = Assessment(GARDEN)
    assert person.answer("digging-clay", "a digging fork") is Outcome.RIGHT
    assert person.answer("digging-wet", "Dig it only half as deep") is Outcome.WRONG
    assert person.answer("digging-plan", None) is Outcome.DONT_KNOW


def test_any_question_may_be_answered() -> None:
    """An answer to a question that was not the one chosen counts, and is not asked for again."""
    person = Assessment(GARDEN, seed=1)
    step = person.next_question()
    assert step is not None
    other = next(id_ for id_ in GARDEN.questions if id_ != step.question.id)
    person.answer(other, None)
    assert person.profile()["digging"].answers == 1
    assert other not in play(person)


def test_an_answer_outside_of_the_skills_asked_about_counts() -> None:
    """What is known is taken in, whatever is asked about."""
    person = Assessment(GARDEN, skills=["compost"])
    before = person.profile()["digging"].mean
    person.answer("digging-plan", GARDEN.questions["digging-plan"].answer)
    assert person.profile()["digging"].mean > before
    assert person.next_question() is None


def test_a_question_counts_once() -> None:
    """A second answer to a question is refused and changes nothing, unless the first is undone."""
    person = Assessment(GARDEN)
    person.answer("digging-clay", "a leaf rake")
    profile, log = person.profile(), person.log
    message = refusal(lambda: person.answer("digging-clay", "a digging fork"))
    assert "digging-clay was answered before" in message
    assert (person.profile(), person.log) == (profile, log)
    person.undo()
    assert person.answer("digging-clay", "a digging fork") is Outcome.RIGHT
    assert person.profile()["digging"].answers == 1


@pytest.mark.parametrize(
    "say",
    [
        lambda person: person.tell("degree", "physics"),
        lambda person: person.rate("python", 4),
        answer,
        lambda person: answer(person, right=False),
        lambda person: person.answer("python-count-labels", None),
    ],
    ids=["tell", "rate", "right", "not known", "another question"],
)
def test_undo_gives_back_what_was_before(
    shipped: Material, say: Callable[[Assessment], object]
) -> None:
    """After undo the profile and the next question are exactly those before the reply."""
    person = Assessment(shipped, seed=6)
    person.tell("work", "student")
    person.rate("python", 1)
    answer(person)
    profile, step = person.profile(), person.next_question()
    say(person)
    assert person.profile() != profile
    assert person.undo()
    assert person.profile() == profile
    assert person.next_question() == step


def test_undo_of_a_second_rating_gives_back_the_first() -> None:
    """Taking back a change of mind leaves the rating that stood before."""
    person = Assessment(GARDEN)
    person.rate("digging", 1)
    person.rate("digging", 4)
    assert person.undo()
    assert person.profile()["digging"].self_rating == 1


def test_nothing_can_be_taken_back_before_anything_was_said() -> None:
    """Undo says whether there was anything to take back, and writes nothing where not."""
    person = Assessment(GARDEN)
    empty = person.profile()
    assert not person.undo()
    person.rate("digging", 3)
    answer(person)
    assert [person.undo(), person.undo(), person.undo()] == [True, True, False]
    assert person.profile() == empty
    assert sum(event.kind == "undo" for event in person.log) == 2


def test_undo_goes_on_after_the_end() -> None:
    """Where an answer that ended the interview is taken back, its question comes again."""
    person = Assessment(GARDEN, questions=1)
    asked = answer(person)
    assert person.stopped
    person.undo()
    step = person.next_question()
    assert step is not None
    assert step.question.id == asked
    assert not person.stopped


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("rate"), st.sampled_from(RATED), st.sampled_from(LEVELS)),
        st.tuples(st.just("next"), st.booleans(), st.none()),
        st.tuples(st.just("undo"), st.none(), st.none()),
    ),
    max_size=12,
)


@given(ACTIONS)
def test_a_log_is_all_that_is_needed(actions: list[tuple[str, object, object]]) -> None:
    """Whatever was said and undone, the log restores profile, next question and log."""
    person = Assessment(GARDEN, seed=9)
    for action, one, other in actions:
        if action == "rate":
            person.rate(str(one), int(str(other)))
        elif action == "undo":
            person.undo()
        elif person.next_question():
            answer(person, right=bool(one))
    again = Assessment(GARDEN, seed=9, log=person.log)
    assert again.profile() == person.profile()
    assert again.next_question() == person.next_question()
    assert again.stopped == person.stopped
    assert again.log == person.log


def test_a_log_keeps_the_settings(shipped: Material) -> None:
    """Depth and skills are those of the log, whatever is given beside it."""
    person = Assessment(shipped, seed=5, questions=3, skills=["python", "r"])
    answer(person)
    again = Assessment(shipped, seed=5, depth="deep", skills=["java"], log=person.log)
    assert again.next_question() == person.next_question()
    assert play(again) == play(person)
    assert again.stopped == "the number of questions that was set (3) is reached"


@pytest.mark.parametrize(
    "carry",
    [
        lambda log: [Event(*entry) for entry in json.loads(json.dumps(log))],
        lambda log: pickle.loads(pickle.dumps(log)),  # noqa: S301 - our own
        iter,
    ],
    ids=["json", "pickle", "iterator"],
)
def test_a_log_can_be_kept_anywhere(
    shipped: Material, carry: Callable[[tuple[Event, ...]], list[Event]]
) -> None:
    """A log that went through JSON or a pickle goes on where it was."""
    person = Assessment(shipped, seed=5)
    person.tell("degree", "physics")
    person.rate("python", 2)
    answer(person)
    answer(person)
    person.undo()
    again = Assessment(shipped, seed=5, log=carry(person.log))
    assert again.profile() == person.profile()
    assert again.next_question() == person.next_question()
    assert again.log == person.log


def test_a_log_cannot_be_changed_from_outside() -> None:
    """What is done to a log that was given out does not reach the assessment."""
    person = Assessment(GARDEN)
    answer(person)
    profile = person.profile()
    changed = dict(person.log[-1].detail)
    person.log[-1].detail.clear()  # type: ignore[attr-defined]
    assert dict(person.log[-1].detail) == changed
    person.rate("compost", 1)
    person.undo()
    assert person.profile() == profile


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda p: p.rate("diging", 2), ["no skill 'diging'", "Did you mean 'digging'?"]),
        (lambda p: p.rate("soil", 2), ["no skill 'soil'"]),
        (lambda p: p.rate("digging", 5), ["0, 1, 2, 3, 4", "not 5"]),
        (lambda p: p.rate("digging", -1), ["not -1"]),
        (lambda p: p.rate("digging", 1.5), ["not 1.5"]),
        (lambda p: p.rate("digging", "2"), ["not '2'"]),
        (lambda p: p.rate("digging", None), ["not None"]),
        (lambda p: p.answer("digging-cly", None), ["no question", "Did you mean 'digging-clay'?"]),
        (lambda p: p.answer("", None), ["no question ''"]),
        (lambda p: p.answer("digging-clay", "a digging frok"), ["Did you mean 'a digging fork'?"]),
        (lambda p: p.answer("digging-clay", "x\ny"), ["no option of digging-clay", "or None"]),
        (lambda p: p.answer("digging-clay", ""), ["no option of digging-clay", "or None"]),
        (lambda p: p.predict("digging-wett"), ["no question", "Did you mean 'digging-wet'?"]),
        (lambda p: p.tell("degre", "botany"), ["no background", "Did you mean 'degree'?"]),
        (lambda p: p.tell("degree", "botany"), ["no degree 'botany'"]),
        (lambda p: p.tell("hours", "0"), ["from 1 to 80", "not '0'"]),
        (lambda p: p.tell("hours", "many"), ["from 1 to 80", "not 'many'"]),
    ],
)
def test_what_cannot_be_taken_in_is_refused(
    act: Callable[[Assessment], object], words: list[str]
) -> None:
    """An unknown name or value is one line with what was meant, and leaves all as it was."""
    person = Assessment(GARDEN)
    log, profile = person.log, person.profile()
    message = refusal(lambda: act(person))
    for word in words:
        assert word in message
    assert person.log == log
    assert person.profile() == profile


def test_choices_of_the_content_are_offered(shipped: Material) -> None:
    """A slip in a degree is answered with the degree that was meant."""
    person = Assessment(shipped)
    assert "Did you mean 'physics'?" in refusal(lambda: person.tell("degree", "physic"))


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"depth": "quik"}, ["no depth 'quik'", "Did you mean 'quick'?"]),
        ({"skills": ["diging"]}, ["no skill or area 'diging'", "Did you mean 'digging'?"]),
        ({"skills": ["plant"]}, ["Did you mean 'plants'?"]),
        ({"questions": 0}, ["at least 1", "not 0"]),
        ({"questions": -3}, ["at least 1", "not -3"]),
        ({"log": [Event("anser", "any", "right")]}, ["Did you mean 'answer'?"]),  # type: ignore[arg-type]
    ],
)
def test_wrong_settings_are_refused(settings: dict[str, object], words: list[str]) -> None:
    """An assessment with a setting that does not exist is not begun."""
    message = refusal(lambda: Assessment(GARDEN, **settings))  # type: ignore[arg-type]
    for word in words:
        assert word in message


def test_refusals_are_of_one_family() -> None:
    """Who wants to catch all that this library complains about catches one class."""
    assert issubclass(UsageError, MlcareerError)
    assert issubclass(ContentError, MlcareerError)


@pytest.mark.parametrize("depth", DEPTHS)
def test_depth_limits_the_questions(shipped: Material, depth: str) -> None:
    """No more questions are asked than the depth says, and as many as are worth asking."""
    person = Assessment(shipped, seed=1, depth=depth)
    first = person.next_question()
    assert first is not None
    assert first.total == DEPTHS[depth]
    asked = play(person)
    assert len(set(asked)) == len(asked) <= DEPTHS[depth]
    assert person.stopped
    if depth == "quick":
        assert len(asked) == DEPTHS[depth]
        assert person.stopped == "the number of questions that was set (20) is reached"


def test_questions_stand_instead_of_a_depth(shipped: Material) -> None:
    """A number of questions is kept to, also where it is more than any depth."""
    assert len(play(Assessment(shipped, questions=7, depth="quick"))) == 7
    step = Assessment(shipped, questions=1000).next_question()
    assert step is not None
    assert step.total == len(shipped.questions)


@pytest.mark.parametrize("names", [["python"], ["lisp", "statistics"], ["programming"]])
def test_skills_limit_what_is_asked_about(shipped: Material, names: list[str]) -> None:
    """Only skills that are named, or lie in an area that is named, are asked about."""
    wanted = shipped.skill_map.select(tuple(names))
    asked = play(Assessment(shipped, seed=1, questions=12, skills=names))
    assert asked
    assert {shipped.questions[id_].skill for id_ in asked} <= set(wanted)


@pytest.mark.parametrize(
    ("items", "settings", "right", "reason"),
    [
        ([OPEN] * 9, {"questions": 2}, "no", "the number of questions that was set (2) is reached"),
        ([TELLING] * 9, {}, "yes", "every decision is sure enough"),
        ([EMPTY] * 9, {}, "yes", "no further question would tell enough to be worth your time"),
        ([OPEN] * 2, {}, "half", "every question about these skills was asked"),
        ([OPEN], {"skills": ["compost"]}, "no", "there are no questions about these skills yet"),
    ],
    ids=["questions", "sure", "not worth it", "none left", "no questions"],
)
def test_the_reason_for_stopping_is_told(
    folder: Path,
    items: list[dict[str, float]],
    settings: dict[str, object],
    right: str,
    reason: str,
) -> None:
    """Where nothing more is asked, it is said why, and before that nothing."""
    person = Assessment(bank(folder, *items), **settings)  # type: ignore[arg-type]
    count = 0
    while person.next_question():
        assert person.stopped == ""
        count += 1
        answer(person, right=right == "yes" or (right == "half" and count % 2 == 1))
    assert person.stopped == reason
    assert person.next_question() is None
    assert (count == len(items)) is (reason == "every question about these skills was asked")


def test_a_log_that_came_to_its_end_stays_there() -> None:
    """The log of an assessment that the program finished shows its profile and asks no more."""
    person = Assessment(GARDEN)
    answer(person)
    end = Event(EventKind.FINISH, "assessment", "the time that was set (5 min) is used up")
    again = Assessment(GARDEN, log=[*person.log, end])
    assert again.profile() == person.profile()
    assert again.next_question() is None
    assert again.stopped == "finished before"


def test_questions_met_before_are_avoided(folder: Path) -> None:
    """Among equals those of an earlier assessment come last, and are asked where no other is."""
    content = bank(folder, *[OPEN] * 8)
    first = play(Assessment(content, seed=1, questions=4))
    second = play(Assessment(content, seed=2, questions=8, seen_before=[*first, "no-such"]))
    assert len(second) == 8
    assert set(second[:4]).isdisjoint(first)
    assert set(second[4:]) == set(first)


def test_the_shipped_bank_is_enough_for_two_assessments(shipped: Material) -> None:
    """A second assessment of standard length repeats no question of the first."""
    first = play(Assessment(shipped, seed=1))
    second = play(Assessment(shipped, seed=2, seen_before=first))
    assert set(first).isdisjoint(second)


def test_a_calibrated_question_counts_for_what_it_is(folder: Path) -> None:
    """Parameters of the file are used, and an answer to a better question tells more."""
    plain = load_content(folder)
    given = {"a": 2.5, "b": -1.2, "c": 0.2, "b_sd": 0.1}
    lines = "".join(f"«    {name}: {value}\n" for name, value in given.items())
    spoil(folder / "questions/digging.yaml", "    kind: concept\n", f"    kind: concept\n{lines}")
    calibrated = load_content(folder)
    item = calibrated.questions["digging-clay"].item
    assert {name: getattr(item, name) for name in given} == given
    sds = []
    for content in (plain, calibrated):
        person = Assessment(content)
        person.answer("digging-clay", "a digging fork")
        sds.append(person.profile()["digging"].sd)
    assert sds[1] < sds[0]


def test_parameters_may_be_given_one_by_one(folder: Path) -> None:
    """A file that gives a difficulty alone keeps the rest as it was."""
    before = load_content(folder).questions["digging-clay"].item
    spoil(
        folder / "questions/digging.yaml", "    kind: concept\n", "    kind: concept\n    b: 0.7\n"
    )
    assert load_content(folder).questions["digging-clay"].item == before._replace(b=0.7)


@pytest.mark.parametrize("line", ["a: 0", "b: hard", "c: 1.5", "b_sd: -1"])
def test_impossible_parameters_are_refused(folder: Path, line: str) -> None:
    """A parameter that no question can have is named with file and line."""
    file = folder / "questions/digging.yaml"
    at = spoil(file, "    kind: concept\n", f"    kind: concept\n«    {line}\n")
    with pytest.raises(ContentError, match=re.escape(f"digging.yaml:{at}: ")):
        load_content(folder)


def test_a_bank_may_be_calibrated_in_memory() -> None:
    """Content can be changed by a program before it is used."""
    question = GARDEN.questions["digging-clay"]
    changed = replace(question, item=question.item._replace(a=2.0, b=1.0, b_sd=0.0))
    content = replace(GARDEN, questions={**GARDEN.questions, question.id: changed})
    before = Assessment(GARDEN).predict(question.id)
    assert Assessment(content).predict(question.id) < before


def test_another_career_works_the_same() -> None:
    """The library runs on a map of gardening from the first reply to the end."""
    assert GARDEN.role.id == "gardener"
    person = Assessment(GARDEN, seed=8)
    for skill in GARDEN.skill_map.skills:
        person.rate(skill, 1)
    assert play(person)
    assert person.stopped
    for estimate in person.profile().values():
        check_estimate(estimate)


@pytest.mark.parametrize("make", [str, Path])
def test_a_folder_is_named_as_text_or_path(make: Callable[[Path], str | Path]) -> None:
    """A content folder may be given in either form."""
    assert load_content(make(EXAMPLE)).skill_map == GARDEN.skill_map


def test_a_role_is_chosen_by_name(folder: Path) -> None:
    """Where a folder has several roles, the one that is named counts."""
    text = (folder / "roles/gardener.yaml").read_text(encoding="utf-8")
    text = text.replace("id: gardener", "id: digger").replace("target: 2", "target: 4", 1)
    (folder / "roles/digger.yaml").write_text(text, encoding="utf-8")
    targets = {
        role: load_content(folder, role).role.demands["digging"].target
        for role in ("gardener", "digger")
    }
    assert targets == {"gardener": 2, "digger": 4}
    assert "Did you mean 'digger'?" in refusal(lambda: load_content(folder, "diger"))


def test_a_folder_without_a_map_is_refused(tmp_path: Path) -> None:
    """A folder that is none, or has no skills, is named in one line."""
    assert "No skill map" in refusal(lambda: load_content(tmp_path))
    assert "is no folder" in refusal(lambda: load_content(tmp_path / "nowhere"))


def test_a_map_without_prerequisites_works(folder: Path) -> None:
    """Skills that require and help nothing are believed, asked and inferred all the same."""
    file = folder / "skills.yaml"
    text = re.sub(r"(requires|helped_by): \[.*\]", r"\1: []", file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")
    content = load_content(folder)
    assert not any(s.requires or s.helped_by for s in content.skill_map.skills.values())
    person = Assessment(content, seed=1)
    before = person.profile()
    person.answer("digging-clay", "a digging fork")
    after = person.profile()
    assert after["digging"].mean > before["digging"].mean
    for estimate in after.values():
        check_estimate(estimate)
    assert play(person)


def test_a_bank_without_questions_still_gives_a_profile(folder: Path) -> None:
    """Without questions there is a result from ratings, and it is said why none is asked."""
    shutil.rmtree(folder / "questions")
    content = load_content(folder)
    assert content.questions == {}
    person = Assessment(content)
    assert person.next_question() is None
    assert person.stopped == "there are no questions about these skills yet"
    low = person.profile()["digging"].mean
    person.rate("digging", 4)
    assert person.profile()["digging"].mean > low
    assert "no question 'digging-clay'" in refusal(lambda: person.predict("digging-clay"))


def test_an_area_without_skills_asks_nothing(folder: Path) -> None:
    """Naming an area that has no skills does not fall back to the whole map."""
    spoil(folder / "skills.yaml", "  plants: Plants", "  plants: Plants\n  «sky: Sky")
    person = Assessment(load_content(folder), skills=["sky"])
    assert person.next_question() is None
    assert person.stopped == "there are no questions about these skills yet"


def test_answers_to_questions_that_are_gone_still_count(folder: Path) -> None:
    """A log goes on in a changed bank: an answer keeps its meaning when its question went."""
    person = Assessment(GARDEN)
    person.answer("digging-clay", "a digging fork")
    again = Assessment(bank(folder, OPEN), log=person.log)
    assert again.profile() == person.profile()
    assert play(again) == ["digging-1"]


def test_options_of_the_bank_are_all_shown(folder: Path) -> None:
    """The options to show are those of the question, in an order of the seed's own."""
    content = bank(folder, *[OPEN] * 3)
    orders = set()
    for seed in range(12):
        step = Assessment(content, seed=seed).next_question()
        assert step is not None
        assert set(step.options) == {RIGHT, WRONG}
        orders.add(step.options)
    assert len(orders) == 2


@pytest.fixture
def forms(tmp_path: Path) -> Assessment:
    """Make an assessment on content with one question of each form."""
    folder = tmp_path / "forms"
    shutil.copytree(EXAMPLE, folder)
    write(folder / "questions" / "digging.yaml", FORMS)
    return Assessment(load_content(folder))


@pytest.mark.parametrize(
    ("question", "reply", "outcome"),
    [
        ("digging-several", ["a flat spade", "a digging fork"], Outcome.RIGHT),
        ("digging-several", ("a flat spade",), Outcome.WRONG),
        ("digging-several", "a flat spade", Outcome.WRONG),
        ("digging-several", None, Outcome.DONT_KNOW),
        (
            "digging-steps",
            ["take out the top layer", "loosen the layer below", "put the top layer back"],
            Outcome.RIGHT,
        ),
        ("digging-litres", "150,4", Outcome.RIGHT),
        ("digging-litres", ["15"], Outcome.WRONG),
        ("digging-word", "Seed drill", Outcome.RIGHT),
        ("digging-word", "hole", Outcome.WRONG),
    ],
)
def test_each_form_takes_its_replies(
    forms: Assessment, question: str, reply: str | list[str] | None, outcome: Outcome
) -> None:
    """Lists stand for several options or steps, and texts for what is chosen or typed."""
    assert forms.answer(question, reply) is outcome
    assert forms.log[-1].value == outcome.value


@pytest.mark.parametrize(
    ("question", "reply", "message"),
    [
        ("digging-several", [], "a list of options, each once"),
        ("digging-several", ["a hose", "a hose"], "a list of options, each once"),
        ("digging-several", ["a hoze"], "Did you mean 'a hose'"),
        ("digging-steps", ["take out the top layer"], "a list of all its options in order"),
        ("digging-litres", "many", "is no number"),
        ("digging-litres", ["1", "2"], "give a number as a text"),
        ("digging-word", ["drill", "hole"], "give one text"),
    ],
)
def test_a_reply_of_another_form_is_refused(
    forms: Assessment, question: str, reply: str | list[str], message: str
) -> None:
    """What cannot be a reply to the form says what is wanted, and leaves no trace."""
    before = forms.log
    with pytest.raises(UsageError, match=re.escape(message)):
        forms.answer(question, reply)
    assert forms.log == before


def test_a_plan_is_made_from_the_same_belief() -> None:
    """The library plans what the report calls missing, and leaves out what was ticked."""
    person = Assessment(GARDEN, seed=3)
    shelf = load_shelf(GARDEN, EXAMPLE)
    day = date(2026, 11, 22)
    plan = person.roadmap(day, shelf)
    open_ = {gap.demand.skill for gap in person.report().gaps if gap.chance_met < 0.8}
    places = {step.skill.id for step in plan.steps} | {check.skill.id for check in plan.checks}
    assert open_ <= places
    first = plan.steps[0].id
    again = person.roadmap(day, shelf, ticked=[first])
    assert first not in [step.id for step in again.steps]
    assert [one.claim.id for one in again.ticked] == [first]
    assert plan.fit is None
    dated = person.roadmap(day, shelf, Wishes(hours_a_week=2, deadline=date(2026, 11, 30)))
    assert dated.fit is not None


def test_a_shelf_of_an_unknown_field_is_refused() -> None:
    """A field that the GARDEN does not have is named."""
    with pytest.raises(UsageError, match="fishing"):
        load_shelf(GARDEN, EXAMPLE, domain="fishing")
