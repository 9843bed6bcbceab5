"""Counts of a content folder: how many questions there are of what, and what bears them out."""

from collections import Counter
from collections.abc import Mapping, Sequence

from mlcareer.content.folder import Place, folders_of, role_ids
from mlcareer.content.lints.cues import solve_by_cues
from mlcareer.content.proofs import Proofs, disproved, load_proofs, missing_proofs
from mlcareer.content.questions import load_questions
from mlcareer.content.reviews import Review, load_reviews, unconfirmed
from mlcareer.content.skills import load_skill_map
from mlcareer.model.counts import ContentCounts, Guesses, SkillCounts
from mlcareer.model.levels import TAUGHT_LEVELS
from mlcareer.model.questions import Form, Question
from mlcareer.model.skills import Skill


def count_content(place: Place) -> ContentCounts:
    """Count a content folder.

    Raises:
        ContentError: Something in the folder is not what it should be.
    """
    folders = folders_of(place)
    skill_map = load_skill_map(folders)
    questions = tuple(load_questions(folders, skill_map).values())
    choices = [question for question in questions if question.form is Form.CHOICE]
    records = load_proofs(folders), load_reviews(folders)
    return ContentCounts(
        folders=tuple(str(layer.path) for layer in folders.layers),
        areas=len(skill_map.areas),
        roles=len(role_ids(folders)),
        kinds=Counter((question.kind, question.form) for question in questions),
        skills=tuple(
            _of_skill(skill, [q for q in questions if q.skill == skill.id], *records)
            for skill in skill_map.skills.values()
        ),
        cues=_guesses(choices) if choices else None,
    )


def _guesses(choices: Sequence[Question]) -> Guesses:
    found = solve_by_cues(choices)
    return Guesses(found.questions, found.accuracy, found.chance)


def _of_skill(
    skill: Skill, questions: Sequence[Question], proofs: Proofs, reviews: Mapping[str, Review]
) -> SkillCounts:
    levels = [[q for q in questions if q.level == level] for level in TAUGHT_LEVELS]
    run = [q for q in questions if q.lang or q.proof]
    read = [q for q in questions if q.kind != "code"]
    tested = {question.sub for question in questions}
    return SkillCounts(
        skill=skill,
        questions=len(questions),
        levels=tuple(map(len, levels)),
        difficulty=tuple(map(_mean_b, levels)),
        uncovered=tuple(sub for sub in skill.sub_competences if sub not in tested),
        run=len(run),
        proved=sum(not _complaints(q, proofs) for q in run),
        read=len(read),
        confirmed=sum(not unconfirmed(q, reviews) for q in read),
    )


def _mean_b(questions: Sequence[Question]) -> float | None:
    return sum(q.item.b for q in questions) / len(questions) if questions else None


def _complaints(question: Question, proofs: Proofs) -> tuple[str, ...]:
    return (*missing_proofs(question, proofs), *disproved(question, proofs))
