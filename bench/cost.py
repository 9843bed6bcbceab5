"""What an answer costs: time until the next question, how it grows, and memory.

Interviews over made-up maps and calibrated banks, beside two packages that measure one
ability. Times are medians in one run; compare them with each other only.

    python bench/cost.py [--no-peers]
"""

import argparse
import sys
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import inf, log
from random import Random
from statistics import median
from time import perf_counter
from typing import Any, Final, NamedTuple

from markdown_table import marked, row, table
from profile_arms import make_question

from mlcareer.measure.interview import Interview, Material
from mlcareer.measure.prior import build_prior
from mlcareer.measure.steps import Done, answer_event
from mlcareer.model.items import Item
from mlcareer.model.questions import Distractor, Question
from mlcareer.model.skills import Demand, Role, Skill, SkillMap

SIZES: Final = (
    (45, 650),
    (45, 1000),
    (45, 10_000),
    (100, 1000),
    (500, 1000),
    (1, 1000),
    (1, 10_000),
)
"""Numbers of skills and questions."""

AREAS: Final = 10
MOST_OF_CATSIM: Final = {1000: 1.0, 10_000: 3.0}
"""Time that the program may take, in multiples of catsim's, by the number of questions."""

ANSWERS: Final = 30
RIGHT: Final = 0.6


class Cost(NamedTuple):
    """Time from an answer to the next question, in milliseconds, and memory, in MB.

    Attributes:
        answer: To take in an answer.
        choice: To choose the next question.
        start: To build the belief before the first answer.
        memory: What the belief takes.
    """

    answer: float
    choice: float
    start: float
    memory: float

    @property
    def total(self) -> float:
        """From answer to next question, in milliseconds."""
        return self.answer + self.choice


def make_map(skills: int, random: Random) -> SkillMap:
    """Make up a map in which a skill requires none to two of those before it."""
    made: dict[str, Skill] = {}
    for at in range(skills):
        before = random.sample(list(made), min(at, random.choice((0, 1, 1, 2))))
        id_ = f"skill-{at}"
        made[id_] = Skill(
            id=id_,
            name=id_,
            area=f"area-{at % AREAS}",
            definition="",
            requires=tuple(before),
            helped_by=(),
            claims=(),
            in_map_because="",
            sub_competences={},
            can_do={},
            hours={},
        )
    return SkillMap({f"area-{at}": "" for at in range(AREAS)}, made)


def make_items(skill_map: SkillMap, questions: int, random: Random) -> list[Item]:
    """Make up calibrated items, no two alike, in turn for each skill."""
    skills = list(skill_map.skills)
    return [
        Item(
            skill=skills[at % len(skills)],
            a=random.lognormvariate(0.2, 0.3),
            b=random.gauss(-0.5, 1.2),
            b_sd=0.3,
            c=0.25,
        )
        for at in range(questions)
    ]


def make_role(skill_map: SkillMap) -> Role:
    """Make up a role that wants every skill."""
    demands = {
        skill: Demand(skill, 1 + at % 3, "core", float(1 + at % 3), "", ())
        for at, skill in enumerate(skill_map.skills)
    }
    return Role("role", "role", "", {}, (), demands, ())


def measure_own(skills: int, questions: int) -> Cost:
    """Let a person of chance answer a whole interview, and measure the program."""
    random = Random(f"{skills} {questions}")
    skill_map = make_map(skills, random)
    bank = _bank(make_items(skill_map, questions, random))
    began = perf_counter()
    build_prior(skill_map, None, {})
    start = perf_counter() - began
    material = Material(skill_map, make_role(skill_map), None, {}, bank)
    answering, choosing = _times(Interview(material, seed=1), random)
    return Cost(
        answer=1000 * median(answering),
        choice=1000 * median(choosing),
        start=1000 * start,
        memory=_memory(skill_map),
    )


def _bank(items: Sequence[Item]) -> dict[str, Question]:
    bank: dict[str, Question] = {}
    for at, item in enumerate(items):
        question = make_question(f"question-{at}", item.skill, f"sub-{at % 4}", 1 + at % 4, at)
        wrong = tuple(Distractor(text, "", "") for text in "bcd")
        bank[question.id] = replace(question, item=item, answer="a", distractors=wrong)
    return bank


