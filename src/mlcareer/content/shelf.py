"""Reads all that there is to study with, as a plan takes it."""

from mlcareer.content.folder import Folders
from mlcareer.content.study import load_common_criteria, load_projects, load_resources
from mlcareer.model.people import Domain
from mlcareer.model.skills import SkillMap
from mlcareer.roadmap.shelf import Shelf


def read_shelf(folders: Folders, skill_map: SkillMap, domain: Domain | None = None) -> Shelf:
    """Read the resources and projects of the content.

    Args:
        folders: The content.
        skill_map: Its skills.
        domain: A field of use whose projects to prefer, where there is one.

    Raises:
        ContentError: Something there is not what it should be; names file and line.
    """
    return Shelf(
        resources=load_resources(folders, skill_map),
        projects=load_projects(folders, skill_map),
        preferred=frozenset(domain.projects) if domain else frozenset(),
        common=load_common_criteria(folders),
    )
