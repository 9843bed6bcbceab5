import json
import os
from collections.abc import Mapping
from itertools import chain, combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.main import get_command

from mlcareer.cli import main
from mlcareer.cli.app import app
from mlcareer.cli.paths import USUAL_PROFILE
from mlcareer.cli.settings import (
    BY_NAME,
    SETTINGS,
    Kind,
    Setting,
    commands_with_options,
    connect,
)
from mlcareer.errors import ExitCode
from support import DATA, EXAMPLE, Call
from support_content import a_skill, lay
from support_settings import (
    Seen,
    Value,
    as_option,
    own,
    project,
    run_quietly,
    stand_in,
    toml,
)

ORIGINS = ("option", "environment", "project", "own")
"""Where a value may stand, what counts most first."""

SUBSETS = [each for size in range(len(ORIGINS) + 1) for each in combinations(ORIGINS, size)]
DEFAULTS: Mapping[str, Value] = {
    "content": None,
    "profile": USUAL_PROFILE,
    "color": "auto",
    "plain": False,
    "role": None,
    "depth": "standard",
    "learn": False,
}
OWN_ONLY = [setting.name for setting in SETTINGS if not setting.for_projects]

ALLOWED: Mapping[str, st.SearchStrategy[str | bool]] = {
    "content": st.sampled_from(["/maps/one", "/maps/two", "/maps/three"]),
    "profile": st.sampled_from(["anna", "bert", "class-2"]),
    "color": st.sampled_from(BY_NAME["color"].words),
    "plain": st.booleans(),
    "role": st.sampled_from(["ml-engineer", "ai-engineer", "of-my-own"]),
    "depth": st.sampled_from(BY_NAME["depth"].words),
    "learn": st.booleans(),
}
"""Values of each setting; paths are whole, so that they mean the same wherever they stand."""


