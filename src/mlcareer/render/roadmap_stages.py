"""How a plan is divided where all of it is shown: into the coming weeks, and into stages."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from mlcareer.roadmap.plan import PlanProject, Roadmap, Task, Week

SHOWN_WEEKS: Final = 8
"""How many of the coming weeks are shown."""


def coming_weeks(roadmap: Roadmap, most: int = SHOWN_WEEKS) -> list[Week]:
    """List the first weeks with study; none where there are no dates."""
    return list(islice(roadmap.weeks(), most))


def staged(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """Divide tasks into stages, each of which but perhaps the last ends with a project."""
    stage: list[Task] = []
    for task in tasks:
        stage.append(task)
        if isinstance(task, PlanProject):
            yield stage
            stage = []
    if stage:
        yield stage
