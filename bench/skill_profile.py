"""How many questions a profile costs, and whether it is as sure as it says.

Simulated people of several conditions answer questions about every skill of the real
map, sixteen questions a skill. Each person meets every arm, with the same truth.

    python bench/skill_profile.py [--people 200] [--seed 1] [--no-peers]
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from math import inf, sqrt
from random import Random
from typing import Final, NamedTuple

from learners import CONDITIONS, Condition, Learner, true_level
from markdown_table import marked, row, table
from profile_arms import (
    ARMS,
    CATSIM,
    CUT,
    JOINT,
    MIRT,
    RATED,
    Arm,
    setting,
    standard_error,
    target_cut,
)

LENGTHS: Final = (0, 10, 20, 40, 60, 100)
"""Questions after which an arm is judged."""

LONGER: Final = (*LENGTHS, 80, 120, 140, 160)
"""The same for the program without ties, to see how many more it needs."""

PEERS: Final = (MIRT, CATSIM)

MOST_LOST: Final = 1.0
"""Points that ties may cost where skills are independent."""

LEAST_GAIN: Final = 3.0
LENGTH_OF_GAIN: Final = 20
ENOUGH_CORRELATION: Final = 0.3
"""Points that self-ratings are to add at a length, where they correlate so much."""

LEAST_SURE_RIGHT: Final = 88.0
"""Percent of sure decisions that are to be right."""

SURE: Final = 0.9
BINS: Final = 10
INTERVAL: Final = 0.9


class Counts(NamedTuple):
    """What one person's profile was worth at one length.

    Attributes:
        right: Share of right decisions about targets, weighted.
        within_one: Share of skills placed within one level of the truth, weighted.
        squared: Mean squared error of the abilities, in squared logits.
        covered: Share of skills whose ability lies in the interval.
        sure: How many decisions were called sure.
        sure_right: How many of these were right.
        stated: For each bin of stated chances: how many, their sum, how many came true.
    """

    right: float
    within_one: float
    squared: float
    covered: float
    sure: int
    sure_right: int
    stated: tuple[tuple[int, float, int], ...]


Course = Mapping[int, Counts]
"""What one person's profile was worth, by the number of questions."""

Results = Mapping[tuple[str, str], Sequence[Course]]
"""One course a person, by condition and arm."""


class Task(NamedTuple):
    """One person, one arm."""

    condition: str
    arm: str
    person: str


@cache
def _conditions() -> dict[str, Condition]:
    return {condition.name: condition for condition in CONDITIONS}


def judge(arm: Arm, learner: Learner) -> Counts:
    """Hold what an arm believes against the truth."""
    right = within_one = squared = covered = total = 0.0
    sure: list[bool] = []
    stated = [[0, 0.0, 0] for _ in range(BINS)]
    stakes = setting().stakes
    for skill, stake in stakes.items():
        truth, cut = learner.abilities[skill], target_cut(skill)
        view = arm.view(skill, cut, truth)
        meets, said = truth >= cut, view.met >= 1 / 2
        total += stake.weight
        right += stake.weight * (said == meets)
        within_one += stake.weight * (abs(true_level(view.mean) - true_level(truth)) <= 1)
        squared += (view.mean - truth) ** 2 / len(stakes)
        covered += ((1 - INTERVAL) / 2 <= view.below <= (1 + INTERVAL) / 2) / len(stakes)
        if not 1 - SURE < view.met < SURE:
            sure.append(said == meets)
        place = stated[min(BINS - 1, int(view.met * BINS))]
        place[0] += 1
        place[1] += view.met
        place[2] += meets
    bins = tuple((int(count), chance, int(came)) for count, chance, came in stated)
    return Counts(right / total, within_one / total, squared, covered, len(sure), sum(sure), bins)


def follow(task: Task) -> Course:
    """Let one person answer one arm's questions, and judge it at each length."""
    condition = _conditions()[task.condition]
    learner = condition.draw(
        setting().skill_map, setting().questions, Random(f"{task.condition}: {task.person}")
    )
    arm = ARMS[task.arm](learner, Random(f"choice: {task.person}"))
    replies = Random(f"replies: {task.person}")
    lengths = LONGER if task.arm == CUT else LENGTHS
    course = {}
    for asked in range(max(lengths) + 1):
        if asked in lengths:
            course[asked] = judge(arm, learner)
        if asked < max(lengths):
            question = arm.ask()
            arm.take_in(question, learner.reply(question, replies))
    return course


