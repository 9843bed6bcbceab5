import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from mlcareer.cli.app import app
from mlcareer.cli.app_config import Shell
from mlcareer.cli.completion import VARIABLE, _names_for
from mlcareer.cli.config_files import PROJECT_FILE
from mlcareer.content.folder import role_ids
from mlcareer.errors import ExitCode
from mlcareer.model.skills import SkillMap
from spoiling import spoil
from support import DATA, EXAMPLE, REPOSITORY, Call, clean_environment, run_mlcareer
from support_shell import Shelled

SHELLS = [shell.value for shell in Shell]
_WATCH = """
import json, sys
opened = []
def note(event, arguments):
    if event in ("open", "sqlite3.connect", "os.mkdir", "os.rename", "os.remove"):
        opened.append([event, str(arguments[0]), arguments[2] if event == "open" else 0])
sys.addaudithook(note)
from mlcareer.cli import main
code = main([])
sys.stdout.flush()
sys.stderr.write(json.dumps([code, opened]))
"""


def ask(home: Path, *words: str, of: str = "bash", cwd: Path | None = None) -> list[str]:
    """Ask as a script does, the last word being incomplete; return the words offered."""
    result = run_mlcareer(home=home, environment=asking(*words, of=of), cwd=cwd)
    assert result.stderr == ""
    return sorted(result.stdout.splitlines())


def asking(*words: str, of: str = "bash") -> dict[str, str]:
    """Make the variables that the script of a shell sets."""
    line = ["mlcareer", *words]
    if of == "bash":
        return {
            VARIABLE: "complete_bash",
            "COMP_WORDS": "\n".join(line),
            "COMP_CWORD": str(len(line) - 1),
        }
    return {
        VARIABLE: f"complete_{of}",
        "_TYPER_COMPLETE_ARGS": " ".join(line),
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1],
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }


def test_commands_and_options_are_completed(home: Path) -> None:
    """What begins so is offered: commands, commands of a group, options, words of an option."""
    assert ask(home, "re") == ["report", "review"]
    assert ask(home, "config", "") == ["path", "show"]
    assert ask(home, "report", "--pl") == ["--plain"]
    assert ask(home, "report", "--no") == ["--no-plain"]
    assert ask(home, "--color", "") == ["always", "auto", "never"]
    assert ask(home, "assess", "--depth", "") == ["deep", "quick", "standard"]
    assert ask(home, "completion", "") == sorted(SHELLS)


def test_skills_and_areas_are_completed(home: Path, skill_map: SkillMap) -> None:
    """Where a skill or an area may stand, all of them are offered."""
    names = {*skill_map.skills, *skill_map.areas}
    for command in ("assess", "report", "skills"):
        assert {*ask(home, command, "")} == names
        assert ask(home, command, "pyth") == ["python"]
    assert ask(home, "assess", "python", "statis") == ["statistics"]


def test_roles_are_completed(home: Path) -> None:
    """Each option and argument for a role knows all of them, and those of one's own."""
    shipped = {*role_ids(DATA)}
    for command in ("assess", "report", "roadmap", "skills", "sources"):
        assert {*ask(home, command, "--role", "")} == shipped
    assert ask(home, "report", "--role", "=", "sen") == ["senior-ml-engineer"]
    assert ask(home, "report", "--role=sen", of="fish") == ["--role=senior-ml-engineer"]
    assert {*ask(home, "roles", "compare", "")} == shipped
    assert ask(home, "roles", "compare", "ml-engineer", "data") == ["data-scientist"]
    own = home / "mlcareer" / "roles"
    own.mkdir(parents=True)
    (own / "zookeeper.yaml").write_text("", encoding="utf-8")
    assert ask(home, "report", "--role", "z") == ["zookeeper"]
    assert ask(home, "--profile", "anna", "report", "--role", "z") == []


def test_steps_projects_and_profiles_are_completed(home: Path) -> None:
    """What can be ticked, what can be built, and whose data there is."""
    assert ask(home, "done", "python.") == [f"python.{level}" for level in range(1, 5)]
    assert ask(home, "done", "python.1", "project.CPP") == ["project.CPP-1"]
    assert ask(home, "projects", "CPP") == ["CPP-1"]
    assert ask(home, "--profile", "") == ["default"]
    (home / "mlcareer" / "profiles" / "anna").mkdir(parents=True)
    (home / "mlcareer" / "profiles" / "note.txt").write_text("", encoding="utf-8")
    assert ask(home, "--profile", "") == ["anna", "default"]


