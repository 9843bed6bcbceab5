"""What every form of the report says about a skill, in the same words."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from mlcareer.gaps import Gap, Readiness, Report, State
from mlcareer.measure.profile import Basis, Estimate
from mlcareer.model.levels import LEVEL_NAMES, range_name
from mlcareer.model.skills import IMPORTANCES
from mlcareer.model.wording import chance_text, counted, range_text
from mlcareer.render.report_ticks import NO_TICKS, NOTHING_TICKED, Ticks, to_be_proven

MOST_GAPS: Final = 3
"""How many gaps the first screen names."""


class Row(NamedTuple):
    """One skill of the report in words.

    Attributes:
        rank: Place by what matters most, from 1.
        level: The range of levels.
        sure: Chance of that range.
        basis: What the level rests on.
        basis_short: The same in a word or two.
        said: The person's own rating.
        missing: Levels missing to the target.
        chance: Chance of meeting the target.
        ticks: What was ticked of it, which changes nothing of all that.
    """

    gap: Gap
    rank: int
    name: str
    area: str
    level: str
    sure: str
    basis: str
    basis_short: str
    said: str
    target: str
    missing: str
    chance: str
    weight: str
    ticks: Ticks = NO_TICKS


class Besides(NamedTuple):
    """What some reports say besides what was measured.

    Attributes:
        first: What to study first, or "".
        said: How the person likes to work, or "".
        changed: Paragraphs on what moved since an earlier time.
        ad: Paragraphs on the advertisement that the role was made of; where they are not
            set for a terminal, each item of a list stands on a line of its own.
        option: What names the role on the command line, as "--role data-scientist"; "" for
            the usual one.
        ticked: What was ticked, by skill.
    """

    first: str = ""
    said: str = ""
    changed: tuple[str, ...] = ()
    ad: tuple[str, ...] = ()
    option: str = ""
    ticked: Mapping[str, Ticks] = NOTHING_TICKED

    def command(self, command: str, rest: str = "") -> str:
        """Write a command so that it is about the same role: its words, then its own options."""
        return " ".join(filter(None, ("mlcareer", command, self.option, rest)))

    def prove(self, rows: Iterable[Row]) -> str:
        """Write the command that asks about what is only ticked, or "" where nothing is."""
        if not to_be_proven(row.ticks for row in rows):
            return ""
        # An advertisement is no role that questions could be asked for.
        return "mlcareer assess --claimed" if self.ad else self.command("assess", "--claimed")


NOTHING: Final = Besides()


class Paragraph(NamedTuple):
    """A paragraph of a page: sentences, then the items of a list, if it has one."""

    sentences: tuple[str, ...]
    items: tuple[str, ...]


def paragraph(text: str) -> Paragraph:
    """Take a text apart whose lines are sentences, or items behind a hyphen."""
    lines = text.splitlines()
    return Paragraph(
        tuple(line for line in lines if not line.startswith("- ")),
        tuple(line.removeprefix("- ") for line in lines if line.startswith("- ")),
    )


def rows_of(report: Report, ticked: Mapping[str, Ticks] = NOTHING_TICKED) -> tuple[Row, ...]:
    """Put each skill of the report into words, ranked by what matters most.

    Args:
        report: Where the person stands.
        ticked: What was ticked, by skill.
    """
    return tuple(
        _row(report, gap, rank, ticked.get(gap.demand.skill, NO_TICKS))
        for rank, gap in enumerate(report.gaps, 1)
    )


def biggest(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Choose the gaps to speak of first: targets that answers do not show to be met."""
    return tuple(row for row in rows if row.gap.state is not State.MET)[:MOST_GAPS]


def biggest_title(shown: tuple[Row, ...]) -> str:
    """Name the list of gaps to speak of first; where answers show none, it says so."""
    if not any(row.gap.state is State.MISSED for row in shown):
        return "No gap is sure; most likely are"
    return "Your biggest gap" if len(shown) == 1 else f"Your {len(shown)} biggest gaps"


def _row(report: Report, gap: Gap, rank: int, ticks: Ticks) -> Row:
    estimate, demand = gap.estimate, gap.demand
    skill = report.skill_map.skills[demand.skill]
    rating = estimate.self_rating
    return Row(
        gap=gap,
        rank=rank,
        name=skill.name,
        area=report.skill_map.areas[skill.area],
        level=range_name(estimate.low, estimate.high),
        sure=chance_text(estimate.certainty),
        basis=basis_text(estimate),
        basis_short=_basis_short(estimate),
        said="not rated" if rating is None else LEVEL_NAMES[rating],
        target=LEVEL_NAMES[demand.target],
        missing=f"{gap.missing:.1f}",
        chance=chance_text(gap.chance_met),
        weight=f"{demand.weight:g}",
        ticks=ticks,
    )


def basis_text(estimate: Estimate) -> str:
    """Say what a level rests on."""
    match estimate.basis:
        case Basis.MEASURED:
            return f"measured with {counted(estimate.answers, 'question')}"
        case Basis.FEW_ANSWERS:
            return f"only {counted(estimate.answers, 'question')} asked"
        case Basis.INFERRED:
            return "inferred from neighbours"
        case Basis.SELF_RATED:
            return "self-rated only"
        case Basis.UNKNOWN:
            return "nothing known"


def _basis_short(estimate: Estimate) -> str:
    match estimate.basis:
        case Basis.MEASURED:
            return f"{estimate.answers} asked"
        case Basis.FEW_ANSWERS:
            return f"{estimate.answers} asked*"
        case Basis.INFERRED:
            return "inferred"
        case Basis.SELF_RATED:
            return "own word"
        case Basis.UNKNOWN:
            return "unknown"


def share_text(ready: Readiness) -> str:
    """Say a share of targets with the range in which it lies; no number without answers."""
    likely = range_text(ready.low, ready.high)
    if not ready.measured:
        return f"nothing measured, somewhere from {likely}"
    return f"{chance_text(ready.share)}, likely {likely}"


def readiness_text(report: Report) -> str:
    """Say how much of the role is there; no single number where nothing was measured."""
    ready = report.readiness
    if ready.measured:
        return f"You meet about {share_text(ready)}, of what the role asks."
    likely = range_text(ready.low, ready.high)
    return f"Before any answer, all that can be said is {likely} of what the role asks."


def verdict(report: Report) -> str:
    """Answer whether the person is ready for the role, as far as answers show it."""
    core = [gap for gap in report.gaps if gap.demand.importance == IMPORTANCES[0]]
    states = [gap.state for gap in core or report.gaps]
    kind = "core target" if core else "target"
    if not report.readiness.measured:
        return "Ready? Nothing is measured yet. Answer questions: mlcareer assess"
    missed, met = states.count(State.MISSED), states.count(State.MET)
    left = len(states) - met - missed
    of_them = f"of {counted(len(states), kind)}"
    if not left and not missed:
        return f"Ready? By these answers yes: {of_them} {met} met."
    unsettled = f"{left} open or not measured" if left else ""
    if missed:
        found = ", ".join(filter(None, (f"{met} met", f"{missed} missed", unsettled)))
        return f"Ready? Not yet: {of_them} {found}."
    more = "More questions settle more: mlcareer assess --questions 20"
    return f"Ready? That cannot be told yet: {of_them} {met} met, {unsettled}. {more}"
