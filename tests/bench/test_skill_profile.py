from collections.abc import Callable, Mapping
from dataclasses import replace
from math import isclose
from random import Random
from statistics import fmean, stdev

import pytest
import skill_profile
from bench_fakes import SayingArm, SerialPool, counts, course_of, only_at, person_of, steady
from learners import CONDITIONS, Condition, Learner, independent
from profile_arms import (
    ARMS,
    CATSIM,
    CUT,
    JOINT,
    MIRT,
    RATED,
    View,
    setting,
    target_cut,
)
from skill_profile import (
    BINS,
    LENGTHS,
    LONGER,
    Course,
    Lead,
    Results,
    Task,
    chosen_arms,
    curves_table,
    equal_length,
    figure,
    follow,
    honesty_table,
    independent_table,
    judge,
    lead,
    parts,
    rating_correlation,
    ratings_table,
    run,
    stated_error,
    sure_cells,
    ties_table,
)

NORMAL = CONDITIONS[1].name
ALL = tuple(setting().stakes)
WEIGHTS = {skill: stake.weight for skill, stake in setting().stakes.items()}
ABLE = frozenset(ALL[::3])
PERSON = person_of(lambda skill: target_cut(skill) + (1.25 if skill in ABLE else -1.25))


@pytest.fixture
def quick_correlation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Report the correlation of self-ratings that a condition asks for, without drawing people."""
    monkeypatch.setattr(skill_profile, "rating_correlation", lambda condition: condition.rating)


def certain(*, of_the_truth: bool) -> SayingArm:
    """Make an arm that is certain of every decision: of the right one, or of the wrong one."""
    return SayingArm(
        lambda _, cut, truth: View(
            mean=truth if of_the_truth else 2 * cut - truth,
            met=float((truth >= cut) is of_the_truth),
            below=0.5,
        )
    )


def saying(met: float = 0.5, below: float = 0.5, off: float = 0.0) -> SayingArm:
    """Make an arm that says the same of every skill, and misses each ability by so much."""
    return SayingArm(lambda _, __, truth: View(mean=truth + off, met=met, below=below))


def results_of(right: Mapping[str, Callable[[int], float]], condition: str = NORMAL) -> Results:
    """Make results of one person in one condition, from the share of right decisions."""
    return {(condition, arm): [course_of(share)] for arm, share in right.items()}


def whole_results() -> Results:
    """Make results of two people in every condition and arm, half of all decisions right."""
    courses = [course_of(lambda asked: 0.5 + asked / 1000), course_of(lambda asked: asked / 1000)]
    return {(condition.name, arm): courses for condition in CONDITIONS for arm in ARMS}


def cells(line: str) -> list[str]:
    """Split a line of a table."""
    assert line.startswith("| ")
    assert line.endswith(" |")
    return line[2:-2].split(" | ")


def rows(table: str) -> list[list[str]]:
    """Split a table into the cells of its rows, below a head of as many columns."""
    head, rule, *below = map(cells, table.splitlines())
    assert rule == ["---"] + ["---:"] * (len(head) - 1)
    assert all(len(line) == len(head) for line in below)
    return below


def test_an_arm_that_knows_everything_is_always_right() -> None:
    """All its decisions are right, its levels hit and its errors nothing."""
    found = judge(certain(of_the_truth=True), PERSON)
    assert found.right == pytest.approx(1)
    assert found.within_one == pytest.approx(1)
    assert found.squared == 0
    assert (found.sure, found.sure_right) == (len(ALL), len(ALL))


def test_an_arm_that_believes_the_opposite_is_never_right() -> None:
    """All its decisions are wrong, though it is sure, and its error is what it missed."""
    found = judge(certain(of_the_truth=False), PERSON)
    assert found.right == 0
    assert found.within_one == 0
    assert found.squared == pytest.approx(2.5**2)
    assert (found.sure, found.sure_right) == (len(ALL), 0)


@pytest.mark.parametrize("known", [ALL[0], ALL[-1]])
def test_decisions_count_by_their_weight(known: str) -> None:
    """An arm that is right about one skill alone gets the share of its weight."""
    arm = SayingArm(
        lambda skill, cut, truth: View(
            mean=truth + (0 if skill == known else 2),
            met=float((truth >= cut) is (skill == known)),
            below=0.5,
        )
    )
    found = judge(arm, person_of(lambda _: -2.5))
    share = WEIGHTS[known] / sum(WEIGHTS.values())
    assert found.right == pytest.approx(share)
    assert found.within_one == pytest.approx(share)
    assert found.sure_right == 1


def test_a_decision_is_the_likelier_one() -> None:
    """From a chance of one half on a target counts as met, and a truth on the cut meets it."""
    on_the_cut = person_of(target_cut)
    assert judge(saying(met=0.5), on_the_cut).right == pytest.approx(1)
    assert judge(saying(met=0.499), on_the_cut).right == 0


@pytest.mark.parametrize(("off", "within"), [(1.0, 1), (-1.0, 1), (2.0, 0), (-2.0, 0)])
def test_an_estimate_one_level_off_is_within_one(off: float, within: int) -> None:
    """One logit from the middle of level 2 is one level, and two logits are two."""
    found = judge(saying(off=off), person_of(lambda _: -0.5))
    assert found.within_one == within
    assert found.squared == pytest.approx(off**2)


@pytest.mark.parametrize(
    ("below", "covered"), [(0.5, 1), (0.06, 1), (0.94, 1), (0.04, 0), (0.96, 0), (0, 0), (1, 0)]
)
def test_an_interval_covers_all_but_its_tails(below: float, covered: int) -> None:
    """An ability lies in the 90 % interval where 5 to 95 % are believed to be below it."""
    assert judge(saying(below=below), PERSON).covered == pytest.approx(covered)


def test_coverage_is_the_share_of_skills() -> None:
    """Where the interval holds every third ability, so much is covered, whatever the weights."""
    arm = SayingArm(lambda skill, _, __: View(0.0, 0.5, 0.3 if skill in ABLE else 0.99))
    assert judge(arm, PERSON).covered == pytest.approx(len(ABLE) / len(ALL))


@pytest.mark.parametrize(
    ("met", "sure", "right"),
    [
        (0.95, len(ALL), len(ABLE)),
        (0.9, len(ALL), len(ABLE)),
        (0.89, 0, 0),
        (0.5, 0, 0),
        (0.11, 0, 0),
        (0.05, len(ALL), len(ALL) - len(ABLE)),
    ],
)
def test_sure_decisions_are_counted(met: float, sure: int, right: int) -> None:
    """Decisions at least 90 % sure are counted either way, and those of them that are right."""
    found = judge(saying(met=met), PERSON)
    assert (found.sure, found.sure_right) == (sure, right)


@pytest.mark.parametrize(
    ("met", "place"), [(0.0, 0), (0.09, 0), (0.1, 1), (0.55, 5), (0.99, 9), (1.0, 9)]
)
def test_stated_chances_fall_into_their_bins(met: float, place: int) -> None:
    """A bin has how many chances fell into it, their sum, and how many targets were met."""
    stated = judge(saying(met=met), PERSON).stated
    assert len(stated) == BINS
    assert stated[place] == pytest.approx((len(ALL), met * len(ALL), len(ABLE)))
    assert [at for at, (count, *_) in enumerate(stated) if count] == [place]


def stated_course(*stated: tuple[int, float, int]) -> Course:
    """Make a course with such bins at every length."""
    return dict.fromkeys(LONGER, counts(stated=stated))


def test_calibrated_chances_have_no_error() -> None:
    """Where as many targets are met as was stated, over all people, the error is 0."""
    people = [stated_course((10, 7.0, 9), (10, 1.0, 1)), stated_course((10, 7.0, 5))]
    assert stated_error(people) == pytest.approx(0)


def test_overconfident_chances_have_the_error_of_their_excess() -> None:
    """Where 0.95 is stated and 7 of 10 come true, the error is a quarter."""
    assert stated_error([stated_course((10, 9.5, 7))]) == pytest.approx(0.25)


def test_errors_of_different_bins_do_not_cancel() -> None:
    """High chances too high and low ones too low count twice, and empty bins not at all."""
    people = [stated_course((10, 0.5, 3), (10, 9.5, 7))]
    assert stated_error(people) == pytest.approx(0.25)


def test_the_error_of_chances_leaves_out_what_was_stated_before_any_answer() -> None:
    """The prior's chances are no merit, and no fault, of the answers."""
    course = {**stated_course((10, 5.0, 5)), 0: counts(stated=((10, 5.0, 0),))}
    assert stated_error([course]) == 0


