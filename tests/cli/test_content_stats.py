import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlcareer.content.proofs import program_fingerprint
from mlcareer.content.questions import load_questions
from mlcareer.content.reviews import fingerprint
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import ExitCode
from spoiling import spoil
from support import DATA, EXAMPLE, Call
from support_content import a_question, a_role, lay
from support_forms import FORMS
from support_golden import check_golden
from support_settings import run_quietly


@pytest.fixture(autouse=True)
def garden_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand beside a copy of the garden."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(EXAMPLE, tmp_path / "garden"))


def told(call: Call, *words: str) -> dict[str, Any]:
    """Count a content folder, for programs."""
    result = call("content", "stats", *words, "--json")
    assert (result.code, result.err) == (ExitCode.OK, "")
    data: dict[str, Any] = json.loads(result.out)["data"]
    return data


def of_skill(data: dict[str, Any], skill: str) -> dict[str, Any]:
    """Find what is counted of a skill."""
    (found,) = (one for one in data["skills"] if one["id"] == skill)
    return dict(found)


def keep_records(folder: Path, *, wrong: bool = False) -> None:
    """Put all keys of the garden on record, as they are or as they were once."""
    questions = load_questions(folder, load_skill_map(folder))
    review = {"readers": 2, "agreed": True, "date": "2026-11-22"}
    reviews = {
        id_: {**review, "fingerprint": "0" * 12 if wrong else fingerprint(question)}
        for id_, question in questions.items()
    }
    runs = {
        id_: {
            "fingerprint": program_fingerprint("python", question.proof),
            "tool": "Python",
            "output": "17" if wrong else question.answer,
        }
        for id_, question in questions.items()
        if question.proof
    }
    lay(
        folder,
        {
            "reviews.yaml": {"format": 1, "reviews": reviews},
            "proofs.yaml": {"format": 1, "programs": {}, "calculations": runs},
        },
    )


def test_a_folder_is_counted_so(garden_here: Path, call: Call) -> None:
    """Kinds, forms, levels, what is proved and read blind, cues and gaps come in this form."""
    compost = FORMS.replace("digging", "compost").replace("sub: tools", "sub: mixing")
    lay(garden_here, {"questions/compost.yaml": compost.replace("sub: depth", "sub: mixing")})
    spoil(garden_here / "questions" / "digging.yaml", "sub: depth", "sub: tools")
    spoil(garden_here / "questions" / "digging.yaml", "sub: depth", "sub: tools")
    result = call("content", "stats", "garden")
    assert (result.code, result.err) == (ExitCode.OK, "")
    check_golden("content-stats.txt", result.out)


def test_numbers_for_programs_are_those_of_the_folder(call: Call) -> None:
    """The garden has these areas, roles, kinds, levels and parts without a question."""
    data = told(call, "garden")
    digging, compost = of_skill(data, "digging"), of_skill(data, "compost")

    assert data["folders"] == ["garden"]
    assert (data["areas"], data["roles"], data["questions"]) == (2, 1, 4)
    assert {one["kind"]: one["questions"] for one in data["kinds"]} == {
        "concept": 1,
        "calculation": 1,
        "scenario": 2,
    }
    assert [one["questions"] for one in digging["levels"]] == [1, 1, 1, 1]
    assert [one["mean_b"] for one in digging["levels"]] == [-1.5, -0.5, 0.5, 1.5]
    assert [one["level"] for one in compost["levels"]] == [1, 2, 3, 4]
    assert {one["mean_b"] for one in compost["levels"]} == {None}
    assert (digging["uncovered"], compost["uncovered"]) == ([], ["mixing"])
    assert data["cues"]["questions"] == 4
    assert data["cues"]["chance"] == pytest.approx(1 / 3)


@pytest.mark.parametrize("folder", [DATA, EXAMPLE, DATA.parent / "examples" / "bread-baker"])
def test_counts_add_up(call: Call, folder: Path) -> None:
    """Questions by kind, by skill and by level are the same ones, and no part exceeds its whole."""
    data = told(call, str(folder))
    assert sum(one["questions"] for one in data["kinds"]) == data["questions"]
    assert sum(one["questions"] for one in data["skills"]) == data["questions"]
    for one in data["skills"]:
        assert sum(level["questions"] for level in one["levels"]) == one["questions"]
        assert one["confirmed"] <= one["read"] <= one["questions"]
        assert one["proved"] <= one["run"] <= one["questions"]
    skill_map = load_skill_map(folder)
    assert [one["id"] for one in data["skills"]] == [*skill_map.skills]
    assert len(load_questions(folder, skill_map)) == data["questions"]