def test_another_map_is_completed_from(home: Path) -> None:
    """The content of an option, a variable or a project's file is what names come from."""
    assert "digging" in ask(home, "--content", str(EXAMPLE), "report", "")
    (home / PROJECT_FILE).write_text(f"content = {json.dumps(str(EXAMPLE))}\n", encoding="utf-8")
    assert ask(home, "report", "--role", "") == ["gardener"]


def test_files_are_left_to_the_shell(home: Path) -> None:
    """Where a file may stand nothing is offered, so that the shell offers its files."""
    assert ask(home, "sync", "") == []
    assert ask(home, "report", "--ad", "") == []
    fish = asking("sync", "", of="fish") | {"_TYPER_COMPLETE_FISH_ACTION": "is-args"}
    assert run_mlcareer(home=home, environment=fish).returncode == 1
    fish = asking("report", "", of="fish") | {"_TYPER_COMPLETE_FISH_ACTION": "is-args"}
    assert run_mlcareer(home=home, environment=fish).returncode == 0


@pytest.mark.parametrize("shell", ["zsh", "fish", "powershell", "pwsh"])
def test_each_shell_is_answered_in_its_own_form(home: Path, shell: str) -> None:
    """Shells that show a help beside the name get it, in plain words."""
    said = "\n".join(ask(home, "report", "pyth", of=shell))
    forms = {
        "zsh": '_arguments \'*: :(("python":"Python"))\'',
        "fish": "python\tPython",
        "powershell": "python:::Python",
    }
    assert said == forms[shell.replace("pwsh", "powershell")]


def broken_homes(home: Path) -> Iterator[Path]:
    """Break one thing after the other."""
    yield home
    (home / PROJECT_FILE).write_text("plain = [", encoding="utf-8")
    yield home
    garden = Path(shutil.copytree(EXAMPLE, home / "garden"))
    spoil(garden / "skills.yaml", "requires: [digging]", "requires: [diging]")
    (home / PROJECT_FILE).write_text(f"content = {json.dumps(str(garden))}\n", encoding="utf-8")
    yield home
    (home / PROJECT_FILE).write_text('content = "nowhere"\n', encoding="utf-8")
    yield home
    (home / "mlcareer").mkdir()
    (home / "mlcareer" / "mlcareer.db").write_bytes(b"no database at all")
    yield home


def test_whatever_is_wrong_nothing_is_said(home: Path) -> None:
    """Broken settings, a broken map, none at all, a broken database: no word, and no file more."""
    for place in broken_homes(home):
        before = sorted(place.rglob("*"))
        for words in (("report", "di"), ("done", "x"), ("--profile", ""), ("--bad", "x"), ("",)):
            for shell in ("bash", "zsh", "fish", "powershell"):
                result = run_mlcareer(home=place, environment=asking(*words, of=shell))
                assert result.stderr == ""
        assert sorted(place.rglob("*")) == before


@pytest.mark.parametrize("asked", ["source_bash", "complete_tcsh", "complete", "1"])
def test_an_unknown_question_is_not_answered(home: Path, asked: str) -> None:
    """The variable with another value prints nothing, and runs nothing either."""
    result = run_mlcareer("about", home=home, environment={VARIABLE: asked})
    assert (result.returncode, result.stdout, result.stderr) == (1, "", "")