@pytest.mark.parametrize(("share", "error"), [(0.9, 0.0), (0.6, 0.3), (0.0, 0.9)])
def test_the_error_of_chances_is_found_from_what_an_arm_says(share: float, error: float) -> None:
    """An arm that always says 0.9 is off by as much less as its people meet the targets."""
    met = set(ALL[: round(share * len(ALL))])
    learner = person_of(lambda skill: target_cut(skill) + (1 if skill in met else -1))
    course = dict.fromkeys(LONGER, judge(saying(met=0.9), learner))
    assert stated_error([course]) == pytest.approx(error, abs=0.02)


def test_sure_cells_are_shares_in_percent() -> None:
    """They say how many decisions were sure, and how many of these right: in bold if too few."""
    good = dict.fromkeys(LONGER, counts()._replace(sure=9, sure_right=8))
    assert sure_cells([good, good])[1] == "88.9"
    course = dict.fromkeys(LONGER, counts()._replace(sure=9, sure_right=6))
    assert sure_cells([course]) == (f"{100 * 9 / len(ALL):.1f}", "**66.7**")
    unsure = dict.fromkeys(LONGER, counts()._replace(sure=0, sure_right=0))
    assert sure_cells([unsure]) == ("0.0", "none")


@pytest.mark.parametrize(
    ("reached", "questions"),
    [(0.5, "0"), (0.6, "40"), (0.62, "48"), (0.69, "76"), (0.8, "120"), (0.9, "160")],
)
def test_the_equal_length_lies_between_the_lengths_tried(reached: float, questions: str) -> None:
    """Where decisions without ties grow evenly, so many questions decide as well."""
    results = results_of({JOINT: steady(reached), CUT: lambda n: 0.5 + n / 400})
    assert equal_length(results, NORMAL, 40) == questions


