"""The questions of the folder that somebody works on, apart from those that it builds on."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from mlcareer.content.folder import Folders, Place, folders_of
from mlcareer.content.proofs import Proofs, load_proofs
from mlcareer.content.questions import load_placed_questions
from mlcareer.content.reviews import Review, load_reviews
from mlcareer.content.skills import load_skill_map
from mlcareer.content.yamlfile import Field
from mlcareer.errors import Problem
from mlcareer.model.questions import Question
from mlcareer.model.skills import SkillMap


class OwnQuestions(NamedTuple):
    """What stands in one folder; where several were given, in the last.

    Attributes:
        folder: The folder.
        skill_map: The skills, of all folders.
        questions: Its questions by id, in the order of the files.
        places: Where each of them begins.
        proofs: What it has on record of runs.
        reviews: What it has on record of blind readings.
    """

    folder: Path
    skill_map: SkillMap
    questions: Mapping[str, Question]
    places: Mapping[str, Field]
    proofs: Proofs
    reviews: Mapping[str, Review]

    def problem(self, question: str, what: str) -> Problem:
        """Make a complaint about a question, at its place."""
        return self.places[question].problem(f"{question}: {what}")


def own_questions(place: Place) -> OwnQuestions:
    """Read the questions of the last folder and its records.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    folders = folders_of(place)
    skill_map = load_skill_map(folders)
    placed = load_placed_questions(folders, skill_map)
    own = {str(path) for path in folders.last.files("questions").values()}
    mine = {id_: pair for id_, pair in placed.items() if pair[1].file in own}
    # Records of other folders are theirs to write.
    alone = Folders((folders.last,))
    return OwnQuestions(
        folders.last.path,
        skill_map,
        {id_: question for id_, (question, _) in mine.items()},
        {id_: field for id_, (_, field) in mine.items()},
        load_proofs(alone),
        load_reviews(alone),
    )
