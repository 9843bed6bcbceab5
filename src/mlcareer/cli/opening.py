"""What an assessment asks about this time: the stretch that is opened or gone on with."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mlcareer.cli.sitting import Sitting
from mlcareer.content.folder import content_folder, default_role
from mlcareer.measure.interview import Interview
from mlcareer.measure.steps import AskBackground
from mlcareer.measure.stretches import (
    Stretch,
    is_complete,
    resume_event,
    stretch_event,
    to_go_on_with,
)
from mlcareer.model.wording import counted

if TYPE_CHECKING:
    from mlcareer.cli.assess import Request
    from mlcareer.cli.claimed import Ticked

A_CLAIM = 4
"""About so many questions decide whether a level that was ticked is there."""


class Opened(NamedTuple):
    """Whether there is anything to ask, and what is to be said before."""

    goes_on: bool
    said: tuple[str, ...]


def open_for_file(sitting: Sitting, request: "Request", scope: tuple[str, ...]) -> None:
    """Open a stretch that a file answers."""
    skills = scope or sitting.interview.role_skills
    role = _role_name(request, sitting.interview)
    named = bool(scope)
    sitting.commit(stretch_event(skills, request.budget, named=named, from_file=True, role=role))


def open_claims(sitting: Sitting, request: "Request", ticked: "Ticked") -> Opened:
    """Set to ask about what is only ticked, where answers do not show all of it."""
    from mlcareer.cli.claimed import nothing_to_prove, what_is_claimed  # noqa: PLC0415 - seldom

    interview = sitting.interview
    claims = ticked.to_prove(sitting)
    aims = {claim.skill: claim.to_prove for claim in claims}
    role = _role_name(request, interview)
    waiting = to_go_on_with(interview.stretches)
    if waiting and role == waiting.role and not request.sets_length and ticked.waits(waiting, aims):
        return Opened(goes_on=True, said=(_go_on(sitting, waiting, role),))
    if not claims:
        return Opened(goes_on=False, said=tuple(nothing_to_prove(ticked.scope)))
    budget = request.budget if request.sets_length else min(request.budget, A_CLAIM * len(aims))
    minutes = request.minutes or 0
    sitting.commit(
        stretch_event(tuple(aims), budget, minutes=minutes, named=True, role=role, aims=aims)
    )
    return Opened(
        goes_on=True, said=(*what_is_claimed(claims, ticked.skill_map), introduction(interview))
    )


def open_stretch(sitting: Sitting, request: "Request", scope: tuple[str, ...]) -> Opened:
    """Set what to ask about, where there is anything to go on with."""
    interview = sitting.interview
    waiting = to_go_on_with(interview.stretches)
    minutes = request.minutes or 0
    role = _role_name(request, interview)
    open_with = partial(stretch_event, role=role)
    if scope or request.sets_length or role != interview.stretch.role:
        skills, aims = _what_to_ask(interview, waiting, scope)
        named = bool(scope)
        sitting.commit(open_with(skills, request.budget, minutes=minutes, named=named, aims=aims))
        waits = ("What you began before waits.",) if waiting else ()
        return Opened(goes_on=True, said=(introduction(interview), *waits))
    if waiting is not None:
        return Opened(goes_on=True, said=(_go_on(sitting, waiting, role),))
    if is_complete(interview.stretches):
        return Opened(goes_on=False, said=tuple(_what_is_complete(interview)))
    sitting.commit(open_with(interview.role_skills, request.budget))
    return Opened(goes_on=True, said=(introduction(interview),))


def _what_to_ask(
    interview: Interview, waiting: Stretch | None, scope: tuple[str, ...]
) -> tuple[Sequence[str], Mapping[str, int]]:
    if scope or waiting is None:
        return scope or interview.role_skills, {}
    return waiting.skills, waiting.aims


def _go_on(sitting: Sitting, waiting: Stretch, role: str) -> str:
    if waiting != sitting.interview.stretch:
        sitting.commit(resume_event(waiting, role))
    return f"Going on where you stopped: {sitting.said_in_words()} so far."


def _role_name(request: "Request", interview: Interview) -> str:
    """Say under which name to remember the role: a file by its full path, as it may be far away."""
    if request.role is None:
        return interview.stretch.role
    if request.role == default_role(content_folder(request.content)):
        return ""
    named_file = request.role.endswith((".yaml", ".yml"))
    return str(Path(request.role).resolve()) if named_file else request.role


def _what_is_complete(interview: Interview) -> Iterator[str]:
    whole = set(interview.scope) == set(interview.role_skills)
    what = "This assessment is" if whole else f"The assessment of {', '.join(interview.scope)} is"
    yield f"{what} complete. Look at it: mlcareer report"
    yield "Ask more, about all skills: mlcareer assess --questions 20"
    yield "About some: mlcareer assess python statistics"
    yield "Start afresh: mlcareer assess --new (older answers are kept)"


def introduction(interview: Interview) -> str:
    """Say what comes, and that one can leave at any time."""
    parts = []
    if isinstance(interview.next_step(), AskBackground):
        parts.append("a few questions about you")
    minutes = interview.stretch.minutes
    unrated = len(interview.unrated())
    if unrated:
        share = " (at most half of the time)" if minutes else ""
        parts.append(f"your own rating of {counted(unrated, 'skill')}{share}")
    most = interview.most_questions
    parts.append(
        f"at most {counted(most, 'question')}" if most else "no question, as there is none to ask"
    )
    length = f" It ends after {counted(minutes, 'minute')}." if minutes else ""
    return (
        f"This is what comes: {', then '.join(parts)}.{length} Each answer is saved at once."
        " q or Ctrl-C leaves at any time; mlcareer assess goes on from there."
    )
