"""What several blind readers together say of a question."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mlcareer.content.reviews import READERS, Review, fingerprint
from mlcareer.content.sheets import Reading, Sheet
from mlcareer.errors import ContentError, Problem
from mlcareer.model.items import Outcome
from mlcareer.model.questions import Question


class Verdict(NamedTuple):
    """What came of the sheets.

    Attributes:
        reviews: What goes on record, by question id; agreed or not.
        problems: Why a question is not confirmed, at the place in a sheet.
        remarks: What readers said beside that.
    """

    reviews: Mapping[str, Review]
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]


def check_readers(sheets: Sequence[Sheet]) -> None:
    """Make sure that nobody counts as two readers because a filled sheet was copied.

    Two people may well say the same of a few questions; then only their names tell them apart.

    Raises:
        ContentError: With each sheet that says what one before it says, and no two names tell
            their readers apart.
    """
    problems: list[Problem] = []
    for at, sheet in enumerate(sheets):
        first = next((other for other in sheets[:at] if _may_be_copy(sheet, other)), None)
        if first is not None:
            problems.append(sheet.place.problem(_copied(sheet, first)))
    if problems:
        raise ContentError(*problems)


def _may_be_copy(sheet: Sheet, other: Sheet) -> bool:
    one, two = (_spelt(each.reader) for each in (sheet, other))
    told_apart = one and two and one != two
    said, before = (
        {id_: reading.said for id_, reading in each.readings.items()} for each in (sheet, other)
    )
    return bool(said) and said == before and not told_apart


def _spelt(name: str) -> str:
    return " ".join(name.casefold().split())


def _copied(sheet: Sheet, first: Sheet) -> str:
    same = f"says the same as {first.place.file}"
    if _spelt(sheet.reader) == _spelt(first.reader) != "":
        return (
            f"{same}, and both name the reader {sheet.reader!r}; leave a copy out, or write"
            " another name here if somebody else filled it in"
        )
    return (
        f"{same}, and no names tell their readers apart; leave a copy out, or write behind"
        " reader: in each sheet who filled it in"
    )


def judge(
    questions: Mapping[str, Question], sheets: Iterable[Mapping[str, Reading]], day: str
) -> Verdict:
    """Compare what readers answered with the keys.

    A question is on record as agreed where at least READERS chose its key and none of them
    finds a second answer defensible.

    Args:
        questions: As they stand, by id.
        sheets: What each reader says, by question id.
        day: When they were read, as 2026-11-22.
    """
    by_question: dict[str, list[Reading]] = defaultdict(list)
    for sheet in sheets:
        for id_, reading in sheet.items():
            by_question[id_].append(reading)
    reviews: dict[str, Review] = {}
    problems: list[Problem] = []
    remarks: list[Problem] = []
    for id_, readings in by_question.items():
        remarks += [_problem(id_, r, f"remark: {r.remark}") for r in readings if r.remark]
        question = questions.get(id_)
        problems += _outdated(id_, question, readings)
        current = [r for r in readings if question and r.fingerprint == fingerprint(question)]
        if question is not None and current:
            review, found = _judged(question, current, day)
            problems += found
            if review is not None:
                reviews[id_] = review
    return Verdict(reviews, tuple(sorted(problems)), tuple(sorted(remarks)))


def _judged(
    question: Question, readings: Sequence[Reading], day: str
) -> tuple[Review | None, Sequence[Problem]]:
    """Say what goes on record of a question, and what is said against it."""
    found = list(_objections(question, readings))
    answered = [reading for reading in readings if reading.reply is not None]
    if found:
        return _review(question, answered or readings, day, agreed=False), found
    if len(answered) < READERS:
        too_few = f"{len(answered)} of the sheets answers it; {READERS} readers are needed"
        return None, [_problem(question.id, readings[0], f"only {too_few}")]
    return _review(question, answered, day, agreed=True), []


def _review(question: Question, readings: Sequence[Reading], day: str, *, agreed: bool) -> Review:
    shares = tuple(reading.shares for reading in readings if reading.shares)
    return Review(fingerprint(question), len(readings), agreed, day, shares)


def _problem(id_: str, reading: Reading, what: str) -> Problem:
    return reading.place.problem(f"{id_}: {what}")


def _outdated(
    id_: str, question: Question | None, readings: Iterable[Reading]
) -> Iterator[Problem]:
    for reading in readings:
        if question is None:
            yield _problem(id_, reading, "there is no such question in this folder")
        elif reading.fingerprint != fingerprint(question):
            what = "the wording has changed since this sheet was made; have it read anew"
            yield _problem(id_, reading, what)


def _objections(question: Question, readings: Iterable[Reading]) -> Iterator[Problem]:
    """Say where a reader disagrees with the key, or finds a second answer defensible."""
    for reading in readings:
        if reading.reply is not None and question.outcome_of(reading.reply) is not Outcome.RIGHT:
            what = f"the reader says {_said(reading.reply)}, the key says {_said(question.answer)}"
            yield _problem(question.id, reading, what)
        if reading.also_defensible:
            what = f"the reader finds a second answer defensible: {reading.also_defensible}"
            yield _problem(question.id, reading, what)


def _said(reply: str) -> str:
    return repr("; ".join(" ".join(part.split()) for part in reply.split("\n")))
