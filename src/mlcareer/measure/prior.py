"""What is believed before the first answer: wide, and never trusted for long."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from mlcareer.measure.belief import Belief
from mlcareer.model.people import Backgrounds
from mlcareer.model.skills import SkillMap

PRIOR_SD: Final = 1.5
"""Standard deviation of an ability before any answer, in logits.

A narrower one does not find the self-taught expert whose background says nothing;
`tests/measure/test_harm.py` measures how often eight answers do.
"""

LOWEST_MEAN: Final = -1.0
"""Prior mean of an ability for a background that says nothing, in logits."""

MEAN_PER_LEVEL: Final = 0.4
"""How far one suggested level moves the prior mean, in logits."""

BACKGROUND_CAP: Final = 2.5
"""A background alone never suggests "proficient"."""

GENERAL_SHARE: Final = 0.35
AREA_SHARE: Final = 0.25
EDGE_SHARE: Final = 0.10
"""Shares of the variance that all skills, an area's skills, and the two ends of
an edge of the map have in common. Assumptions, to be checked against answers."""

LENIENCY: Final = "leniency of the person"
LENIENCY_MEAN: Final = 0.32 * PRIOR_SD
LENIENCY_SD: Final = 0.7
"""How much a person overrates all skills alike, in logits.

Self-ratings stand above supervisors' ratings by 0.32 standard deviations on average
(Heidemeier and Moser 2009, a meta-analysis); the spread is an assumption.
"""

RATING_NOISE_SD: Final = 2.5
"""Noise of a self-rating, in logits: a correlation with ability of about 0.5,
the most that ratings of concrete statements have earned."""

_RATING_ZERO: Final = -2.5
"""Ability in the middle of level 0, in logits; each level is one logit wide."""


def build_prior(
    skill_map: SkillMap, backgrounds: Backgrounds | None, chosen: Mapping[str, str]
) -> Belief:
    """Build the belief before any rating or answer.

    Args:
        skill_map: The skills, and what ties them together.
        backgrounds: What degrees and jobs are taken to mean; None where there is no such table.
        chosen: The person's answers to the background questions.
    """
    skills = tuple(skill_map.skills)
    levels = suggested_levels(skills, backgrounds, chosen)
    mean = [LOWEST_MEAN + MEAN_PER_LEVEL * levels[skill] for skill in skills]
    covariance = _covariance(skill_map)
    for row in covariance:
        row.append(0.0)
    covariance.append([0.0] * len(skills) + [LENIENCY_SD**2])
    return Belief((*skills, LENIENCY), [*mean, LENIENCY_MEAN], covariance)


def suggested_levels(
    skills: Iterable[str], backgrounds: Backgrounds | None, chosen: Mapping[str, str]
) -> dict[str, float]:
    """Say which level, 0 to 2.5, a person's degree and job suggest for each skill.

    The larger of the two values counts, and a quarter of the smaller.
    """
    if backgrounds is None:
        return dict.fromkeys(skills, 0.0)
    degree = backgrounds.degrees.get(chosen.get("degree", ""))
    work = backgrounds.works.get(chosen.get("work", ""))
    suggested = {}
    for skill in skills:
        column = backgrounds.column_of.get(skill, "")
        values = [choice.levels.get(column, 0.0) if choice else 0.0 for choice in (degree, work)]
        level = max(values) + 0.25 * min(values)
        for choice in (degree, work):
            level += backgrounds.shift.get(choice.id, {}).get(skill, 0.0) if choice else 0.0
        suggested[skill] = min(BACKGROUND_CAP, max(0.0, level))
    return suggested


def _covariance(skill_map: SkillMap) -> list[list[float]]:
    """Add up what skills share; a sum of squares, so it is positive definite.

    What a skill shares along edges is split among its edges: a skill with many
    neighbours shares no more in all than one with few.
    """
    skills = list(skill_map.skills.values())
    at = {skill.id: i for i, skill in enumerate(skills)}
    edges = [
        (at[skill.id], at[other])
        for skill in skills
        for other in (*skill.requires, *skill.helped_by)
    ]
    degree = Counter(end for edge in edges for end in edge)
    own = 1 - GENERAL_SHARE - AREA_SHARE - EDGE_SHARE
    shares = [
        [GENERAL_SHARE + (AREA_SHARE if x.area == y.area else 0) for y in skills] for x in skills
    ]
    for i in range(len(skills)):
        shares[i][i] += own + EDGE_SHARE
    for i, j in edges:
        tie = EDGE_SHARE / (degree[i] * degree[j]) ** 0.5
        shares[i][j] += tie
        shares[j][i] += tie
    return [[share * PRIOR_SD**2 for share in row] for row in shares]


def take_in_rating(belief: Belief, skill: str, level: int) -> None:
    """Let a self-rating of 0 to 4 count for what it is worth."""
    belief.observe((skill, LENIENCY), level + _RATING_ZERO, RATING_NOISE_SD**2)
