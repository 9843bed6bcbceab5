"""Builds the pages of this folder that are made from the data."""

from pathlib import Path

from manual import manual_page
from quality import quality_page
from settings_table import with_table

from mlcareer.cli.completion import script
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


def claims_table(folder: Path) -> str:
    """Make the page about the claims of a content folder."""
    top = read_yaml(folder / "claims.yaml").record("format sources claims")
    sources = [_source(id_, field) for id_, field in top["sources"].entries().items()]
    rows = [_row(id_, field) for id_, field in top["claims"].entries().items()]
    table = ["| id | what it says | kind | where it shows |", "|---|---|---|---|", *rows]
    return "\n".join((HEAD, *sources, "", *table, ""))


def _source(id_: str, field: Field) -> str:
    entry = field.record("title kind date note")
    return f"- {id_}: {entry['title'].text()} ({entry['kind'].text()}, date {entry['date'].text()})"


def _row(id_: str, field: Field) -> str:
    entry = field.record("says kind shows_in")
    places = ", ".join(f"`{place}`" for place in entry["shows_in"].texts())
    cells = (id_, entry["says"].text(), entry["kind"].text(), places or "nowhere")
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def pages() -> dict[Path, str]:
    """Make all that is generated here, by the file it belongs in."""
    data, configuration = HERE.parent / "data", HERE / "configuration.md"
    return {
        HERE / "claims.md": claims_table(data),
        HERE / "content-quality.md": quality_page(data),
        configuration: with_table(configuration.read_text(encoding="utf-8")),
        HERE / "man" / "mlcareer.1": manual_page(),
        **{HERE / "shell" / name: script(shell) for shell, name in SCRIPTS.items()},
    }


def main() -> None:
    """Write the pages."""
    for page, text in pages().items():
        page.write_text(text, encoding="utf-8", newline="\n")
        print(f"wrote {page}")


if __name__ == "__main__":
    main()
