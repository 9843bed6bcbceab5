"""Ways of working, as the person described them; they are never scored."""

from collections.abc import Sequence
from typing import Final

from mlcareer.measure.profile import Profile
from mlcareer.model.people import AGREEMENT, Trait

_AGREES: Final = 4
"""From this answer on, of 1 to 5, a statement fits the person."""

_DISAGREES: Final = 2
"""Up to this answer it does not."""


def trait_text(profile: Profile, traits: Sequence[Trait]) -> str:
    """Sum up how the person likes to work, or say nothing where nothing was said."""
    said = {trait: profile.traits[trait.id] for trait in traits if trait.id in profile.traits}
    groups = (
        ("suits you", range(_AGREES, AGREEMENT.stop)),
        ("neither", range(_DISAGREES + 1, _AGREES)),
        ("does not", range(AGREEMENT.start, _DISAGREES + 1)),
    )
    listed = (
        (label, [trait.name.lower() for trait, value in said.items() if value in values])
        for label, values in groups
    )
    words = "; ".join(f"{label}: {', '.join(names)}" for label, names in listed if names)
    return f"How you like to work, as you said (not scored): {words}." if words else ""
