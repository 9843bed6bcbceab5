"""Which projects to build, and after which steps."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from mlcareer.model.study import Project
from mlcareer.roadmap.order import Key, Ways


class Placed(NamedTuple):
    """A project in a plan.

    Attributes:
        shows: Levels that it shows and that answers do not show yet, planned or ticked.
        after: The last level of the plan that it builds on, or None where nothing is left.
    """

    project: Project
    shows: tuple[Key, ...]
    after: Key | None


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
    return tuple(sorted(chosen, key=lambda one: place[one.after] if one.after else -1))


def _place(project: Project, place: Mapping[Key, int], ways: Ways) -> Placed | None:
    """Say after which level a project comes; None where it shows nothing or asks too much."""
    needed = _builds_on(project, place, ways)
    if needed is None:
        return None
    shows = tuple(
        key
        for skill in project.skills
        if (key := Key(skill, project.level)) in needed or ways.is_only_claimed(key)
    )
    if not shows:
        return None
    return Placed(project, shows, max(needed, key=place.__getitem__, default=None))


def _builds_on(project: Project, place: Mapping[Key, int], ways: Ways) -> frozenset[Key] | None:
    """Collect the levels that must be studied for a project, if the plan has them all.

    Of the skills of which it shows only one, the one that is there first counts.
    """
    needed = _needs(project.shows, project.level, place, ways)
    ends = [_needs((skill,), project.level, place, ways) for skill in project.one_of]
    choices = [end for end in ends if end is not None]
    if needed is None or (project.one_of and not choices):
        return None
    if choices:
        needed |= min(choices, key=lambda keys: max(map(place.__getitem__, keys), default=-1))
    needed |= {
        key
        for skill, top in project.needs.items()
        for level in range(1, top + 1)
        if (key := Key(skill, level)) in ways.gates
    }
    return needed if needed <= place.keys() else None


def _needs(
    skills: Iterable[str], level: int, place: Mapping[Key, int], ways: Ways
) -> frozenset[Key] | None:
    """Collect the levels that must be studied for a level of some skills, if the plan has them."""
    keys = [Key(skill, level) for skill in skills]
    if not all(key in place or ways.is_there(key) for key in keys):
        return None
    needed = {key for key in keys if key in place} | {o for key in keys for o in ways.behind(key)}
    return frozenset(needed) if needed <= place.keys() else None
