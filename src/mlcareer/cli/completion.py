"""Completes what is typed in a shell: quickly, writing nothing, silent whatever is wrong."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from pathlib import Path
from typing import TYPE_CHECKING, Final

from typer._click.shell_completion import CompletionItem, ShellComplete
from typer._completion_classes import BashComplete, FishComplete, PowerShellComplete, ZshComplete
from typer._completion_shared import get_completion_script
from typer.core import TyperGroup

from mlcareer.cli.config_files import Configuration
from mlcareer.cli.output import put
from mlcareer.cli.paths import PROFILES, USUAL_PROFILE, data_root, own_roles, use_profile
from mlcareer.content.folder import Folders, content_folder, role_files
from mlcareer.content.skills import load_skill_map
from mlcareer.model.levels import LEVEL_NAMES, TAUGHT_LEVELS
from mlcareer.model.plan import PROJECT_PREFIX
from mlcareer.model.skills import SkillMap

if TYPE_CHECKING:
    from typer._click import Command, Context, Parameter

PROGRAM: Final = "mlcareer"
VARIABLE: Final = "_MLCAREER_COMPLETE"
"""Set by the scripts; says which shell asks."""

_SAFE: Final = r"[\w.,@+=/-]+"
"""What a word may consist of: it ends up on a command line, unquoted."""

_UNSAFE: Final = r"[^\w ,.;()/+-]"
"""What a help text loses: some scripts have the shell evaluate it."""

_ZSH_AT_ONCE: Final = """
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _mlcareer_completion "$@"
fi
"""
"""Completes also when the script is loaded as a function because of a completion."""

_POWERSHELL_KEYS: Final = (
    "Import-Module PSReadLine\nSet-PSReadLineKeyHandler -Chord Tab -Function MenuComplete\n"
)
"""Lines of the library's script that would change the Tab key for all programs."""

Names = Callable[["Context"], Iterator[tuple[str, str]]]


def script(shell: str) -> str:
    """Write the script that a shell reads once to complete from then on.

    Args:
        shell: bash, zsh, fish or powershell.
    """
    text = get_completion_script(prog_name=PROGRAM, complete_var=VARIABLE, shell=shell)
    more = _ZSH_AT_ONCE if shell == "zsh" else ""
    return f"{text.replace(_POWERSHELL_KEYS, '')}\n{more}"


