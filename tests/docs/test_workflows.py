import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from mlcareer.cli.app import app
from support import REPOSITORY

GITHUB = REPOSITORY / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(
    set((GITHUB / "ISSUE_TEMPLATE").glob("*.yml")) - {GITHUB / "ISSUE_TEMPLATE/config.yml"}
)
PINNED = re.compile(r"^\s*(?:- )?uses: [\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")

WRITERS = {
    ("release.yml", "attest"): {"attestations": "write", "id-token": "write"},
    ("release.yml", "publish"): {"id-token": "write"},
    ("release.yml", "page"): {"contents": "write"},
}
"""Jobs that may do more than read, and what."""


def read(file: Path) -> Any:  # noqa: ANN401 - whatever YAML has
    """Read a file as GitHub does."""
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def jobs() -> list[tuple[str, str, dict[str, Any]]]:
    """List all jobs of all workflows."""
    return [
        (file.name, name, job) for file in WORKFLOWS for name, job in read(file)["jobs"].items()
    ]


def steps(file: Path) -> list[dict[str, Any]]:
    """List all steps of a workflow."""
    return [step for job in read(file)["jobs"].values() for step in job["steps"]]


def test_there_are_workflows() -> None:
    """One workflow tests, one releases."""
    assert [file.name for file in WORKFLOWS] == ["ci.yml", "release.yml"]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_actions_are_pinned(file: Path) -> None:
    """Each action is named by a full commit, with its version beside it."""
    used = [line for line in file.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert used
    assert [line for line in used if not PINNED.match(line)] == []


def test_an_action_has_one_version() -> None:
    """No action is used in two versions, so that an update is made once."""
    texts = "\n".join(file.read_text(encoding="utf-8") for file in WORKFLOWS)
    pins = set(re.findall(r"uses: (\S+)@(\S+)", texts))
    assert len(pins) == len({name for name, _ in pins})


@pytest.mark.parametrize(("file", "name", "job"), jobs(), ids=lambda each: str(each)[:20])
def test_a_job_may_do_no_more_than_it_needs(file: str, name: str, job: dict[str, Any]) -> None:
    """Nothing is allowed to all jobs; each reads, but for those of a release that have to write."""
    assert read(GITHUB / "workflows" / file)["permissions"] == {}
    assert job["permissions"] == WRITERS.get((file, name), {"contents": "read"})
    assert 0 < job["timeout-minutes"] <= 90


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_nothing_from_outside_becomes_part_of_a_command(file: Path) -> None:
    """No script has an expression in it, and no token stays in the checkout."""
    text = file.read_text(encoding="utf-8")
    assert "pull_request_target" not in text
    assert "secrets." not in text
    for step in steps(file):
        assert "${{" not in step.get("run", "")
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


def test_ci_runs_what_contributors_run() -> None:
    """One job runs the script that is in the repository, others other versions and platforms."""
    ci = read(GITHUB / "workflows" / "ci.yml")["jobs"]
    assert {"run": "bash .ci/run"} in ci["everything"]["steps"]
    project = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    promised = set(re.findall(r'Python :: (3\.\d+)"', project))
    tested = {str(step["with"]["python-version"]) for step in ci["everything"]["steps"][1:2]}
    assert tested | set(ci["pythons"]["strategy"]["matrix"]["python"]) == promised
    systems = ci["platforms"]["strategy"]["matrix"]["system"]
    assert {system.split("-")[0] for system in systems} == {"windows", "macos"}


def test_folders_and_commands_of_ci_exist() -> None:
    """What the short runs name are folders of tests and commands of the program."""
    text = (GITHUB / "workflows" / "ci.yml").read_text(encoding="utf-8")
    for folder in re.findall(r"\btests/\w+", text):
        assert (REPOSITORY / folder).is_dir()
    names = {
        command.name or str(getattr(command.callback, "__name__", ""))
        for command in app.registered_commands
    } | {group.name for group in app.registered_groups}
    for line in re.findall(r"run: mlcareer (.*)$", text, re.MULTILINE):
        assert line.removeprefix("--profile demo ").split()[0] in names


def test_a_release_publishes_what_was_tested() -> None:
    """The files are built in one job; each later job takes them and needs the one before."""
    found = read(GITHUB / "workflows" / "release.yml")["jobs"]
    assert [*found] == ["build", "test", "attest", "publish", "page"]
    builds = [name for name, job in found.items() if "python -m build" in str(job)]
    assert builds == ["build"]
    for before, name in pairwise(found):
        assert found[name]["needs"] == before
        assert "actions/download-artifact" in str(found[name]["steps"])
    assert "wheel_run.py" in str(found["test"])
    assert "release.py check" in str(found["build"])
    assert found["publish"]["environment"] == "release"


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.name)
def test_a_form_can_be_filled_in(file: Path) -> None:
    """A form has a name, asks for something, and each field has an id of its own and a label."""
    form = read(file)
    assert form["name"]
    assert form["description"]
    ids = [field["id"] for field in form["body"]]
    assert len(ids) == len(set(ids))
    assert all(field["attributes"]["label"] for field in form["body"])
    assert any(field.get("validations", {}).get("required") for field in form["body"])


def test_the_forms_ask_for_what_is_needed() -> None:
    """A wrong question is named by its id, and a bug comes with what doctor prints."""
    wrong, bug = (
        {field["id"] for field in read(GITHUB / "ISSUE_TEMPLATE" / name)["body"]}
        for name in ("wrong-question.yml", "bug.yml")
    )
    assert {"question", "what", "answer", "source"} <= wrong
    assert {"what", "doctor"} <= bug


def test_the_hooks_use_the_tools_of_the_project() -> None:
    """Each hook is local, and runs what CI runs; nothing is fetched from elsewhere."""
    config = read(REPOSITORY / ".pre-commit-config.yaml")
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    hooks = {hook["id"]: hook for hook in config["repos"][0]["hooks"]}
    assert {hook["language"] for hook in hooks.values()} == {"system"}
    assert {"ruff-check", "ruff-format", "mypy", "lint-imports", "content", "pages"} == set(hooks)
    assert "content check" in hooks["content"]["entry"]
    assert hooks["pages"]["entry"] == "python docs/build.py --check"
    for hook in hooks.values():
        assert "files" in hook or "types_or" in hook
