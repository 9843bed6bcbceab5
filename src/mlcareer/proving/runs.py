"""Which programs of a bank are run, and the record that comes of it."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Final, NamedTuple

from mlcareer.content.proofs import Proof, Proofs, collapse, program_fingerprint
from mlcareer.model.questions import Question
from mlcareer.proving.languages import missing_tools, printed, tool_of
from mlcareer.proving.process import Limits, ProgramError

_FEWEST_AT_ONCE: Final = 2
"""Programs that run at the same time, so that a slow one does not hold up all others."""


class Program(NamedTuple):
    """A program that stands in a question.

    Attributes:
        question: Id of the question.
        part: Where its run is recorded: programs or calculations.
        lang: Its language.
        code: The program.
    """

    question: str
    part: str
    lang: str
    code: str

    @property
    def fingerprint(self) -> str:
        """Tell it apart from others."""
        return program_fingerprint(self.lang, self.code)


class Plan(NamedTuple):
    """What is going to be run.

    Attributes:
        programs: All of the bank, in its order.
        run: Those to run.
        out_of_reach: Those that would be run if their tools were installed, each with
            the tools.
    """

    programs: tuple[Program, ...]
    run: tuple[Program, ...]
    out_of_reach: Mapping[Program, tuple[str, ...]]


class Failure(NamedTuple):
    """A program that did not run as one that proves something does.

    Attributes:
        what: What happened, as a clause.
    """

    program: Program
    what: str


class Outcome(NamedTuple):
    """What came of the runs.

    Attributes:
        proofs: The record as it is now.
        failures: Programs that are not on record for it.
    """

    proofs: Proofs
    failures: tuple[Failure, ...]


def programs_of(questions: Iterable[Question]) -> tuple[Program, ...]:
    """List the programs that questions show, and those that compute their answers."""
    found: list[Program] = []
    for question in questions:
        if question.lang:
            found.append(Program(question.id, "programs", question.lang, question.code))
        if question.proof:
            found.append(Program(question.id, "calculations", "python", question.proof))
    return tuple(found)


def plan_runs(questions: Iterable[Question], known: Proofs, *, everything: bool = False) -> Plan:
    """Find out which programs are new or changed, or take all, and which of them can be run."""
    programs = programs_of(questions)
    wanted = [p for p in programs if everything or not _is_on_record(p, known)]
    missing = {program: missing_tools(program.lang, program.code) for program in wanted}
    return Plan(
        programs,
        tuple(program for program in wanted if not missing[program]),
        {program: tools for program, tools in missing.items() if tools},
    )


def _is_on_record(program: Program, known: Proofs) -> bool:
    run = _runs(known, program.part).get(program.question)
    return run is not None and run.fingerprint == program.fingerprint


def _runs(proofs: Proofs, part: str) -> Mapping[str, Proof]:
    runs: Mapping[str, Proof] = getattr(proofs, part)
    return runs


def carry_out(
    plan: Plan,
    known: Proofs,
    limits: Limits,
    begun: Callable[[Program], object] = lambda _: None,
) -> Outcome:
    """Run programs and bring the record up to date.

    What was not run stays on record as it was; what failed, or stands in no question any
    more, does not.

    Args:
        plan: What to run.
        known: What is on record.
        limits: What each program may use.
        begun: Told of each program when it is started, from another thread.

    Raises:
        KeyboardInterrupt: The user stopped it; all programs were ended.
    """
    results = _all_results(plan.run, limits, begun)
    done = dict(zip(plan.run, results, strict=True))
    proofs = Proofs(*(_renewed(part, plan.programs, known, done) for part in Proofs._fields))
    failures = (Failure(program, got) for program, got in done.items() if isinstance(got, str))
    return Outcome(proofs, tuple(failures))


def _all_results(
    programs: Sequence[Program], limits: Limits, begun: Callable[[Program], object]
) -> list[Proof | str]:
    stop = Event()

    def run(program: Program) -> Proof | str:
        begun(program)
        return result_of(program, limits, stop)

    with ThreadPoolExecutor(max(_FEWEST_AT_ONCE, os.cpu_count() or 1)) as pool:
        try:
            return list(pool.map(run, programs))
        except BaseException:
            # What has not begun was cancelled already.
            stop.set()
            raise


def result_of(program: Program, limits: Limits, stop: Event) -> Proof | str:
    """Run one program: its proof, or what happened instead."""
    try:
        output = collapse(printed(program.lang, program.code, limits, stop))
        tool = tool_of(program.lang, program.code)
    except ProgramError as error:
        return str(error)
    return Proof(program.fingerprint, tool, output)


def _renewed(
    part: str,
    programs: Iterable[Program],
    known: Proofs,
    done: Mapping[Program, Proof | str],
) -> dict[str, Proof]:
    """Keep the order of the questions."""
    kept: dict[str, Proof] = {}
    for program in programs:
        if program.part != part:
            continue
        run = done.get(program, _runs(known, part).get(program.question))
        if isinstance(run, Proof):
            kept[program.question] = run
    return kept
