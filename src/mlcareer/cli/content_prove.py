"""`mlcareer content prove`: runs the programs of questions, for who asks for exactly that."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mlcareer.cli.output import put
from mlcareer.cli.streams import say
from mlcareer.content.folder import Folders, Given, content_folder
from mlcareer.content.own import OwnQuestions, own_questions
from mlcareer.content.proofs import Proofs, disproved, missing_proofs
from mlcareer.content.record_file import proofs_text, text_or_nothing
from mlcareer.errors import ExitCode, Problem, UsageError
from mlcareer.model.wording import counted
from mlcareer.proving.process import Limits
from mlcareer.proving.runs import Outcome, Plan, carry_out, plan_runs

_WORD: Final = "run"
_SHORTEST: Final = 0.1
_LONGEST: Final = 3600.0


def prove(content: Given, *, everything: bool, sure: bool, seconds: float) -> int:
    """Run what is new or changed, or all, write proofs.yaml and list what is disproved.

    Args:
        content: The content folders; the programs of the last one are run.
        everything: Whether to run also what is on record.
        sure: Whether not to ask.
        seconds: Time for each program.

    Returns:
        The exit code: 1 where a program fails or does not bear out its key.

    Raises:
        UsageError: Nobody can be asked, and sure is not given; or the time is no time.
    """
    if not _SHORTEST <= seconds <= _LONGEST:
        message = f"--time-limit takes {_SHORTEST:g} to {_LONGEST:g} seconds, not {seconds:g}."
        raise UsageError(message)
    folders = content_folder(content)
    own = own_questions(folders)
    plan = plan_runs(own.questions.values(), own.proofs, everything=everything)
    for line in _out_of_reach(plan):
        say(line)
    if plan.run and not _may_run(plan, own.folder, sure=sure):
        say("Nothing was run.")
        return ExitCode.OK
    outcome = carry_out(plan, own.proofs, Limits(seconds=seconds))
    _write(folders, outcome.proofs)
    return _report(own, plan, outcome)


def _may_run(plan: Plan, folder: Path, *, sure: bool) -> bool:
    for line in _warning(plan, folder):
        say(line)
    if not sure and not _is_agreed(folder):
        return False
    say(f"Running {counted(len(plan.run), 'program')} ...")
    return True


def _warning(plan: Plan, folder: Path) -> Iterator[str]:
    languages = Counter(program.lang for program in plan.run)
    listed = ", ".join(f"{number} in {lang}" for lang, number in languages.most_common())
    yield f"This executes {counted(len(plan.run), 'program')} of {folder}: {listed}."
    yield "They run with your rights: they can read, change, delete and send whatever you can."
    yield "Their time, output and environment are limited, but that is no sandbox."
    yield "Go on if you have read them, or trust who wrote them."


def _is_agreed(folder: Path) -> bool:
    if not sys.stdin.isatty():
        message = (
            "Standard input is no terminal, so nobody can be asked whether to execute the"
            f" programs of {folder}. To do it without asking, give --yes."
        )
        raise UsageError(message)
    from mlcareer.cli.screen import Leave, read_line  # noqa: PLC0415 - only where it asks

    say(f"Type the word {_WORD} to go on; anything else leaves.")
    try:
        return read_line("> ").lower() == _WORD
    except Leave:
        return False


def _out_of_reach(plan: Plan) -> Iterator[str]:
    """Say for each group of missing tools what is not run for want of them."""
    found = Counter((program.lang, tools) for program, tools in plan.out_of_reach.items())
    for (lang, tools), number in sorted(found.items()):
        left = "it is" if number == 1 else "they are"
        yield (
            f"{', '.join(tools)} is not installed: {counted(number, 'program')} in {lang} cannot"
            f" be run, and what is on record of them stays; {left} not proved as of now."
        )


def _write(folders: Folders, proofs: Proofs) -> None:
    file = folders.last.file("proofs.yaml")
    before = text_or_nothing(file)
    text = proofs_text(proofs, before)
    if text != before and (before or any(proofs)):
        put(text, file)


def _report(own: OwnQuestions, plan: Plan, outcome: Outcome) -> int:
    found = sorted(_problems(own, outcome))
    put("".join(f"{problem}\n" for problem in found))
    proofs = outcome.proofs
    borne_out = [
        question
        for question in own.questions.values()
        if (question.lang or question.proof)
        and not any((*missing_proofs(question, proofs), *disproved(question, proofs)))
    ]
    total = len({program.question for program in plan.programs})
    done = f"{counted(len(plan.run), 'program')} run" if plan.run else "Nothing new was run"
    say(f"{done}. Keys that the record bears out: {len(borne_out)} of {total}.")
    return ExitCode.NEGATIVE if found else ExitCode.OK


def _problems(own: OwnQuestions, outcome: Outcome) -> Iterator[Problem]:
    part = {"programs": "the program", "calculations": "the proof"}
    for failure in outcome.failures:
        program = failure.program
        yield own.problem(program.question, f"{part[program.part]}: {failure.what}")
    for id_, question in own.questions.items():
        for what in disproved(question, outcome.proofs):
            yield own.problem(id_, what)
