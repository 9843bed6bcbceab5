"""Tables, lists without tags, links, quoted letters and lead sentences keep what they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.ads.blocks import Block, make_block
from mlcareer.ads.marks import item_mark
from mlcareer.model.ads import Kind
from support_ads import named, read

HEAD = "<tr><th>Criteria</th><th>Essential</th><th>Desirable</th></tr>"
CELLS = st.lists(st.text("ab c", max_size=6), min_size=1, max_size=5)


def table(*rows: str) -> dict[str, Kind]:
    """Read a page with a table under the usual heading."""
    return named(read(f"<html><body><table>{HEAD}{''.join(rows)}</table></body></html>"))


def test_columns_tell_a_plus_from_what_is_asked_for() -> None:
    """A cell counts as its column says."""
    found = table("<tr><td>Programming</td><td>Python</td><td>C++</td></tr>")
    assert found == {"Python": Kind.REQUIRED, "C++": Kind.NICE}


def test_an_empty_cell_moves_no_other() -> None:
    """What is only desirable does not slip into the column before it."""
    assert table("<tr><td>Programming</td><td></td><td>C++</td></tr>") == {"C++": Kind.NICE}
    assert table("<tr><td></td><td>Python</td></tr>") == {"Python": Kind.REQUIRED}


def test_a_first_column_counts_as_the_ticks_behind_it() -> None:
    """Where the columns hold signs only, the row is about what stands first."""
    found = table(
        "<tr><td>Docker</td><td>x</td></tr>", "<tr><td>Spark</td><td></td><td>x</td></tr>"
    )
    assert found == {"Docker": Kind.REQUIRED, "Spark": Kind.NICE}


@pytest.mark.parametrize("gap", ["<br>", "</p><p>", "</li><li>"])
def test_lines_within_a_cell_stay_in_their_column(gap: str) -> None:
    """A break in a cell begins no new row."""
    found = table(f"<tr><td>Methods</td><td>PyTorch{gap}Python</td><td>C++</td></tr>")
    assert found == {"PyTorch": Kind.REQUIRED, "Python": Kind.REQUIRED, "C++": Kind.NICE}


def test_tables_of_markdown_are_read_by_column() -> None:
    """Bars make a table in plain text too, however wide its rows are."""
    rows = ("| Skill | Required | Nice to have |", "|---|---|---|", "| Code | Python | Docker |")
    assert named(read("\n".join(rows))) == {"Python": Kind.REQUIRED, "Docker": Kind.NICE}


def test_what_follows_a_table_is_not_in_its_columns() -> None:
    """The next heading opens a part of its own."""
    page = f"<table>{HEAD}<tr><td>a</td><td>SQL</td></tr></table><h2>Your tasks</h2><p>Use Git.</p>"
    assert named(read(f"<html><body>{page}</body></html>"))["Git"] is Kind.DUTY


@given(CELLS)
def test_cells_are_what_stands_between_the_bars(cells: list[str]) -> None:
    """A row falls into as many cells as were joined, each on its line."""
    block = make_block([(3, f"| {' | '.join(cells)} |"), (4, "| z")])
    assert block is not None
    found = list(block.cells())
    assert [cell.text for cell in found[: len(cells)]] == [" ".join(c.split()) for c in cells]
    assert all(cell.line_at(0) in {3, 4} for cell in found)


def test_only_rows_have_cells() -> None:
    """A block without a bar is no row."""
    assert not Block("Python, SQL", (0,), (1,)).row


@pytest.mark.parametrize(
    "mark", ["- ", "* ", "+ ", "o ", "> ", "-", "\u2022", "\u2013 ", "\u00bb ", "1. ", "(a) "]
)
def test_marks_begin_items(mark: str) -> None:
    """Each mark is as long as it is written, and the rest is the item."""
    assert item_mark(f"{mark}Python") == len(mark)
    text = f"Bonus points:\n{mark}Python\n{mark}Docker"
    assert named(read(text)) == {"Python": Kind.NICE, "Docker": Kind.NICE}


@pytest.mark.parametrize("line", ["Python", "other tools", "-5 degrees", '> "I like it"'])
def test_words_and_numbers_are_no_marks(line: str) -> None:
    """A line that merely begins with such a sign or letter is no item."""
    assert item_mark(line) == 0


def test_dashes_of_a_page_make_items() -> None:
    """Lines that a page divides by breaks are a list where each begins with a dash."""
    lines = "<u>What would be great</u><br>&ndash; Docker<br>&ndash; Spark"
    page = f"<html><body><h2>Profile</h2><p>Python<p>{lines}</body></html>"
    assert named(read(page)) == {
        "Python": Kind.REQUIRED,
        "Docker": Kind.NICE,
        "Spark": Kind.NICE,
    }


def test_what_consists_of_links_is_no_part_of_the_ad() -> None:
    """Lists of other pages name what other jobs are about; a link within a line stays."""
    menu = '<ul><li><a href="/1">Java jobs</a><li><a href="/2">SQL reporting</a></ul>'
    ad = '<p>You know Python and <a href="/d">Docker</a>.</p>'
    assert set(named(read(f"<html><body>{menu}{ad}</body></html>"))) == {"Python", "Docker"}


def test_a_quoted_letter_reads_like_the_letter() -> None:
    """The sign before each line of an answer says nothing about the line."""
    ad = "Requirements\n\n- Python\n- good SQL\n\nNice to have\n\n- Docker"
    quoted = "\n".join(f"> {line}" for line in ad.split("\n"))
    assert named(read(quoted)) == named(read(ad))


def test_a_label_begins_a_block() -> None:
    """What stands behind a label is not run into the line before it."""
    text = (
        "SKILLS REQUIRED: PYTHON, LINEAR ALGEBRA AND A GREAT DEAL OF PATIENCE WITH DATA.\n"
        "SKILLS DESIRED: DOCKER."
    )
    found = named(read(text))
    assert (found["PYTHON"], found["DOCKER"]) == (Kind.REQUIRED, Kind.NICE)


@pytest.mark.parametrize(
    ("lead", "kind"),
    [
        ("In the assessment of what you send us we also give weight to these merits:", Kind.NICE),
        ("You will stand out from all the others if you also bring some of these:", Kind.NICE),
        ("To do well in the team we have built you should have most of the following:", "required"),
    ],
)
def test_a_sentence_may_lead_to_a_list(lead: str, kind: str) -> None:
    """A long sentence before a list says what the list is, as a heading would."""
    assert named(read(f"Data Scientist\n\n{lead}\n\n- Python\n- Docker"))["Python"] == kind


@pytest.mark.parametrize(
    "heading",
    [
        "Not for you if",
        "Don't worry about",
        "You don't need",
        "What you won't do",
        "We are not looking for",
        "Forget about",
    ],
)
def test_lists_of_what_is_not_asked_for_ask_for_nothing(heading: str) -> None:
    """A heading that says no turns its whole list into asides."""
    text = f"Requirements\n\n- Python\n\n{heading}\n\n- Docker\n- Spark"
    found = named(read(text))
    assert found == {"Python": Kind.REQUIRED, "Docker": Kind.ASIDE, "Spark": Kind.ASIDE}


@pytest.mark.parametrize(
    "heading",
    [
        "Cherry on top",
        "Nice, not necessary",
        "You get extra credit for",
        "What would make us particularly happy",
        "That would be great",
        "Selection factors (not required)",
        "You will have an advantage if you also have:",
        "You may have",
    ],
)
def test_lists_of_extras_are_a_plus(heading: str) -> None:
    """Many words call a list nice to have."""
    text = f"Requirements\n\n- Python\n\n{heading}\n\n- Docker\n- Spark"
    found = named(read(text))
    assert found == {"Python": Kind.REQUIRED, "Docker": Kind.NICE, "Spark": Kind.NICE}


@pytest.mark.parametrize("heading", ["Requirements:", "Mindset and approach:", "Nice to have:"])
def test_headings_are_not_told_as_unplaced(heading: str) -> None:
    """A line that leads to a list asks for nothing itself."""
    reading = read(f"Requirements\n\n- Python\n\n{heading}\n\n- a driving licence\n- SQL")
    assert [place.text for place in reading.unplaced] == ["a driving licence"]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("*** URGENT *** DATA SCIENTIST *** 6 MONTHS ***", "DATA SCIENTIST"),
        ("HIRING!!! Data Engineer @ Potluck (remote)", "Data Engineer"),
        ("SENIOR DATA ENGINEER / BRISTOL / UP TO 85K", "SENIOR DATA ENGINEER"),
        ("data engineer // potluck // berlin", "data engineer"),
        ("Applied Scientist, Language. Remote within Canada.", "Applied Scientist, Language"),
        ("Data Scientist (Columbus, OH). We sell trees.", "Data Scientist (Columbus, OH)"),
        ("Software Developer (C++/C#)", "Software Developer (C++/C#)"),
        ("Vacancy 12 / Bristol", "Vacancy 12 / Bristol"),
    ],
)
def test_a_title_is_the_name_of_the_job(line: str, title: str) -> None:
    """What decoration sets apart from the job is left out; without a job all of it stays."""
    assert read(f"{line}\n\nRequirements\n\n- Python\n").title == title


@pytest.mark.parametrize(
    "text",
    [
        "Prolog Logistics moves flowers for you.",
        "You will join the team of Marieke Lisp.",
        "Our recruiter is Julia Hartwell, our founder Ruby Lee.",
        "Prolog is a registered trademark of the company.",
    ],
)
def test_names_of_people_and_companies_are_no_languages(text: str) -> None:
    """A language that is also a name needs other terms beside it."""
    assert named(read(f"Requirements\n\n- {text}")) == {}


@pytest.mark.parametrize(
    ("text", "number"),
    [("programming in Lisp", 1), ("Lisp, Prolog or Python", 3), ("Python and Julia", 2)],
)
def test_languages_are_known_by_their_company(text: str, number: int) -> None:
    """Beside programming, or in a list of languages, the names are meant."""
    assert len(named(read(f"Requirements\n\n- {text}"))) == number
