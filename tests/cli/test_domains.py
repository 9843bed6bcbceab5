import json
from pathlib import Path

import pytest

from mlcareer.cli import main


@pytest.fixture(autouse=True)
def novice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Give the person one rating, so that there is a plan."""
    answers = tmp_path / "answers.yaml"
    answers.write_text("ratings: {python: 0}\n", encoding="utf-8")
    assert main(["assess", "--answers", str(answers)]) == 0
    capsys.readouterr()


def projects(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, str]:
    """Plan with options and return the project of each step that has one."""
    assert main(["roadmap", "--json", *options]) == 0
    steps = json.loads(capsys.readouterr().out)["data"]["steps"]
    return {step["id"]: step["project"]["id"] for step in steps if step["project"]}


def test_a_domain_prefers_its_projects(capsys: pytest.CaptureFixture[str]) -> None:
    """Who wants to work with payments builds a fraud project where it proves the same skill."""
    plain = projects(capsys)
    banking = projects(capsys, "--domain", "banking")

    assert set(plain) == set(banking)
    assert plain["model-evaluation.2"] == "LEAK-1"
    assert banking["model-evaluation.2"] == "FRAUD-2"


@pytest.mark.parametrize(("domain", "warned"), [("health-care", True), ("banking", False)])
@pytest.mark.parametrize("form", [[], ["--export", "md"]])
def test_a_high_risk_domain_is_said_to_be_one(
    capsys: pytest.CaptureFixture[str], domain: str, warned: bool, form: list[str]
) -> None:
    """Recruitment, education and health care come with a word on responsible AI."""
    assert main(["roadmap", "--domain", domain, *form]) == 0

    assert warned == ("high-risk use" in capsys.readouterr().out)


def test_an_unknown_domain_is_named_with_a_close_one(capsys: pytest.CaptureFixture[str]) -> None:
    """A slip of the keyboard gets the domain that was meant."""
    assert main(["roadmap", "--domain", "banking-"]) == 2

    assert "Did you mean 'banking'?" in capsys.readouterr().err
