"""Which questions there are to choose from, and what hangs on the skills they are about."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from mlcareer.measure.selection import History, Stake
from mlcareer.measure.stretches import Stretch
from mlcareer.model.levels import TOP_LEVEL
from mlcareer.model.people import Event, EventKind
from mlcareer.model.questions import Bank, Question
from mlcareer.model.skills import Demand

OUTSIDE_THE_ROLE: Final = Stake(2, 1.0)
"""What hangs on a skill that the person named and the role does not ask for: "working", once."""

Pool = Mapping[str, Sequence[Question]]
"""Questions by skill."""


def pool_of(questions: Mapping[str, Question]) -> Pool:
    """Sort the questions of a content folder, or of a program, by skill."""
    if isinstance(questions, Bank):
        return questions.by_skill
    pool: dict[str, list[Question]] = {}
    for question in questions.values():
        pool.setdefault(question.skill, []).append(question)
    return pool


def stakes_of(
    stretch: Stretch, scope: Collection[str], demands: Mapping[str, Demand]
) -> dict[str, Stake]:
    """Say what hangs on the skills in scope.

    The role says so; where the person named the skills, each counts; an aim of the stretch
    takes the place of the target. Other skills are asked about only for what they tell.

    Args:
        stretch: What is asked about, and with which aims.
        scope: Skills of the map that are asked about.
        demands: Those of the role, by skill.
    """
    stakes = {
        skill: Stake(demands[skill].target, demands[skill].weight)
        for skill in scope
        if skill in demands
    }
    if stretch.named:
        stakes |= {skill: OUTSIDE_THE_ROLE for skill in scope if skill not in demands}
    return stakes | {
        skill: Stake(
            stretch.aims[skill],
            demands[skill].weight if skill in demands else OUTSIDE_THE_ROLE.weight,
        )
        for skill in scope
        if skill in stretch.aims
    }


def in_turn(
    pool: Pool, put_off: Mapping[str, int], asked: Collection[str], left: int
) -> Iterator[Pool]:
    """Give what to choose from, then what is left where nothing of that is worth asking.

    What was put off once comes when nothing else is worth asking, and has the last
    questions of the budget; what was put off again never comes.

    Args:
        pool: Questions about the skills in scope.
        put_off: How often each question was put off, by id.
        asked: Ids of questions that were asked.
        left: How many questions may still be asked.
    """
    if not put_off:
        yield pool
        return
    fresh = {s: [q for q in pool[s] if q.id not in put_off] for s in pool}
    once = {id_ for id_, times in put_off.items() if times == 1 and id_ not in asked}
    later = {s: [q for q in pool[s] if q.id in once] for s in pool}
    at_its_end = left <= sum(map(len, later.values()))
    yield from (later, fresh) if at_its_end else (fresh, later)


def owed(stretch: Stretch, pool: Pool, history: History, since: Iterable[Event]) -> Pool:
    """Find the questions of the skills that are owed one, however sure all is.

    Where a number for each skill is set, these are the skills that had fewer in this
    stretch, asked about at the level of the aim or below. Where there are aims alone,
    these are the skills without any answer of their own: what is only inferred from
    their neighbours decides nothing.

    Args:
        stretch: With the number for each skill, and the aims.
        pool: Questions about the skills in scope.
        history: What was asked in this assessment.
        since: Events since the stretch began.
    """
    if not stretch.each:
        return {s: pool[s] for s in stretch.aims if s in pool and not history.asked_about(s)}
    had = Counter(str(e.detail["skill"]) for e in since if e.kind is EventKind.ANSWER)
    return {
        skill: _fitting(questions, stretch.aims.get(skill, TOP_LEVEL), history.asked)
        for skill, questions in pool.items()
        if had[skill] < stretch.each
    }


def _fitting(questions: Sequence[Question], aim: int, asked: Collection[str]) -> Sequence[Question]:
    """List what was not asked, at the level of the aim or below if possible."""
    left = [question for question in questions if question.id not in asked]
    return [question for question in left if question.level <= aim] or left