@pytest.fixture
def here(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder below the home folder, with nothing set."""
    return stand_in(home, monkeypatch)


def values_of(setting: Setting) -> tuple[str | bool, str | bool]:
    """Choose a value that is no default, and another one."""
    first: Mapping[str, tuple[str | bool, str | bool]] = {
        "content": (str(EXAMPLE), str(DATA)),
        "profile": ("anna", "bert"),
        "color": ("never", "always"),
        "role": ("ai-engineer", "data-scientist"),
        "depth": ("quick", "deep"),
    }
    return first.get(setting.name, (True, False))


@pytest.mark.parametrize(
    ("setting", "origins"),
    [
        pytest.param(setting, origins, id=f"{setting.name}-{'-'.join(origins)}")
        for setting in SETTINGS
        for origins in SUBSETS
        if setting.for_projects or "project" not in origins
    ],
)
@pytest.mark.parametrize("swapped", [False, True], ids=["", "swapped"])
def test_the_foremost_origin_counts(
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    setting: Setting,
    origins: tuple[str, ...],
    swapped: bool,
) -> None:
    """Of all that set an option, the foremost counts for the command; else the default."""
    winner, loser = values_of(setting)[:: -1 if swapped else 1]
    said = {origin: winner if at == 0 else loser for at, origin in enumerate(origins)}
    seen = Seen(monkeypatch)
    if "environment" in said:
        monkeypatch.setenv(setting.variable, str(said["environment"]).lower())
    if "project" in said:
        project(here, toml({setting.name: said["project"]}))
    if "own" in said:
        own(here, toml({setting.name: said["own"]}))
    options = as_option(setting, said["option"]) if "option" in said else []

    assert main(seen.line(setting, options)) == ExitCode.OK

    assert seen.value(setting) == (winner if origins else DEFAULTS[setting.name])


def some(names: list[str]) -> st.SearchStrategy[dict[str, str | bool]]:
    """Draw a few settings with values."""
    return st.fixed_dictionaries({}, optional={name: ALLOWED[name] for name in names})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=some([*Seen.BEFORE]),
    environment=some([*BY_NAME]),
    of_project=some([name for name in BY_NAME if name not in OWN_ONLY]),
    of_own=some([*BY_NAME]),
)
def test_each_setting_is_looked_up_on_its_own(
    here: Path,
    before: dict[str, str | bool],
    environment: dict[str, str | bool],
    of_project: dict[str, str | bool],
    of_own: dict[str, str | bool],
) -> None:
    """Whatever is set where, config show tells the value that counts, and where it stands."""
    files = (str(project(here, toml(of_project))), str(own(here, toml(of_own))))
    options = chain.from_iterable(as_option(BY_NAME[name], v) for name, v in before.items())
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(BY_NAME[name].variable, str(value))
        code, out = run_quietly(*options, "config", "show", "--json")
    assert code == ExitCode.OK
    for one in json.loads(out)["data"]["settings"]:
        name = one["name"]
        places = ((before, "option"), (environment, "environment"), (of_project, "file"))
        found = next(((p[name], o) for p, o in (*places, (of_own, "file")) if name in p), None)
        expected = found or (None if name == "depth" else DEFAULTS[name], "default")
        assert (one["value"], one["origin"]) == expected
        if one["origin"] == "file":
            source = of_project if name in of_project else of_own
            assert one["file"] == files[source is of_own]
            assert one["line"] == 1 + [*source].index(name)
        else:
            assert (one["file"], one["line"]) == (None, None)


@pytest.mark.parametrize(
    ("written", "value"),
    [("true", True), ("1", True), ("YES", True), ("false", False), ("0", False), ("No", False)],
)
def test_a_variable_says_yes_and_no_in_several_ways(
    here: Path, monkeypatch: pytest.MonkeyPatch, written: str, value: bool
) -> None:
    """What is on or off is written as people do, against a file that says the opposite."""
    project(here, toml({"plain": not value}))
    monkeypatch.setenv("MLCAREER_PLAIN", written)
    seen = Seen(monkeypatch)
    assert main(["report"]) == ExitCode.OK
    assert seen.value(BY_NAME["plain"]) is value


FOLDERS = (str(EXAMPLE), str(DATA))


@pytest.mark.parametrize("origin", ORIGINS)
def test_several_folders_are_given_in_each_way(
    here: Path, call: Call, monkeypatch: pytest.MonkeyPatch, origin: str
) -> None:
    """An option given again, a list in a file and a divided variable name folders in order."""
    options: list[str] = []
    text = f"content = {json.dumps([*FOLDERS])}\n"
    if origin == "option":
        options = ["--content", FOLDERS[0], "--content", FOLDERS[1]]
    elif origin == "environment":
        monkeypatch.setenv("MLCAREER_CONTENT", os.pathsep.join(FOLDERS))
    else:
        {"project": project, "own": own}[origin](here, text)
    seen = Seen(monkeypatch)
    assert main([*options, "report"]) == ExitCode.OK
    assert seen.value(BY_NAME["content"]) == os.pathsep.join(FOLDERS)

    shown = json.loads(call(*options, "config", "show", "--json").out)["data"]["settings"][0]
    assert (shown["name"], shown["value"]) == ("content", os.pathsep.join(FOLDERS))
    assert shown["origin"] == {"project": "file", "own": "file"}.get(origin, origin)


@pytest.mark.parametrize("origins", [each for each in SUBSETS if len(each) > 1])
def test_folders_of_two_origins_are_not_mixed(
    here: Path, monkeypatch: pytest.MonkeyPatch, origins: tuple[str, ...]
) -> None:
    """All folders come from the foremost origin; those of the others count for nothing."""
    named = {origin: [f"/{origin}/one", f"/{origin}/two"] for origin in origins}
    if "environment" in named:
        monkeypatch.setenv("MLCAREER_CONTENT", os.pathsep.join(named["environment"]))
    for origin, write in (("project", project), ("own", own)):
        if origin in named:
            write(here, f"content = {json.dumps(named[origin])}\n")
    seen = Seen(monkeypatch)
    options = [word for folder in named.get("option", ()) for word in ("--content", folder)]
    assert main([*options, "report"]) == ExitCode.OK
    expected = [str(Path(folder)) for folder in named[origins[0]]]
    assert seen.value(BY_NAME["content"]) == os.pathsep.join(expected)


def test_folders_of_a_file_are_taken_from_where_it_lies(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each folder of a list is meant from the folder of the file, and ~ is the home folder."""
    project(here.parent, 'content = ["maps", "~/own", "../beside"]\n')
    seen = Seen(monkeypatch)
    assert main(["report"]) == ExitCode.OK
    expected = [here.parent / "maps", here.parents[1] / "own", here.parent / ".." / "beside"]
    assert seen.value(BY_NAME["content"]) == os.pathsep.join(map(str, expected))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("content = []", "content is a text in quotes"),
        ("content = [1]", "content is a text in quotes"),
        ('content = ["a", ""]', "content is a text in quotes"),
        ('content = ["a", true]', "content is a text in quotes"),
        ('content = ["a", "~nobody-of-that-name/x"]', "there is no such user"),
        ('role = ["a", "b"]', "role is a text in quotes"),
    ],
)
def test_a_list_holds_folders_and_nothing_else(
    here: Path, call: Call, text: str, said: str
) -> None:
    """What cannot be a list of folders is told with the line of the file."""
    file = project(here, f"plain = true\n{text}\n")
    result = call("report")
    assert result.code == ExitCode.USAGE
    assert result.err.startswith(f"{file}:2: ")
    assert said in result.err


