import json
from pathlib import Path

import pytest

from mlcareer.cli import main
from support import EXAMPLE


def test_about_tells_what_the_role_is_and_rests_on(capsys: pytest.CaptureFixture[str]) -> None:
    """The role, its duties, the facts with their years and both texts with their origin show."""
    assert main(["about"]) == 0

    text = " ".join(capsys.readouterr().out.split())
    for expected in (
        "Machine-learning engineer (entry)",
        "Design learning systems (ml-system-design, problem-framing)",
        "Enjoys working in rounds",
        "(Indeed, 2018, quoted in a LinkedIn article)",
        "n = 283",
        "BrainStation",
        "HTML",
        "JavaScript",
    ):
        assert expected in text


def test_about_as_json_has_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    """Programs get the duties with the skills they take, in the envelope of all results."""
    assert main(["about", "--json"]) == 0

    result = json.loads(capsys.readouterr().out)
    duties = {duty["id"]: duty["skills"] for duty in result["data"]["responsibilities"]}
    assert (
        result["mlcareer_result_version"],
        result["command"],
        result["errors"],
    ) == (1, "about", [])
    assert duties["monitor"] == ["monitoring"]
    assert len(result["data"]["traits"]) == 5


def test_about_does_with_what_a_folder_has(capsys: pytest.CaptureFixture[str]) -> None:
    """A map without texts, duties and facts still tells of its role and its sources."""
    assert main(["--content", str(EXAMPLE), "about"]) == 0

    text = capsys.readouterr().out
    assert text.startswith("Gardener\n")
    assert "The almanac, 2024, n = 12." in text
    assert "What one does" not in text


def test_each_fact_names_a_year_or_source(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    """No figure about backgrounds is told without where it comes from."""
    del home
    main(["about", "--json"])

    facts = json.loads(capsys.readouterr().out)["data"]["facts"]
    assert facts
    assert [fact for fact in facts if "article" not in fact and "own count" not in fact] == []