class _Careful(ShellComplete):
    """Lets through only what no shell takes for more than a word."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        # bash hands over what is typed as --role=x in three words.
        given = args[:-1] if args[-1:] == ["="] else args
        # Other shells expect the whole word back.
        option, equals, _ = incomplete.partition("=")
        before = f"{option}{equals}" if equals and option.startswith("--") else ""
        found = (_cleaned(item, before) for item in super().get_completions(given, incomplete))
        return [item for item in found if re.fullmatch(_SAFE, item.value)]


def _cleaned(item: CompletionItem, before: str) -> CompletionItem:
    words = re.sub(_UNSAFE, "", item.help or "").split()
    return CompletionItem(f"{before}{item.value}", item.type, " ".join(words))


class _Bash(_Careful, BashComplete):
    """Completes in bash."""


class _Zsh(_Careful, ZshComplete):
    """Completes in zsh."""

    def format_completion(self, item: CompletionItem) -> str:
        return f'"{item.value}":"{item.help}"' if item.help else f'"{item.value}"'


class _Fish(_Careful, FishComplete):
    """Completes in fish."""

    def format_completion(self, item: CompletionItem) -> str:
        return f"{item.value}\t{item.help}" if item.help else item.value


class _PowerShell(_Careful, PowerShellComplete):
    """Completes in PowerShell."""

    def format_completion(self, item: CompletionItem) -> str:
        return f"{item.value}:::{item.help or ' '}"


_ASKED: Final[dict[str, type[ShellComplete]]] = {
    "complete_bash": _Bash,
    "complete_zsh": _Zsh,
    "complete_fish": _Fish,
    "complete_powershell": _PowerShell,
    "complete_pwsh": _PowerShell,
}
"""What the scripts ask for."""


def complete(command: "Command", configuration: Configuration, asked: str) -> int:
    """Answer a shell; returns the exit code that its script expects.

    Args:
        command: The program.
        configuration: What the files say.
        asked: The value of the variable.
    """
    if asked not in _ASKED:
        return 1
    _teach(command)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stderr(nowhere):
        try:
            answer = _ASKED[asked](command, {"obj": configuration}, PROGRAM, VARIABLE).complete()
        except SystemExit as error:
            # Says to fish whether there is something to complete.
            return error.code if isinstance(error.code, int) else 1
        except Exception:  # noqa: BLE001 - nobody wants a complaint in the middle of typing
            return 1
    put(f"{answer}\n" if answer else "")
    return 0


def _teach(command: "Command", inside: str = "") -> None:
    """Tell the options and arguments that take names which there are."""
    for param in command.params:
        names = _names_for(inside, param)
        if names is not None:
            # Declared with the option, it would cost time at each start of the program.
            param._custom_shell_complete = _completing(names)  # noqa: SLF001
    if isinstance(command, TyperGroup):
        for name, inner in command.commands.items():
            _teach(inner, name)


def _names_for(command: str, param: "Parameter") -> Names | None:
    if "SKILL|AREA" in (param.metavar or ""):
        return _skills_and_areas
    return _NAMES.get((command, param.name or "")) or _NAMES.get(("", param.name or ""))


def _completing(
    names: Names,
) -> Callable[["Context", "Parameter", str], list[CompletionItem]]:
    def items(context: "Context", _: "Parameter", begun: str) -> list[CompletionItem]:
        use_profile(_before_the_command(context, "profile") or USUAL_PROFILE)
        return [
            CompletionItem(name, help=what)
            for name, what in names(context)
            if name.startswith(begun)
        ]

    return items


def _before_the_command(context: "Context", option: str) -> str | None:
    value = context.find_root().params.get(option)
    return None if value is None else str(value)


def _folders(context: "Context") -> Folders:
    # While a line is completed, the library leaves values as they were typed.
    return content_folder(tuple(map(Path, context.find_root().params.get("content") or ())))


def _map(context: "Context") -> SkillMap:
    return load_skill_map(_folders(context))


def _skills_and_areas(context: "Context") -> Iterator[tuple[str, str]]:
    skill_map = _map(context)
    yield from ((skill.id, skill.name) for skill in skill_map.skills.values())
    yield from ((id_, f"{name}, an area") for id_, name in skill_map.areas.items())


def _roles(context: "Context") -> Iterator[tuple[str, str]]:
    yield from ((name, "") for name in role_files(_folders(context), own_roles()))


def _profiles(_: "Context") -> Iterator[tuple[str, str]]:
    yield USUAL_PROFILE, ""
    folder = data_root() / PROFILES
    if folder.is_dir():
        yield from ((each.name, "") for each in sorted(folder.iterdir()) if each.is_dir())


def _projects(context: "Context") -> Iterator[tuple[str, str]]:
    from mlcareer.content.study import load_projects  # noqa: PLC0415 - only for these

    folders = _folders(context)
    yield from ((one.id, one.name) for one in load_projects(folders, _map(context)).values())


def _steps_and_projects(context: "Context") -> Iterator[tuple[str, str]]:
    for skill in _map(context).skills.values():
        for level in TAUGHT_LEVELS:
            yield f"{skill.id}.{level}", f"{skill.name}, {LEVEL_NAMES[level]}"
    yield from ((f"{PROJECT_PREFIX}{id_}", name) for id_, name in _projects(context))


_NAMES: Final[dict[tuple[str, str], Names]] = {
    ("", "role"): _roles,
    ("", "profile"): _profiles,
    ("compare", "one"): _roles,
    ("compare", "other"): _roles,
    ("done", "ids"): _steps_and_projects,
    ("projects", "name"): _projects,
}
"""What takes names, by command, "" for any, and option or argument."""
