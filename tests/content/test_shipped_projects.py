from mlcareer.content.people import load_backgrounds
from mlcareer.content.skills import load_skill_map
from mlcareer.content.study import load_common_criteria, load_principles, load_projects
from support import DATA

SKILL_MAP = load_skill_map(DATA)
PROJECTS = load_projects(DATA, SKILL_MAP)
COMMON = load_common_criteria(DATA)
WITHOUT_A_MODEL = ("SQL-1", "API-1", "LOG-1", "CPP-1", "SYS-1", "MON-1", "LEAK-1", "CLU-1")


def test_the_three_of_the_texts_come_at_three_levels() -> None:
    """Recommendation, face unlock and fraud detection can each be built at three levels."""
    for family in ("recommendation", "face", "fraud"):
        assert {p.level for p in PROJECTS.values() if p.family == family} >= {1, 2, 3}


def test_each_project_can_be_checked_by_another_person() -> None:
    """Each says on which data, what it shows, and at least two criteria of its own or shared."""
    assert len(PROJECTS) == 24
    for project in PROJECTS.values():
        assert project.data
        assert project.skills
        assert len(project.criteria) + len(project.common) >= 3
        assert len(set(project.criteria)) == len(project.criteria)


def test_common_criteria_stand_where_they_can_be_met() -> None:
    """What asks for a baseline before a model stands at no project that trains none."""
    assert list(COMMON) == ["C1", "C2", "C3", "C4", "C5", "C6"]
    assert len(load_principles(DATA)) == 4
    for project in PROJECTS.values():
        assert {"C5", "C6"} <= set(project.common)
        if project.id in WITHOUT_A_MODEL:
            assert not {"C2", "C4"} & set(project.common)


def test_each_field_of_use_has_projects_that_exist() -> None:
    """Whoever prefers a field is offered projects of it."""
    backgrounds = load_backgrounds(DATA, SKILL_MAP)
    assert backgrounds is not None
    for domain in backgrounds.domains.values():
        assert domain.projects
        assert set(domain.projects) <= set(PROJECTS)


def test_one_of_several_skills_is_named_among_those_it_shows() -> None:
    """A project in one of two languages says which ones, and shows neither for certain."""
    project = PROJECTS["CPP-1"]
    assert project.one_of == ("cpp", "java")
    assert project.shows == ("testing",)
