import json
import subprocess
import sys
from pathlib import Path

import pytest

from mlcareer.errors import ExitCode
from support import REPOSITORY, clean_environment, run_process

_WATCH = """
import json, sys
before = set(sys.modules)
from mlcareer.cli import main
code = main(sys.argv[1:])
sys.stdout.flush()
sys.stderr.write("\\n" + json.dumps([code, sorted(set(sys.modules) - before)]))
"""
NEVER = {
    "asyncio",
    "http.client",
    "jinja2",
    "multiprocessing",
    "numpy",
    "pydantic",
    "scipy",
    "smtplib",
    "socket",
    "ssl",
    "urllib.request",
    "webbrowser",
}
"""What no command imports: ways to the network, and heavy packages."""
FOR_ASSESS = {
    "mlcareer.cli.terminal",
    "mlcareer.content.answers",
    "mlcareer.content.questions",
    "mlcareer.measure.interview",
    "mlcareer.measure.selection",
}
"""What only an assessment needs."""


@pytest.fixture
def answered(home: Path) -> Path:
    """Make a home with answers, some of them to questions."""
    (home / "answers.yaml").write_text(
        "ratings: {python: 2}\nanswers: {python-count-labels: '3 4'}\n", encoding="utf-8"
    )
    imported(home, "assess", "--answers", "answers.yaml")
    return home


def imported(home: Path, *arguments: str, code: int = ExitCode.OK) -> set[str]:
    """Run a command and list the modules that it imported."""
    done = run_process([sys.executable, "-c", _WATCH, *arguments], home)
    assert done.returncode == 0, done.stderr
    found, modules = json.loads(done.stderr.splitlines()[-1])
    assert found == code, done.stderr
    return set(modules)


@pytest.mark.parametrize(
    ("arguments", "forbidden"),
    [
        (["--version"], {"typer", "yaml", "rich", "sqlite3", "mlcareer.cli.app", "dataclasses"}),
        (["--help"], {"yaml", "rich", "sqlite3", "json", "random", "mlcareer.model.skills"}),
        (["assess", "--help"], {"yaml", "rich", "sqlite3", "json", "random", *FOR_ASSESS}),
        (["skills"], {"rich", "sqlite3", "json", *FOR_ASSESS}),
        (["skills", "python"], {"rich", "sqlite3", "json", *FOR_ASSESS}),
        (["skills", "--json"], {"rich", "sqlite3", *FOR_ASSESS}),
        (["report"], {"rich", "mlcareer.render.report_json", *FOR_ASSESS}),
        (["report", "--plain"], {"rich", "mlcareer.render.report_json", *FOR_ASSESS}),
        (
            ["report", "--json"],
            {"rich", "mlcareer.roadmap.plan", "mlcareer.render.report_text", *FOR_ASSESS},
        ),
        (["roadmap"], {"rich", "mlcareer.render.roadmap_json", *FOR_ASSESS}),
        (["roadmap", "--json"], {"rich", "mlcareer.render.roadmap_text", *FOR_ASSESS}),
        (["roadmap", "--export", "md"], {"rich", "mlcareer.render.roadmap_json", *FOR_ASSESS}),
        (["assess", "--answers", "answers.yaml"], {"rich", "mlcareer.roadmap.plan"}),
        (["doctor"], {"rich", "mlcareer.roadmap.plan", "mlcareer.measure.selection"}),
        ([], {"rich", *FOR_ASSESS}),
    ],
    ids=lambda value: " ".join(value) or "welcome" if isinstance(value, list) else "",
)
def test_command_imports_only_what_it_needs(
    answered: Path, arguments: list[str], forbidden: set[str]
) -> None:
    """A command starts without the packages and parts of the program that it has no use for."""
    assert imported(answered, *arguments) & (forbidden | NEVER) == set()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["skills", "pyhton"], 2), (["nope"], 2), (["report"], 3), (["assess"], 2)],
)
def test_failures_import_nothing_heavy(home: Path, arguments: list[str], code: int) -> None:
    """A command that cannot be carried out says so without drawing or opening anything more."""
    assert imported(home, *arguments, code=code) & ({"rich"} | NEVER) == set()


def test_version_is_told_almost_without_imports(home: Path) -> None:
    """The version needs the package, its commands' door, and little of the standard library."""
    own = {name for name in imported(home, "--version") if name.startswith("mlcareer")}
    assert own == {"mlcareer", "mlcareer.cli", "mlcareer.cli.guard", "mlcareer.errors"}


def test_importing_every_module_says_nothing(home: Path) -> None:
    """No module prints, warns, reads arguments, leaves a file or reaches for the network."""
    package = REPOSITORY / "src" / "mlcareer"
    names = [
        ".".join(path.relative_to(package.parent).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted(package.rglob("*.py"))
        if path.name != "__main__.py"
    ]
    assert len(names) > 30
    # The page for browsers is made with jinja2; no command but that one imports it.
    never = NEVER - {"jinja2"}
    script = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]: importlib.import_module(name)\n"
        f"assert not set(sys.modules) & {never!r}, set(sys.modules) & {never!r}\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, *names],
        capture_output=True,
        text=True,
        env=clean_environment(home),
        cwd=home,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(home.iterdir()) == []
