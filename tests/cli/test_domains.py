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


def projects(capsys: pytest.CaptureFixture[str], *options: str) -> list[str]:
    """Plan with options and list the projects of the plan."""
    assert main(["roadmap", "--json", *options]) == 0
    tasks = json.loads(capsys.readouterr().out)["data"]["tasks"]
    return [task["id"] for task in tasks if task["kind"] == "project"]


def test_a_domain_prefers_its_projects(capsys: pytest.CaptureFixture[str]) -> None:
    """Who wants to work with what people write sorts messages where others find a leak."""
    plain = projects(capsys)
    social = projects(capsys, "--domain", "social-media")

    assert "project.TEXT-1" in social
    assert "project.TEXT-1" not in plain
    assert projects(capsys) == social, "the field is remembered"
    assert projects(capsys, "--domain", "none") == plain


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
