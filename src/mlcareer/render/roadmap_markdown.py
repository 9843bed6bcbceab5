"""The roadmap as a Markdown task list (GitHub flavour)."""

from collections.abc import Sequence

from mlcareer.model.people import EvidenceKind
from mlcareer.render.roadmap_blocks import Words, layout
from mlcareer.roadmap.plan import Roadmap


def roadmap_markdown(
    roadmap: Roadmap,
    principles: Sequence[str] = (),
    notes: Sequence[str] = (),
    evidence: Sequence[EvidenceKind] = (),
) -> str:
    """Lay out the plan as a checklist: one box a task, with a hidden id that stays.

    Args:
        roadmap: The plan.
        principles: What goes for every project.
        notes: Further paragraphs for the head.
        evidence: What may stand as evidence of a project.
    """
    return layout(roadmap, Words(principles, notes, evidence), lambda _: "")
