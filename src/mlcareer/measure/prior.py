"""What is believed before the first answer: wide, and never trusted for long."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from mlcareer.measure.belief import Belief, Joint
from mlcareer.measure.gaussian import Gaussian
from mlcareer.measure.star import Star
from mlcareer.measure.ties import UNTIED, Ties, build_structure
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


class Assumptions(NamedTuple):
    """What is assumed about people before anything is known of one.

    Attributes:
        ties: Ways in which skills may hang together.
        weights: Prior weight of each way, summing to 1.
        sd: Standard deviation of an ability, in logits.
        rating_correlation: Correlation of a self-rating with ability, 0 to 1.
        rating_sd: Standard deviation of self-ratings, in levels.
        leniency_sd: Standard deviation of how much a person overrates all skills
            alike, in levels.
    """

    ties: tuple[Ties, ...]
    weights: tuple[float, ...]
    sd: float = PRIOR_SD
    rating_correlation: float = 0.3
    rating_sd: float = 1.1
    leniency_sd: float = 0.5

    @property
    def levels_per_logit(self) -> float:
        """How much a self-rating rises with ability: the slope of a regression."""
        return self.rating_correlation * self.rating_sd / self.sd

    @property
    def rating_noise_variance(self) -> float:
        """What neither ability nor leniency explains of a self-rating, in squared levels."""
        explained = self.rating_correlation**2 * self.rating_sd**2 + self.leniency_sd**2
        return self.rating_sd**2 - explained


ASSUMPTIONS: Final = Assumptions(
    ties=(
        UNTIED,
        Ties(general=0.4, area=0.2, chain=0.15, drop=0.0, drop_sd=0.2),
        Ties(general=0.3, area=0.2, chain=0.6, drop=0.6, drop_sd=0.3),
    ),
    weights=(0.5, 0.25, 0.25),
)
"""What the program assumes; `bench/` measures what it is worth where it does not hold."""

LENIENCY: Final = "leniency of the person"
"""Name, among those of the skills, of how far one person overrates all skills alike, in logits."""

RATING_OF_THE_MEAN: Final = 1.85
"""Self-rating, in levels, that goes with the mean ability of LOWEST_MEAN.

It lies in the middle of level 1; self-ratings stand above supervisors' ratings by 0.32
standard deviations on average (Heidemeier and Moser 2009, a meta-analysis).
"""


def build_prior(
    skill_map: SkillMap,
    backgrounds: Backgrounds | None,
    chosen: Mapping[str, str],
    assumptions: Assumptions = ASSUMPTIONS,
) -> Belief:
    """Build the belief before any rating or answer.

    Args:
        skill_map: The skills, and what ties them together.
        backgrounds: What degrees and jobs are taken to mean; None where there is no such table.
        chosen: The person's answers to the background questions.
        assumptions: What is assumed about people.
    """
    skills = tuple(skill_map.skills)
    levels = suggested_levels(skills, backgrounds, chosen)
    mean = [LOWEST_MEAN + MEAN_PER_LEVEL * levels[skill] for skill in skills]
    names = (*skills, LENIENCY)
    leniency = (assumptions.leniency_sd / assumptions.levels_per_logit) ** 2
    hypotheses: list[Joint] = []
    for ties in assumptions.ties:
        if ties == UNTIED:
            variances = [assumptions.sd**2] * len(skills)
            hypotheses.append(Star(names, [*mean, 0.0], [*variances, leniency]))
            continue
        shift, covariance = build_structure(skill_map, ties, assumptions.sd)
        shifted = [m + s for m, s in zip(mean, shift, strict=True)]
        covariance.append([0.0] * len(skills) + [leniency])
        hypotheses.append(Gaussian(names, [*shifted, 0.0], covariance))
    return Belief(hypotheses, assumptions.weights)


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


def take_in_rating(
    belief: Belief, skill: str, level: int, assumptions: Assumptions = ASSUMPTIONS
) -> None:
    """Let a self-rating of 0 to 4 count for what it is worth.

    Ratings correlate with ability by 0.3 to 0.5 at best (Zell and Krizan 2014; Mabe and
    West 1982), and one person's share the leniency of that person: entered with
    independent errors they would outvote the answers.
    """
    steepness = assumptions.levels_per_logit
    value = LOWEST_MEAN + (level - RATING_OF_THE_MEAN) / steepness
    belief.observe((skill, LENIENCY), value, assumptions.rating_noise_variance / steepness**2)
