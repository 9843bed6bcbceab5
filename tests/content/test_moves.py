from pathlib import Path

import pytest

from mlcareer.content.moves import load_moves, question_homes, up_to_date
from mlcareer.measure.profile import believe, make_profile, self_ratings
from mlcareer.measure.steps import answer_event
from mlcareer.model.moves import Move, successors
from mlcareer.model.people import SAME_REPLY
from mlcareer.model.skills import SkillMap
from spoiling import complaints, write
from support import DATA, EXAMPLE, make_question, rating

MOVES = """\
format: 1
moves:
  - from: [spades]
    to: [digging]
    date: "2026-12-01"
    reason: There are other tools.
  - from: [fruit]
    to: [tomatoes, hedges]
    date: "2026-12-02"
    reason: Trees are another matter.
  - from: [hedges, roses]
    to: [pruning]
    date: "2026-12-03"
    reason: One pair of shears does it all.
"""
MISSING = "is neither a skill of the map nor moved on itself."
STILL = "is still a skill of the map; only ids that went are moved"
THREE = ("a to b to c to a", "b to c to a to b", "c to a to b to c")
DATE = "a date such as 2026-11-22 was expected here"
NO_DATE = "missing key 'date'; add a line such as date: 2026-11-22"
NO_MOVES = (
    "missing key 'moves'; add a line such as"
    " moves: [{from: [my-id], to: [my-id], date: 2026-11-22, reason: ...}]"
)


def test_moves_are_read_as_written(folder: Path, garden: SkillMap) -> None:
    """A move knows what went, what stands for it, when and why; a target may have gone itself."""
    write(folder / "moves.yaml", MOVES)
    moves = load_moves(folder, garden)

    assert moves[0] == Move(("spades",), ("digging",), "2026-12-01", "There are other tools.")
    assert [(each.before, each.after) for each in moves[1:]] == [
        (("fruit",), ("tomatoes", "hedges")),
        (("hedges", "roses"), ("pruning",)),
    ]


def test_a_content_folder_needs_no_moves(garden: SkillMap) -> None:
    """Without the file nothing was moved."""
    assert load_moves(EXAMPLE, garden) == ()


def test_the_shipped_moves_can_be_read(skill_map: SkillMap) -> None:
    """The shipped folder has the file, and what stands in it leads to skills of the map."""
    assert (DATA / "moves.yaml").is_file()
    now = successors(load_moves(DATA, skill_map))
    assert {id_ for ids in now.values() for id_ in ids} <= skill_map.skills.keys()


def test_the_form_explained_in_the_shipped_file_can_be_read(
    folder: Path, skill_map: SkillMap
) -> None:
    """The example in the comments is right once the marks are taken away."""
    lines = (DATA / "moves.yaml").read_text(encoding="utf-8").splitlines()
    example = [line.removeprefix("#") for line in lines if line.startswith("#   ")]
    write(folder / "moves.yaml", "\n".join(["format: 1", "moves:", *example]))

    assert [len(move.before) for move in load_moves(folder, skill_map)] == [1, 1, 2]
    assert [len(move.after) for move in load_moves(folder, skill_map)] == [1, 2, 1]


