"""The lines that `assess --jsonl` writes: one JSON object each, and what stands in it.

The right answer, and anything that it could be worked out from, stands in none of the lines
before the reply: neither the seed, by which options are shuffled, nor the fingerprint of a
question, which is made with its key.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from mlcareer.measure.interview import Interview
from mlcareer.measure.profile import chosen_background, self_ratings
from mlcareer.measure.steps import AskBackground, AskQuestion, AskRating, AskTrait, Done, Step
from mlcareer.measure.stopping import Reason
from mlcareer.model.levels import LEVEL_NAMES, TAUGHT_LEVELS
from mlcareer.model.people import AGREEMENT, HOURS_A_WEEK, Event, EventKind
from mlcareer.model.questions import Form
from mlcareer.render.heading import BACKGROUND_TEXT
from mlcareer.render.missed import Missed, study_title

PROTOCOL: Final = 1
"""Grows when a key changes its meaning or goes away; new keys and messages do not count."""

Message = Mapping[str, object]
"""One line: its keys, the first of which is its type."""


class Code(StrEnum):
    """What is wrong with a line that was read; failures of the program have their own codes."""

    JSON = "json"
    """It cannot be read as JSON."""
    ENCODING = "encoding"
    """It is not UTF-8."""
    TOO_LONG = "too-long"
    """It is longer than a line may be."""
    FORM = "form"
    """It is not of the form that a message has."""
    UNKNOWN_KEY = "unknown-key"
    """It has a key that no message has."""
    NO_OPTION = "no-option"
    """What is said is none of what can be said here."""
    NOT_NOW = "not-now"
    """What is wanted does not fit what is asked now."""
    OTHER_STEP = "other-step"
    """It answers something else than what is asked now."""
    NOTHING_THERE = "nothing-to-take-back"
    """Nothing was said since the interview was opened."""
    ANSWERED_ELSEWHERE = "answered-elsewhere"
    """Another program answered the question meanwhile, and that answer counts."""


def line_of(message: Message) -> str:
    """Write a message as a line; what is not ASCII is escaped."""
    return json.dumps(message, allow_nan=False) + "\n"


class Opening(NamedTuple):
    """What the first line tells besides the interview.

    Attributes:
        version: Of the program.
        profile: Whose data it is, by the name of the profile.
        started: When the assessment was begun, as an ISO 8601 text.
        learn: Whether each answer is explained.
    """

    version: str
    profile: str
    started: str
    learn: bool


def hello(interview: Interview, opening: Opening) -> Message:
    """Lay out what is asked about, for which role, and what is known already."""
    role, skill_map = interview.material.role, interview.material.skill_map
    skills = [skill_map.skills[id_] for id_ in interview.scope]
    areas = dict.fromkeys(skill.area for skill in skills)
    return {
        "type": "hello",
        "protocol": PROTOCOL,
        "program": "mlcareer",
        "version": opening.version,
        "profile": opening.profile,
        "assessment_started": opening.started,
        "learn": opening.learn,
        "role": {"id": role.id, "name": role.name},
        "levels": list(LEVEL_NAMES),
        "areas": [{"id": area, "name": skill_map.areas[area]} for area in areas],
        "skills": [{"id": one.id, "name": one.name, "area": one.area} for one in skills],
        "budget": {
            "questions": interview.most_questions,
            "minutes": interview.stretch.minutes or None,
        },
        "known": _known(interview.events),
    }


def _known(events: Sequence[Event]) -> dict[str, object]:
    ratings = self_ratings(events)
    traits = {event.subject: event.value for event in events if event.kind is EventKind.TRAIT}
    return {
        "background": chosen_background(events),
        "ratings": {skill: level for skill, level in ratings.items() if level is not None},
        "answers": sum(event.kind is EventKind.ANSWER for event in events),
        "traits": {trait: int(value) for trait, value in traits.items() if value},
    }


def step_id(step: Step) -> str:
    """Name what is asked: a background question, a skill, a question or a trait."""
    match step:
        case AskBackground():
            return step.subject
        case AskRating():
            return step.skill
        case AskQuestion():
            return step.question.id
        case AskTrait():
            return step.trait.id
        case Done():
            return ""


def step_message(step: Step, interview: Interview) -> Message:
    """Lay out what is asked now."""
    match step:
        case AskBackground():
            return _background(step, interview)
        case AskRating():
            return _rating(step, interview)
        case AskQuestion():
            return _question(step, interview)
        case AskTrait():
            return _trait(step)
        case Done():
            return {}


def _background(step: AskBackground, interview: Interview) -> Message:
    backgrounds = interview.material.backgrounds
    choices = backgrounds.choices(step.subject).values() if backgrounds else ()
    facts = backgrounds.facts.values() if backgrounds else ()
    asked: dict[str, object] = {
        "type": "background",
        "id": step.subject,
        "text": BACKGROUND_TEXT[step.subject],
        "facts": [fact.text for fact in facts if fact.beside == step.subject],
    }
    if step.subject == "hours":
        return asked | {"low": HOURS_A_WEEK[0], "high": HOURS_A_WEEK[-1]}
    return asked | {"choices": [{"id": one.id, "name": one.name} for one in choices]}


def _rating(step: AskRating, interview: Interview) -> Message:
    skill_map = interview.material.skill_map
    skill = skill_map.skills[step.skill]
    nothing: tuple[str, ...] = ()
    return {
        "type": "self-rating",
        "id": skill.id,
        "name": skill.name,
        "area": {"id": skill.area, "name": skill_map.areas[skill.area]},
        "definition": skill.definition,
        "levels": [
            {
                "level": level,
                "name": name,
                "can_do": list(skill.can_do[level] if level in TAUGHT_LEVELS else nothing),
            }
            for level, name in enumerate(LEVEL_NAMES)
        ],
        "position": step.position,
        "of": step.total,
    }


def _question(step: AskQuestion, interview: Interview) -> Message:
    question = step.question
    skill = interview.material.skill_map.skills[question.skill]
    return {
        "type": "question",
        "id": question.id,
        "skill": {"id": skill.id, "name": skill.name},
        "form": question.form.value,
        "stem": question.stem,
        "lang": question.lang or None,
        "code": question.code or None,
        "options": [{"id": at, "text": text} for at, text in enumerate(step.options, 1)],
        "position": step.position,
        "at_most": step.total,
        "progress": progress(interview),
    }


def progress(interview: Interview) -> Message:
    """Lay out how far it is."""
    now = interview.progress()
    return now._asdict() | {"sure": round(now.sure, 4)}


def _trait(step: AskTrait) -> Message:
    return {
        "type": "trait",
        "id": step.trait.id,
        "text": step.trait.statement,
        "low": AGREEMENT[0],
        "low_means": "not at all",
        "high": AGREEMENT[-1],
        "high_means": "entirely",
        "position": step.position,
        "of": step.total,
    }


def saved(subjects: Iterable[str]) -> Message:
    """Say that what was said about some subjects is kept."""
    return {"type": "saved", "saved": list(subjects)}


def marked(missed: Missed, fingerprint: str) -> Message:
    """Explain an answer that is kept, right or not."""
    question = missed.question
    known = {"saved": [question.id], "fingerprint": fingerprint, "level": question.level}
    return {"type": "marked"} | known | explained(missed)


def explained(missed: Missed) -> dict[str, object]:
    """Lay out what came of a reply, the answer, why it is so, and where to study it."""
    question, reference, resource = missed.question, missed.question.reference, missed.resource
    reply = missed.reply
    return {
        "outcome": question.outcome_of(reply).value,
        "reply": None if reply is None else list(missed.said),
        "key": list(question.key),
        "mistakes": [
            {"said": _said(missed, mistake.text), "why": mistake.why} for mistake in missed.mistakes
        ],
        "explanation": question.explanation,
        "reference": {
            "resource": reference.resource,
            "title": study_title(reference, resource),
            "url": resource.url if resource else None,
        },
    }


def _said(missed: Missed, mistake: str) -> list[str]:
    """Name the part of a reply that a mistake is about: one of several options, or all of it."""
    return [mistake] if missed.question.form is Form.SEVERAL else list(missed.said)


def taken_back(subjects: Iterable[str]) -> Message:
    """Say what was taken back."""
    return {"type": "taken-back", "taken_back": list(subjects)}


def note_kept(question: str) -> Message:
    """Say that a remark on a question is kept."""
    return {"type": "note-kept", "about": question}


def profile(interview: Interview, report: Message) -> Message:
    """Lay out where the person stands by what was said so far."""
    return {"type": "profile", "progress": progress(interview), "report": report}


def result(
    done: Done, answers: int, report: Message, missed: Iterable[tuple[Missed, str]]
) -> Message:
    """Lay out what came of the interview.

    Args:
        done: Why it ended.
        answers: How many questions were answered in it.
        report: Where the person stands.
        missed: What was not answered right, each with its fingerprint.
    """
    return {
        "type": "result",
        "why": word_of(done.why),
        "reason": done.reason,
        "questions": answers,
        "missed": [_missed(one, fingerprint) for one, fingerprint in missed],
        "report": report,
    }


def word_of(reason: Reason) -> str:
    """Write why no further question is asked as one fixed word."""
    return reason.name.lower().replace("_", "-")


def _missed(missed: Missed, fingerprint: str) -> dict[str, object]:
    question = missed.question
    return {
        "id": question.id,
        "fingerprint": fingerprint,
        "skill": {"id": question.skill, "name": missed.skill},
        "level": question.level,
        "form": question.form.value,
        "stem": question.stem,
        "lang": question.lang or None,
        "code": question.code or None,
        "options": list(missed.options),
    } | explained(missed)


def error(code: str, message: str, *, stays: bool) -> Message:
    """Say what is wrong with a line, or why a reply could not be kept.

    Args:
        code: One fixed word for it.
        message: What is wrong and what to do, for people.
        stays: Whether what was asked still waits for its reply.
    """
    return {"type": "error", "fatal": False, "code": code, "message": message, "stays": stays}


def fatal(errors: Sequence[Mapping[str, object]]) -> Message:
    """Say why there is no interview, or why it cannot go on.

    Args:
        errors: At least one, each with code and message, as in every result in JSON.
    """
    return {
        "type": "error",
        "fatal": True,
        "code": errors[0]["code"],
        "message": "\n".join(str(one["message"]) for one in errors),
        "stays": False,
        "errors": list(errors),
    }


def bye(why: str, answers: int) -> Message:
    """Say that the last line has come.

    Args:
        why: finished, stopped, end-of-input or interrupted.
        answers: How many replies of the assessment are kept.
    """
    return {"type": "bye", "why": why, "saved": answers}