def test_the_equal_length_ends_with_the_lengths_tried() -> None:
    """Better than the longest is over it, and worse than none is worth no question."""
    for reached, said in ((0.95, "over 160"), (0.45, "0")):
        results = results_of({JOINT: steady(reached), CUT: lambda n: 0.5 + n / 400})
        assert equal_length(results, NORMAL, 40) == said


def test_the_equal_length_is_that_of_the_length_asked_about() -> None:
    """Another number of questions with ties has another equal."""
    results = results_of({JOINT: lambda n: 0.5 + n / 200, CUT: lambda n: 0.5 + n / 400})
    assert [equal_length(results, NORMAL, n) for n in (10, 20, 40, 60)] == ["20", "40", "80", "120"]


def test_the_equal_length_takes_means_over_people() -> None:
    """Two people count as much as each other."""
    ours = [course_of(steady(0.5)), course_of(steady(0.7))]
    cut = [course_of(lambda n: 0.4 + n / 400), course_of(lambda n: 0.6 + n / 400)]
    assert equal_length({(NORMAL, JOINT): ours, (NORMAL, CUT): cut}, NORMAL, 40) == "40"


def test_a_lead_is_the_mean_of_paired_differences() -> None:
    """It is in points, with the standard error of the differences between the same people."""
    first, second = [0.9, 0.5, 0.75, 0.61], [0.8, 0.45, 0.75, 0.4]
    results = {
        (NORMAL, JOINT): [course_of(only_at(40, share, 0.0)) for share in first],
        (NORMAL, CUT): [course_of(only_at(80, share, 1.0)) for share in second],
    }
    differences = [100 * (x - y) for x, y in zip(first, second, strict=True)]
    ahead = lead(results, NORMAL, (JOINT, 40), (CUT, 80))
    assert ahead == pytest.approx((fmean(differences), stdev(differences) / 2))
    assert ahead.cell() == "+9.0 ± 4.5"
    assert lead(results, NORMAL, (CUT, 80), (JOINT, 40)).cell() == "-9.0 ± 4.5"


@pytest.mark.parametrize(
    ("points", "least", "cell"),
    [
        (3.04, 3.0, "+3.0 ± 0.5"),
        (2.9, 3.0, "**+2.9 ± 0.5**"),
        (-0.5, 0.0, "**-0.5 ± 0.5**"),
        (-0.5, -1.0, "-0.5 ± 0.5"),
    ],
)
def test_a_lead_that_misses_its_target_is_marked(points: float, least: float, cell: str) -> None:
    """Its cell stands in bold where it is less than it should be, and only there."""
    assert Lead(points, 0.5).cell(least) == cell