def test_the_folders_in_use_lie_on_each_other(
    here: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Commands see what a later folder adds to an earlier one, however the two are named."""
    skills = {"format": 1, "skills": {"watering": a_skill()}}
    more = lay(here / "more", {"skills.yaml": skills})
    before = call("--content", str(EXAMPLE), "skills").out
    both = call("--content", str(EXAMPLE), "--content", "more", "skills", "watering")
    assert "Watering" not in before
    assert (both.code, both.err) == (ExitCode.OK, "")
    assert "Watering" in both.out
    project(here, f"content = {json.dumps([str(EXAMPLE), 'more'])}\n")
    assert call("skills", "watering").out == both.out
    monkeypatch.setenv("MLCAREER_CONTENT", os.pathsep.join([str(EXAMPLE), str(more)]))
    assert call("skills", "watering").out == both.out


def test_an_empty_variable_is_not_set(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable without a value leaves the word to the file."""
    project(here, toml({"role": "ai-engineer"}))
    monkeypatch.setenv("MLCAREER_ROLE", "")
    seen = Seen(monkeypatch)
    main(["report"])
    assert seen.value(BY_NAME["role"]) == "ai-engineer"


@pytest.mark.parametrize(
    ("setting", "replaced_by"),
    [("role", ["--ad", "job.txt"]), ("depth", ["--questions", "10"])],
)
@pytest.mark.parametrize("place", ["file", "variable"])
def test_what_is_remembered_gives_way(
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    replaced_by: list[str],
    place: str,
) -> None:
    """An option that stands for the same goes before a value that was not typed."""
    value = str(values_of(BY_NAME[setting])[0])
    if place == "file":
        project(here, toml({setting: value}))
    else:
        monkeypatch.setenv(BY_NAME[setting].variable, value)
    seen = Seen(monkeypatch)
    assert main(seen.line(BY_NAME[setting], replaced_by)) == ExitCode.OK
    expected = {"role": None, "depth": "10"}
    assert seen.value(BY_NAME[setting]) == expected[setting]


def test_what_is_typed_does_not_give_way(here: Path, call: Call) -> None:
    """Two options that say the same are refused as ever, when both are typed."""
    project(here, toml({"role": "ai-engineer"}))
    result = call("report", "--role", "data-scientist", "--ad", "job.txt")
    assert result.code == ExitCode.USAGE
    assert "--role and --ad" in result.err


def test_the_role_of_a_file_is_used_throughout(here: Path, call: Call) -> None:
    """Commands that compare with a role take the one that is set, with its own name."""
    project(here, toml({"role": "data-scientist"}))
    for arguments in (["skills", "--json"], ["sources", "--json"]):
        said = json.loads(call(*arguments).out)["data"]["role"]
        assert said["id"] == "data-scientist"


def test_every_setting_has_options_of_its_kind() -> None:
    """The table agrees with the options: same name, same words, a switch where one is meant."""
    command = get_command(app)
    connect(command, {})
    found = list(commands_with_options(command))
    assert {setting.name for _, setting, _ in found} == {*BY_NAME}
    for part, setting, option in found:
        assert setting.flag in option.opts, part.name
        assert option.envvar == setting.variable
        assert option.is_flag is (setting.kind is Kind.SWITCH)
        choices = tuple(map(str, getattr(option.type, "choices", ())))
        assert choices == setting.words
        for other in setting.gives_way_to:
            assert any(other == param.name for one, _, _ in found for param in one.params)


def test_settings_are_shown_in_help(call: Call) -> None:
    """Each option that may be set elsewhere names its variable, and a switch its opposite."""
    assert "MLCAREER_PROFILE" in call("--help").out
    text = call("report", "--help").out
    assert "MLCAREER_PLAIN" in text
    assert "--no-plain" in text
