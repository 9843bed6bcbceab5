"""Skills, areas and roles as people write them."""

from mlcareer.cli.paths import own_roles
from mlcareer.content.folder import Folders, default_role
from mlcareer.content.roles import load_role
from mlcareer.content.yamlfile import close_match
from mlcareer.errors import UsageError
from mlcareer.model.skills import Role, SkillMap


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


def find_role(folders: Folders, skill_map: SkillMap, written: str | None) -> Role:
    """Load a role of the content or the person's own by id or file, or the usual one for None.

    Raises:
        UsageError: There is no such role; offers a close match.
        ContentError: The role is not what it should be.
    """
    role = default_role(folders) if written is None else written
    return load_role(folders, role, skill_map, own_roles())
