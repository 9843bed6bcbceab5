"""Builds the pages of this folder that are made from the data."""

from pathlib import Path

from quality import quality_page

from mlcareer.content.yamlfile import Field, read_yaml

HERE = Path(__file__).resolve().parent
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


def main() -> None:
    """Write the pages."""
    data = HERE.parent / "data"
    for name, make in (("claims.md", claims_table), ("content-quality.md", quality_page)):
        page = HERE / name
        page.write_text(make(data), encoding="utf-8", newline="\n")
        print(f"wrote {page}")


if __name__ == "__main__":
    main()
