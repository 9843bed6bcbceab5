"""A skill as a row of the report: its bar, its range of levels, and what that rests on."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from mlcareer.gaps import State
from mlcareer.measure.profile import ENOUGH_ANSWERS, Basis
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.render.bars import LEVEL_WIDTH, bar_margin, level_bar, marks, state_sign
from mlcareer.render.page import Page, indent
from mlcareer.render.paint import Line, Piece, padded, paint, width_of
from mlcareer.render.report_rows import Row
from mlcareer.render.report_ticks import TICKED

_WIDEST_ROW: Final = 110
"""From this width on there is room for long names as well."""

WIDE: Final = 100
"""From this width on there is room to say in full what a level rests on."""

_STYLE: Final = {
    State.MET: "green",
    State.OPEN: "yellow",
    State.MISSED: "red",
    State.UNMEASURED: "dim",
}
_NAME: Final = 20
_LONG_NAME: Final = 34
"""Columns of a name, and where there is room for long ones."""

_LEVEL_AND_SURE: Final = len("working to proficient") + len(" 95 %")
"""Columns of the longest range of levels with its chance behind it."""


def scale(page: Page) -> str:
    """Name the levels over their places in the bars."""
    numbers = "".join(padded(str(level), LEVEL_WIDTH) for level in range(len(LEVEL_NAMES)))
    words = ", ".join(f"{level} {name}" for level, name in enumerate(LEVEL_NAMES))
    return f"{indent(words, page)}\n\n{' ' * (_name_width(page) + 3)}{numbers}".rstrip()


def _name_width(page: Page) -> int:
    return _NAME if page.width < _WIDEST_ROW else _LONG_NAME


def skill_lines(page: Page, row: Row) -> list[str]:
    """Lay out one skill: state, name, bar, range of levels, and what it rests on."""
    if page.plain:
        return [_skill_line(page, row)]
    if page.lines_only:
        words = f"{row.level}, {row.sure}, {row.basis}"
        bar: Line = [Piece(bar_margin(page)), *_bar(page, row)]
        name = indent(row.name, page, f"{state_sign(page, row.gap.state)} ")
        return [
            name,
            paint(page, [bar]),
            indent(words, page, "    "),
            *ticks_below(page, row, "    "),
        ]
    room = _name_width(page)
    names = _wrapped_name(row.name, room)
    basis = row.basis if page.width >= WIDE else row.basis_short
    state = row.gap.state
    first: Line = [
        Piece(f"{state_sign(page, state)} ", _STYLE[state]),
        Piece(f"{padded(names[0], room)} ", "bold" if row.gap.measured else ""),
        *_bar(page, row),
        Piece(f" {_level_and_sure(row)} {basis}"),
    ]
    others: list[Line] = [[Piece(f"  {name}")] for name in names[1:]]
    margin = " " * (room + 3)
    return [paint(page, [first, *others]), *ticks_below(page, row, margin)]


def _level_and_sure(row: Row) -> str:
    """Set level and chance to the two sides of their columns; ">99 %" takes one from the gap."""
    room = max(1, _LEVEL_AND_SURE - len(row.level) - len(row.sure))
    return f"{row.level}{' ' * room}{row.sure}"


def ticks_below(page: Page, row: Row, margin: str) -> list[str]:
    """Say on a line of its own what was ticked, where anything was."""
    return [indent(f"ticked: {row.ticks.unbroken}", page, margin)] if row.ticks.each else []


def _bar(page: Page, row: Row) -> list[Piece]:
    estimate = row.gap.estimate
    target = row.gap.demand.target
    bar = level_bar(page, estimate.low, estimate.high, target, estimate.self_rating)
    style = _STYLE[row.gap.state]
    sign = marks(page)
    pieces: list[Piece] = []
    for char in bar:
        own = {sign["empty"]: "dim", sign["target"]: "bold", sign["said"]: "cyan"}.get(char, style)
        if pieces and pieces[-1].style == own:
            pieces[-1] = Piece(pieces[-1].text + char, own)
        else:
            pieces.append(Piece(char, own))
    return pieces


def _wrapped_name(name: str, room: int) -> list[str]:
    lines = [""]
    for word in chain.from_iterable(_folded(whole, room) for whole in name.split()):
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _folded(word: str, room: int) -> Iterator[str]:
    """Break a word that no line can hold."""
    while width_of(word) > room:
        end = next(at for at in range(room, 0, -1) if width_of(word[:at]) <= room)
        yield word[:end]
        word = word[end:]
    yield word


def _skill_line(page: Page, row: Row) -> str:
    text = (
        f"{row.name}: level {row.level} ({row.sure}), {row.basis}; target {row.target},"
        f" {row.gap.state}, chance {row.chance}; gap {row.missing}, rank {row.rank};"
        f" own rating: {row.said}{_ticked_beside(row)}."
    )
    return indent(text, page, "  ", "    ")


def _ticked_beside(row: Row) -> str:
    return f"; ticked: {row.ticks.unbroken}" if row.ticks.each else ""


def legend(page: Page, rows: Sequence[Row]) -> str:
    """Explain the signs and words of the rows."""
    few = any(row.gap.estimate.basis is Basis.FEW_ANSWERS for row in rows)
    star = f" * fewer than {ENOUGH_ANSWERS}, so hardly checked." if few else ""
    inferred = "from questions about neighbours, and your own rating a little."
    told = f"Inferred: {inferred}"
    if not page.lines_only and page.width < WIDE:
        asked = f"N asked: measured with N questions.{star}"
        told = f"{asked} inferred: {inferred} own word: self-rated only."
    if any(row.ticks.each for row in rows):
        told = f"{told} {TICKED}"
    if page.plain:
        return indent(f"In brackets: the chance that the level lies in that range. {told}", page)
    sign = marks(page)
    settled = [state for state in State if state is not State.UNMEASURED]
    states = ", ".join(f"{state_sign(page, state)} {state}" for state in settled)
    signs = (
        f"{states}. {sign['range'] * LEVEL_WIDTH} the range you are in, with its chance behind it."
        f" {sign['target']} target begins here. {sign['said']} your own rating."
    )
    return f"{indent(signs, page)}\n{indent(told, page)}"
