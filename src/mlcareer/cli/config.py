"""`mlcareer config`: what is set, where, and which files are looked for."""

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from typer import TyperException
from typer.core import TyperOption

from mlcareer.cli.config_files import (
    PROJECT_FILE,
    Configuration,
    Kept,
    is_there,
    own_file,
    project_file,
    project_places,
)
from mlcareer.cli.output import put, put_json
from mlcareer.cli.settings import SETTINGS, Setting, commands_with_options
from mlcareer.cli.streams import page_for, say
from mlcareer.errors import ContentError, ExitCode, MlcareerError, UsageError
from mlcareer.render.page import Page, indent

if TYPE_CHECKING:
    from typer._click import Command, Context

_ORIGINS = {
    "COMMANDLINE": "option",
    "ENVIRONMENT": "environment",
    "DEFAULT_MAP": "file",
    "DEFAULT": "default",
}
"""What tells where the library took a value from, in our words."""


class Told(NamedTuple):
    """A setting as it stands.

    Attributes:
        value: None where nothing is set.
        origin: option, environment, file or default.
        kept: Where it stands in a file, where that is its origin.
        what: What it is for.
    """

    setting: Setting
    value: str | bool | None
    origin: str
    kept: Kept | None
    what: str

    @property
    def source(self) -> str:
        """Where the value comes from, for people."""
        if self.origin == "file" and self.kept:
            return self.kept.place
        names = {"option": self.setting.flag, "environment": self.setting.variable}
        return f"{self.origin} {names.get(self.origin, '')}".rstrip()


def show(context: "Context", configuration: Configuration, *, json: bool) -> int:
    """Print each setting with its origin; exit code 1 when something cannot be used."""
    problems: list[MlcareerError] = []
    if configuration.problems:
        problems.append(ContentError(*configuration.problems))
    told = list(_all_told(context.find_root(), configuration, problems))
    if json:
        from mlcareer.render.envelope import error_entries  # noqa: PLC0415 - only here

        data = {"settings": [_entry(one) for one in told]}
        errors = [entry for one in problems for entry in error_entries(one)]
        put_json("config show", data, errors)
    else:
        page = page_for(sys.stdout)
        put("".join(f"{line}\n" for one in told for line in _lines(one, page)))
        for problem in problems:
            say(str(problem))
    return ExitCode.NEGATIVE if problems else ExitCode.OK


def _all_told(
    root: "Context", configuration: Configuration, problems: list[MlcareerError]
) -> Iterator[Told]:
    """Let the library say what each option would be, in a command that has it."""
    places = {
        setting.name: (command, option)
        for command, setting, option in reversed([*commands_with_options(root.command)])
    }
    for setting in SETTINGS:
        command, option = places[setting.name]
        try:
            context = root if command is root.command else _uncalled(command, option, root)
        except TyperException as error:
            problems.append(UsageError(error.format_message()))
            continue
        value = context.params[setting.name]
        source = context.get_parameter_source(setting.name)
        yield Told(
            setting=setting,
            value=_shown(value),
            origin=_ORIGINS[source.name if source else "DEFAULT"],
            kept=configuration.kept.get(setting.name),
            what=_help(option),
        )


def _shown(value: object) -> str | bool | None:
    if isinstance(value, list | tuple):
        return os.pathsep.join(map(str, value)) or None
    return value if value is None or isinstance(value, bool) else str(value)


def _uncalled(command: "Command", option: TyperOption, root: "Context") -> "Context":
    """Read an option of a command as if that were called without any; complain about no other."""
    context = command.make_context(command.name, [], parent=root, resilient_parsing=True)
    context.resilient_parsing = False
    option.handle_parse_result(context, {}, [])
    return context


def _help(option: TyperOption) -> str:
    return " ".join((option.help or "").split())


def _entry(told: Told) -> dict[str, object]:
    of_file = told.kept if told.origin == "file" else None
    return {
        "name": told.setting.name,
        "value": told.value,
        "origin": told.origin,
        "file": of_file.file if of_file else None,
        "line": of_file.line or None if of_file else None,
        "option": told.setting.flag,
        "variable": told.setting.variable,
        "what": told.what,
    }


def _lines(told: Told, page: Page) -> Iterator[str]:
    yield f"{told.setting.name}: {_written(told.value)} ({told.source})"
    yield indent(told.what, page, "    ")


def _written(value: str | bool | None) -> str:  # noqa: FBT001 - a value, not a switch
    if value is None:
        return "not set"
    return value if isinstance(value, str) else str(value).lower()


def path() -> None:
    """Print where the files are looked for, and which of them are there."""
    lines = (_project(), _own(), f"variables: {', '.join(_variables()) or 'none set'}")
    put("".join(f"{line}\n" for line in lines))


def _project() -> str:
    found, places = project_file(), project_places()
    if found:
        return f"project: {found} (in use)"
    if not places:
        return "project: this folder is gone"
    near, far = places[0].parent, places[-1].parent
    above = f" or above it, up to {far}" if near != far else ""
    return f"project: no {PROJECT_FILE} in {near}{above}"


def _own() -> str:
    file = own_file()
    if file is None:
        return "own: there is no home folder to look in"
    return f"own: {file} ({'in use' if is_there(file) else 'not there'})"


def _variables() -> list[str]:
    """List the variables that are set."""
    return [setting.variable for setting in SETTINGS if os.environ.get(setting.variable)]
