"""What there is in a content folder, in numbers."""

from collections.abc import Mapping
from typing import NamedTuple

from mlcareer.model.questions import Form
from mlcareer.model.skills import Skill


class Guesses(NamedTuple):
    """How well a guesser does who sees nothing but cues of form.

    Attributes:
        questions: How many it was tried on.
        right: Share that it gets right, 0 to 1.
        chance: Share that blind guessing gets right, 0 to 1.
    """

    questions: int
    right: float
    chance: float


class SkillCounts(NamedTuple):
    """What there is about one skill.

    Attributes:
        levels: Questions of each of the levels 1 to 4.
        difficulty: Mean b of the questions of each of these levels; None where there are none.
        uncovered: Ids of the sub-competences that no question is about.
        run: Questions with a program or a proof that can be run.
        proved: Those of them whose key a recorded run bears out.
        read: Questions that are not borne out by their own program.
        confirmed: Those of them that readers answered blind as the key has it.
    """

    skill: Skill
    questions: int
    levels: tuple[int, ...]
    difficulty: tuple[float | None, ...]
    uncovered: tuple[str, ...]
    run: int
    proved: int
    read: int
    confirmed: int


class ContentCounts(NamedTuple):
    """What there is in a content folder.

    Attributes:
        kinds: Questions by kind and form.
        cues: How well a guesser does who knows nothing but cues of form; None where no
            question has options.
    """

    folders: tuple[str, ...]
    areas: int
    roles: int
    kinds: Mapping[tuple[str, Form], int]
    skills: tuple[SkillCounts, ...]
    cues: Guesses | None

    @property
    def questions(self) -> int:
        """All questions."""
        return sum(counts.questions for counts in self.skills)