@pytest.mark.parametrize(
    "words",
    [("report", ""), ("done", ""), ("report", "--role", ""), ("--profile", ""), ("r",)],
    ids=" ".join,
)
def test_completing_reads_little_and_writes_nothing(home: Path, words: tuple[str, ...]) -> None:
    """No question is opened, no database, and no file to write in."""
    (home / "answers.yaml").write_text("ratings: {python: 2}\n", encoding="utf-8")
    run_mlcareer("assess", "--answers", "answers.yaml", home=home)
    done = subprocess.run(
        [sys.executable, "-B", "-c", _WATCH],
        env=clean_environment(home) | asking(*words),
        cwd=home,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    code, opened = json.loads(done.stderr)
    assert code == 0
    assert done.stdout.strip()
    assert [name for _, name, _ in opened if "questions" in Path(name).parts] == []
    assert [name for event, name, _ in opened if event != "open"] == []
    written = os.O_WRONLY | os.O_RDWR | os.O_CREAT
    assert {name for event, name, flags in opened if event == "open" and flags & written} <= {
        os.devnull
    }


HOSTILE = ("x;touch pwned", "$(touch pwned)", "`touch pwned`", "a b", "<(touch pwned)")


def hostile_map(place: Path) -> Path:
    """Make a map, and roles of one's own, of which names would do harm where a shell runs them."""
    garden = Path(shutil.copytree(EXAMPLE, place / "garden"))
    evil = "Dig\\\" <(touch pwned) $(touch pwned) `touch pwned` '; touch pwned; ' \" (x"
    spoil(garden / "skills.yaml", "name: Digging", f"name: {json.dumps(evil)}")
    own = place / "mlcareer" / "roles"
    own.mkdir(parents=True)
    for name in HOSTILE:
        (own / f"{name}.yaml").write_text("1", encoding="utf-8")
    return garden


def test_a_strangers_names_do_no_harm(home: Path) -> None:
    """A name that a shell would take for more than a word is not offered, nor its help as it is."""
    garden = str(hostile_map(home))
    assert ask(home, "--content", garden, "report", "--role", "") == ["gardener"]
    for shell in ("zsh", "fish", "powershell"):
        said = "\n".join(ask(home, "--content", garden, "report", "dig", of=shell))
        assert "digging" in said
        inner = said.removeprefix('_arguments \'*: :(("digging":"').removesuffix("\"))'")
        assert not {*inner} & {*"\"'`$\\<>|&!*{}["}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_strangers_names_of_files_are_not_offered(home: Path, name: str) -> None:
    """A map with a role file of such a name is none, so that nothing in it is a role."""
    garden = Path(shutil.copytree(EXAMPLE, home / "garden"))
    (garden / "roles" / f"{name}.yaml").write_text("1", encoding="utf-8")
    assert ask(home, "--content", str(garden), "report", "--role", "") == []


def test_every_name_has_its_completion() -> None:
    """No option for a role or profile and no argument for a skill is left out."""
    taught = set()
    group = get_command(app)
    for name, command in getattr(group, "commands", {}).items():
        taught |= {(name, one.name) for one in command.params if _names_for(name, one)}
    roles = {name for name, option in taught if option == "role"}
    assert roles == {
        *("assess", "report", "history", "diff", "roadmap", "next", "progress", "due"),
        *("skills", "sources"),
    }
    assert {("assess", "names"), ("report", "name"), ("skills", "skill")} <= taught
    assert {("done", "ids"), ("projects", "name")} <= taught


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_that_of_its_shell(call: Call, shell: str) -> None:
    """Each script names the program, asks for its own form, and leaves other programs alone."""
    result = call("completion", shell)
    assert (result.code, result.err) == (ExitCode.OK, "")
    assert f"{VARIABLE}" in result.out
    assert f"complete_{shell}" in result.out
    assert "Set-PSReadLineKeyHandler" not in result.out
    assert result.out.startswith("#compdef mlcareer\n") is (shell == "zsh")


def test_help_says_where_each_script_goes(call: Call) -> None:
    """The help of the command has a word for each shell."""
    text = call("completion", "--help").out
    for word in ("~/.bashrc", "fpath", "fish/completions", "$PROFILE"):
        assert word in text
    assert call("completion", "tcsh").code == ExitCode.USAGE


@pytest.mark.parametrize("name", ["mlcareer.bash", "_mlcareer", "mlcareer.fish"])
def test_shipped_scripts_are_those_that_are_printed(call: Call, name: str) -> None:
    """The files of docs/shell are what the command prints; run docs/build.py when this fails."""
    shell = {"_mlcareer": "zsh"}.get(name, Path(name).suffix[1:])
    text = (REPOSITORY / "docs" / "shell" / name).read_text(encoding="utf-8")
    assert text == call("completion", shell).out


BASH = """
eval "$(mlcareer completion bash)"
COMP_WORDS=(mlcareer "$@"); COMP_CWORD=$#
_mlcareer_completion mlcareer
printf '%s\\n' "${COMPREPLY[@]}"
"""


def in_shell(shell: str, home: Path, *arguments: str) -> list[str]:
    """Run a shell that finds the program; return the words it printed."""
    if shutil.which(shell) is None:
        pytest.skip(f"needs {shell}")
    done = subprocess.run(
        [shell, *arguments],
        env=clean_environment(home) | {"PATH": with_program(), "TERM": "dumb"},
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return sorted(line.split("\t")[0] for line in done.stdout.splitlines())


def with_program() -> str:
    """Put the folder of the installed program before the others."""
    folder = Path(sys.executable).parent
    if not (folder / "mlcareer").exists():
        pytest.skip("the program is not installed beside this Python")
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["re"], ["report", "review"]),
        (["report", "pyth"], ["python"]),
        (["report", "--role", "=", "sen"], ["senior-ml-engineer"]),
        (["done", "python."], ["python.1", "python.2", "python.3", "python.4"]),
    ],
)
def test_bash_completes(home: Path, words: list[str], offered: list[str]) -> None:
    """The script works in the shell itself."""
    assert in_shell("bash", home, "--norc", "-c", BASH, "-", *words) == offered


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("mlcareer re", ["report", "review"]),
        ("mlcareer report pyth", ["python"]),
        ("mlcareer report --role sen", ["senior-ml-engineer"]),
        ("mlcareer report --role=sen", ["--role=senior-ml-engineer"]),
        ("mlcareer done python.", ["python.1", "python.2", "python.3", "python.4"]),
        ("mlcareer --profile ", ["default"]),
    ],
)
def test_fish_completes(home: Path, line: str, offered: list[str]) -> None:
    """The script works in the shell itself."""
    script = f"mlcareer completion fish | source; complete -C '{line}'"
    assert in_shell("fish", home, "--no-config", "-c", script) == offered


