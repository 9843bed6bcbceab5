import json

import pytest

from mlcareer.model.counts import ContentCounts, Guesses, SkillCounts
from mlcareer.model.questions import Form
from mlcareer.render.content_stats import stats_json, stats_text
from mlcareer.render.page import Page
from support_golden import MAP

DIGGING = SkillCounts(
    skill=MAP.skills["digging"],
    questions=6,
    levels=(3, 2, 1, 0),
    difficulty=(-1.5, -0.4, 0.5, None),
    uncovered=("depth", "tools"),
    run=4,
    proved=3,
    read=2,
    confirmed=1,
)
EMPTY = SkillCounts(MAP.skills["pruning"], 0, (0, 0, 0, 0), (None,) * 4, ("shears",), 0, 0, 0, 0)
COUNTS = ContentCounts(
    folders=("garden", "more\x1b[2J"),
    areas=2,
    roles=1,
    kinds={("concept", Form.CHOICE): 4, ("concept", Form.TEXT): 1, ("code", Form.CHOICE): 1},
    skills=(DIGGING, EMPTY),
    cues=Guesses(5, 0.4125, 0.25),
)


def test_the_tables_add_up() -> None:
    """Kinds by form with their sums, skills by level, then what is proved and read."""
    rows = [line.split() for line in stats_text(Page(), COUNTS).splitlines()]
    assert ["garden", "+", "more<U+001B>[2J"] in rows
    assert ["2", "skills", "in", "2", "areas,", "1", "role,", "6", "questions."] in rows
    assert ["Kind", "choice", "text", "all"] in rows
    assert ["concept", "4", "1", "5"] in rows
    assert ["code", "1", "0", "1"] in rows
    assert ["Digging", "6", "3", "2", "1", "0", "3", "of", "4", "1", "of", "2"] in rows
    assert ["Pruning", "0", "0", "0", "0", "0", "0", "of", "0", "0", "of", "0"] in rows


@pytest.mark.parametrize("page", [Page(width=60), Page(plain=True)])
def test_lines_say_what_the_tables_say(page: Page) -> None:
    """Where there is no room for tables each kind and each skill is a sentence."""
    text = " ".join(stats_text(page, COUNTS).split())
    assert "concept: 5; 4 choice, 1 text" in text
    assert "code: 1; 1 choice" in text
    assert (
        "Digging: 6; 3 novice, 2 working, 1 proficient, 0 expert; 3 of 4 proved,"
        " 1 of 2 read blind" in text
    )
    assert "  " not in stats_text(page, COUNTS).replace("\n  ", "\n")


def test_what_is_missing_stands_at_the_foot() -> None:
    """Cues are held against chance, and parts without a question are named, not empty skills."""
    text = " ".join(stats_text(Page(), COUNTS).split())
    assert (
        "Cues of form alone get 41.2 % of 5 questions with options right; chance is 25.0 %." in text
    )
    assert "Digging: no question on depth, tools." in text
    assert "shears" not in text
    without = stats_text(Page(), COUNTS._replace(cues=None, kinds={}, skills=()))
    assert "Cues of form" not in without
    assert "Kind" not in without
    assert "\n\n\n" not in without


def test_data_has_every_count() -> None:
    """Programs get the same numbers by name, and null where nothing was counted."""
    data = json.loads(stats_json(COUNTS))["data"]
    assert (data["areas"], data["roles"], data["questions"]) == (2, 1, 6)
    assert data["kinds"][1] == {"kind": "concept", "form": "text", "questions": 1}
    digging = data["skills"][0]
    levels = [(one["level"], one["questions"], one["mean_b"]) for one in digging["levels"]]
    assert levels == [(1, 3, -1.5), (2, 2, -0.4), (3, 1, 0.5), (4, 0, None)]
    counts = [digging[key] for key in ("run", "proved", "read", "confirmed")]
    assert counts == [4, 3, 2, 1]
    assert data["cues"] == {"questions": 5, "right": 0.4125, "chance": 0.25}
    assert json.loads(stats_json(COUNTS._replace(cues=None)))["data"]["cues"] is None
