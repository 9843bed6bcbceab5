"""Lists the readers of a content folder in one place, so that a check forgets none of its parts."""

from collections.abc import Callable
from functools import partial

from mlcareer.content.ads import load_vocabulary
from mlcareer.content.folder import Place, role_ids
from mlcareer.content.moves import load_moves
from mlcareer.content.people import (
    load_about,
    load_backgrounds,
    load_evidence_kinds,
    load_responsibilities,
    load_traits,
)
from mlcareer.content.roles import load_role
from mlcareer.content.study import (
    load_claim_sources,
    load_claims,
    load_common_criteria,
    load_principles,
    load_projects,
)
from mlcareer.model.skills import SkillMap


def part_readers(place: Place, skill_map: SkillMap) -> tuple[Callable[[], object], ...]:
    """List what reads each part but the map, the questions, resources and records.

    A part that is not there reads as nothing. Each reader raises ContentError where its
    part is not what it should be.
    """
    return (
        *(partial(load_role, place, role, skill_map) for role in role_ids(place)),
        *(
            partial(load, place, skill_map)
            for load in (
                load_backgrounds,
                load_responsibilities,
                load_projects,
                load_moves,
                load_vocabulary,
            )
        ),
        *(
            partial(load, place)
            for load in (
                load_traits,
                load_about,
                load_evidence_kinds,
                load_claims,
                load_claim_sources,
                load_common_criteria,
                load_principles,
            )
        ),
    )
