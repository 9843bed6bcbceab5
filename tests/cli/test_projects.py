import json

from mlcareer.content.skills import load_skill_map
from mlcareer.content.study import load_common_criteria, load_projects
from mlcareer.errors import ExitCode
from mlcareer.render.page import Page
from mlcareer.render.projects import project_text, projects_text
from support import DATA, EXAMPLE, Call

SKILL_MAP = load_skill_map(DATA)
PROJECTS = load_projects(DATA, SKILL_MAP)


def test_all_projects_are_listed_with_what_they_show(call: Call) -> None:
    """Each project stands in the list once, with its name and skills."""
    out = call("projects").out
    flat = " ".join(out.split())
    for project in PROJECTS.values():
        assert flat.count(f"{project.id}: {project.name} (") == 1
    assert f"shows {SKILL_MAP.skills['testing'].name}, C++ or Java)" in flat


def test_one_project_is_shown_in_full(call: Call) -> None:
    """Data, its own criteria and the common ones, what goes for all, and how to tick it."""
    flat = " ".join(call("projects", "fraud-2").out.split())
    project = PROJECTS["FRAUD-2"]
    common = load_common_criteria(DATA)
    for text in (project.summary, *project.criteria, *common.values()):
        assert " ".join(text.split()) in flat
    assert "mlcareer done project.FRAUD-2 --evidence PLACE" in flat


def test_projects_come_as_data(call: Call) -> None:
    """The same as JSON, one or all."""
    data = json.loads(call("projects", "--json").out)["data"]
    assert [one["id"] for one in data["projects"]] == list(PROJECTS)
    one = json.loads(call("projects", "SQL-1", "--json").out)["data"]["projects"]
    assert [common["id"] for common in one[0]["common"]] == ["C1", "C5", "C6"]


def test_an_unknown_project_is_named_with_its_neighbour(call: Call) -> None:
    """A wrong id is refused in one line with what was probably meant."""
    result = call("projects", "FRAUD2")
    assert result.code == ExitCode.USAGE
    assert "FRAUD-2" in result.err
    assert "mlcareer projects" in call("projects", "zzz").err


def test_a_folder_without_projects_says_so(call: Call) -> None:
    """Where there is nothing to build, that is said."""
    assert "has no projects" in call("--content", str(EXAMPLE), "projects").out


def test_narrow_windows_are_kept() -> None:
    """No line is wider than the window, but for a command that must stay whole."""
    for width in (40, 60):
        page = Page(width=width)
        text = projects_text(page, tuple(PROJECTS.values()), SKILL_MAP)
        text += project_text(page, PROJECTS["DIG-1"], SKILL_MAP, load_common_criteria(DATA), ())
        for line in text.splitlines():
            assert len(line) <= width or "mlcareer" in line
