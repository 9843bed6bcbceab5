"""`mlcareer due`: which proven skills are worth a re-check, and the re-check itself."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from mlcareer.cli.common import Common
from mlcareer.cli.output import put, put_json
from mlcareer.cli.session import (
    NOTHING_SAID,
    Standing,
    existing_store,
    latest_events,
    load_standing,
    role_option,
)
from mlcareer.cli.streams import page_for, say
from mlcareer.cli.timed import KEPT_AT, day_of, with_times
from mlcareer.content.folder import role_ids
from mlcareer.content.moves import load_moves, question_homes
from mlcareer.errors import ExitCode, NoDataError
from mlcareer.model.moves import move_events
from mlcareer.model.people import Event, EventKind, standing_events
from mlcareer.model.questions import Outcome
from mlcareer.model.wording import counted
from mlcareer.render.due_text import AT_ONCE, again_text, due_data, due_text
from mlcareer.render.page import indent
from mlcareer.roadmap.fading import Answered, Fading, due_on, fading
from mlcareer.roadmap.ground import lay_ground

if TYPE_CHECKING:
    from mlcareer.cli.sitting import Clock

EACH: Final = 3
"""Questions to ask about a skill."""

_SECONDS: Final = 25
"""About how long a question takes."""

NOTHING_PROVEN: Final = (
    "Nothing is proven yet, so nothing can fade. Answers prove what you can do: mlcareer assess"
)


def due(common: Common, role: str | None, clock: "Clock", *, json: bool, plain: bool) -> int:
    """Print what is worth a re-check and, on a terminal, offer it; returns the exit code.

    Raises:
        NoDataError: Nothing was answered, or nothing is proven yet.
    """
    standing = load_standing(common.content, role)
    today = clock().date()
    found = fade(standing, today)
    if not found:
        raise NoDataError(NOTHING_PROVEN)
    if json:
        deadline = standing.wishes.deadline
        data = due_data(standing.role, standing.skill_map, found, today, deadline)
        put_json("due", data)
        return ExitCode.OK
    now = due_on(found, today)[:AT_ONCE]
    asks = bool(now) and sys.stdin.isatty() and sys.stdout.isatty()
    page = page_for(sys.stdout, common.color, plain=plain)
    # Whoever is about to be asked needs no command for it.
    command = "" if asks else f"mlcareer due {role_option(standing, role)}".rstrip()
    put(due_text(page, standing.skill_map, found, today, command))
    recheck = _Recheck(common, role, standing, now)
    return _offer(recheck, clock, plain=plain) if asks else ExitCode.OK


def fade(standing: Standing, today: date) -> tuple[Fading, ...]:
    """Say for each proven skill of the role when to ask about it again.

    A level above the target is not asked about: nothing hangs on it.
    """
    ground = lay_ground(standing.report.gaps)
    proven = {skill: min(one.proven, one.target) for skill, one in ground.items()}
    return fading(proven, _answers(standing), today, standing.wishes.deadline)


def _answers(standing: Standing) -> dict[str, list[Answered]]:
    """Collect all answers of the person about each skill, over all assessments."""
    folders, skill_map = standing.folders, standing.skill_map
    roles = role_ids(folders)
    with existing_store() as store:
        begun = [each for each in store.assessments() if each.role in roles] if store else []
        logs = [store.kept(each) for each in begun] if store else []
    moves = load_moves(folders, skill_map)
    answers: dict[str, list[Answered]] = {}
    for log in logs:
        events = move_events(with_times(log), moves, lambda: question_homes(folders, skill_map))
        for event in standing_events(events):
            if event.kind is EventKind.ANSWER:
                answers.setdefault(str(event.detail["skill"]), []).append(_answered(event))
    return answers


def _answered(event: Event) -> Answered:
    day = date.fromisoformat(day_of(str(event.detail[KEPT_AT])))
    return Answered(day, int(event.detail["level"]), Outcome(event.value))


@dataclass(frozen=True, slots=True)
class _Recheck:
    """What is to be asked about, and for whom."""

    common: Common
    role: str | None
    standing: Standing
    skills: Sequence[Fading]

    @property
    def questions(self) -> int:
        """How many questions that takes."""
        return EACH * len(self.skills)

    def event(self, role: str) -> Event:
        """Make the event that opens it."""
        from mlcareer.measure.stretches import stretch_event  # noqa: PLC0415 - only when it asks

        return stretch_event(
            [one.skill for one in self.skills],
            self.questions,
            named=True,
            role=role,
            aims={one.skill: one.level for one in self.skills},
            each=EACH,
        )


def _offer(recheck: _Recheck, clock: "Clock", *, plain: bool) -> int:
    """Ask whether to ask, and do so."""
    from mlcareer.cli.screen import is_agreed  # noqa: PLC0415 - only on a terminal

    minutes = -(-recheck.questions * _SECONDS // 60)
    about = "these" if len(recheck.skills) > 1 else "this"
    amount = f"About {counted(recheck.questions, 'question')}, {counted(minutes, 'minute')}."
    say()
    say(indent(f"Ask me about {about} now? {amount}", page_for(sys.stderr)))
    if not is_agreed():
        say("Nothing was asked. At any time: mlcareer due")
        return ExitCode.OK
    code = _carry_out(recheck, clock, plain=plain)
    if code == ExitCode.OK:
        _say_when_again(recheck, clock().date())
    return code


def _carry_out(recheck: _Recheck, clock: "Clock", *, plain: bool) -> int:
    """Ask in the assessment that the levels rest on, so that it is all one."""
    # All that asks is needed only from here on.
    from mlcareer.api import load_content  # noqa: PLC0415
    from mlcareer.cli.conversation import converse, desk_for  # noqa: PLC0415
    from mlcareer.cli.paths import cache_folder, database_path  # noqa: PLC0415
    from mlcareer.cli.sitting import sit_down  # noqa: PLC0415
    from mlcareer.store.database import Store  # noqa: PLC0415

    folders = recheck.standing.folders
    material = load_content(folders, cache=cache_folder())
    with Store(database_path()) as store:
        latest = latest_events(store, role_ids(folders))
        if latest is None:
            raise NoDataError(NOTHING_SAID)
        sitting = sit_down(store, latest[0], folders, material, None, clock)
        sitting.commit(recheck.event(sitting.interview.stretch.role))
        desk = desk_for(sitting, folders, learn=False, plain=plain, color=recheck.common.color)
        return converse(sitting, desk)


def _say_when_again(recheck: _Recheck, today: date) -> None:
    """Say when what was just asked about, and is still proven, comes up again."""
    standing = load_standing(recheck.common.content, recheck.role)
    asked = {one.skill for one in recheck.skills}
    again = [one for one in fade(standing, today) if one.skill in asked and one.checked == today]
    if again:
        say(again_text(page_for(sys.stderr), standing.skill_map, again))
