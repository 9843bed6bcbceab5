"""All assessments of a person, the oldest first."""

from collections.abc import Sequence

from mlcareer.changes import Snapshot
from mlcareer.gaps import Readiness
from mlcareer.model.wording import chance_text, counted, range_text
from mlcareer.render.changes_json import snapshot_data
from mlcareer.render.page import Page, indent
from mlcareer.render.report_json import readiness_data

_DAY = len("2026-11-22")


def history_text(page: Page, snapshots: Sequence[Snapshot]) -> str:
    """List assessments, at least one, with what each shows of the role it is held against."""
    parts = [
        indent("Your assessments, the oldest first", page),
        _lines(page, snapshots) if page.lines_only else _table(page, snapshots),
        indent(_roles(snapshots), page),
        indent(_next(len(snapshots)), page),
    ]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _table(page: Page, snapshots: Sequence[Snapshot]) -> str:
    from mlcareer.render.table import draw_table  # noqa: PLC0415 - rich, only where it draws

    headings = ("No", "Begun", "Last answer", "Asked", "Skills", "Met", "Likely", "State")
    rows = [
        (
            str(each.number),
            _begun(each),
            each.until,
            str(each.report.answers),
            _skills(each.report.readiness),
            *_met(each.report.readiness),
            _state(each),
        )
        for each in snapshots
    ]
    styles = ("bold", "", "", "", "", "cyan", "cyan", "")
    return draw_table(page, headings, rows, frozenset({"Asked", "Skills", "Met", "Likely"}), styles)


def _lines(page: Page, snapshots: Sequence[Snapshot]) -> str:
    lines = []
    for each in snapshots:
        ready = each.report.readiness
        share, likely = _met(ready)
        met = f"met: {share}, likely {likely}" if ready.measured else "nothing measured"
        lines += [
            indent(f"{each.number}. begun {_begun(each)}, last answer {each.until}", page),
            indent(
                f"{counted(each.report.answers, 'question')} about"
                f" {_skills(ready)} skills; {met}; {_state(each)}",
                page,
                "  ",
            ),
        ]
    return "\n".join(lines)


def _begun(snapshot: Snapshot) -> str:
    return snapshot.report.started[:_DAY]


def _skills(readiness: Readiness) -> str:
    return f"{readiness.measured} of {readiness.skills}"


def _met(readiness: Readiness) -> tuple[str, str]:
    if not readiness.measured:
        return "-", "-"
    return chance_text(readiness.share), range_text(readiness.low, readiness.high)


def _state(snapshot: Snapshot) -> str:
    return "complete" if snapshot.complete else "under way"


def _roles(snapshots: Sequence[Snapshot]) -> str:
    """Say what is met: the share of what a role asks, and of which one."""
    names = {each.number: each.report.role.name for each in snapshots}
    what = "Met: the share of what the role asks, each target by its weight"
    if len(set(names.values())) == 1:
        return f"{what}. Role: {next(iter(names.values()))}."
    listed = ", ".join(f"{number} {name}" for number, name in names.items())
    return f"{what}. Roles: {listed}; shares of different roles cannot be compared."


def _next(count: int) -> str:
    if count == 1:
        return "To compare later: mlcareer assess --new, then mlcareer diff 1 2"
    return f"What moved: mlcareer diff {count - 1} {count}"


def history_data(snapshots: Sequence[Snapshot]) -> dict[str, object]:
    """Lay out the same for programs."""
    return {"assessments": [_assessment(each) for each in snapshots]}


def _assessment(snapshot: Snapshot) -> dict[str, object]:
    report = snapshot.report
    return {
        **snapshot_data(snapshot),
        "skills": report.readiness.skills,
        "role": {"id": report.role.id, "name": report.role.name},
        "readiness": readiness_data(report.readiness),
    }
