"""`mlcareer assess --jsonl`: the interview as one JSON object a line both ways.

docs/jsonl.md describes the lines, docs/schema/jsonl.schema.json each of their keys.
"""

import sys
from collections.abc import Iterator, Mapping
from functools import partial

from mlcareer import __version__
from mlcareer.cli.driver_lines import RefusedError, Request, id_in, read_record, request_in
from mlcareer.cli.driver_replies import check_addressee, events_of, note_of
from mlcareer.cli.missed import missed_questions
from mlcareer.cli.paths import profile_name
from mlcareer.cli.session import Standing, existing_store
from mlcareer.cli.sitting import Sitting
from mlcareer.cli.timed import with_times
from mlcareer.content.folder import Folders
from mlcareer.content.moves import steps_up_to_date, up_to_date
from mlcareer.content.reviews import fingerprint
from mlcareer.content.study import load_resources
from mlcareer.errors import AnsweredElsewhereError, ExitCode, MlcareerError, StoreError
from mlcareer.gaps import Report, report_of
from mlcareer.measure.interview import Interview
from mlcareer.measure.steps import Done, Step
from mlcareer.model.people import Event, EventKind
from mlcareer.model.questions import Question
from mlcareer.render import driver_json as said
from mlcareer.render.driver_json import Code
from mlcareer.render.missed import Missed
from mlcareer.render.report_json import report_data
from mlcareer.render.report_ticks import NOTHING_TICKED, Ticks


def drive(sitting: Sitting, folders: Folders, *, learn: bool) -> int:
    """Ask and be answered in lines on standard output and input; returns the exit code.

    Where the interview has come to its end before, the result comes at once.

    Args:
        sitting: The interview, opened.
        folders: The content.
        learn: Whether to explain after each answer.

    Raises:
        BrokenPipeError: Nobody reads the lines any more; every reply so far is kept.
        ContentError: What there is to study cannot be read; nothing was written.
        StoreError: What is kept cannot be read for the result.
    """
    driver = _Driver(sitting, folders, learn=learn)
    try:
        driver.take_leave(driver.ask_all())
    except KeyboardInterrupt:
        driver.take_leave("interrupted")
        return ExitCode.INTERRUPTED
    return ExitCode.OK


class _EndedError(Exception):
    """No further step is wanted; the text is the reason."""


