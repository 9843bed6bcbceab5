"""Whether any background stands in a person's way.

For every degree and job, every skill and every true level: eight questions about the
skill, and how often the level found is at most one away from the truth.

    python bench/harm.py [--runs 200]
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from random import Random
from typing import Final, NamedTuple

from learners import true_level
from markdown_table import marked, row, table
from profile_arms import make_question, setting

from mlcareer.content.folder import content_folder
from mlcareer.content.people import load_backgrounds
from mlcareer.measure.belief import Belief
from mlcareer.measure.gaussian import Gaussian
from mlcareer.measure.prior import build_prior
from mlcareer.measure.response import likelihood
from mlcareer.measure.selection import History, Stake, choose
from mlcareer.model.levels import LEVEL_NAMES, LEVELS
from mlcareer.model.people import Backgrounds
from mlcareer.model.questions import Outcome, Question

QUESTIONS: Final = 8
TARGET: Final = 0.88
CLOSE: Final = 0.03
STAKE: Final = Stake(2, 3.0)
SKILL: Final = "skill"


class Start(NamedTuple):
    """What is believed about one skill before the first answer: one of each hypothesis."""

    means: tuple[float, ...]
    variances: tuple[float, ...]


@cache
def bank() -> Mapping[str, Sequence[Question]]:
    """Six questions for each level of one skill."""
    questions = [
        make_question(f"{level}-{at}", SKILL, f"sub-{at % 3}", level, at)
        for level in LEVELS[1:]
        for at in range(6)
    ]
    return {SKILL: questions}


def people(backgrounds: Backgrounds) -> Iterator[dict[str, str]]:
    """List all degrees and jobs, and some of both together."""
    yield {}
    yield from ({"degree": degree} for degree in backgrounds.degrees)
    yield from ({"work": work} for work in backgrounds.works)
    yield {"degree": "none-yet", "work": "student"}
    yield {"degree": "data-science", "work": "data-scientist"}


def starts() -> dict[Start, str]:
    """Find all beliefs that a background gives to any skill, and one that gives each."""
    skill_map = setting().skill_map
    backgrounds = load_backgrounds(content_folder(), skill_map)
    found: dict[Start, str] = {}
    for chosen in people(backgrounds) if backgrounds else [{}]:
        belief = build_prior(skill_map, backgrounds, chosen)
        who = ", ".join(chosen.values()) or "none"
        for skill in skill_map.skills:
            means = tuple(round(h.mean(skill), 2) for h in belief.hypotheses)
            variances = tuple(round(h.variance(skill), 2) for h in belief.hypotheses)
            found.setdefault(Start(means, variances), f"{who}: {skill}")
    return found


def weights() -> tuple[float, ...]:
    """Prior weights of the hypotheses."""
    return build_prior(setting().skill_map, None, {}).weights


def found_level(start: Start, theta: float, random: Random) -> int:
    """Ask one simulated person, and give the level of the estimate."""
    pairs = zip(start.means, start.variances, strict=True)
    belief = Belief([Gaussian([SKILL], [m], [[v]]) for m, v in pairs], weights())
    history = History()
    for _ in range(QUESTIONS):
        choice = choose(belief, bank(), {SKILL: STAKE}, history, random)
        if choice is None:
            break
        item = choice.question.item
        chances = [likelihood(item, outcome, theta) for outcome in Outcome]
        belief.answer(item, random.choices(list(Outcome), chances)[0])
        history.add(choice.question)
    return true_level(belief.moments(SKILL).mean)


def share_within_one(task: tuple[Start, int, int]) -> float:
    """Give the share of people of a true level who are placed within one level of it.

    Where it is close to the target or below it, ten times the runs decide: of many
    starts some would be below it by chance alone.
    """
    start, level, runs = task
    random = Random(f"{start} {level}")
    hits: list[bool] = []
    for more in (runs, 9 * runs):
        found = (found_level(start, level - 2.5, random) for _ in range(more))
        hits.extend(abs(each - level) <= 1 for each in found)
        if sum(hits) >= (TARGET + CLOSE) * len(hits):
            break
    return sum(hits) / len(hits)


def tables(runs: int) -> str:
    """The table as Markdown."""
    found = starts()
    rows = []
    with ProcessPoolExecutor(2) as pool:
        for level in LEVELS:
            tasks = [(start, level, runs) for start in found]
            shares = list(pool.map(share_within_one, tasks, chunksize=4))
            worst = min(range(len(shares)), key=shares.__getitem__)
            who = found[tasks[worst][0]]
            mean = sum(shares) / len(shares)
            below = sum(share < TARGET for share in shares)
            cells = (
                f"{mean:.3f}",
                marked(f"{shares[worst]:.3f}", missed=shares[worst] < TARGET),
                who,
                f"{below} of {len(shares)}",
            )
            rows.append(row(LEVEL_NAMES[level], *cells))
    return table(
        f"true level | mean | least | where: background, skill | starts below {TARGET}", rows
    )


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    print(tables(parser.parse_args().runs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
