"""Asks for what shows a project."""

import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime

from mlcareer.checklists.marks import Mark
from mlcareer.cli.plan import keep_if_possible, tick_event
from mlcareer.cli.streams import say
from mlcareer.model.plan import PROJECT_PREFIX


def ask_for_evidence(ticked: Iterable[Mark], titles: Mapping[str, str], now: datetime) -> None:
    """Ask for the evidence of ticked projects that name none, where somebody sits there."""
    silent = [m for m in ticked if m.id.startswith(PROJECT_PREFIX) and not m.evidence]
    if not silent or not sys.stdin.isatty():
        return
    from mlcareer.cli.screen import Leave, read_line  # noqa: PLC0415 - seldom asked

    with suppress(Leave):
        for mark in silent:
            say(f"What shows {titles[mark.id]}? A path or address; Enter for none.")
            evidence = read_line("> ")
            if evidence:
                keep_if_possible([tick_event(mark.id, mark.on, evidence, now)], "The evidence")
