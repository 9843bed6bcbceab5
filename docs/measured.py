"""Puts the recorded results of the benchmark into the page about measuring."""

from pathlib import Path

RESULTS = Path(__file__).resolve().parent.parent / "bench" / "results"
"""One file for each part of the page; `python bench/measuring.py` writes them."""


def put(page: str, part: str, text: str) -> str:
    """Replace what stands between the markers of one part.

    Raises:
        ValueError: The page has no such part.
    """
    begin, end = f"<!-- {part} -->\n", f"<!-- end of {part} -->"
    if begin not in page or end not in page:
        message = f"the page has no part between {begin.strip()!r} and {end!r}"
        raise ValueError(message)
    before, rest = page.split(begin, 1)
    _, after = rest.split(end, 1)
    return f"{before}{begin}\n{text.strip()}\n\n{end}{after}"


def result_file(part: str, results: Path = RESULTS) -> Path:
    """Name the file that holds the results of a part."""
    return results / f"{part.replace(' ', '_')}.md"


def with_results(page: str, results: Path = RESULTS) -> str:
    """Put all recorded results into a page.

    Raises:
        ValueError: There are results of a part that the page does not have.
    """
    for file in sorted(results.glob("*.md")):
        page = put(page, file.stem.replace("_", " "), file.read_text(encoding="utf-8"))
    return page