class _Driver:
    def __init__(self, sitting: Sitting, folders: Folders, *, learn: bool) -> None:
        self._sitting = sitting
        self._folders = folders
        self._material = sitting.interview.material
        self._learn = learn
        self._resources = load_resources(folders, self._material.skill_map)
        self._re: str | int | None = None

    @property
    def _interview(self) -> Interview:
        return self._sitting.interview

    def _say(self, message: said.Message) -> None:
        """Write a line at once."""
        sys.stdout.write(said.line_of(message))
        sys.stdout.flush()

    def _reply(self, message: said.Message) -> None:
        """Write the one line that answers the line read last."""
        own = {} if self._re is None else {"re": self._re}
        self._re = None
        self._say({**message, **own})

    def take_leave(self, why: str) -> None:
        """Write the last line."""
        self._reply(said.bye(why, self._sitting.said()))

    def ask_all(self) -> str:
        """Ask until nothing is left or somebody ends it; says which."""
        opening = said.Opening(
            __version__, profile_name(), self._sitting.assessment.started, self._learn
        )
        self._say(said.hello(self._interview, opening))
        try:
            while not isinstance(step := self._interview.next_step(), Done):
                self._say(said.step_message(step, self._interview))
                self._take_reply(step)
        except _EndedError as ended:
            return str(ended)
        self._finish(step)
        return "finished"

    def _take_reply(self, step: Step) -> None:
        """Read until something came of a line, so that there may be another step."""
        before = self._interview.events
        while self._interview.events == before:
            try:
                self._sitting.ask(partial(self._events, step))
            except AnsweredElsewhereError as error:
                self._reply(said.error(Code.ANSWERED_ELSEWHERE, str(error), stays=False))
                return
            except MlcareerError as error:
                stays = self._interview.events == before
                self._reply(said.error(error.code, str(error), stays=stays))

    def _events(self, step: Step) -> Iterator[Event]:
        """Read lines until one of them has events; each is kept when the next is asked for."""
        while True:
            try:
                request = self._read(step)
                if request.verb == "do" and request.value == "note":
                    yield (note := note_of(request, step, self._interview))
                    self._reply(said.note_kept(note.subject))
                    continue
                if request.verb == "do" and request.value == "back":
                    yield from self._back()
                    return
                events = events_of(request, step, self._interview)
            except RefusedError as refused:
                self._reply(said.error(refused.code, str(refused), stays=True))
                continue
            yield from events
            self._reply(self._saved(events))
            return

    def _read(self, step: Step) -> Request:
        """Read the next line that has something to do with the step.

        Raises:
            RefusedError: The line cannot be carried out.
            _EndedError: There is none, or it ends the interview.
        """
        while True:
            record = read_record(sys.stdin.buffer)
            if record is None:
                message = "end-of-input"
                raise _EndedError(message)
            self._re = id_in(record)
            request = request_in(record)
            check_addressee(request, step)
            match request:
                case Request("do", "stop"):
                    message = "stopped"
                    raise _EndedError(message)
                case Request("do", "profile"):
                    self._reply(said.profile(self._interview, self._report()))
                case _:
                    return request

    def _back(self) -> Iterator[Event]:
        event = self._interview.taken_back_by_undo(explained=self._learn)
        if event is None:
            message = (
                "Nothing can be taken back: nothing was said since this began, or it was explained."
            )
            raise RefusedError(Code.NOTHING_THERE, message)
        before = self._interview.events
        yield event
        standing = {id(one) for one in self._interview.events}
        self._reply(said.taken_back(one.subject for one in before if id(one) not in standing))

    def _saved(self, events: tuple[Event, ...]) -> said.Message:
        (first, *_) = events
        if self._learn and first.kind is EventKind.ANSWER:
            question = self._material.questions[first.subject]
            return said.marked(*self._missed(question, str(first.detail["chosen"]) or None))
        return said.saved(event.subject for event in events)

    def _missed(self, question: Question, reply: str | None) -> tuple[Missed, str]:
        """Gather what there is to explain about an answer, and the fingerprint of the question."""
        missed = Missed(
            question=question,
            skill=self._material.skill_map.skills[question.skill].name,
            options=self._interview.options_of(question),
            reply=reply,
            resource=self._resources.get(question.reference.resource),
        )
        return missed, fingerprint(question)

    def _finish(self, done: Done) -> None:
        interview = self._interview
        if not interview.stretch.finished:
            try:
                self._sitting.commit(Event(EventKind.FINISH, "assessment", done.reason))
            except StoreError as error:
                self._say(said.error(error.code, str(error), stays=False))
        asked = interview.events[interview.stretch.start :]
        missed = [self._missed(*one) for one in missed_questions(asked, self._material.questions)]
        self._say(said.result(done, interview.answers, self._report(), missed))

    def _report(self) -> said.Message:
        report = report_of(self._interview, self._sitting.assessment.started)
        return report_data(report, self._ticked(report))

    def _ticked(self, report: Report) -> Mapping[str, Ticks]:
        """Hold what was ticked in the plan against the answers, as every report does."""
        with existing_store() as store:
            plan = store.plan_events() if store else ()
            kept = store.kept(self._sitting.assessment) if store and plan else ()
        if not plan:
            return NOTHING_TICKED
        material, folders = self._material, self._folders
        standing = Standing(
            folders=folders,
            backgrounds=material.backgrounds,
            events=up_to_date(folders, material.skill_map, with_times(kept)),
            started=self._sitting.assessment.started,
            skill_map=material.skill_map,
            role=material.role,
            plan_events=steps_up_to_date(folders, material.skill_map, plan),
        )
        return standing.ticks(report)