@pytest.mark.parametrize(
    ("entries", "messages"),
    [
        ("- {from: [«digging], to: [compost], DR}", [f"'digging' {STILL}"]),
        ("- {from: [a], to: [«diging], DR}", [f"'diging' {MISSING} Did you mean 'digging'?"]),
        ("- {from: [a], to: [«zzz], DR}", [f"'zzz' {MISSING}"]),
        (
            "- {from: [a], to: [digging], DR}\n- {from: [«a], to: [compost], DR}",
            ["'a' stands in two moves; make one of them"],
        ),
        ("- {from: [«a], to: [a], DR}", ["the moves go in a circle: a to a"]),
        (
            "- {from: [«a, b], to: [d], DR}\n- {from: [d], to: [pruning, b], DR}",
            ["the moves go in a circle: b to d to b", "the moves go in a circle: d to b to d"],
        ),
        (
            "- {from: [«a], to: [b], DR}\n- {from: [b], to: [c], DR}\n- {from: [c], to: [a], DR}",
            [f"the moves go in a circle: {chain}" for chain in THREE],
        ),
        ("- {from: «[], to: [digging], DR}", ["at least one id was expected here"]),
        ("- {from: [a], to: «[], DR}", ["at least one id was expected here"]),
        ("- {from: «[a, a], to: [digging], DR}", ["an id stands twice here"]),
        ("- {from: [a], to: «digging, DR}", ["a list was expected here; write [digging]"]),
        (
            "- {from: [«a b], to: [digging], DR}",
            ["'a b' is no id: use letters a to z, digits and hyphens, as in my-id"],
        ),
        (
            "- «{from: [a, b], to: [digging, compost], DR}",
            ["either one id is split or several are merged; make two moves of this one"],
        ),
        ("- {from: [a], to: [digging], date: «today, reason: x}", [DATE]),
        ("- {from: [a], to: [digging], date: «'20261201', reason: x}", [DATE]),
        ("- {from: [a], to: [digging], date: «2026-02-30, reason: x}", [DATE]),
        (
            "- «{from: [a], to: [digging], reason: x}",
            [NO_DATE],
        ),
        (
            "- {from: [a], to: [digging], date: 2026-12-01, reason: «}",
            ["a text was expected here; # begins a comment"],
        ),
        ("- {form: «[a], to: [digging], DR}", ["unknown key 'form'. Did you mean 'from'?"]),
    ],
)
def test_bad_moves_are_complained_about(
    folder: Path, garden: SkillMap, entries: str, messages: list[str]
) -> None:
    """Each fault gives one complaint, at the line where it can be mended."""
    entries = entries.replace("DR", "date: 2026-12-01, reason: x")
    line = write(folder / "moves.yaml", f"format: 1\nmoves:\n{entries}\n")
    (found,) = complaints(lambda: load_moves(folder, garden))

    assert found in [f"moves.yaml:{line}: {message}" for message in messages]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            "format: 2\nmoves: []\n",
            "1: format 2 is newer than this program knows (1); upgrade mlcareer",
        ),
        (
            "format: 1\n",
            f"1: {NO_MOVES}",
        ),
        ("format: 1\nmoves: {}\n", "2: a list was expected here"),
    ],
)
def test_bad_files_are_complained_about(
    folder: Path, garden: SkillMap, text: str, complaint: str
) -> None:
    """A file of another form is refused with its line."""
    write(folder / "moves.yaml", text)
    assert complaints(lambda: load_moves(folder, garden)) == [f"moves.yaml:{complaint}"]


def test_all_bad_moves_are_named_at_once(folder: Path, garden: SkillMap) -> None:
    """One bad move does not hide another."""
    bad = "- {from: [digging], to: [digging], DR}\n- {from: [a], to: [b, c], DR}\n"
    bad = bad.replace("DR", "date: 2026-12-01, reason: x")
    write(folder / "moves.yaml", f"format: 1\nmoves:\n{bad}")
    found = complaints(lambda: load_moves(folder, garden))

    assert [line.split(":")[1] for line in found] == ["3", "4", "4"]


def test_questions_are_found_under_the_skill_where_they_stand(
    folder: Path, garden: SkillMap
) -> None:
    """Every question of the folder is named with its skill."""
    homes = question_homes(folder, garden)
    assert set(homes.values()) == {"digging"}
    assert "digging-clay" in homes


def test_answers_under_old_ids_count_as_if_they_had_always_had_the_new_ones(
    folder: Path, garden: SkillMap
) -> None:
    """What is believed is the same as if the log had been kept with the skills of today."""
    write(folder / "moves.yaml", MOVES)
    old = (
        rating("spades", 3),
        rating("fruit", 1),
        answer_event(make_question("digging-clay", skill="spades"), "five"),
        answer_event(make_question("roses-cut", skill="roses"), "six"),
    )
    new = (
        rating("digging", 3),
        rating("tomatoes", 1),
        rating("pruning", 1)._replace(detail={SAME_REPLY: 1}),
        answer_event(make_question("digging-clay", skill="digging"), "five"),
        answer_event(make_question("roses-cut", skill="pruning"), "six"),
    )
    log = up_to_date(folder, garden, old)

    assert log == new
    assert make_profile(garden, None, log) == make_profile(garden, None, new)
    assert self_ratings(log) == {"digging": 3, "tomatoes": 1, "pruning": 1}


def test_an_answer_about_what_was_split_goes_where_its_question_stands_now(
    folder: Path, garden: SkillMap
) -> None:
    """The question files say which part a question is about."""
    split = "from: [soil]\n    to: [compost, digging]"
    write(folder / "moves.yaml", MOVES.replace("from: [spades]\n    to: [digging]", split))
    log = [
        answer_event(make_question(id_, skill="soil"), "five")
        for id_ in ("digging-clay", "no-longer-there")
    ]

    found = [event.detail["skill"] for event in up_to_date(folder, garden, log)]
    assert found == ["digging", "compost"]


def test_a_skill_that_went_without_a_move_is_left_out(folder: Path, garden: SkillMap) -> None:
    """The log keeps its answers, and they count for nothing."""
    write(folder / "moves.yaml", MOVES)
    log = up_to_date(
        folder,
        garden,
        [answer_event(make_question("x", skill="ponds"), "five"), rating("ponds", 4)],
    )

    assert [event.kind.value for event in log] == ["answer", "rating"]
    with_it, without = believe(garden, None, log), believe(garden, None, ())
    assert with_it.all_moments() == without.all_moments()
