"""The plan as one HTML file whose ticks stay in the browser: no network, nothing beside it."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final

from mlcareer.model.days import day_text
from mlcareer.render.roadmap_view import marked, stages, ticked_view, week_views
from mlcareer.render.roadmap_words import (
    can_be_asked,
    check_command,
    check_state,
    check_title,
    left_out_text,
    paragraphs,
)
from mlcareer.render.templating import TEMPLATES, set_page
from mlcareer.roadmap.plan import Roadmap

_SCRIPT: Final = "roadmap.js"
_SHOWN_CHECKS: Final = 8
"""More than so many are folded away, so that the plan itself is not far down."""


def roadmap_html(
    roadmap: Roadmap, principles: Sequence[str] = (), notes: Sequence[str] = (), *, version: str
) -> str:
    """Set the plan as a page to tick, to keep and to print.

    Args:
        roadmap: The plan.
        principles: What goes for every project.
        notes: Further paragraphs for the head.
        version: Of the program, for the foot of the page.
    """
    # No template, so that what the policy allows is byte for byte what stands in the file.
    script = (TEMPLATES / _SCRIPT).read_text(encoding="utf-8")
    return set_page(
        "roadmap.html.jinja",
        _page(roadmap),
        principles=list(map(marked, principles)),
        notes=list(map(marked, notes)),
        script=script,
        script_hash=_hash(script),
        version=version,
    )


def _hash(script: str) -> str:
    """Name a script for a policy that allows no other, as in W3C Content Security Policy 3."""
    return f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"


def _page(roadmap: Roadmap) -> Mapping[str, object]:
    boxes = len(roadmap.tasks) + len(roadmap.checks) + len(roadmap.ticked)
    left_out = roadmap.fit.left_out if roadmap.fit else ()
    return {
        "role": roadmap.role,
        "made_on": roadmap.made_on.isoformat(),
        "made": day_text(roadmap.made_on),
        "paragraphs": list(map(marked, paragraphs(roadmap))),
        "boxes": boxes,
        "done": len(roadmap.ticked),
        "checks": [
            (check.id, f"{check_title(check)} ({check_state(check)})") for check in roadmap.checks
        ],
        "shown_checks": _SHOWN_CHECKS,
        "check_command": check_command(roadmap) if can_be_asked(roadmap) else "",
        "weeks": list(week_views(roadmap)),
        "builds": bool(roadmap.projects),
        "stages": list(stages(roadmap)),
        "ticked": list(map(ticked_view, roadmap.ticked)),
        "left_out": list(map(left_out_text, left_out)),
        "deadline": day_text(roadmap.fit.deadline) if roadmap.fit else "",
    }
