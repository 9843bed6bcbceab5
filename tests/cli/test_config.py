import json
import os
import re
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mlcareer.cli.config_files import LARGEST, PROJECT_FILE
from mlcareer.cli.paths import USUAL_PROFILE, profile_name
from mlcareer.cli.settings import SETTINGS
from mlcareer.errors import ExitCode
from support import EXAMPLE, Call, run_mlcareer, run_process
from support_golden import check_golden
from support_settings import Seen, own, project, run_quietly, stand_in, toml

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a file that cannot be read")


@pytest.fixture(autouse=True)
def here(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder below the home folder, with nothing set."""
    return stand_in(home, monkeypatch)


def set_for(call: Call, name: str) -> object:
    """Ask config show for the value of a setting."""
    said = json.loads(call("config", "show", "--json").out)["data"]["settings"]
    return next(one["value"] for one in said if one["name"] == name)


def test_show_prints_each_setting_with_its_origin(
    here: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text and the JSON are these, with an origin of each kind."""
    home = str(here.parents[1])
    own(here, '# Mine.\nprofile = "anna"\nplain = true\n')
    project(here.parent, 'role = "data-scientist"\n\nplain = false\n')
    monkeypatch.setenv("MLCAREER_DEPTH", "quick")
    for name, form in (("config.txt", []), ("config.json", ["--json"])):
        result = call("--color", "never", "config", "show", *form)
        assert (result.code, result.err) == (ExitCode.OK, "")
        check_golden(name, result.out.replace(home, "HOME").replace(os.sep, "/"))


def test_show_fits_the_screen(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a setting does is broken to the width of the window."""
    monkeypatch.setenv("COLUMNS", "40")
    lines = call("config", "show").out.splitlines()
    assert all(len(line) <= 40 for line in lines)
    assert len(lines) > 2 * len(SETTINGS)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('role = "x"\nplian = true\n', (2, ["'plian'", "Did you mean 'plain'?"])),
        ("zzz = 1\n", (1, ["unknown setting 'zzz'", "Known: content, profile"])),
        ("[report]\nplain = true\n", (1, ["unknown setting 'report'"])),
        ("\n\nplain = 1\n", (3, ["plain is true or false, without quotes"])),
        ('learn = "yes"\n', (1, ["learn is true or false, without quotes"])),
        ("[plain]\nx = 1\n", (1, ["plain is true or false"])),
        ("color = true\n", (1, ["color is a text in quotes"])),
        ('role = " "\n', (1, ["role is a text in quotes", "leave the line out"])),
        ('color = "loud"\n', (1, ['"auto", "always", "never"', "'loud'"])),
        ('depth = "QUICK"\n', (1, ['"quick", "standard", "deep"'])),
        ('content = "~nobody-of-that-name/x"\n', (1, ["no such user"])),
        (
            'role = "x"\ncolor = never\n',
            (2, ["no TOML", 'Write a line as in role = "ml-engineer"']),
        ),
        ("role = [\n", (1, ["no TOML"])),
        ('role = "a"\nrole = "b"\n', (2, ["no TOML", "overwrite"])),
    ],
)
@pytest.mark.parametrize("place", ["project", "own"])
def test_what_is_wrong_is_one_line_with_its_place(
    here: Path, call: Call, place: str, text: str, where: tuple[int, list[str]]
) -> None:
    """A mistake stops the command with file, line and remedy, and is told by config and doctor."""
    file = project(here, text) if place == "project" else own(here, text)
    result = call("about")
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    (said,) = result.err.splitlines()
    line, words = where
    assert said.startswith(f"{file}:{line}: ")
    for word in words:
        assert word in said
    show = call("config", "show")
    assert (show.code, show.err) == (ExitCode.NEGATIVE, f"{said}\n")
    assert len(re.findall(r"^\w", show.out, re.MULTILINE)) == len(SETTINGS)
    doctor = call("doctor")
    assert doctor.code == ExitCode.NEGATIVE
    assert f"PROBLEM {said}" in doctor.out


def test_every_mistake_is_told_at_once(here: Path, call: Call) -> None:
    """All mistakes of both files come together, and what is right is used by config show."""
    own(here, 'color = "loud"\nplain = true\n')
    project(here, 'role = 7\nlearn = "no"\ndepth = "deep"\n')
    result = call("skills")
    assert result.code == ExitCode.USAGE
    assert len(result.err.splitlines()) == 3
    assert (set_for(call, "plain"), set_for(call, "depth")) == (True, "deep")
    assert set_for(call, "color") == "auto"


def test_a_mistake_is_told_to_programs(here: Path, call: Call) -> None:
    """With --json the entry has file and line, for a failing command as for doctor."""
    file = project(here, "\nplian = true\n")
    entries = [
        json.loads(call(*arguments, "--json").out)["errors"]
        for arguments in (["about"], ["doctor"], ["config", "show"])
    ]
    assert entries[0] == entries[1] == entries[2]
    ((entry,), *_) = entries
    assert (entry["file"], entry["line"]) == (str(file), 2)


@pytest.mark.parametrize(
    "arguments", [["--help"], ["report", "-h"], ["--version"], ["-V"], ["completion", "bash"]]
)
def test_help_comes_whatever_the_files_say(here: Path, call: Call, arguments: list[str]) -> None:
    """Help, the version and the script for completion do not look at what is set."""
    before = call(*arguments)
    project(here, "plain = maybe")
    assert call(*arguments) == before
    assert before.code == ExitCode.OK


def test_a_variable_that_cannot_be_read_is_named(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The complaint names the variable; config show tells it and all other settings."""
    monkeypatch.setenv("MLCAREER_PLAIN", "perhaps")
    result = call("report")
    assert result.code == ExitCode.USAGE
    assert "MLCAREER_PLAIN" in result.err
    show = call("config", "show")
    assert show.code == ExitCode.NEGATIVE
    assert "MLCAREER_PLAIN" in show.err
    assert len(re.findall(r"^\w", show.out, re.MULTILINE)) == len(SETTINGS) - 1


@pytest.mark.parametrize(
    ("raw", "line", "words"),
    [
        (b'plain = true\nrole = "caf\xe9"\n', 2, "UTF-8"),
        (b"#" * (LARGEST + 1), 0, "Shorten"),
        (b"x = " + b"[" * 5000, 1, "no TOML"),
        (b"x = 1" + b"0" * 5000, 1, "no TOML"),
        (b"x = 2026-13-45", 1, "no TOML"),
    ],
)
def test_hostile_bytes_are_one_line(
    here: Path, call: Call, raw: bytes, line: int, words: str
) -> None:
    """A file of another encoding, a huge one, a deep one and a huge number are no bugs."""
    file = here / PROJECT_FILE
    file.write_bytes(raw)
    result = call("about")
    assert result.code == ExitCode.USAGE
    (said,) = result.err.splitlines()
    assert said.startswith(f"{file}:{line}: " if line else f"{file}: ")
    assert words in said


def test_many_lines_that_look_alike_take_no_time(here: Path, call: Call) -> None:
    """A file made to be slow to complain about is dealt with after a few of its lines."""
    lines = "plain = 1\n" * (LARGEST // 12)
    project(here, f"role = '''\n{lines}'''\nplain = 1\n")
    assert call("about").code == ExitCode.USAGE
    project(here, "".join(f"k{number} = 1\n" for number in range(LARGEST // 12)))
    assert len(call("about").err.splitlines()) < 100


def test_a_line_is_found_outside_of_texts(here: Path, call: Call) -> None:
    """A key that stands in a long text first is found where it is set."""
    file = project(here, 'role = """\nplain = 1\n"""\n# plain = 1\n"plain" = 1\n')
    assert call("about").err.startswith(f"{file}:5: plain is true or false")


def test_a_byte_order_mark_and_windows_lines_are_no_mistake(here: Path, call: Call) -> None:
    """What Notepad writes is read."""
    (here / PROJECT_FILE).write_bytes(b'\xef\xbb\xbfdepth = "deep"\r\nplain = true\r\n')
    assert (set_for(call, "depth"), set_for(call, "plain")) == ("deep", True)


@POSIX
def test_a_file_that_cannot_be_read_is_named(here: Path) -> None:
    """A file without the right to read it, or a folder in its place, is no bug."""
    file = project(here, "plain = true\n")
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("this user may read everything")
    result = run_mlcareer("about", home=here.parents[1], cwd=here)
    assert result.returncode == ExitCode.USAGE
    assert "cannot be read: Permission denied" in result.stderr


def test_a_folder_of_the_name_is_no_file(here: Path, call: Call) -> None:
    """A folder called mlcareer.toml is passed over, and the file above it is used."""
    (here / PROJECT_FILE).mkdir()
    project(here.parent, "plain = true\n")
    assert set_for(call, "plain") is True


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(
        st.text(),
        st.lists(
            st.sampled_from(
                ["plain", "role", "profile", " = ", "true", '"x"', "'''", "[", "]", "\n", ".", "#"]
            )
        ).map("".join),
    )
)
@example(text="plain.x = 1")
@example(text="[[role]]\n")
@example(text='"pl\\u0061in" = 1\n')
def test_no_file_is_a_bug(here: Path, text: str) -> None:
    """Whatever a file has in it, commands work or say in a line what to mend."""
    (here / PROJECT_FILE).write_bytes(text.encode("utf-8", "surrogatepass"))
    assert run_quietly("about")[0] in (ExitCode.OK, ExitCode.USAGE)
    code, out = run_quietly("config", "show", "--json")
    assert code in (ExitCode.OK, ExitCode.NEGATIVE)
    assert len(json.loads(out)["data"]["settings"]) == len(SETTINGS)


def test_the_nearest_project_counts(here: Path, call: Call) -> None:
    """The file of the folder goes before that of one above it, as a whole."""
    home = here.parents[1]
    project(home, 'role = "ai-engineer"\ndepth = "quick"\n')
    assert set_for(call, "role") == "ai-engineer"
    project(here.parent, 'role = "data-scientist"\n')
    assert set_for(call, "role") == "data-scientist"
    assert set_for(call, "depth") is None


def test_the_search_ends_at_the_home_folder(
    here: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies above the home folder belongs to somebody else; outside of it, the root ends it."""
    project(here.parents[1], 'depth = "deep"\n')
    monkeypatch.setenv("HOME", str(here.parent))
    monkeypatch.setenv("USERPROFILE", str(here.parent))
    assert set_for(call, "depth") is None
    monkeypatch.setenv("HOME", str(here / "elsewhere"))
    monkeypatch.setenv("USERPROFILE", str(here / "elsewhere"))
    assert set_for(call, "depth") == "deep"


def test_paths_are_taken_from_their_file(here: Path, call: Call) -> None:
    """content, and a role that is a file, lie beside the file that names them."""
    project(here.parent, 'content = "maps/garden"\nrole = "mine.yaml"\n')
    assert set_for(call, "content") == str(here.parent / "maps" / "garden")
    assert set_for(call, "role") == str(here.parent / "mine.yaml")
    project(here.parent, 'content = "~/maps"\nrole = "mine"\n')
    assert set_for(call, "content") == str(here.parents[1] / "maps")
    assert set_for(call, "role") == "mine"


def test_a_project_brings_its_map(here: Path, call: Call) -> None:
    """With a map in its file, every command below the project's folder works on that map."""
    project(here.parent, toml({"content": str(EXAMPLE)}))
    assert "Digging" in call("skills").out
    assert "Digging" not in call("--content", str(EXAMPLE.parents[1] / "data"), "skills").out


def test_a_project_cannot_redirect_the_data(here: Path, call: Call) -> None:
    """The file of a stranger that says whose data is meant is refused, and nothing is written."""
    file = project(here, 'profile = "anna"\n')
    result = call("about")
    assert result.code == ExitCode.USAGE
    assert result.err.startswith(f"{file}:1: profile says whose data is meant")
    assert call("doctor").code == ExitCode.NEGATIVE
    assert profile_name() == USUAL_PROFILE
    assert [one.name for one in SETTINGS if not one.for_projects] == ["profile"]
    assert not (here.parents[1] / "mlcareer").exists()


def test_path_tells_where_files_are_looked_for(
    here: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both places are named, whether or not something is there, and the variables in use."""
    home = here.parents[1]
    empty = call("config", "path").out
    assert f"no {PROJECT_FILE} in {here} or above it, up to {home}" in empty
    assert f"own: {home / 'mlcareer' / 'config.toml'} (not there)" in empty
    assert "variables: none set" in empty
    found = project(here.parent, "")
    own(here, "")
    monkeypatch.setenv("MLCAREER_ROLE", "x")
    full = call("config", "path").out
    assert f"project: {found} (in use)" in full
    assert "config.toml (in use)" in full
    assert "variables: MLCAREER_ROLE\n" in full


@POSIX
def test_a_folder_that_is_gone_has_no_project(here: Path, call: Call) -> None:
    """Standing in a folder that was deleted, commands go by one's own file."""
    own(here, 'depth = "deep"\n')
    here.rmdir()
    assert set_for(call, "depth") == "deep"
    assert "this folder is gone" in call("config", "path").out


def test_a_home_that_is_none_is_told_by_what_needs_it(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """MLCAREER_HOME of nobody stops what keeps data, and no other command."""
    monkeypatch.setenv("MLCAREER_HOME", "~nobody-of-that-name/x")
    assert call("about").code == ExitCode.OK
    assert "no home folder" in call("config", "path").out
    assert call("report").code == ExitCode.USAGE


def test_without_a_file_nothing_reads_toml(home: Path) -> None:
    """What reads TOML is imported only where there is a file to read."""
    script = "import sys; from mlcareer.cli import main; main(['about']);"
    script += "sys.stderr.write(str('tomllib' in sys.modules))"
    for text, found in ((None, "False"), ("plain = true", "True")):
        if text:
            (home / PROJECT_FILE).write_text(text, encoding="utf-8")
        done = run_python(script, home)
        assert done == found


def run_python(script: str, home: Path) -> str:
    """Run a few lines in a process of their own; return what they wrote on standard error."""
    done = run_process([sys.executable, "-c", script], home)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_profiles_keep_people_apart(
    here: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An option, a variable or one's own file say whose data is meant; without, it is the usual."""
    answers = here / "answers.yaml"
    answers.write_text("ratings: {python: 2}\n", encoding="utf-8")
    assert call("--profile", "anna", "assess", "--answers", str(answers)).code == ExitCode.OK
    kept = here.parents[1] / "mlcareer" / "profiles" / "anna" / "mlcareer.db"
    assert kept.is_file()
    assert call("report").code == ExitCode.NO_DATA
    assert call("--profile", "anna", "report").code == ExitCode.OK
    assert call("--profile", "bert", "report").code == ExitCode.NO_DATA
    monkeypatch.setenv("MLCAREER_PROFILE", "anna")
    assert call("report").code == ExitCode.OK
    monkeypatch.delenv("MLCAREER_PROFILE")
    own(here, 'profile = "anna"\n')
    assert call("report").code == ExitCode.OK
    assert call("--profile", "default", "report").code == ExitCode.NO_DATA


@pytest.mark.parametrize("name", ["../x", "", "a b", "nul", "x" * 41])
def test_a_profile_needs_a_name(here: Path, call: Call, name: str) -> None:
    """A name that could lead elsewhere is refused, in a file with its line; nothing is made."""
    result = call("--profile", name, "report")
    assert result.code == ExitCode.USAGE
    file = own(here, toml({"profile": name}))
    result = call("report")
    assert result.code == ExitCode.USAGE
    assert result.err.startswith(f"{file}:1: ")
    assert [each.name for each in file.parent.iterdir()] == ["config.toml"]


def test_one_run_leaves_no_profile_to_the_next(call: Call) -> None:
    """In one process each run says anew whose data is meant."""
    call("--profile", "anna", "about")
    assert profile_name() == "anna"
    call("about")
    assert profile_name() == USUAL_PROFILE


def test_json_names_the_command_behind_a_profile(call: Call) -> None:
    """The value of --profile is not taken for a command."""
    said = json.loads(call("--profile", "about", "report", "--json").out)
    assert said["command"] == "report"


def test_content_has_its_own_command(here: Path, call: Call) -> None:
    """The option content and the command content do not take each other's values."""
    project(here, toml({"content": str(EXAMPLE)}))
    assert call("content").code == ExitCode.OK
    result = call("content", "check")
    assert str(EXAMPLE) in result.err


def test_config_alone_explains_itself(call: Call) -> None:
    """Without a command of its own, config lists them."""
    out = call("config").out
    assert "show" in out
    assert "path" in out


def test_seen_by_a_command(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What config show tells is what a command gets."""
    project(here, toml({"plain": True, "role": "ai-engineer", "color": "never"}))
    seen = Seen(monkeypatch)
    run_quietly("report")
    said = json.loads(run_quietly("config", "show", "--json")[1])["data"]["settings"]
    shown = {one["name"]: one["value"] for one in said}
    for setting in SETTINGS:
        if seen.command(setting) == "report":
            assert seen.value(setting) == shown[setting.name]
