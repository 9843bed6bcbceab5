import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import mlcareer
from mlcareer.cli import main
from mlcareer.content.questions import load_questions
from mlcareer.errors import ExitCode
from mlcareer.model.questions import Question
from mlcareer.model.skills import SkillMap
from support import DATA, clean_environment, reply_to, run_process

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
    "fsrs",
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
"""What no command imports: ways to the network, and heavy packages.

The page for browsers is made with jinja2, and fsrs says when to check a skill again; only
what needs one of them imports it.
"""
FOR_ASSESS = {
    "mlcareer.cli.conversation",
    "mlcareer.cli.desk",
    "mlcareer.cli.screen",
    "mlcareer.content.answers",
    "mlcareer.content.compiled",
    "mlcareer.content.compiled_form",
    "mlcareer.content.compiled_questions",
    "mlcareer.content.questions",
    "mlcareer.measure.interview",
    "mlcareer.measure.selection",
}
"""What only an assessment needs."""
FORMS = {
    "md": {"mlcareer.render.roadmap_markdown", "mlcareer.render.roadmap_blocks"},
    "obsidian": {"mlcareer.render.roadmap_obsidian", "mlcareer.render.roadmap_blocks"},
    "html": {"mlcareer.render.roadmap_html", "mlcareer.render.roadmap_view", "jinja2"},
    "json": {"mlcareer.render.roadmap_json"},
    "csv": {"mlcareer.render.roadmap_csv"},
    "ics": {"mlcareer.render.roadmap_ics"},
    "todotxt": {"mlcareer.render.roadmap_todotxt"},
    "taskwarrior": {"mlcareer.render.roadmap_taskwarrior"},
    "anki": {"mlcareer.render.roadmap_anki", "mlcareer.render.anki"},
}
"""What each form of the plan needs and the others do not."""
PROGRAMS = {"mlcareer.render.plan_json", "mlcareer.render.roadmap_json", "mlcareer.render.envelope"}
"""What only forms for programs need."""
READERS = {
    "md": "mlcareer.checklists.markdown",
    "html": "mlcareer.checklists.page",
    "json": "mlcareer.checklists.data",
    "csv": "mlcareer.checklists.data",
    "todotxt": "mlcareer.checklists.todotxt",
}
"""What reads each form of the plan."""


@pytest.fixture
def answered(home: Path) -> Path:
    """Make a home with answers, some of them to questions."""
    (home / "answers.yaml").write_text(
        "ratings: {python: 2}\nanswers: {python-count-labels: '3 4'}\n", encoding="utf-8"
    )
    imported(home, "assess", "--answers", "answers.yaml")
    return home


