"""The questions of an interview that were not answered right."""

from collections.abc import Mapping, Sequence

from mlcareer.model.people import Event
from mlcareer.model.questions import Question
from mlcareer.render.missed import is_missed


def missed_questions(
    events: Sequence[Event], questions: Mapping[str, Question]
) -> list[tuple[Question, str | None]]:
    """List the questions not answered right, each with the reply, or None for "I don't know".

    Args:
        events: Those in which to look for answers.
        questions: The questions that the content has now; one that is gone is left out.
    """
    return [
        (questions[event.subject], str(event.detail["chosen"]) or None)
        for event in events
        if is_missed(event) and event.subject in questions
    ]
