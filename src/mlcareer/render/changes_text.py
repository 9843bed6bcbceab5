"""What moved between two times, for a person to read."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mlcareer.changes import CLEAR, Change, Changes, Movement, Snapshot, Total
from mlcareer.gaps import Readiness
from mlcareer.measure.profile import ENOUGH_ANSWERS
from mlcareer.model.levels import range_name
from mlcareer.model.wording import chance_text, counted, range_text
from mlcareer.render.page import Page, indent

_ASKED = " of what the role asks"
_SAME_ASSESSMENT = (
    "Both are of the same assessment, and the later one contains the earlier answers: what"
    " differs is what the later answers told, not growth."
)
_TOO_FEW = (
    f" Fewer than {ENOUGH_ANSWERS} questions about a skill each time seldom show more. More"
    " about some skills: mlcareer assess SKILL SKILL."
)
_SEEMS = (Movement.SEEMS_UP, Movement.SEEMS_DOWN)


def changes_text(page: Page, changes: Changes) -> str:
    """Lay out what moved: readiness, what moved by more than its error, then the rest."""
    parts = [indent(line, page) for line in _before_the_lists(changes)]
    if not changes.nothing_said:
        parts += _moved(page, changes)
        parts.append("\n".join(indent(line, page) for line in _rest(changes)))
        parts += [indent(line, page) for line in _legend(changes)]
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


def changes_sentences(changes: Changes) -> tuple[str, ...]:
    """Say the same in sentences, for a page that has lists of its own."""
    said = list(_before_the_lists(changes))
    if changes.nothing_said:
        return tuple(said)
    for heading, found in _listed(changes):
        if found:
            rows = [_row(changes, each) for each in found]
            said.append(f"{heading}: {'; '.join(f'{row.name} ({row})' for row in rows)}.")
    if changes.compared and not changes.of(Movement.UP, Movement.DOWN):
        said.append(_none_moved(changes))
    return (*said, *_rest(changes), *_legend(changes))


def _before_the_lists(changes: Changes) -> Iterator[str]:
    before, after = _snapshot(changes.before), _snapshot(changes.after)
    yield f"{changes.after.report.role.name}: {before}, then {after}."
    if changes.nothing_said:
        yield "Nothing was said in between, so nothing moved."
        return
    if changes.same_assessment:
        yield _SAME_ASSESSMENT
    yield _readiness(changes)


def _snapshot(snapshot: Snapshot) -> str:
    return f"assessment {snapshot.number} as of {snapshot.until}"


def _readiness(changes: Changes) -> str:
    total = changes.readiness
    now, then = total.after, total.before
    match total.movement:
        case Movement.FIRST_MEASURED:
            return f"You meet {_share(now, _ASKED)}; before nothing was measured."
        case Movement.NO_LONGER:
            return f"Before you met {_share(then, _ASKED)}; now nothing is measured."
    if not now.measured:
        return "No question was answered at either time, so nothing can be compared."
    verdict = _verdict(total, same_assessment=changes.same_assessment)
    return f"You meet {_share(now, _ASKED)}; before it was {_share(then)}. {verdict}"


def _share(readiness: Readiness, of_what: str = "") -> str:
    likely = range_text(readiness.low, readiness.high)
    return f"about {chance_text(readiness.share)}{of_what} (likely {likely})"


def _verdict(total: Total, *, same_assessment: bool) -> str:
    up = total.after.share >= total.before.share
    way = "higher" if up else "lower"
    chance = chance_text(total.chance_up if up else 1 - total.chance_up)
    if total.movement is Movement.SAME:
        return "That did not move."
    if total.movement in _SEEMS:
        return f"That is within the error: it is {way} with a chance of {chance}."
    what = "is estimated" if same_assessment else "is"
    return f"That {what} {way} by more than its error, with a chance of {chance}."


def _moved(page: Page, changes: Changes) -> Iterator[str]:
    listed = [each for each in _listed(changes) if each[1]]
    if changes.compared and not listed:
        yield indent(_none_moved(changes), page)
    for heading, found in listed:
        yield indent(heading, page)
        yield _table(page, changes, found)


def _none_moved(changes: Changes) -> str:
    asked = sum(min(each.before.answers, each.after.answers) for each in changes.skills)
    few = asked < ENOUGH_ANSWERS * changes.compared
    return f"No skill moved by more than its error.{_TOO_FEW if few else ''}"


def _listed(changes: Changes) -> Iterator[tuple[str, tuple[Change, ...]]]:
    if changes.same_assessment:
        headings = ("Estimated higher now", "Estimated lower now")
    else:
        headings = ("Moved up", "Moved down")
    for heading, movement in zip(headings, (Movement.UP, Movement.DOWN), strict=True):
        yield f"{heading}, by more than the error", changes.of(movement)


class _Row(NamedTuple):
    name: str
    before: str
    now: str
    levels: str
    sure: str

    def __str__(self) -> str:
        return f"{self.now}, before {self.before}; {self.levels} levels, sure: {self.sure}"


def _row(changes: Changes, change: Change) -> _Row:
    return _Row(
        name=_name(changes, change),
        before=range_name(change.before.low, change.before.high),
        now=range_name(change.after.low, change.after.high),
        levels=f"{change.difference:+.1f}",
        sure=chance_text(change.certainty),
    )


def _table(page: Page, changes: Changes, found: Sequence[Change]) -> str:
    rows = [_row(changes, each) for each in found]
    if page.lines_only:
        return "\n".join(indent(f"{row.name}: {row}", page, "- ") for row in rows)
    from mlcareer.render.table import draw_table  # noqa: PLC0415 - rich, only where it draws

    headings = ("Skill", "Before", "Now", "Levels", "Sure")
    styles = ("bold", "", "cyan", "yellow", "cyan")
    return draw_table(page, headings, rows, frozenset({"Levels", "Sure"}), styles)


def _rest(changes: Changes) -> Iterator[str]:
    ways = {"up": Movement.SEEMS_UP, "down": Movement.SEEMS_DOWN}
    seems = {way: changes.of(movement) for way, movement in ways.items()}
    if any(seems.values()):
        named = "; ".join(
            f"{way}: {', '.join(_name(changes, each) for each in found)}"
            for way, found in seems.items()
            if found
        )
        yield f"Only seems to have moved, within the error, {named}."
    first = changes.of(Movement.FIRST_MEASURED)
    if first:
        named = ", ".join(f"{_name(changes, each)} {_level(each)}" for each in first)
        yield f"Measured for the first time: {named}."
    gone = changes.of(Movement.NO_LONGER)
    if gone:
        yield f"Measured before and not now: {', '.join(_name(changes, each) for each in gone)}."
    same = sum(each.after.measured for each in changes.of(Movement.SAME))
    if same:
        yield f"Not moved: {counted(same, 'skill')}."


def _level(change: Change) -> str:
    return f"({range_name(change.after.low, change.after.high)})"


def _name(changes: Changes, change: Change) -> str:
    return changes.after.report.skill_map.skills[change.skill].name


def _legend(changes: Changes) -> Iterator[str]:
    if changes.of(Movement.UP, Movement.DOWN):
        yield (
            "Levels: by how much, as expected from all chances. Sure: the chance that it is"
            f" the higher or the lower one; from {chance_text(CLEAR)} on it counts as more than"
            " the error."
        )
    if changes.compared and not changes.same_assessment:
        yield (
            f"{counted(changes.compared, 'skill')} compared: luck alone moves up to"
            f" {changes.by_luck:.1f} of them up and as many down, on average, in somebody who"
            " did not change."
        )
