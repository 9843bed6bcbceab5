"""A job advertisement from a file or standard input, read and made a role."""

import re
from pathlib import Path
from typing import NamedTuple

from mlcareer.ads.decoding import MAX_BYTES
from mlcareer.ads.demands import make_role
from mlcareer.ads.reading import read_ad as read
from mlcareer.cli.output import put
from mlcareer.cli.paths import own_roles
from mlcareer.cli.streams import STANDARD_INPUT, read_bytes, say
from mlcareer.content.ads import load_vocabulary
from mlcareer.content.folder import Given, content_folder, default_role, role_ids
from mlcareer.content.role_file import role_yaml
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import UsageError
from mlcareer.model.ads import AdReading
from mlcareer.model.skills import Role, SkillMap
from mlcareer.render.page import Page


class Ad(NamedTuple):
    """What was read in an advertisement, and the role made of it."""

    skill_map: SkillMap
    reading: AdReading
    role: Role

    def text(self, page: Page) -> str:
        """Tell what was read, where, and what could not be placed."""
        from mlcareer.render.ad_text import ad_text  # noqa: PLC0415 - only for this form

        return ad_text(page, self.skill_map, self.reading, self.role)

    def sentences(self) -> tuple[str, ...]:
        """Tell the same in paragraphs, items of a list on lines of their own."""
        unbroken = Page(plain=True, wraps=False)
        return tuple(part.strip() for part in self.text(unbroken).split("\n\n"))

    def data(self) -> dict[str, object]:
        """Lay out the same for programs."""
        from mlcareer.render.ad_json import ad_data  # noqa: PLC0415 - only for this form

        return ad_data(self.skill_map, self.reading, self.role)


def read_ad(file: Path, content: Given, today: str) -> Ad:
    """Read an advertisement and make a role of it.

    Args:
        file: The advertisement; `-` is standard input.
        content: The content folders that were named; none for what came with the program.
        today: Date, as in 2026-11-22.

    Raises:
        UsageError: The file cannot be read, is no text, or names no skill of the map.
        ContentError: The words by which it is read have a mistake in their file.
    """
    folders = content_folder(content)
    skill_map = load_skill_map(folders)
    base = load_role(folders, default_role(folders), skill_map)
    name = STANDARD_INPUT if str(file) == "-" else file.name
    reading = read(_bytes_of(file, MAX_BYTES + 1), name, load_vocabulary(folders, skill_map))
    return Ad(skill_map, reading, make_role(reading, skill_map, base, name, today))


def keep_role(content: Given, name: str, role: Role) -> None:
    """Keep a role as one of the person's own; one that was kept under the name is replaced.

    Raises:
        UsageError: The name is no id, or that of a role of the content.
        OutputError: The file cannot be written.
    """
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        message = f"A role is named in small letters, digits and hyphens: not {name!r}."
        raise UsageError(message)
    if name in role_ids(content_folder(content)):
        message = f"{name} is a role of the map. Choose another name for --save-role."
        raise UsageError(message)
    folder = own_roles()
    folder.mkdir(parents=True, exist_ok=True)
    put(role_yaml(role._replace(id=name)), folder / f"{name}.yaml")
    say(f"Compare with it again: mlcareer report --role {name}")


def _bytes_of(file: Path, most: int) -> bytes:
    try:
        return read_bytes(file, most)
    except OSError as error:
        message = f"{file} cannot be read: {error.strerror}. Name a text, Markdown or HTML file."
        raise UsageError(message) from error