def test_a_lead_needs_the_same_people() -> None:
    """Arms that met different numbers of people cannot be compared pair by pair."""
    one = course_of(steady(0.5))
    with pytest.raises(ValueError, match="shorter"):
        lead({(NORMAL, JOINT): [one, one], (NORMAL, CUT): [one]}, NORMAL, (JOINT, 0), (CUT, 0))


def test_a_figure_is_the_mean_over_people() -> None:
    """Each person counts once, at the length asked about."""
    courses = [course_of(lambda n: n / 100), course_of(lambda n: n / 200)]
    assert figure(courses, 40, "right") == pytest.approx(0.3)


def perfect_ratings(learner: Learner) -> Learner:
    """Let a person rate every skill by its ability, on a scale that cuts none."""
    ratings = {skill: round(1000 * theta) for skill, theta in learner.abilities.items()}
    return learner._replace(ratings=ratings)


def test_a_rating_correlation_is_that_between_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ratings that are abilities correlate by 1 with them, and the opposite ones by -1."""
    draw = Condition.draw
    for sign in (1, -1):

        def drawn(self: Condition, *given: object, sign: int = sign) -> Learner:
            learner = perfect_ratings(draw(self, *given))  # type: ignore[arg-type]
            ratings = {skill: sign * level for skill, level in learner.ratings.items()}
            return learner._replace(ratings=ratings)

        monkeypatch.setattr(Condition, "draw", drawn)
        found = rating_correlation(Condition(f"sign {sign}", independent), 20)
        assert found == pytest.approx(sign, abs=1e-5)


def test_a_stronger_rating_correlates_more() -> None:
    """The correlation reported grows with the one that a condition asks for."""
    found = [
        rating_correlation(replace(CONDITIONS[1], name=f"rating {rating}", rating=rating), 200)
        for rating in (0.0, 0.3, 0.6)
    ]
    assert found == sorted(found)
    assert found[0] < 0.05
    assert found[-1] > 0.5


@pytest.mark.parametrize(("arm", "lengths"), [(JOINT, LENGTHS), (RATED, LENGTHS), (CUT, LONGER)])
def test_a_course_has_counts_at_each_length(arm: str, lengths: tuple[int, ...]) -> None:
    """One person's course is judged at all lengths of its arm, and comes out alike again."""
    task = Task(NORMAL, arm, "1:0")
    course = follow(task)
    assert sorted(course) == sorted(lengths)
    assert follow(task) == course
    assert follow(task._replace(person="1:1")) != course
    for found in course.values():
        assert 0 <= found.right <= 1
        assert 0 <= found.within_one <= 1
        assert 0 <= found.covered <= 1 + 1e-9
        assert sum(count for count, *_ in found.stated) == len(ALL)
        assert sum(came for *_, came in found.stated) == sum(came for *_, came in course[0].stated)
        assert found.sure_right <= found.sure <= len(ALL)


def test_answers_tell_about_people_on_average() -> None:
    """Over some people, 100 questions decide better than none, and with less error."""
    courses = [follow(Task(NORMAL, JOINT, f"2:{person}")) for person in range(6)]
    for name in ("right", "within_one"):
        assert figure(courses, 100, name) > figure(courses, 0, name) + 0.05
    assert figure(courses, 100, "squared") < 0.7 * figure(courses, 0, "squared")
    assert figure(courses, 40, "covered") == pytest.approx(0.9, abs=0.08)


class Watcher(SayingArm):
    """Keeps whom it meets, and says how many answers it has taken in."""

    met: list[tuple[str, Learner, list[str]]]

    def __init__(self, learner: Learner, random: Random, name: str) -> None:
        super().__init__(lambda *_: View(float(len(self.outcomes)), 0.5, 0.5))
        self.met.append((name, learner, []))
        self.draw = random.random()