@pytest.fixture
def proven(home: Path, monkeypatch: pytest.MonkeyPatch, skill_map: SkillMap) -> Path:
    """Make a home with a skill that answers proved some years ago."""
    answers = {id_: reply_to(one, right=True) for id_, one in python_questions(skill_map).items()}
    (home / "answers.json").write_text(json.dumps({"answers": answers}), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("mlcareer.cli.app_assess.now", lambda: datetime(2024, 1, 1, tzinfo=UTC))
        arguments = ["assess", "--answers", str(home / "answers.json"), "--depth", "deep"]
        assert main(arguments) == ExitCode.OK
    return home


def python_questions(skill_map: SkillMap) -> dict[str, Question]:
    """Read the questions about one skill."""
    return load_questions(DATA, skill_map, ("python",))


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
        (["roadmap", "--what-if", "hours=3"], {*PROGRAMS, *FOR_ASSESS}),
        (["roadmap", "--what-if", "hours=3", "--json"], {"rich", *FOR_ASSESS}),
        (["next"], {"rich", *PROGRAMS, *FOR_ASSESS}),
        (["next", "--json"], {"rich", "mlcareer.render.next_text", *FOR_ASSESS}),
        (["progress"], {"rich", *PROGRAMS, *FOR_ASSESS}),
        (["progress", "--json"], {"rich", "mlcareer.render.progress_text", *FOR_ASSESS}),
        (["done", "python.2"], {"rich", *PROGRAMS, *FOR_ASSESS}),
        (["done", "python.2", "--json"], {"rich", *FOR_ASSESS}),
        (["projects"], {"rich", "sqlite3", "json", *PROGRAMS, *FOR_ASSESS}),
        (["projects", "DIG-1"], {"rich", "sqlite3", "json", *PROGRAMS, *FOR_ASSESS}),
        (["review"], {"rich", *PROGRAMS, "mlcareer.cli.desk", "mlcareer.cli.screen"}),
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


@pytest.mark.parametrize("form", FORMS)
def test_an_export_imports_its_own_form_and_no_other(answered: Path, form: str) -> None:
    """Each form of the plan is made without the parts of the program that make the others."""
    own = FORMS[form]
    found = imported(answered, "roadmap", "--export", form, "-o", "plan")
    assert own <= found
    others = set().union(*FORMS.values()) - own
    assert found & (others | {"rich"} | FOR_ASSESS | (NEVER - own)) == set()


@pytest.mark.parametrize("form", READERS)
def test_sync_imports_only_what_reads_the_form(answered: Path, form: str) -> None:
    """A plan is read without what reads other forms, without what makes it, and without jinja2."""
    imported(answered, "roadmap", "--export", form, "-o", f"plan.{form}")
    own = READERS[form]
    found = imported(answered, "sync", f"plan.{form}")
    makers = set().union(*FORMS.values())
    assert own in found
    assert found & ((set(READERS.values()) - {own}) | makers | PROGRAMS | {"rich"} | NEVER) == set()
    assert found & FOR_ASSESS == set()


def test_an_update_imports_what_reads_and_makes_markdown(answered: Path) -> None:
    """Bringing a plan up to date needs neither the other forms nor what draws."""
    imported(answered, "roadmap", "--export", "md", "-o", "plan.md")
    found = imported(answered, "roadmap", "--update", "plan.md")
    others = set().union(*FORMS.values()) - FORMS["md"]
    assert FORMS["md"] <= found
    assert found & (others | PROGRAMS | {"rich"} | NEVER) == set()
    assert found & FOR_ASSESS == set()


@pytest.mark.parametrize("arguments", [["due"], ["due", "--json"], ["next"], ["next", "--json"]])
def test_only_what_may_be_due_imports_fsrs(proven: Path, arguments: list[str]) -> None:
    """Where something was proven long ago, due and next work out when to check it again."""
    found = imported(proven, *arguments)
    assert "fsrs" in found
    assert found & ({"rich"} | FOR_ASSESS | (NEVER - {"fsrs"})) == set()


@pytest.mark.parametrize("arguments", [["roadmap"], ["progress"], ["report"], []])
def test_what_tells_of_no_re_check_does_without_fsrs(proven: Path, arguments: list[str]) -> None:
    """Even where something may be due, no other command imports what works that out."""
    assert imported(proven, *arguments) & NEVER == set()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["skills", "pyhton"], 2),
        (["nope"], 2),
        (["report"], 3),
        (["assess"], 2),
        (["roadmap"], 3),
        (["roadmap", "--by", "soon"], 2),
        (["next"], 3),
        (["progress"], 3),
        (["done", "fishing.1"], 2),
        (["sync", "missing.md"], 2),
        (["projects", "fishing"], 2),
    ],
)
def test_failures_import_nothing_heavy(home: Path, arguments: list[str], code: int) -> None:
    """A command that cannot be carried out says so without drawing or opening anything more."""
    assert imported(home, *arguments, code=code) & ({"rich"} | NEVER) == set()


def test_version_is_told_almost_without_imports(home: Path) -> None:
    """The version needs the package, its commands' door, and little of the standard library."""
    own = {name for name in imported(home, "--version") if name.startswith("mlcareer")}
    assert own == {"mlcareer", "mlcareer.cli", "mlcareer.cli.guard", "mlcareer.errors"}


_OF_ANOTHER_PLATFORM = "keys_posix.py" if sys.platform == "win32" else "keys_windows.py"


def test_importing_every_module_says_nothing(home: Path) -> None:
    """No module prints, warns, reads arguments, leaves a file or reaches for the network."""
    package = Path(mlcareer.__file__).parent
    names = [
        ".".join(path.relative_to(package.parent).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted(package.rglob("*.py"))
        if path.name not in ("__main__.py", _OF_ANOTHER_PLATFORM)
    ]
    assert len(names) > 30
    never = NEVER - {"jinja2", "fsrs"}
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
