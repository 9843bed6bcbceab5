"""Which projects to build, and after which steps."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from mlcareer.model.study import Project
from mlcareer.roadmap.order import Key, Ways


class Placed(NamedTuple):
    """A project in a plan.

    Attributes:
        shows: Levels of the plan that it shows.
        after: The last level of the plan that it builds on.
    """

    project: Project
    shows: tuple[Key, ...]
    after: Key


def place_projects(
    projects: Mapping[str, Project],
    order: Sequence[Key],
    ways: Ways,
    preferred: Collection[str] = (),
    done: Collection[str] = (),
) -> tuple[Placed, ...]:
    """Choose projects that show levels of a plan, each after all that its skills wait for.

    Those that are preferred are taken first, wherever they show anything; then, until
    nothing more is shown, the one that shows most levels that no other shows yet.

    Args:
        projects: What there is to build, by id.
        order: Levels to study, in order.
        ways: What waits for what.
        preferred: Ids of projects that fit the field of the person.
        done: Ids of projects that were ticked; they are left out.
    """
    place = {key: at for at, key in enumerate(order)}
    left = [project for id_, project in projects.items() if id_ not in done]
    found = (_place(project, place, ways) for project in left)
    fitting = [placed for placed in found if placed is not None]
    chosen = [placed for placed in fitting if placed.project.id in preferred]
    shown = {key for placed in chosen for key in placed.shows}
    while fitting:
        best = max(fitting, key=lambda placed: len(set(placed.shows) - shown))
        if not set(best.shows) - shown:
            break
        chosen.append(best)
        shown.update(best.shows)
    return tuple(sorted(chosen, key=lambda placed: place[placed.after]))


def _place(project: Project, place: Mapping[Key, int], ways: Ways) -> Placed | None:
    """Say after which level a project comes; None where it shows nothing or asks too much."""
    keys = [Key(skill, project.level) for skill in project.skills]
    there = [k for k in keys if k in place or ways.is_there(k)]
    missing = {key.skill for key in keys} - {key.skill for key in there}
    if missing - {*project.one_of} or (project.one_of and missing.issuperset(project.one_of)):
        return None
    shows = tuple(key for key in there if key in place)
    if not shows:
        return None
    before = {*shows, *(key for each in there for key in ways.behind(each))}
    if not before <= place.keys():
        return None
    return Placed(project, shows, max(before, key=place.__getitem__))
