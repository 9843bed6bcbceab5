"""Reading takes a time that grows as the ad does: were it the square, these would never end."""

import pytest

from mlcareer.errors import UsageError
from support_ads import read

SIZE = 150_000
PIECES = [
    "experience with Python, Java and Kubernetes is a plus ",
    "Python, ",
    "R/",
    "(Python",
    "5 years experience Python ",
    "a plus ",
    "a",
    "a'",
    "5 ",
    "monitor x ",
    "- Python\n",
    "# Requirements\n",
    "x\n",
    "*x",
    "[a](b",
    "a@a.",
    "https://x ",
]
TAGS = [
    "<",
    "<!--",
    "<a ",
    "</",
    "<!",
    "<?",
    "&#x",
    "<div>",
    "<li>R",
    '<a b="',
    "<![CDATA[",
    "<nav>",
]


@pytest.mark.parametrize("piece", PIECES)
def test_long_text_is_read(piece: str) -> None:
    """One line without end, or lines without number."""
    reading = read("Python x\n" + piece * (SIZE // len(piece)))
    assert reading.matches[0].term == "Python"


@pytest.mark.parametrize("piece", TAGS)
def test_long_pages_are_read(piece: str) -> None:
    """Tags that open and never close."""
    reading = read("<html><p>Python</p>" + piece * (SIZE // len(piece)))
    assert reading.matches[0].term == "Python"


def test_a_page_without_text_is_an_empty_ad() -> None:
    """Nothing is found, and nothing breaks."""
    reading = read("<html><body><script>var python = 1;</script></body></html>")
    assert (reading.title, reading.matches, reading.unplaced) == ("", (), ())


def test_complaints_name_the_file() -> None:
    """What cannot be read is said by its name."""
    with pytest.raises(UsageError, match=r"^job\.pdf is a PDF"):
        read(b"%PDF-1.4", "job.pdf")
