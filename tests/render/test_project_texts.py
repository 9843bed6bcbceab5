import pytest

from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.study import Project
from mlcareer.render.page import Page
from mlcareer.render.projects import project_text, projects_data, projects_text
from support_golden import MAP, PROJECTS
from support_plan import make_project

PAGE = Page()
COMMON = {"c": "Another person can run it.", "d": "A diary is kept."}
PRINCIPLES = ("Small and finished is better than large and begun.",)
BED = make_project("BED-1", 2, "digging", "compost", "tomatoes", one_of=("compost", "tomatoes"))
POT = make_project("POT-1", 1, "pruning")


def listed(*projects: Project) -> str:
    """List some projects."""
    return projects_text(PAGE, projects, MAP)


def told(project: Project, principles: tuple[str, ...] = PRINCIPLES) -> str:
    """Lay out one of them."""
    return project_text(PAGE, project, MAP, COMMON, principles)


def test_projects_stand_under_their_level() -> None:
    """The easier ones come first, whatever their order; a level without any is not named."""
    assert listed(BED, POT) == (
        "2 projects to build, by the level of the skills they show.\n\n"
        "Novice\n  POT-1: Building POT-1 (shows Pruning)\n\n"
        "Working\n  BED-1: Building BED-1 (shows Digging, Compost or Tomatoes)\n\n"
        "One in full, with data and criteria: mlcareer projects BED-1\n"
    )


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_no_level_is_passed_over(level: int) -> None:
    """A project of any level is listed once, under the name of that level."""
    text = listed(POT._replace(level=level))
    assert text.startswith("1 project to build")
    assert f"\n\n{LEVEL_NAMES[level].capitalize()}\n  POT-1: " in text
    assert text.count("POT-1: ") == 1


def test_without_projects_that_is_said() -> None:
    """There is no empty list, and no command that would lead to none."""
    assert listed() == "This content folder has no projects.\n"


def test_a_project_is_told_with_its_own_criteria_and_those_it_shares() -> None:
    """What it is, on what data, what it shows and when it is done stand in this order."""
    text = told(BED._replace(common=("d",)))
    assert text == (
        "BED-1: Building BED-1 (working)\n\n"
        "Build it.\n\n"
        "Data: Anything.\n\n"
        "Shows: Digging, Compost or Tomatoes.\n\n"
        "Done when another person can see:\n  - It stands.\n  - A diary is kept.\n\n"
        "For every project:\n  - Small and finished is better than large and begun.\n\n"
        "Tick it with the path or address of what shows it:\n"
        "  mlcareer done project.BED-1 --evidence PLACE\n"
    )


def test_what_there_is_not_has_no_heading() -> None:
    """A folder without principles, and a project without criteria, have no empty lists."""
    text = told(POT._replace(criteria=()), ())
    assert "For every project" not in text
    assert "Done when" not in text


def test_programs_get_all_of_it() -> None:
    """Each project has its ids, texts and shared criteria, in the order in which they came."""
    data = projects_data((BED._replace(common=("d", "c"), family="beds"), POT), COMMON, PRINCIPLES)
    assert data["principles"] == list(PRINCIPLES)
    assert data["projects"] == [
        {
            "id": "BED-1",
            "name": "Building BED-1",
            "level": 2,
            "family": "beds",
            "summary": "Build it.",
            "data": "Anything.",
            "shows": ["digging"],
            "one_of": ["compost", "tomatoes"],
            "criteria": ["It stands."],
            "common": [
                {"id": "d", "text": "A diary is kept."},
                {"id": "c", "text": "Another person can run it."},
            ],
        },
        {
            "id": "POT-1",
            "name": "Building POT-1",
            "level": 1,
            "family": "",
            "summary": "Build it.",
            "data": "Anything.",
            "shows": ["pruning"],
            "one_of": [],
            "criteria": ["It stands."],
            "common": [],
        },
    ]


@pytest.mark.parametrize("width", range(24, 120, 8))
def test_no_line_is_wider_than_the_page(width: int) -> None:
    """Only a command, which must stay whole, may stick out."""
    page = Page(width=width)
    text = projects_text(page, PROJECTS, MAP) + project_text(page, BED, MAP, COMMON, PRINCIPLES)
    for line in text.splitlines():
        assert len(line) <= width or "mlcareer " in line, line
