from pathlib import Path

import pytest

from mlcareer.content.folder import Folders, content_folder
from mlcareer.content.people import load_backgrounds
from mlcareer.content.shelf import read_shelf
from mlcareer.content.study import load_common_criteria, load_projects, load_resources
from mlcareer.errors import ContentError
from mlcareer.model.skills import SkillMap


@pytest.fixture
def shipped() -> Folders:
    """Find the content that comes with the program."""
    return content_folder()


def test_a_shelf_has_all_that_the_content_has(shipped: Folders, skill_map: SkillMap) -> None:
    """Resources, projects and the criteria that projects share are on it, and none is preferred."""
    shelf = read_shelf(shipped, skill_map)
    assert shelf.resources == load_resources(shipped, skill_map)
    assert shelf.projects == load_projects(shipped, skill_map)
    assert shelf.common == load_common_criteria(shipped)
    assert shelf.resources
    assert shelf.projects
    assert shelf.preferred == frozenset()


def test_a_field_prefers_its_own_projects(shipped: Folders, skill_map: SkillMap) -> None:
    """All else stays on the shelf: a field only says what comes first."""
    backgrounds = load_backgrounds(shipped, skill_map)
    assert backgrounds is not None
    assert any(domain.projects for domain in backgrounds.domains.values())
    for domain in backgrounds.domains.values():
        shelf = read_shelf(shipped, skill_map, domain)
        assert shelf.preferred == set(domain.projects) <= shelf.projects.keys()
        assert shelf.projects == read_shelf(shipped, skill_map).projects


def test_a_map_without_projects_has_a_shelf(folder: Path, garden: SkillMap) -> None:
    """A small map need not have more than resources."""
    shelf = read_shelf(content_folder(folder), garden)
    assert shelf.resources
    assert shelf.projects == {}
    assert shelf.common == {}


def test_a_mistake_in_a_file_is_told(folder: Path, garden: SkillMap) -> None:
    """What is no resource is no empty shelf; the complaint names the file."""
    file = folder / "resources.yaml"
    file.write_text(f"{file.read_text(encoding='utf-8')}  broken: 3\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"resources\.yaml:\d+: "):
        read_shelf(content_folder(folder), garden)