def test_only_what_stands_as_recorded_counts_as_borne_out(garden_here: Path, call: Call) -> None:
    """Records of the questions as they are count; those of other wordings and outputs do not."""

    def borne_out() -> tuple[str, str]:
        one = of_skill(told(call, "garden"), "digging")
        return f"{one['proved']} of {one['run']}", f"{one['confirmed']} of {one['read']}"

    assert borne_out() == ("0 of 1", "0 of 4")
    keep_records(garden_here)
    assert borne_out() == ("1 of 1", "4 of 4")
    spoil(garden_here / "questions" / "digging.yaml", "heavy clay", "wet clay")
    assert borne_out() == ("1 of 1", "3 of 4")
    spoil(garden_here / "questions" / "digging.yaml", "200 * 300", "300 * 200")
    assert borne_out() == ("0 of 1", "3 of 4")
    keep_records(garden_here, wrong=True)
    assert borne_out() == ("0 of 1", "0 of 4")


def test_a_folder_without_questions_is_counted_too(garden_here: Path, call: Call) -> None:
    """A map that nobody has written questions for has no kinds and no cues, and says so."""
    shutil.rmtree(garden_here / "questions")
    data = told(call, "garden")
    assert (data["questions"], data["kinds"], data["cues"]) == (0, [], None)
    text = call("content", "stats", "garden").out
    assert "4 skills in 2 areas, 1 role, 0 questions." in text
    assert "Kind" not in text
    assert "Cues" not in text
    assert "no question on" not in text


def test_several_folders_are_counted_together(garden_here: Path, call: Call) -> None:
    """What a later folder adds is in the numbers, and both are named."""
    question = a_question("digging-stone", stem="Which tool lifts a stone?")
    lay(
        Path("more"),
        {
            "questions/digging.yaml": {"format": 1, "skill": "digging", "questions": [question]},
            "roles/weeder.yaml": a_role("weeder"),
        },
    )
    result = call("--content", "garden", "--content", "more", "content", "stats", "--json")
    data = json.loads(result.out)["data"]
    assert data["folders"] == ["garden", "more"]
    assert (data["roles"], data["questions"]) == (2, 5)
    assert [one["questions"] for one in of_skill(data, "digging")["levels"]] == [2, 1, 1, 1]
    text = call("--content", "garden", "--content", "more", "content", "stats").out
    assert text.startswith("garden + more\n4 skills in 2 areas, 2 roles, 5 questions.\n")
    assert garden_here.is_dir()


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_it_fits_the_screen(call: Call, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    """However narrow the window, no line is wider, and each skill is there."""
    monkeypatch.setenv("COLUMNS", str(width))
    text = call("content", "stats", "garden").out
    assert [line for line in text.splitlines() if len(line) > width] == []
    for name in ("Digging", "Compost", "Tomatoes", "Pruning"):
        assert name in text


def test_what_cannot_be_read_is_told(garden_here: Path, call: Call) -> None:
    """Counts of half a folder would deceive; a mistake is named instead."""
    line = spoil(garden_here / "questions" / "digging.yaml", "level: 1", "level: «9")
    for words in ((), ("--json",)):
        result = call("content", "stats", "garden", *words)
        assert result.code == ExitCode.USAGE
        assert f"digging.yaml:{line}: " in result.err
    assert json.loads(result.out)["errors"][0]["line"] == line
    nowhere = call("content", "stats", "nowhere")
    assert nowhere.code == ExitCode.USAGE
    assert "nowhere is no folder" in nowhere.err


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    made=st.lists(
        st.tuples(st.integers(1, 4), st.sampled_from(["tools", "depth"]), st.floats(-3, 3)),
        min_size=1,
        max_size=9,
    )
)
def test_questions_are_counted_as_they_were_written(
    garden_here: Path, made: list[tuple[int, str, float]]
) -> None:
    """Levels, parts without a question and mean difficulties follow from the file."""
    questions = [
        a_question(
            f"digging-{at}", stem=f"Which is case {at}?", level=level, sub=sub, b=round(b, 3)
        )
        for at, (level, sub, b) in enumerate(made)
    ]
    lay(
        garden_here,
        {"questions/digging.yaml": {"format": 1, "skill": "digging", "questions": questions}},
    )
    code, out = run_quietly("content", "stats", "garden", "--json")
    assert code == ExitCode.OK
    one = of_skill(json.loads(out)["data"], "digging")
    assert {*one["uncovered"]} == {"tools", "depth"} - {sub for _, sub, _ in made}
    for level in one["levels"]:
        mine = [round(b, 3) for own, _, b in made if own == level["level"]]
        assert level["questions"] == len(mine)
        expected = pytest.approx(sum(mine) / len(mine)) if mine else None
        assert level["mean_b"] == expected
