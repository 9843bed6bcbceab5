"""The plan in the form that was asked for; each form is loaded only then."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from mlcareer.cli.plan import plan_notes
from mlcareer.cli.session import Standing
from mlcareer.content.folder import Folders
from mlcareer.content.people import load_evidence_kinds
from mlcareer.content.study import load_principles
from mlcareer.roadmap.plan import Roadmap

_Texts = tuple[str, ...]


def export(form: str, standing: Standing, plan: Roadmap) -> str:
    """Lay out a plan in one of the forms of `--export`."""
    notes = tuple(plan_notes(standing, plan.wishes.domain))
    if form in _FOR_PEOPLE:
        return _FOR_PEOPLE[form](standing.folders, plan, notes, load_principles(standing.folders))
    if form == "json":
        from mlcareer.render.envelope import to_json  # noqa: PLC0415 - only for this form
        from mlcareer.render.roadmap_json import roadmap_data  # noqa: PLC0415

        return to_json("roadmap", roadmap_data(plan, notes))
    return _FOR_PROGRAMS[form](plan)


def _markdown(folders: Folders, plan: Roadmap, notes: _Texts, principles: _Texts) -> str:
    from mlcareer.render.roadmap_markdown import roadmap_markdown  # noqa: PLC0415

    return roadmap_markdown(plan, principles, notes, tuple(load_evidence_kinds(folders).values()))


def _obsidian(folders: Folders, plan: Roadmap, notes: _Texts, principles: _Texts) -> str:
    from mlcareer.render.roadmap_obsidian import roadmap_obsidian  # noqa: PLC0415

    return roadmap_obsidian(plan, principles, notes, tuple(load_evidence_kinds(folders).values()))


def _html(_: Folders, plan: Roadmap, notes: _Texts, principles: _Texts) -> str:
    from mlcareer import __version__  # noqa: PLC0415
    from mlcareer.render.roadmap_html import roadmap_html  # noqa: PLC0415

    return roadmap_html(plan, principles, notes, version=__version__)


def _csv(plan: Roadmap) -> str:
    from mlcareer.render.roadmap_csv import roadmap_csv  # noqa: PLC0415

    return roadmap_csv(plan)


def _ics(plan: Roadmap) -> str:
    from mlcareer.render.roadmap_ics import roadmap_ics  # noqa: PLC0415

    return roadmap_ics(plan)


def _todotxt(plan: Roadmap) -> str:
    from mlcareer.render.roadmap_todotxt import roadmap_todotxt  # noqa: PLC0415

    return roadmap_todotxt(plan)


def _taskwarrior(plan: Roadmap) -> str:
    from mlcareer.render.roadmap_taskwarrior import roadmap_taskwarrior  # noqa: PLC0415

    return roadmap_taskwarrior(plan)


def _anki(plan: Roadmap) -> str:
    from mlcareer.render.roadmap_anki import roadmap_anki  # noqa: PLC0415

    return roadmap_anki(plan)


HOW_TO_USE: Final = MappingProxyType(
    {
        "md": "Tick with [x], then: mlcareer sync {file}",
        "obsidian": "Tick it there, then: mlcareer sync {file}",
        "html": "Open it in a browser; ticks saved there: mlcareer sync mlcareer-ticks.json",
        "csv": "Put x into the column done, then: mlcareer sync {file}",
        "todotxt": "What is done, also in done.txt, comes back with: mlcareer sync {file}",
        "taskwarrior": (
            "task import {file} takes it in. Before doing so again, as that replaces each task:"
            " task export > ticks.json, then mlcareer sync ticks.json"
        ),
        "ics": "Import it into a calendar; importing a later one updates it.",
        "anki": "File, Import in Anki; importing a later one updates the cards.",
    }
)
"""What to do with each form, and how ticks come back."""

_FOR_PEOPLE: Final[dict[str, Callable[[Folders, Roadmap, _Texts, _Texts], str]]] = {
    "md": _markdown,
    "obsidian": _obsidian,
    "html": _html,
}

_FOR_PROGRAMS: Final[dict[str, Callable[[Roadmap], str]]] = {
    "csv": _csv,
    "ics": _ics,
    "todotxt": _todotxt,
    "taskwarrior": _taskwarrior,
    "anki": _anki,
}
