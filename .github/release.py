"""Holds a tag against the version and the changelog, and prints what is new in it."""  # noqa: INP001

import argparse
import re
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent

_TAG = re.compile(r"v(\d+\.\d+\.\d+(?:(?:a|b|rc)\d+)?)")
_VERSION = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)
_HEADING = re.compile(
    r"^## \[(?P<version>[^\]]+)\](?: - (?P<day>\d{4}-\d{2}-\d{2}))?$", re.MULTILINE
)


def complaints(tag: str, source: str, changelog: str) -> list[str]:
    """Say why a tag cannot be released; nothing where it can.

    Args:
        tag: Such as v1.2.0.
        source: The text of the module that has the version.
        changelog: The text of the changelog.
    """
    named = _TAG.fullmatch(tag)
    if named is None:
        return [f"The tag {tag} names no version: write it as v1.2.0."]
    version = named[1]
    found = []
    in_source = _VERSION.search(source)
    if in_source is None or in_source[1] != version:
        said = in_source[1] if in_source else "none"
        found.append(f"The tag says {version}, src/mlcareer/__init__.py {said}.")
    days = {heading["version"]: heading["day"] for heading in _HEADING.finditer(changelog)}
    if not days.get(version):
        found.append(f"CHANGELOG.md needs a heading '## [{version}] - YYYY-MM-DD'.")
    elif not section(changelog, version):
        found.append(f"CHANGELOG.md says nothing below [{version}].")
    return found


def section(changelog: str, version: str) -> str:
    """Cut out what the changelog says about a version, without its heading; "" where nothing."""
    headings = [*_HEADING.finditer(changelog)]
    for at, heading in enumerate(headings):
        if heading["version"] == version:
            end = headings[at + 1].start() if at + 1 < len(headings) else len(changelog)
            text = changelog[heading.end() : end]
            # Addresses that links of all sections share stand at the end of the file.
            return re.split(r"^\[[^\]]+\]: ", text, maxsplit=1, flags=re.MULTILINE)[0].strip()
    return ""


def main() -> int:
    """Check a tag, or print the notes of its release."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("check", "notes"))
    parser.add_argument("tag")
    given = parser.parse_args()
    source = (REPOSITORY / "src" / "mlcareer" / "__init__.py").read_text(encoding="utf-8")
    changelog = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    if given.what == "notes":
        sys.stdout.write(f"{section(changelog, given.tag.removeprefix('v'))}\n")
        return 0
    found = complaints(given.tag, source, changelog)
    sys.stderr.writelines(f"{each}\n" for each in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