def run(people: int, seed: int, arms: Iterable[str]) -> dict[tuple[str, str], list[Course]]:
    """Follow so many people through every condition and arm, on two processors.

    A quarter of them meet the peers as well.
    """
    tasks = [
        Task(condition.name, arm, f"{seed}:{person}")
        for condition in CONDITIONS
        for arm in arms
        for person in range(people if arm not in PEERS else max(1, people // 4))
    ]
    results: dict[tuple[str, str], list[Course]] = {}
    with ProcessPoolExecutor(2) as pool:
        for task, course in zip(tasks, pool.map(follow, tasks, chunksize=10), strict=True):
            results.setdefault((task.condition, task.arm), []).append(course)
    return results


def mean(values: Iterable[float]) -> float:
    """Mean of some numbers."""
    listed = list(values)
    return sum(listed) / len(listed)


def figure(courses: Sequence[Course], asked: int, name: str) -> float:
    """Mean over people of one of the figures at a length."""
    return mean(getattr(course[asked], name) for course in courses)


def right(results: Results, condition: str, arm: str, asked: int) -> list[float]:
    """Share of right decisions of each person."""
    return [course[asked].right for course in results[condition, arm]]


def equal_length(results: Results, condition: str, asked: int) -> str:
    """Say how many questions the program needs without ties to decide as well."""
    reached = mean(right(results, condition, JOINT, asked))
    lengths = sorted(LONGER)
    values = [mean(right(results, condition, CUT, length)) for length in lengths]
    for before, after, low, high in zip(lengths, lengths[1:], values, values[1:], strict=False):
        if low <= reached <= high:
            return f"{before + (after - before) * (reached - low) / max(high - low, 1e-9):.0f}"
    return f"over {lengths[-1]}" if reached > values[-1] else "0"


class Lead(NamedTuple):
    """Points by which one arm decides better than another, over the same people."""

    points: float
    error: float

    def cell(self, least: float = -inf) -> str:
        """Say it, marked where it is less than it should be."""
        return marked(f"{self.points:+.1f} ± {self.error:.1f}", missed=self.points < least)


def lead(results: Results, condition: str, of: tuple[str, int], over: tuple[str, int]) -> Lead:
    """Hold one arm at a length against another, with the standard error."""
    pairs = zip(right(results, condition, *of), right(results, condition, *over), strict=True)
    differences = [100 * (first - second) for first, second in pairs]
    return Lead(mean(differences), standard_error(differences))


TARGETS: Final = {
    "the map holds": 160,
    "5 % of skills break the map": 100,
    "10 % of skills break the map": 100,
    "heavy tails": 120,
    "correlated normal abilities": 80,
}
"""Questions without ties that 40 questions with them are to be worth."""


def ties_table(results: Results) -> str:
    """What 40 questions with ties are worth, against the targets."""
    rows = []
    for condition, target in TARGETS.items():
        difference = lead(results, condition, (JOINT, 40), (CUT, target))
        rows.append(
            row(
                condition,
                f"{mean(right(results, condition, JOINT, 40)):.3f}",
                f"{mean(right(results, condition, CUT, target)):.3f} at {target}",
                difference.cell(least=0),
                equal_length(results, condition, 40),
                target,
            )
        )
    return table(
        "condition | 40 questions, ours | ties cut | difference, points"
        " | questions it is worth | target",
        rows,
    )


def independent_table(results: Results) -> str:
    """What ties cost where skills have nothing to do with each other."""
    condition = "independent skills"
    cells = [lead(results, condition, (JOINT, n), (CUT, n)).cell(-MOST_LOST) for n in LENGTHS]
    head = "questions | " + " | ".join(map(str, LENGTHS))
    return table(head, [row("ours less ties cut, points", *cells)])


def ratings_table(results: Results) -> str:
    """What self-ratings add, beside how well they correlate with ability."""
    rows = [
        row(
            condition.name,
            f"{rating_correlation(condition):.2f}",
            *(
                lead(results, condition.name, (RATED, n), (JOINT, n)).cell(least)
                for n, least in zip(LENGTHS, _least_gains(condition), strict=True)
            ),
        )
        for condition in CONDITIONS
    ]
    head = "condition | correlation | " + " | ".join(f"at {n}" for n in LENGTHS)
    return table(head, rows)


def _least_gains(condition: Condition) -> list[float]:
    """Points that self-ratings are to add at each length."""
    if rating_correlation(condition) < ENOUGH_CORRELATION:
        return [-inf] * len(LENGTHS)
    return [LEAST_GAIN if n == LENGTH_OF_GAIN else 0.0 for n in LENGTHS]


@cache
def rating_correlation(condition: Condition, people: int = 300) -> float:
    """Mean over skills of the correlation of self-rating and ability between people."""
    random = Random("ratings")
    drawn = [condition.draw(setting().skill_map, (), random) for _ in range(people)]
    return mean(
        _correlation([(p.abilities[skill], p.ratings[skill]) for p in drawn])
        for skill in setting().skill_map.skills
    )


def _correlation(pairs: Sequence[tuple[float, float]]) -> float:
    mean_x, mean_y = mean(x for x, _ in pairs), mean(y for _, y in pairs)
    both = sum((x - mean_x) * (y - mean_y) for x, y in pairs)
    return both / sqrt(
        sum((x - mean_x) ** 2 for x, _ in pairs) * sum((y - mean_y) ** 2 for _, y in pairs)
    )


def curves_table(results: Results, name: str, say: Callable[[float], str]) -> str:
    """One figure of every arm in every condition, by the number of questions."""
    rows = []
    for (condition, arm), courses in results.items():
        first = condition if arm == next(iter(ARMS)) else ""
        cells = [say(figure(courses, n, name)) for n in LENGTHS]
        rows.append(row(first, arm, *cells))
    return table("condition | arm | " + " | ".join(map(str, LENGTHS)), rows)


def honesty_table(results: Results, arm: str) -> str:
    """Coverage, error of the stated chances, and how right sure decisions are."""
    rows = [
        row(
            condition.name,
            "88-92" if condition.model_holds else "85-95",
            *(_coverage_cell(results, condition, arm, n) for n in LENGTHS),
            f"{100 * stated_error(results[condition.name, arm]):.1f}",
            *sure_cells(results[condition.name, arm]),
        )
        for condition in CONDITIONS
    ]
    head = "condition | " + " | ".join(f"at {n}" for n in LENGTHS)
    head = head.replace("condition |", "condition | target |")
    return table(f"{head} | error of chances | sure decisions | of these right", rows)


def _coverage_cell(results: Results, condition: Condition, arm: str, asked: int) -> str:
    covered = 100 * figure(results[condition.name, arm], asked, "covered")
    low, high = (88, 92) if condition.model_holds else (85, 95)
    return marked(f"{covered:.1f}", missed=not low <= round(covered, 1) <= high)


def stated_error(courses: Sequence[Course]) -> float:
    """Mean distance of stated chances from how often they came true, over ten bins."""
    errors, total = 0.0, 0
    bins = [course[n].stated for course in courses for n in LENGTHS[1:]]
    for places in zip(*bins, strict=True):
        errors += abs(sum(chance for _, chance, _ in places) - sum(came for *_, came in places))
        total += sum(count for count, *_ in places)
    return errors / total


def sure_cells(courses: Sequence[Course]) -> tuple[str, str]:
    """Share of decisions called sure, and how many of them were right, in percent."""
    counts = [course[n] for course in courses for n in LENGTHS[1:]]
    sure, sure_right = sum(c.sure for c in counts), sum(c.sure_right for c in counts)
    share = sure / (len(counts) * len(setting().stakes))
    if not sure:
        return "0.0", "none"
    correct = 100 * sure_right / sure
    return f"{100 * share:.1f}", marked(
        f"{correct:.1f}", missed=round(correct, 1) < LEAST_SURE_RIGHT
    )


def parts(results: Results) -> list[tuple[str, str]]:
    """All tables as Markdown, each with the name of its part."""
    return [
        ("ties", ties_table(results)),
        ("independent", independent_table(results)),
        ("self-ratings", ratings_table(results)),
        ("honesty with self-ratings", honesty_table(results, RATED)),
        ("honesty without self-ratings", honesty_table(results, JOINT)),
        ("honesty without ties", honesty_table(results, CUT)),
        ("right decisions", curves_table(results, "right", "{:.3f}".format)),
        ("within one level", curves_table(results, "within_one", "{:.3f}".format)),
        ("error", curves_table(results, "squared", lambda x: f"{sqrt(x):.2f}")),
    ]


def chosen_arms(*, peers: bool) -> list[str]:
    """List the arms, with or without those that need other packages."""
    return [arm for arm in ARMS if peers or arm not in PEERS]


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-peers", action="store_true")
    given = parser.parse_args()
    for part, text in parts(run(given.people, given.seed, chosen_arms(peers=not given.no_peers))):
        print(f"## {part}\n\n{text}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
