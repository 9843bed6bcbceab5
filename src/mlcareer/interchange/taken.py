"""What comes of reading a file of questions, whatever its format."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Container, Iterable
from typing import Final, NamedTuple, NoReturn

from mlcareer.errors import ContentError, Problem
from mlcareer.interchange.marking import Marked, mark, short
from mlcareer.interchange.plain import clean, plain
from mlcareer.interchange.raw import MAX_TEXT, LeftOutError, Raw
from mlcareer.interchange.tags import Known, misconceived, read_tags
from mlcareer.model.drafts import Draft
from mlcareer.model.questions import Form, number_in

__all__ = ["MAX_QUESTIONS", "About", "Found", "Taken", "taken_from"]

MAX_QUESTIONS: Final = 5000
_ID: Final = re.compile(r"[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*")
_LONGEST_ID: Final = 100
_WORDS_OF_ID: Final = 4


class Taken(NamedTuple):
    """What a file came to.

    Attributes:
        drafts: The questions that were taken over, in the order of the file.
        remarks: What was left out, question by question.
    """

    drafts: tuple[Draft, ...]
    remarks: tuple[Problem, ...]


class About(NamedTuple):
    """What the questions of a file may be about.

    Attributes:
        skill: The skill of those whose tags name none of the others.
        others: Skills that tags may name.
    """

    skill: str
    others: Container[str] = ()


class Found(NamedTuple):
    """A question that was found in a file.

    Attributes:
        file: How complaints name the file.
        line: Where it begins, or 0.
        name: What people call it, perhaps in HTML.
        read: Reads it; raises LeftOutError where it cannot be taken over.
    """

    file: str
    line: int
    name: str
    read: Callable[[], Raw]


def taken_from(file: str, found: Iterable[Found], about: About) -> Taken:
    """Take over what can be, and say what cannot.

    Args:
        file: How complaints name what was read.
        found: The questions in it.
        about: What they may be about.

    Raises:
        ContentError: There is nothing to take over, or far too much.
    """
    drafts: list[Draft] = []
    ids = _Ids()
    remarks: list[Problem] = []
    for number, one in enumerate(found, 1):
        if number > MAX_QUESTIONS:
            _refuse(one.file, one.line, f"more than {MAX_QUESTIONS:,} questions; split it")
        try:
            raw = one.read()
            drafts.append(_draft(raw, about, ids))
        except LeftOutError as reason:
            remarks.append(_remark(one, number, f"{reason}; left out"))
            continue
        remarks += (_remark(one, number, text) for text in dict.fromkeys(raw.remarks))
    if not drafts:
        first = f" The first: {remarks[0].message}." if remarks else ""
        _refuse(file, 0, f"no question of it can be taken over.{first}")
    return Taken(tuple(drafts), tuple(remarks))


def _refuse(file: str, line: int, message: str) -> NoReturn:
    raise ContentError(Problem(file, line, message))


def _remark(one: Found, number: int, text: str) -> Problem:
    shown = short(plain(one.name[:MAX_TEXT]))
    called = f"question {number} {shown!r}" if shown else f"question {number}"
    return Problem(one.file, one.line, f"{called}: {text}")


def _draft(raw: Raw, about: About, ids: "_Ids") -> Draft:
    """Make a draft of a question; what is left out of it is added to its remarks.

    Raises:
        LeftOutError: It has no stem, or no right answer.
    """
    known = read_tags(raw.tags)
    stem, code = _stem(raw)
    marked = mark(raw)
    skill = _skill(raw, known, about)
    distractors = misconceived(marked.wrong, known)
    options = (*marked.key, *(one.text for one in distractors))
    return Draft(
        id=ids.free(_wanted_id(raw, skill)),
        skill=skill,
        sub=known.get("sub") if known.get("skill") in {skill, ""} else "",
        level=known.level,
        kind=known.get("kind"),
        form=marked.form,
        stem=stem,
        lang=known.get("lang"),
        code=code,
        key=marked.key,
        accepted=marked.accepted,
        tolerance=marked.tolerance,
        distractors=distractors,
        order=_order(marked.form, options, fixed=raw.fixed or known.get("order") == "numeric"),
        explanation=_explanation(raw, marked),
        resource=known.get("source"),
        section=known.get("section"),
    )


def _stem(raw: Raw) -> tuple[str, str]:
    """Read what a question asks, and the program that it shows."""
    stem, code = raw.stem, ""
    if raw.body is not None:
        words = raw.words(raw.body)
        stem, code = words.text, "\n\n".join(words.shown)
    if not stem.strip():
        message = "it asks nothing in words"
        raise LeftOutError(message)
    return stem, code


def _skill(raw: Raw, known: Known, about: About) -> str:
    """Find what a question is about: what its tags name, where that can be."""
    named = known.get("skill")
    if named in {"", about.skill}:
        return about.skill
    if named in about.others:
        return named
    what = f"the skill {short(named)!r} of its tags is not on the map: taken over for {about.skill}"
    raw.remarks.append(what)
    return about.skill


def _explanation(raw: Raw, marked: Marked) -> str:
    """Read the explanation; what is said of the right answer is one where there is no other."""
    if raw.explanation and marked.praise not in {"", raw.explanation}:
        what = "what is said of the right answer was left out: the explanation stands"
        raw.remarks.append(what)
    return raw.explanation or marked.praise


def _order(form: Form, options: Iterable[str], *, fixed: bool) -> str:
    """Say how options stand; a fixed order is kept where it is that of their numbers."""
    if form is not Form.CHOICE or not fixed:
        return "shuffle"
    return "shuffle" if None in map(number_in, options) else "numeric"


class _Ids:
    """Gives ids, none twice, not even but for case."""

    def __init__(self) -> None:
        self._uses: Counter[str] = Counter()

    def free(self, wanted: str) -> str:
        """Take an id as it is, or with the first number behind it that makes it free."""
        bare = wanted.casefold()
        self._uses[bare] += 1
        if self._uses[bare] == 1:
            return wanted
        return self.free(f"{wanted}-{self._uses[bare]}")


def _wanted_id(raw: Raw, skill: str) -> str:
    wanted = clean(raw.idnumber).strip()
    if _ID.fullmatch(wanted) and len(wanted) <= _LONGEST_ID:
        return wanted
    bare = unicodedata.normalize("NFKD", plain(raw.name[:MAX_TEXT]).casefold())
    marks_apart = "".join(c for c in bare if not unicodedata.combining(c))
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in marks_apart).split()
    return "-".join((skill, *(words[:_WORDS_OF_ID] or ["question"])))[:_LONGEST_ID].rstrip("-")
