"""Skills and areas as people write them."""

from mlcareer.content.yamlfile import close_match
from mlcareer.errors import UsageError
from mlcareer.model.skills import SkillMap


def find_in_map(skill_map: SkillMap, written: str) -> str:
    """Find the id of a skill or an area by id or name, in any case.

    Raises:
        UsageError: There is neither; offers a close match.
    """
    areas, skills = skill_map.areas, skill_map.skills.values()
    ids = {name.casefold(): area for area, name in areas.items()}
    ids |= {skill.name.casefold(): skill.id for skill in skills}
    ids |= {id_.casefold(): id_ for id_ in (*areas, *skill_map.skills)}
    wanted = written.strip().casefold()
    if wanted not in ids:
        hint = close_match(wanted, (*skill_map.skills, *areas))
        message = f"Unknown skill or area {written!r}.{hint or ' List them with mlcareer skills.'}"
        raise UsageError(message)
    return ids[wanted]
