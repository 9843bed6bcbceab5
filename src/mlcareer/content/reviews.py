"""Which questions were confirmed by readers who did not see the key, and in which wording."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Final, NamedTuple

from mlcareer.content.difficulty import BORDERS
from mlcareer.content.folder import Place
from mlcareer.content.parts import optional_part
from mlcareer.content.shapes.common import SHARE
from mlcareer.content.shapes.records import REVIEW
from mlcareer.content.yamlfile import Field, collect
from mlcareer.model.people import Event, EventKind
from mlcareer.model.questions import Form, Question

READERS: Final = 2
"""How many have to choose the key, independently of each other, without having seen it."""


class Review(NamedTuple):
    """One blind review of a question.

    Attributes:
        fingerprint: Of the wording that was reviewed.
        readers: How many read it, independently of each other.
        agreed: Whether each of them chose the key and found no second answer defensible.
        date: When, as 2026-11-22.
        shares: For each reader who was asked, how many of a hundred people at the borders
            of working, proficient and expert would answer right; judged before the key was
            seen.
    """

    fingerprint: str
    readers: int
    agreed: bool
    date: str
    shares: tuple[tuple[int, ...], ...] = ()


def fingerprint(question: Question) -> str:
    """Tell wordings apart: 12 hex digits over all that a reader sees, and the key.

    Wrong answers count where they are shown as options.
    """
    shown = question.form in {Form.CHOICE, Form.SEVERAL}
    wrong = sorted(distractor.text for distractor in question.distractors if shown)
    words = [" ".join(part.split()) for part in (question.stem, question.answer, *wrong)]
    if question.form is not Form.CHOICE:
        more = (question.form, *question.accepted, str(question.tolerance))
        words += more
    text = "\0".join([question.code, *words])
    return sha256(text.encode()).hexdigest()[:12]


def note_event(question: Question, words: str) -> Event:
    """Make the event of a remark on a question, tied to the wording that it is about."""
    detail = {"skill": question.skill, "fingerprint": fingerprint(question)}
    return Event(EventKind.NOTE, question.id, words, detail)


def unconfirmed(question: Question, reviews: Mapping[str, Review]) -> str:
    """Say why a question that no program proves does not count as confirmed, or nothing."""
    if question.kind == "code":
        return ""
    review = reviews.get(question.id)
    if review is None:
        return "nobody has answered it blind"
    if review.fingerprint != fingerprint(question):
        return "the wording has changed since it was answered blind"
    if not review.agreed:
        return "who answered it blind did not agree with the key"
    if review.readers < READERS:
        return f"fewer than {READERS} have answered it blind"
    return ""


def load_reviews(place: Place) -> dict[str, Review]:
    """Read `reviews.yaml` of a content folder, which need not have one, by question id.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    entries = optional_part(place, "reviews", "reviews")
    return collect(entries.items(), lambda _, field: _review(field))


def _review(field: Field) -> Review:
    entry = REVIEW.read(field)
    return Review(
        fingerprint=entry["fingerprint"].text(),
        readers=entry["readers"].integer(1, 1000),
        agreed=entry["agreed"].boolean(),
        date=entry["date"].text(),
        shares=tuple(_shares(rater) for rater in entry["shares"].items())
        if "shares" in entry
        else (),
    )


def _shares(field: Field) -> tuple[int, ...]:
    shares = tuple(share.integer(*SHARE) for share in field.items())
    if len(shares) != len(BORDERS):
        field.fail(f"{len(BORDERS)} numbers were expected here, one for each border")
    return shares
