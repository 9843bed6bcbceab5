"""Builds the pages of this folder that are made from the code and the data."""

import argparse
import sys
from pathlib import Path

from commands import commands_page
from manual import manual_page
from measured import with_results
from quality import quality_page
from settings_table import with_table

from mlcareer.cli.completion import script
from mlcareer.cli.content_schema import schema_text
from mlcareer.content.shapes import FILES
from mlcareer.content.yamlfile import Field, read_yaml

HERE = Path(__file__).resolve().parent
SCRIPTS = {"bash": "mlcareer.bash", "zsh": "_mlcareer", "fish": "mlcareer.fish"}
"""Files of `shell`, by the shell that reads them."""

HEAD = """\
# What the texts claim, and where it shows

This page is generated from `data/claims.yaml` by `python docs/build.py`; change the data, not the
page. It lists every claim of the texts this project was created from, in our own words, with the
places in the data where it shows. The tests check that each of these places exists.
"""

SCHEMAS = HERE / "schema" / "content"
"""Forms of content files; the files of `data` name them, so that editors find them."""


def claims_table(folder: Path) -> str:
    """Make the page about the claims of a content folder."""
    top = read_yaml(folder / "claims.yaml").record(("format", "sources", "claims"))
    sources = [_source(id_, field) for id_, field in top["sources"].entries().items()]
    rows = [_row(id_, field) for id_, field in top["claims"].entries().items()]
    table = ["| id | what it says | kind | where it shows |", "|---|---|---|---|", *rows]
    return "\n".join((HEAD, *sources, "", *table, ""))


def _source(id_: str, field: Field) -> str:
    entry = field.record(("title", "kind", "date", "note"))
    return f"- {id_}: {entry['title'].text()} ({entry['kind'].text()}, date {entry['date'].text()})"


def _row(id_: str, field: Field) -> str:
    entry = field.record(("says", "kind", "shows_in"))
    places = ", ".join(f"`{place}`" for place in entry["shows_in"].texts())
    cells = (id_, entry["says"].text(), entry["kind"].text(), places or "nowhere")
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def pages() -> dict[Path, str]:
    """Make all that is generated here, by the file it belongs in."""
    data, configuration = HERE.parent / "data", HERE / "configuration.md"
    measurement = HERE / "measurement.md"
    return {
        HERE / "commands.md": commands_page(),
        HERE / "claims.md": claims_table(data),
        HERE / "content-quality.md": quality_page(data),
        configuration: with_table(configuration.read_text(encoding="utf-8")),
        measurement: with_results(measurement.read_text(encoding="utf-8")),
        HERE / "man" / "mlcareer.1": manual_page(),
        **{HERE / "shell" / name: script(shell) for shell, name in SCRIPTS.items()},
        **{SCHEMAS / f"{kind}.schema.json": schema_text(kind) for kind in FILES},
    }


def stale() -> list[Path]:
    """List the pages that are not what would be made now."""
    return [page for page, text in pages().items() if _text_of(page) != text.encode()]


def _text_of(page: Path) -> bytes:
    return page.read_bytes() if page.is_file() else b""


def main() -> int:
    """Write the pages, or with --check only list those that are out of date and return 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    if parser.parse_args().check:
        wrong = stale()
        for page in wrong:
            print(f"{page} is out of date: run python docs/build.py")
        return 1 if wrong else 0
    for page, text in pages().items():
        page.write_text(text, encoding="utf-8", newline="\n")
        print(f"wrote {page}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
