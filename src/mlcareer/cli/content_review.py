"""`mlcareer content sheet` and `review`: questions answered by who has not seen the keys."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from mlcareer.cli.output import put, refuse_to_replace
from mlcareer.cli.streams import say
from mlcareer.content.difficulty_file import all_rated, rated_files
from mlcareer.content.folder import Folders, Given, content_folder
from mlcareer.content.own import OwnQuestions, own_questions
from mlcareer.content.readings import check_readers, judge
from mlcareer.content.record_file import reviews_text, text_or_nothing
from mlcareer.content.reviews import READERS, Review, unconfirmed
from mlcareer.content.sheets import read_sheet, sheet_text
from mlcareer.content.yamlfile import close_match, is_day
from mlcareer.errors import ExitCode, UsageError
from mlcareer.model.questions import Question
from mlcareer.model.wording import counted


def sheet(
    content: Given, names: Sequence[str], output: Path | None, *, seed: int | None = None
) -> int:
    """Write a sheet for one reader.

    Args:
        content: The content folders; the sheet is about questions of the last one.
        names: Skills or questions; without any, the questions that are not confirmed.
        output: Where it is written; to standard output without it.
        seed: Decides the order of the options; chance without it.

    Raises:
        UsageError: A name is unknown, or the file is there: a reader may have filled it in.
    """
    if output is not None:
        refuse_to_replace(output)
    own = own_questions(content_folder(content))
    asked = _named(own, names) if names else _not_confirmed(own)
    if not asked:
        say("Every question is confirmed. To have some read again, name them or their skill.")
        return ExitCode.OK
    decided = int.from_bytes(os.urandom(4)) if seed is None else seed
    put(sheet_text(asked, decided), output)
    say(f"{counted(len(asked), 'question')}; make a sheet for each of {READERS} or more readers.")
    return ExitCode.OK


def _named(own: OwnQuestions, names: Sequence[str]) -> list[Question]:
    skills = {question.skill for question in own.questions.values()}
    for name in names:
        if name not in skills and name not in own.questions:
            hint = close_match(name, (*skills, *own.questions)) or " See mlcareer skills."
            message = f"{own.folder} has no question or skill with questions {name!r}.{hint}"
            raise UsageError(message)
    return [q for q in own.questions.values() if q.id in names or q.skill in names]


def _not_confirmed(own: OwnQuestions) -> list[Question]:
    return [q for q in own.questions.values() if unconfirmed(q, own.reviews)]


def review(content: Given, sheets: Sequence[Path], *, day: str, rate: bool = False) -> int:
    """Compare filled sheets with the keys, and put what came of it on record.

    Args:
        content: The content folders; reviews.yaml of the last one is written.
        sheets: One for each reader, at least two.
        day: When they were read, as 2026-11-22.
        rate: Whether to write the difficulties that follow into the question files.

    Returns:
        The exit code: 1 where a reader disagrees or finds a second answer defensible.

    Raises:
        UsageError: There are too few sheets, one is given twice, nobody filled any of them in,
            or the day is none.
        ContentError: A sheet or file is not what it should be, or a sheet may be the copy of
            another; then nothing is written.
    """
    _check_number(sheets)
    _check_day(day)
    folders = content_folder(content)
    own = own_questions(folders)
    read = [read_sheet(path, own.questions) for path in sheets]
    if not any(sheet.readings for sheet in read):
        message = "No answer stands in these sheets; nothing was written. Have them filled in."
        raise UsageError(message)
    check_readers(read)
    verdict = judge(own.questions, [sheet.readings for sheet in read], day)
    _write(folders, own, verdict.reviews, rate=rate)
    put("".join(f"{line}\n" for line in (*verdict.problems, *verdict.remarks)))
    agreed = sum(found.agreed for found in verdict.reviews.values())
    say(
        f"{counted(len(sheets), 'reader')}: {counted(agreed, 'question')} confirmed,"
        f" {counted(len(verdict.problems), 'objection')}."
    )
    return ExitCode.NEGATIVE if verdict.problems else ExitCode.OK


def _check_number(sheets: Sequence[Path]) -> None:
    if len({path.resolve() for path in sheets}) < max(READERS, len(sheets)):
        message = f"Give {READERS} sheets or more, each once: a question needs {READERS} readers."
        raise UsageError(message)


def _check_day(day: str) -> None:
    if not is_day(day):
        message = f"--date takes a day such as 2026-11-22, not {day!r}."
        raise UsageError(message)


def _write(folders: Folders, own: OwnQuestions, found: Mapping[str, Review], *, rate: bool) -> None:
    """Write the record, and the difficulties; work all out before the first file changes."""
    file = folders.last.file("reviews.yaml")
    before = text_or_nothing(file)
    texts = {}
    if found:
        texts[file] = reviews_text(before, found, tuple(own.questions), str(file))
    if rate:
        rated = all_rated(own.questions.values(), {**own.reviews, **found})
        texts |= rated_files(folders.last.files("questions").values(), rated)
    for path, text in texts.items():
        if text != text_or_nothing(path):
            put(text, path)
