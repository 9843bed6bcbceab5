"""Questions of compiled content, each made when it is looked at."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, overload

from mlcareer.content.compiled_form import GARBLED, pack_question, unpack_question
from mlcareer.model.questions import Bank, Question

Reread = Callable[[str], Mapping[str, Question]]
"""Reads the questions about a skill where they were compiled from."""

_COMPACT: Final = (",", ":")


class SkillQuestions(Sequence[Question]):
    """The questions about one skill, in the order of their file.

    Args:
        skill: Id of the skill.
        ids: Of the questions.
        packed: Bytes that hold what pack_questions made of them.
        place: Where in them that stands.
        reread: Called where it is garbled.
    """

    def __init__(
        self, skill: str, ids: Sequence[str], packed: bytes, place: slice, reread: Reread
    ) -> None:
        self._skill = skill
        self.ids = ids
        self._packed = packed
        self._place = place
        self._reread = reread

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """The questions by id."""
        packed = self._packed[self._place]
        try:
            made = [unpack_question(self._skill, each) for each in json.loads(packed)]
        except GARBLED:
            made = []
        by_id = {question.id: question for question in made}
        return by_id if list(by_id) == list(self.ids) else self._reread(self._skill)

    @cached_property
    def _all(self) -> tuple[Question, ...]:
        return tuple(self.by_id.values())

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, at: int) -> Question: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Question]: ...

    def __getitem__(self, at: int | slice) -> Question | Sequence[Question]:
        return self._all[at]

    def __iter__(self) -> Iterator[Question]:
        return iter(self._all)


class CompiledQuestions(Bank):
    """All questions by id. Which there are is known at once, each is made when it is asked for.

    Args:
        by_skill: The questions about each skill.
    """

    def __init__(self, by_skill: Mapping[str, SkillQuestions]) -> None:
        self.by_skill = by_skill
        self._found_in = {id_: those for those in by_skill.values() for id_ in those.ids}

    def __getitem__(self, id_: str) -> Question:
        return self._found_in[id_].by_id[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found_in)

    def __len__(self) -> int:
        return len(self._found_in)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._found_in


def pack_questions(questions: Sequence[Question]) -> bytes:
    """Turn the questions about one skill into one line."""
    rows = [pack_question(question) for question in questions]
    return json.dumps(rows, ensure_ascii=False, separators=_COMPACT).encode()
