"""The gap report as a table for spreadsheets: one row a skill."""

import csv
from collections.abc import Mapping
from io import StringIO
from typing import Final

from mlcareer.gaps import Report
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.render.cells import harmless
from mlcareer.render.evidence import cited
from mlcareer.render.report_json import fixed_word
from mlcareer.render.report_rows import Row, rows_of
from mlcareer.render.report_ticks import NOTHING_TICKED, Ticks

COLUMNS: Final = (
    "rank",
    "id",
    "skill",
    "area",
    "state",
    "level_low",
    "level_high",
    "level",
    "certainty",
    *(f"chance_{name.replace(' ', '_')}" for name in LEVEL_NAMES),
    "ability_logits",
    "standard_error",
    "basis",
    "questions",
    "self_rating",
    "rated",
    "target",
    "target_name",
    "chance_target_met",
    "gap",
    "claimed_gap",
    "importance",
    "weight",
    "score",
    "reason",
    "sources",
)
"""Names of the columns; new ones come at the end."""

TICK_COLUMNS: Final = ("ticked_level", "ticked_name", "ticked", "evidence")
"""Names of the columns behind them where anything was ticked.

The level is the highest that was ticked and that later answers do not speak against; all
ticks stand in words beside it, and what was named to show them.
"""


def report_csv(report: Report, ticked: Mapping[str, Ticks] = NOTHING_TICKED) -> str:
    """Lay out the skills as comma-separated values (RFC 4180), ranked by what matters most.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.

    Args:
        report: Where the person stands.
        ticked: What was ticked, by skill; without any there are no columns for it.
    """
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    rows = rows_of(report, ticked)
    anything = any(row.ticks.each for row in rows)
    writer.writerow((*COLUMNS, *(TICK_COLUMNS if anything else ())))
    for row in rows:
        writer.writerow(_cells(report, row) + (_tick_cells(row) if anything else []))
    return stream.getvalue()


def _cells(report: Report, row: Row) -> list[object]:
    gap = row.gap
    estimate, demand = gap.estimate, gap.demand
    return [
        row.rank,
        harmless(demand.skill),
        harmless(row.name),
        harmless(report.skill_map.skills[demand.skill].area),
        fixed_word(gap.state),
        estimate.low,
        estimate.high,
        row.level,
        round(estimate.certainty, 4),
        *(round(chance, 4) for chance in estimate.probabilities),
        round(estimate.mean, 4),
        round(estimate.sd, 4),
        fixed_word(estimate.basis),
        estimate.answers,
        "" if estimate.self_rating is None else estimate.self_rating,
        "" if estimate.self_rating is None else LEVEL_NAMES[estimate.self_rating],
        demand.target,
        row.target,
        round(gap.chance_met, 4),
        round(gap.missing, 3),
        "" if gap.claimed_missing is None else gap.claimed_missing,
        demand.importance,
        demand.weight,
        round(gap.score, 3),
        harmless(demand.reason),
        harmless("; ".join(map(cited, demand.evidence))),
    ]


def _tick_cells(row: Row) -> list[object]:
    ticks = row.ticks
    evidence = dict.fromkeys(tick.claim.evidence for tick in ticks.each if tick.claim.evidence)
    return [
        ticks.claimed or "",
        LEVEL_NAMES[ticks.claimed] if ticks.claimed else "",
        ticks.words,
        harmless("; ".join(evidence)),
    ]