def _times(interview: Interview, random: Random) -> tuple[list[float], list[float]]:
    answering, choosing = [], []
    for _ in range(ANSWERS):
        began = perf_counter()
        step = interview.next_question()
        chosen = perf_counter()
        if isinstance(step, Done):
            break
        interview.apply(answer_event(step.question, random.choice((*"abcd", None))))
        answering.append(perf_counter() - chosen)
        choosing.append(chosen - began)
    return answering, choosing


def _memory(skill_map: SkillMap) -> float:
    tracemalloc.start()
    belief = build_prior(skill_map, None, {})
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del belief
    return taken / 1e6


def measure_peer(engine: Callable[[Any], Any], questions: int) -> float:
    """Median time of a package from an answer to the next question, in milliseconds."""
    import numpy as np  # noqa: PLC0415 - imported only where a peer takes part
    from calibration import Bank, Shape  # noqa: PLC0415

    random = Random(questions)
    items = make_items(make_map(1, random), questions, random)
    test = engine(
        Bank(
            a=np.array([item.a for item in items]),
            b=np.array([item.b for item in items]),
            b_sd=np.full(len(items), 0.3),
            domain=np.zeros(len(items), dtype=int),
            shape=Shape(c=0.25),
        )
    )
    asked: list[int] = [test.choose([])]
    times = []
    for _ in range(ANSWERS):
        began = perf_counter()
        test.take_in(asked[-1], right=random.random() < RIGHT)
        asked.append(test.choose(asked))
        times.append(perf_counter() - began)
    return 1000 * median(times)


def peer_table(own: dict[tuple[int, int], Cost]) -> str:
    """The program beside the packages, as multiples of `catsim`."""
    from peers import CatsimEngine, MirtEngine  # noqa: PLC0415

    rows = []
    for questions in MOST_OF_CATSIM:
        catsim = measure_peer(CatsimEngine, questions)
        mirt = measure_peer(MirtEngine, questions)
        most = MOST_OF_CATSIM[questions]
        cells = [_against(own[skills, questions].total, catsim, most) for skills in (45, 1)]
        cells.append(_against(mirt, catsim, inf))
        rows.append(row(questions, f"{catsim:.2f} ms", *cells, f"{most:g} x"))
    head = "questions | catsim, one skill | ours, 45 skills | ours, one skill | mirt, one skill"
    return table(f"{head} | target of ours", rows)


def _against(time: float, catsim: float, most: float) -> str:
    text = f"{time:.2f} ms, {time / catsim:.2f} x"
    return marked(text, missed=time > most * catsim)


def own_table(own: dict[tuple[int, int], Cost]) -> str:
    """What each size costs."""
    rows = [
        row(
            f"{skills} skills",
            questions,
            *(f"{value:.2f}" for value in (cost.answer, cost.choice, cost.total)),
            f"{cost.start:.0f}",
            f"{cost.memory:.1f}",
        )
        for (skills, questions), cost in own.items()
    ]
    return table(
        "map | questions | answer, ms | choice, ms | together, ms | start, ms | memory, MB", rows
    )


def growth_table(own: dict[tuple[int, int], Cost]) -> str:
    """The power of the size with which the time grows."""
    pairs = (
        ("questions, 45 skills", (45, 1000), (45, 10_000), 10.0, 1),
        ("questions, one skill", (1, 1000), (1, 10_000), 10.0, 1),
        ("skills, 1,000 questions", (45, 1000), (100, 1000), 100 / 45, 2),
        ("skills, 1,000 questions", (100, 1000), (500, 1000), 5.0, 2),
    )
    rows = []
    for what, small, large, factor, most in pairs:
        power = log(own[large].total / own[small].total) / log(factor)
        sizes = f"{small} to {large}"
        cell = marked(f"{power:.2f}", missed=round(power, 1) > most)
        rows.append(row(what, sizes, cell, f"at most {most}"))
    return table("grows with | skills and questions | power | target", rows)


def tables(*, peers: bool) -> str:
    """All tables as Markdown."""
    own = {size: measure_own(*size) for size in SIZES}
    parts = [own_table(own), growth_table(own), *([peer_table(own)] if peers else [])]
    return "\n\n".join(parts)


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-peers", action="store_true")
    print(tables(peers=not parser.parse_args().no_peers))
    return 0


if __name__ == "__main__":
    sys.exit(main())
