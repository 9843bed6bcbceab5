"""An interview tied to the store: what is applied was committed before."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial

from mlcareer.cli.session import load_wanted_role
from mlcareer.cli.timed import with_times
from mlcareer.content.answers import Answers
from mlcareer.content.folder import Folders
from mlcareer.content.moves import question_homes
from mlcareer.errors import AnsweredElsewhereError
from mlcareer.measure.interview import Interview, Material
from mlcareer.measure.steps import AskQuestion, answer_event
from mlcareer.model.moves import move_events
from mlcareer.model.people import REPLIES, SAID, SAME_REPLY, Event, EventKind
from mlcareer.model.wording import counted
from mlcareer.store.database import Assessment, Store

Clock = Callable[[], datetime]


class Sitting:
    """One run of an assessment.

    Args:
        store: Where events are committed.
        assessment: Which log they belong to.
        interview: The state that follows from the log.
        clock: Tells the time.
        kept: How many events are committed already. The interview may know more of them,
            where a rating of a skill counts for several that it was split into.
    """

    def __init__(
        self,
        store: Store,
        assessment: Assessment,
        interview: Interview,
        clock: Clock,
        kept: int,
    ) -> None:
        self._store = store
        self.assessment = assessment
        self._clock = clock
        self._kept = kept
        self.interview = interview

    def commit(self, event: Event) -> None:
        """Commit an event, then apply it; what another window said meanwhile comes first.

        Raises:
            AnsweredElsewhereError: The question was answered in another window, and that
                answer counts. The interview knows of it now.
            StoreError: It cannot be kept; the interview stays as it was.
        """
        while not self._is_kept(event):
            self._catch_up()
            if event.kind is EventKind.ANSWER and self.interview.was_answered(event.subject):
                message = (
                    "This question was answered in another window meanwhile; that answer counts."
                )
                raise AnsweredElsewhereError(message)
        self._kept += 1
        self.interview.apply(event)

    def _is_kept(self, event: Event) -> bool:
        try:
            self._store.append(self.assessment, self._kept + 1, event, self._clock())
        except AnsweredElsewhereError:
            return False
        return True

    def _catch_up(self) -> None:
        meanwhile = self._store.kept(self.assessment)[self._kept :]
        for event in with_times(meanwhile):
            self.interview.apply(event)
        self._kept += len(meanwhile)

    def ask(
        self,
        reply: Callable[[], Iterable[Event]],
        keep: Callable[[Event], None] | None = None,
    ) -> None:
        """Commit what a person replies, each event as it comes, with the time that it took.

        Args:
            reply: Asks; of what it gives, all that can be taken back is taken back together.
            keep: Commits; without it `commit` does.

        Raises:
            StoreError: It cannot be kept; the interview stays as it was.
        """
        keep = keep or self.commit
        asked, more = self._clock(), False
        for event in reply():
            seconds = max(0.0, (self._clock() - asked).total_seconds())
            detail = {**event.detail, "seconds": round(seconds, 1)}
            if event.kind in REPLIES:
                detail |= {SAME_REPLY: 1} if more else {}
                more = True
            keep(event._replace(detail=detail))
            asked = self._clock()

    def said(self) -> int:
        """Count what the person said so far; skips do not count."""
        return sum(event.kind in SAID and bool(event.value) for event in self.interview.events)

    def said_in_words(self) -> str:
        """Say how many answers stand so far, and how many of them are to questions."""
        questions = sum(event.kind is EventKind.ANSWER for event in self.interview.events)
        return f"{counted(self.said(), 'answer')} ({questions} to questions)"

    def take_in(self, answers: Answers) -> str:
        """Commit what a file says about the scope, and say why its questions ended."""
        for subject, value in answers.background.items():
            self.commit(Event(EventKind.BACKGROUND, subject, value))
        for skill in self.interview.scope:
            if skill in answers.ratings:
                self.commit(Event(EventKind.RATING, skill, str(answers.ratings[skill])))
        while isinstance(step := self.interview.next_question(), AskQuestion):
            self.commit(answer_event(step.question, answers.chosen[step.question.id]))
        for trait, agreement in answers.traits.items():
            self.commit(Event(EventKind.TRAIT, trait, str(agreement)))
        return step.reason


def sit_down(  # noqa: PLR0913, PLR0917 - what an interview is tied together of
    store: Store,
    assessment: Assessment,
    folders: Folders,
    material: Material,
    role: str | None,
    clock: Clock,
) -> Sitting:
    """Take up an assessment where its log ends.

    Args:
        store: Where its log is kept.
        assessment: Which one to take up.
        folders: The content.
        material: What was read there.
        role: Id or file of the role to ask for; None for the one of the latest questions.
        clock: Tells the time.

    Raises:
        UsageError: There is no such role.
    """
    kept = store.kept(assessment)
    homes = partial(question_homes, folders, material.skill_map)
    events = move_events(with_times(kept), material.moves, homes)
    wanted = load_wanted_role(folders, material.skill_map, role, events, material.role)
    interview = Interview(
        replace(material, role=wanted),
        assessment.seed,
        events,
        seen_before=store.asked_before(assessment),
    )
    return Sitting(store, assessment, interview, clock, len(kept))