def test_powershell_completes(home: Path) -> None:
    """The script works in the shell itself."""
    script = (
        "mlcareer completion powershell | Out-String | Invoke-Expression;"
        "(TabExpansion2 -inputScript 'mlcareer report pyth' -cursorColumn 20)"
        ".CompletionMatches.CompletionText"
    )
    assert in_shell("pwsh", home, "-NoProfile", "-Command", script) == ["python"]


ZSH_SOURCED = 'autoload -Uz compinit; compinit -D -u; eval "$(mlcareer completion zsh)"'
ZSH_LOADED = "fpath=($PWD/functions $fpath); autoload -Uz compinit; compinit -D -u"


@pytest.mark.parametrize(
    ("shell", "setup"),
    [
        ("zsh", ZSH_SOURCED),
        ("zsh", ZSH_LOADED),
        ("bash", 'eval "$(mlcareer completion bash)"'),
    ],
)
def test_the_tab_key_completes(home: Path, shell: str, setup: str) -> None:
    """In a shell with a person at it, Tab completes a command, a name and a role at once."""
    if shutil.which(shell) is None:
        pytest.skip(f"needs {shell}")
    functions = home / "functions"
    functions.mkdir()
    shutil.copy(REPOSITORY / "docs" / "shell" / "_mlcareer", functions)
    plain = {"zsh": ["-f", "-i"], "bash": ["--norc", "--noprofile", "-i"]}[shell]
    environment = clean_environment(home) | {"PATH": with_program(), "PS1": "$ ", "TERM": "xterm"}
    with Shelled([shell, *plain], environment, home) as person:
        person.type(f"{setup}; echo re''ady\n", until="ready")
        person.type("mlcareer repo\t", until="report ")
        person.type("pyth\t", until="python ")
        person.type("--role=sen\t", until="--role=senior-ml-engineer ")


def test_zsh_evaluates_no_strangers_names(home: Path) -> None:
    """Completing in a folder whose project brings a hostile map runs nothing of it."""
    if shutil.which("zsh") is None:
        pytest.skip("needs zsh")
    garden = hostile_map(home)
    (home / PROJECT_FILE).write_text(f"content = {json.dumps(str(garden))}\n", encoding="utf-8")
    environment = clean_environment(home) | {"PATH": with_program(), "PS1": "$ ", "TERM": "xterm"}
    with Shelled(["zsh", "-f", "-i"], environment, home) as person:
        person.type(f"{ZSH_SOURCED}; echo re''ady\n", until="ready")
        person.type("mlcareer report dig\t", until="digging ")
        person.type("--role \t", until="gardener ")
    assert not (home / "pwned").exists()