def test_every_arm_meets_the_same_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person has the same truth for every arm, and is judged after so many answers."""
    Watcher.met = []
    arms = {
        name: lambda learner, random, name=name: Watcher(learner, random, name)
        for name in (JOINT, CUT, RATED)
    }
    monkeypatch.setattr(skill_profile, "ARMS", arms)
    courses = [follow(Task(NORMAL, arm, person)) for person in ("1:0", "1:1") for arm in arms]
    learners = [learner for _, learner, _ in Watcher.met]
    assert [name for name, *_ in Watcher.met] == [*arms, *arms]
    assert learners[0] == learners[1] == learners[2]
    assert learners[3] == learners[4] == learners[5]
    assert learners[0].abilities != learners[3].abilities
    assert learners[0].items != learners[3].items
    for learner, course in zip(learners, courses, strict=True):
        for asked, found in course.items():
            errors = [(asked - learner.abilities[skill]) ** 2 for skill in ALL]
            assert found.squared == pytest.approx(fmean(errors))


def test_a_run_has_everyone_meet_every_arm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each condition and arm gets its people, the peers a quarter of them, in order."""
    met: list[Task] = []

    def note(task: Task) -> Course:
        met.append(task)
        return course_of(steady(int(task.person.split(":")[1]) / 10))

    monkeypatch.setattr(skill_profile, "ProcessPoolExecutor", SerialPool)
    monkeypatch.setattr(skill_profile, "follow", note)
    results = run(9, 5, chosen_arms(peers=True))
    assert list(results) == [(condition.name, arm) for condition in CONDITIONS for arm in ARMS]
    for (_, arm), courses in results.items():
        everyone = range(2 if arm in {MIRT, CATSIM} else 9)
        assert [course[0].right for course in courses] == [person / 10 for person in everyone]
    assert len(met) == len(set(met))
    assert {task.person for task in met} == {f"5:{person}" for person in range(9)}


