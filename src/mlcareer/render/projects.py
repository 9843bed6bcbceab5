"""Projects: all of them in a list, and one in full."""

from collections.abc import Iterator, Mapping, Sequence

from mlcareer.model.levels import LEVEL_NAMES, TAUGHT_LEVELS
from mlcareer.model.plan import PROJECT_PREFIX
from mlcareer.model.skills import SkillMap
from mlcareer.model.study import Project
from mlcareer.model.wording import counted
from mlcareer.render.page import Page, hint, indent


def projects_text(page: Page, projects: Sequence[Project], skill_map: SkillMap) -> str:
    """List projects by their level, each with what it shows."""
    if not projects:
        return indent("This content folder has no projects.", page) + "\n"
    head = f"{counted(len(projects), 'project')} to build, by the level of the skills they show."
    parts = [indent(head, page)]
    for level in TAUGHT_LEVELS:
        own = [project for project in projects if project.level == level]
        if own:
            name = LEVEL_NAMES[level].capitalize()
            parts.append("\n".join((name, *(_line(page, one, skill_map) for one in own))))
    first = projects[0].id
    parts.append(hint("One in full, with data and criteria:", f"mlcareer projects {first}", page))
    return "\n\n".join(parts) + "\n"


def _line(page: Page, project: Project, skill_map: SkillMap) -> str:
    text = f"{project.id}: {project.name} (shows {_shown(project, skill_map)})"
    return indent(text, page, "  ", "    ")


def _shown(project: Project, skill_map: SkillMap) -> str:
    """Name what a project shows; of skills to choose from, one."""
    names = [skill_map.skills[skill].name for skill in project.shows]
    if project.one_of:
        names.append(" or ".join(skill_map.skills[skill].name for skill in project.one_of))
    return ", ".join(names)


def project_text(
    page: Page,
    project: Project,
    skill_map: SkillMap,
    common: Mapping[str, str],
    principles: Sequence[str],
) -> str:
    """Lay out one project: what it is, on which data, and when it is done."""
    parts = [
        indent(f"{project.id}: {project.name} ({LEVEL_NAMES[project.level]})", page),
        indent(project.summary, page),
        indent(f"Data: {project.data}", page),
        indent(f"Shows: {_shown(project, skill_map)}.", page),
    ]
    criteria = [*project.criteria, *(common[id_] for id_ in project.common)]
    parts += _list(page, "Done when another person can see:", criteria)
    parts += _list(page, "For every project:", principles)
    command = f"mlcareer done {PROJECT_PREFIX}{project.id} --evidence PLACE"
    parts.append(hint("Tick it with the path or address of what shows it:", command, page))
    return "\n\n".join(parts) + "\n"


def _list(page: Page, head: str, texts: Sequence[str]) -> Iterator[str]:
    if texts:
        yield "\n".join((indent(head, page), *(indent(text, page, "  - ") for text in texts)))


def projects_data(
    projects: Sequence[Project], common: Mapping[str, str], principles: Sequence[str]
) -> dict[str, object]:
    """Lay out projects as data."""
    return {
        "principles": list(principles),
        "projects": [_project(project, common) for project in projects],
    }


def _project(project: Project, common: Mapping[str, str]) -> dict[str, object]:
    return {
        "id": project.id,
        "name": project.name,
        "level": project.level,
        "family": project.family,
        "summary": project.summary,
        "data": project.data,
        "shows": list(project.shows),
        "one_of": list(project.one_of),
        "criteria": list(project.criteria),
        "common": [{"id": id_, "text": common[id_]} for id_ in project.common],
    }
