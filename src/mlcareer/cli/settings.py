"""Options worth remembering: what each may be set to, by a variable or in a file.

Everything else about settings follows from the table here: the variables, the keys of the
files, `mlcareer config show`, the documentation.
"""

import os
from collections.abc import Callable, Iterator
from contextvars import copy_context
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from typer.core import TyperGroup, TyperOption

from mlcareer.cli.options import Color, Depth
from mlcareer.cli.paths import use_profile
from mlcareer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typer._click import Command, Context, Parameter

_OF_FILES: Final = (".yaml", ".yml")
"""What the name of a role that is a file ends with."""


class Kind(StrEnum):
    """What the value of a setting is."""

    SWITCH = "true or false"
    WORD = "one of a few words"
    NAME = "a name"
    ROLE = "a name, or a file"
    FOLDERS = "a folder, or several"


class Setting(NamedTuple):
    """An option that a variable or a file may set.

    Attributes:
        name: The key in files; the option is called the same.
        words: What it may be, where only a few words are.
        for_projects: Whether a project's file may set it, which may come from a stranger.
        gives_way_to: Options that stand for the same: where one of them is given and this
            one is only remembered, this one counts for nothing.
    """

    name: str
    kind: Kind
    words: tuple[str, ...] = ()
    for_projects: bool = True
    gives_way_to: tuple[str, ...] = ()

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return f"MLCAREER_{self.name.upper()}"

    @property
    def flag(self) -> str:
        """The option that sets it."""
        return f"--{self.name}"


SETTINGS: Final = (
    Setting("content", Kind.FOLDERS),
    Setting("profile", Kind.NAME, for_projects=False),
    Setting("color", Kind.WORD, tuple(Color)),
    Setting("plain", Kind.SWITCH),
    Setting("role", Kind.ROLE, gives_way_to=("ad",)),
    Setting("depth", Kind.WORD, tuple(Depth), gives_way_to=("questions",)),
    Setting("learn", Kind.SWITCH),
)
"""All of them, in the order in which they are told."""

BY_NAME: Final = {setting.name: setting for setting in SETTINGS}


def connect(command: "Command", values: "Mapping[str, str | bool]") -> None:
    """Give the options of a command, and of all below it, their variables and remembered values.

    Args:
        command: The program, or a part of it.
        values: What files say, by setting; it counts where neither an option nor a variable
            is given.
    """
    remembered: dict[str, str | bool | list[str]] = {}
    for option in command.params:
        setting = BY_NAME.get(option.name or "")
        if setting and isinstance(option, TyperOption):
            _connect_option(option, setting)
            if setting.name in values:
                remembered[setting.name] = _as_given(setting, values[setting.name])
    # A command of the name of an option, such as content, would otherwise take its value.
    command.context_settings = {**command.context_settings, "default_map": remembered}
    if isinstance(command, TyperGroup):
        for inner in command.commands.values():
            connect(inner, values)


def _as_given(setting: Setting, value: str | bool) -> str | bool | list[str]:  # noqa: FBT001
    """Write what a file says in the way in which the library takes it from the command line."""
    several = setting.kind is Kind.FOLDERS and isinstance(value, str)
    return str(value).split(os.pathsep) if several else value


def _connect_option(option: TyperOption, setting: Setting) -> None:
    option.envvar = setting.variable
    option.show_envvar = True
    if setting.kind is Kind.SWITCH:
        # What a file switches on, the command line can switch off.
        option.secondary_opts = [f"--no-{setting.name}"]
        option.show_default = False
    if setting.gives_way_to:
        option.callback = _giving_way(setting)


def _giving_way(setting: Setting) -> Callable[["Context", "Parameter", object], object]:
    def value_or_none(context: "Context", _: "Parameter", value: object) -> object:
        # What was typed comes first, so that it is known by now.
        replaced = any(context.params.get(other) for other in setting.gives_way_to)
        return None if replaced and not was_typed(context, setting.name) else value

    return value_or_none


def was_typed(context: "Context", option: str) -> bool:
    """Tell whether an option stands on the command line, and is not only remembered."""
    source = context.get_parameter_source(option)
    return source is not None and source.name == "COMMANDLINE"


def commands_with_options(command: "Command") -> "Iterator[tuple[Command, Setting, TyperOption]]":
    """Find each setting's options: the command it belongs to, then its option there."""
    for option in command.params:
        setting = BY_NAME.get(option.name or "")
        if setting and isinstance(option, TyperOption):
            yield command, setting, option
    if isinstance(command, TyperGroup):
        for inner in command.commands.values():
            yield from commands_with_options(inner)


def checked(setting: Setting, value: object, folder: Path) -> str | bool:
    """Read a value out of a file.

    Args:
        setting: What it is for.
        value: As TOML knows it.
        folder: Where the file lies, from which paths in it are taken.

    Raises:
        UsageError: It cannot be this; says what can.
    """
    if setting.kind is Kind.SWITCH:
        if not isinstance(value, bool):
            message = f"{setting.name} is true or false, without quotes."
            raise UsageError(message)
        return value
    if setting.kind is Kind.FOLDERS and isinstance(value, list) and value:
        return os.pathsep.join(str(checked(setting, each, folder)) for each in value)
    if not isinstance(value, str) or not value.strip():
        message = f"{setting.name} is a text in quotes; leave the line out to have it unset."
        raise UsageError(message)
    return _checked_text(setting, value, folder)


def _checked_text(setting: Setting, value: str, folder: Path) -> str:
    if setting.words and value not in setting.words:
        listed = ", ".join(f'"{word}"' for word in setting.words)
        message = f"{setting.name} is one of {listed}, not {value!r}."
        raise UsageError(message)
    if setting.kind is Kind.NAME:
        # In a context of its own, so that nothing is chosen yet.
        copy_context().run(use_profile, value)
    is_path = setting.kind is Kind.FOLDERS or (
        setting.kind is Kind.ROLE and value.endswith(_OF_FILES)
    )
    return _path(setting, value, folder) if is_path else value


def _path(setting: Setting, value: str, folder: Path) -> str:
    try:
        return str(folder / Path(value).expanduser())
    except RuntimeError as error:
        message = f"{setting.name} is {value!r}, and there is no such user."
        raise UsageError(message) from error
