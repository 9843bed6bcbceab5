import pytest

from mlcareer.measure.progress import Progress
from mlcareer.model.people import Event, EventKind
from mlcareer.render.page import Page
from mlcareer.render.profile_picture import profile_picture
from support_golden import EVENTS, MAP, garden_report

PAGE = Page()
PROGRESS = Progress(settled=7, decisions=21, sure=0.812, questions_left=12, minutes_left=5)


def drawn(events: tuple[Event, ...], page: Page = PAGE, progress: Progress = PROGRESS) -> str:
    """Draw what these events say of the gardener."""
    return profile_picture(page, garden_report(events), progress)


def named(text: str) -> set[str]:
    """List the skills that a picture names."""
    return {id_ for id_, skill in MAP.skills.items() if f"{skill.name} " in text}


@pytest.mark.parametrize(
    ("kind", "skills"),
    [
        (EventKind.ANSWER, {"digging", "compost"}),
        (EventKind.RATING, {"digging", "compost", "tomatoes"}),
    ],
)
def test_answers_and_ratings_each_are_enough(kind: EventKind, skills: set[str]) -> None:
    """A skill that was only asked about stands there, and so does one that was only rated."""
    text = drawn(tuple(event for event in EVENTS if event.kind is kind))
    assert named(text) == skills


def test_areas_stand_in_the_order_of_the_map() -> None:
    """Each area has its name over its skills; one of which nothing was said has none."""
    text = drawn(EVENTS)
    areas = list(dict.fromkeys(MAP.skills[id_].area for id_ in MAP.skills if id_ in named(text)))
    places = [text.index(f"\n\n{MAP.areas[area]}\n") for area in areas]
    assert places == sorted(places)
    assert text.count("\n\n") >= len(areas) + 2


@pytest.mark.parametrize("page", [Page(), Page(width=40)])
def test_an_interview_without_targets_says_no_less(page: Page) -> None:
    """Where nothing can be said of how far it is, the head has no sentence without words."""
    empty = PROGRESS._replace(decisions=0, settled=0)
    for text in (drawn(EVENTS, page), drawn(EVENTS, page, empty), drawn((), page, empty)):
        head = text.split("\n\n")[0]
        assert head.startswith("Your profile so far\n")
        assert head.endswith(".")
        assert not any(odd in head for odd in ("..", " .", "\n.", "  "))
