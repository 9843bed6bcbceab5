"""Ways of working, as the person described them; they are never scored."""

from collections.abc import Sequence
from typing import Final

from mlcareer.measure.profile import Profile
from mlcareer.model.people import Trait

_AGREES: Final = 4
_DISAGREES: Final = 2


def trait_text(profile: Profile, traits: Sequence[Trait]) -> str:
    """Sum up how the person likes to work, or say nothing where nothing was said."""
    said = {trait: profile.traits[trait.id] for trait in traits if trait.id in profile.traits}
    groups = (
        ("suits you", [t.name.lower() for t, value in said.items() if value >= _AGREES]),
        ("neither", [t.name.lower() for t, v in said.items() if _DISAGREES < v < _AGREES]),
        ("does not", [t.name.lower() for t, value in said.items() if value <= _DISAGREES]),
    )
    words = "; ".join(f"{label}: {', '.join(names)}" for label, names in groups if names)
    return f"How you like to work, as you said (not scored): {words}." if words else ""
