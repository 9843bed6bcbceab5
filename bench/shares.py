"""Whether shares of targets met, and self-ratings, are as sure as the report says.

Simulated people of several conditions take the shipped interview; what the report says of
them is held against the truth.

    python bench/shares.py [--people 60] [--seed 1] [--questions 45]
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from random import Random
from typing import Final, NamedTuple

from learners import CONDITIONS, Learner, true_level
from markdown_table import marked, row, table

from mlcareer.api import load_content
from mlcareer.gaps import Report, State, report_of
from mlcareer.measure.interview import Interview, Material
from mlcareer.measure.steps import AskQuestion, answer_event
from mlcareer.measure.stretches import stretch_event
from mlcareer.model.items import Outcome
from mlcareer.model.people import Event, EventKind
from mlcareer.model.questions import Question
from mlcareer.self_rating import Verdict

SHARE_COVERED: Final = (75.0, 90.0)
"""Percent of people whose true share is to lie in the range that is stated with 80 %."""

LEAST_RIGHT: Final = 80.0
"""Percent of targets called met or missed that are to be so: each is stated with 80 %."""

LEAST_VERDICTS_RIGHT: Final = 90.0
"""Percent of self-ratings called too high or too low that are to be so."""


class Facts(NamedTuple):
    """What the report said of one person, beside the truth.

    Attributes:
        off: Stated less true share, in points.
        covered: Whether the true share lay in its range.
        areas: How many true shares of areas lay in their ranges, and of how many.
        called: Targets called met or missed rightly, and how many were called.
        verdicts: Self-ratings called too high or too low rightly, and how many were called.
        habit: Whether a habit was called.
        habit_right: Whether its direction is that of the true mean difference.
    """

    off: float
    covered: bool
    areas: tuple[int, int]
    called: tuple[int, int]
    verdicts: tuple[int, int]
    habit: bool
    habit_right: bool


class Task(NamedTuple):
    """One person of one condition."""

    condition: str
    person: str
    questions: int


@cache
def material() -> Material:
    """Read the shipped content once."""
    return load_content()


def reply_event(question: Question, outcome: Outcome) -> Event:
    """Make the event of an answer that came out so."""
    return answer_event(question, None)._replace(value=outcome.value)


def sit(learner: Learner, person: str, questions: int) -> Report:
    """Let one person rate all skills and answer, and make the report."""
    content = material()
    skills = tuple(content.skill_map.skills)
    interview = Interview(content, 1, [stretch_event(skills, questions)])
    for skill, level in learner.ratings.items():
        interview.apply(Event(EventKind.RATING, skill, str(level)))
    replies = Random(f"replies: {person}")
    while isinstance(step := interview.next_question(), AskQuestion):
        interview.apply(reply_event(step.question, learner.reply(step.question, replies)))
    return report_of(interview)


def follow(task: Task) -> Facts:
    """Interview one person and hold the report against the truth."""
    condition = next(c for c in CONDITIONS if c.name == task.condition)
    content = material()
    learner = condition.draw(
        content.skill_map, tuple(content.questions.values()), Random(f"{task[:2]}")
    )
    return judge(sit(learner, task.person, task.questions), learner)


def judge(report: Report, learner: Learner) -> Facts:
    """Hold a report against the truth."""
    levels = {skill: true_level(theta) for skill, theta in learner.abilities.items()}
    truth = true_share(report, levels, report.role.demands)
    ready = report.readiness
    areas = [
        low_high.low - 1e-9 <= true_share(report, levels, of_area(report, area)) <= low_high.high
        for area, low_high in report.areas.items()
    ]
    called = [
        (gap.state is State.MET) == (levels[gap.demand.skill] >= gap.demand.target)
        for gap in report.gaps
        if gap.state in {State.MET, State.MISSED}
    ]
    known = report.self_knowledge
    verdicts = [
        (c.verdict is Verdict.HIGHER) == (c.rating > levels[c.skill])
        and c.rating != levels[c.skill]
        for c in known.comparisons
        if c.verdict is not Verdict.WITHIN
    ]
    differences = [c.rating - levels[c.skill] for c in known.comparisons]
    return Facts(
        off=100 * (ready.share - truth),
        covered=ready.low - 1e-9 <= truth <= ready.high + 1e-9,
        areas=(sum(areas), len(areas)),
        called=(sum(called), len(called)),
        verdicts=(sum(verdicts), len(verdicts)),
        habit=known.habit is not Verdict.WITHIN,
        habit_right=(known.habit is Verdict.HIGHER) == (sum(differences) > 0),
    )


def of_area(report: Report, area: str) -> list[str]:
    """List the skills that the role asks for in an area."""
    skills = report.skill_map.skills
    return [skill for skill in report.role.demands if skills[skill].area == area]


def true_share(report: Report, levels: dict[str, int], skills: Iterable[str]) -> float:
    """Share of the targets of some skills that are met in truth, by weight."""
    demands = [report.role.demands[skill] for skill in skills]
    met = sum(d.weight for d in demands if levels[d.skill] >= d.target)
    return met / sum(d.weight for d in demands)


def run(people: int, seed: int, questions: int) -> dict[str, list[Facts]]:
    """Follow so many people through every condition, on two processors."""
    tasks = [
        Task(condition.name, f"{seed}:{person}", questions)
        for condition in CONDITIONS
        for person in range(people)
    ]
    found: dict[str, list[Facts]] = {}
    with ProcessPoolExecutor(2) as pool:
        for task, facts in zip(tasks, pool.map(follow, tasks, chunksize=4), strict=True):
            found.setdefault(task.condition, []).append(facts)
    return found


HEAD: Final = (
    "condition | share covered | off, points | areas covered"
    " | met or missed called | of these right | ratings called | of these right"
    " | habits called | of these right"
)


def line(name: str, facts: Sequence[Facts]) -> str:
    """Sum up the people of one condition."""
    covered = percent(sum(f.covered for f in facts), len(facts))
    low, high = SHARE_COVERED
    called = [sum(f.called[at] for f in facts) for at in (0, 1)]
    verdicts = [sum(f.verdicts[at] for f in facts) for at in (0, 1)]
    habits = [f.habit_right for f in facts if f.habit]
    return row(
        name,
        marked(f"{covered:.0f}", missed=not low <= covered <= high),
        f"{sum(f.off for f in facts) / len(facts):+.1f}",
        f"{percent(sum(f.areas[0] for f in facts), sum(f.areas[1] for f in facts)):.0f}",
        f"{called[1] / len(facts):.1f}",
        checked(called, LEAST_RIGHT),
        f"{verdicts[1] / len(facts):.1f}",
        checked(verdicts, LEAST_VERDICTS_RIGHT),
        f"{percent(len(habits), len(facts)):.0f}",
        f"{percent(sum(habits), len(habits)):.0f}" if habits else "-",
    )


def checked(counts: Sequence[int], least: float) -> str:
    """Say how many percent were right, marked where these are fewer than they should be."""
    if not counts[1]:
        return "-"
    share = percent(*counts)
    return marked(f"{share:.0f}", missed=share < least)


def percent(part: float, whole: float) -> float:
    """Say a part in percent of the whole."""
    return 100 * part / whole if whole else 0.0


def tables(people: int, seed: int, questions: int = 45) -> str:
    """Make the table that docs/measurement.md shows."""
    found = run(people, seed, questions)
    return table(HEAD, (line(name, facts) for name, facts in found.items()))


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--questions", type=int, default=45)
    wanted = parser.parse_args()
    print(tables(wanted.people, wanted.seed, wanted.questions))
    return 0


if __name__ == "__main__":
    sys.exit(main())