def test_even_one_person_meets_the_peers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quarter of few people is still one."""
    monkeypatch.setattr(skill_profile, "ProcessPoolExecutor", SerialPool)
    monkeypatch.setattr(skill_profile, "follow", lambda _: course_of(steady(0.5)))
    assert {len(courses) for courses in run(1, 1, chosen_arms(peers=True)).values()} == {1}


def test_the_peers_can_be_left_out() -> None:
    """Without them all other arms stay, in the same order."""
    assert chosen_arms(peers=True) == list(ARMS)
    assert chosen_arms(peers=False) == [arm for arm in ARMS if arm not in {MIRT, CATSIM}]
    assert len(chosen_arms(peers=False)) == len(ARMS) - 2


@pytest.mark.usefixtures("quick_correlation")
def test_every_part_is_a_table_with_a_row_for_each_condition() -> None:
    """Tables are whole: as many cells as columns, and as many rows as they compare."""
    found = dict(parts(whole_results()))
    assert len(found) == len(parts(whole_results())) == 9
    for name in ("self-ratings", *(part for part in found if part.startswith("honesty"))):
        assert [line[0] for line in rows(found[name])] == [c.name for c in CONDITIONS]
    for name in ("right decisions", "within one level", "error"):
        assert [line[1] for line in rows(found[name])] == list(ARMS) * len(CONDITIONS)
        assert [line[0] for line in rows(found[name]) if line[0]] == [c.name for c in CONDITIONS]
    assert [line[0] for line in rows(found["ties"])] == list(skill_profile.TARGETS)
    assert len(rows(found["independent"])) == 1


def test_the_ties_table_compares_40_questions_with_the_target() -> None:
    """It gives both shares, the difference, what the questions are worth, and the target."""
    results = {
        key: courses
        for condition in skill_profile.TARGETS
        for key, courses in results_of(
            {JOINT: lambda n: 0.5 + n / 200, CUT: lambda n: 0.5 + n / 400}, condition
        ).items()
    }
    for condition, ours, cut, difference, worth, target in rows(ties_table(results)):
        length = skill_profile.TARGETS[condition]
        assert ours == "0.700"
        assert cut == f"{0.5 + length / 400:.3f} at {length}"
        assert difference == Lead(100 * (0.2 - length / 400), 0.0).cell(0.0)
        assert difference.startswith("**") is (length > 80)
        assert (worth, target) == ("80", str(length))


def test_the_independent_table_is_about_independent_skills() -> None:
    """It takes the difference to the arm without ties at each length, bold beyond a point."""
    results = results_of({JOINT: lambda n: 0.5 - n / 5000, CUT: steady(0.5)}, "independent skills")
    ((_, *differences),) = rows(independent_table(results))
    assert differences[:4] == ["+0.0 ± 0.0", "-0.2 ± 0.0", "-0.4 ± 0.0", "-0.8 ± 0.0"]
    assert differences[4:] == ["**-1.2 ± 0.0**", "**-2.0 ± 0.0**"]


@pytest.mark.usefixtures("quick_correlation")
def test_the_ratings_table_takes_the_rated_arm_less_the_other() -> None:
    """Beside each condition stand its correlation and what ratings add at each length."""
    results = {
        key: courses
        for condition in CONDITIONS
        for key, courses in results_of(
            {RATED: lambda n: 0.52 + n / 1000, JOINT: steady(0.5)}, condition.name
        ).items()
    }
    for condition, (name, correlation, *points) in zip(
        CONDITIONS, rows(ratings_table(results)), strict=True
    ):
        assert name == condition.name
        assert correlation == f"{condition.rating:.2f}"
        assert points == [f"{2 + n / 10:+.1f} ± 0.0" for n in LENGTHS]


@pytest.mark.usefixtures("quick_correlation")
def test_self_ratings_that_add_too_little_are_marked() -> None:
    """Where they correlate enough, less than 3 points at 20 questions is bold, or any lost."""
    results = {
        key: courses
        for condition in CONDITIONS
        for key, courses in results_of(
            {RATED: lambda n: 0.529 - (n == 60) / 100, JOINT: steady(0.5)}, condition.name
        ).items()
    }
    at = {n: 2 + LENGTHS.index(n) for n in LENGTHS}
    for condition, line in zip(CONDITIONS, rows(ratings_table(results)), strict=True):
        enough = condition.rating >= 0.3
        assert (line[at[20]] == "**+2.9 ± 0.0**") is enough
        assert line[at[10]] == line[at[40]] == "+2.9 ± 0.0"
    for condition in CONDITIONS:
        results[condition.name, RATED] = [course_of(steady(0.49))]
    marks = {line[0]: "**" in line[at[60]] for line in rows(ratings_table(results))}
    assert marks["correlated normal abilities"]
    assert marks["lenient self-raters"]


def honesty_rows(covered: float, arm: str = JOINT) -> list[list[str]]:
    """Make the rows of the honesty table of an arm, of which such a share is covered."""
    found = counts(stated=((4, 2.0, 1),))._replace(covered=covered)
    results = dict(whole_results())
    for condition in CONDITIONS:
        results[condition.name, arm] = [dict.fromkeys(LENGTHS, found)]
    return rows(honesty_table(results, arm))


def test_the_honesty_table_is_about_the_arm_asked_about() -> None:
    """Coverage is in percent at each length, and the other arms do not matter."""
    for arm in (JOINT, CUT):
        for _, _, *found in honesty_rows(0.914, arm):
            assert found[: len(LENGTHS)] == ["91.4"] * len(LENGTHS)
            assert found[len(LENGTHS) :] == ["25.0", f"{100 * 20 / len(ALL):.1f}", "95.0"]


@pytest.mark.parametrize(
    ("covered", "own", "other"),
    [(0.90, True, True), (0.87, False, True), (0.93, False, True), (0.84, False, False)],
)
def test_coverage_that_misses_its_target_is_marked(covered: float, own: bool, other: bool) -> None:
    """Bold is what lies outside 88 to 92 % where the model holds, and 85 to 95 % elsewhere."""
    for condition, (_, target, *found) in zip(CONDITIONS, honesty_rows(covered), strict=True):
        assert target == ("88-92" if condition.model_holds else "85-95")
        well = own if condition.model_holds else other
        text = f"{100 * covered:.1f}"
        assert set(found[: len(LENGTHS)]) == {text if well else f"**{text}**"}


def test_the_curves_table_says_what_it_is_told() -> None:
    """A cell is the mean over people of its figure, as it is told to say it."""
    results = results_of({RATED: lambda n: n / 100, JOINT: lambda n: n / 200})
    found = rows(curves_table(results, "right", "{:.3f}".format))
    assert found == [
        [NORMAL, RATED, *(f"{n / 100:.3f}" for n in LENGTHS)],
        ["", JOINT, *(f"{n / 200:.3f}" for n in LENGTHS)],
    ]


@pytest.mark.usefixtures("quick_correlation")
def test_the_error_is_the_root_of_the_mean_square() -> None:
    """A mean square of 1.44 squared logits is an error of 1.2 logits."""
    found = dict(parts(whole_results()))["error"]
    assert {cell for line in rows(found) for cell in line[2:]} == {"1.20"}
    assert isclose(counts().squared, 1.44)
