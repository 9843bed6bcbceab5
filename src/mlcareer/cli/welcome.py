"""`mlcareer` without a command: what this is, and what to do next."""

import sys

from mlcareer.cli.output import put
from mlcareer.cli.session import existing_store, latest_events
from mlcareer.cli.streams import page_for
from mlcareer.content.folder import Given, content_folder, role_ids
from mlcareer.content.people import load_about
from mlcareer.measure.stretches import is_complete, stretches_of
from mlcareer.model.people import Event, EventKind, standing_events
from mlcareer.model.wording import counted
from mlcareer.render.page import Page, indent

_COMMANDS = (
    ("mlcareer assess", "answer questions, about twenty minutes; stop at any time"),
    ("mlcareer report", "see where you stand against the role, and how sure that is"),
    ("mlcareer report --ad job.html", "see where you stand against a job advertisement"),
    ("mlcareer roadmap", "see what to study, in which order"),
    ("mlcareer roadmap --export md -o plan.md", "take the plan with you as a checklist"),
    ("mlcareer skills", "look at the map of skills"),
    ("mlcareer about", "read what the role is, and what all this rests on"),
)


def welcome(content: Given) -> None:
    """Print what a person at this point can do next."""
    page = page_for(sys.stdout)
    folders = content_folder(content)
    with existing_store() as store:
        said = latest_events(store, role_ids(folders)) if store else None
    head = "mlcareer: find out what you do not know yet"
    head += "." if content else " on the way to machine-learning engineer."
    parts = [head, _next(said[1] if said else ())]
    about = load_about(folders)
    if said is None and "what-is-ml" in about:
        parts.insert(1, about["what-is-ml"])
    text = "\n\n".join(indent(part, page) for part in parts)
    put(f"{text}\n\n{_commands(page)}\n\n{_foot(page)}\n")


def _next(events: tuple[Event, ...]) -> str:
    if not events:
        return "New here? Start with: mlcareer assess"
    answers = sum(event.kind is EventKind.ANSWER for event in standing_events(events))
    count = counted(answers, "question")
    if is_complete(stretches_of(events)):
        return f"Your assessment is complete ({count} answered). Look at it: mlcareer report"
    return f"Your assessment is under way ({count} answered). Go on: mlcareer assess"


def _commands(page: Page) -> str:
    if page.lines_only:
        return "\n".join(
            f"  {command}\n{indent(what, page, '      ')}" for command, what in _COMMANDS
        )
    width = max(len(command) for command, _ in _COMMANDS)
    return "\n".join(indent(what, page, f"  {command:<{width}}  ") for command, what in _COMMANDS)


def _foot(page: Page) -> str:
    return indent(
        "It works offline and sends nothing anywhere; your answers stay in one file on this"
        " machine (mlcareer doctor says where). All options: mlcareer --help",
        page,
    )
