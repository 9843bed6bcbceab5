"""What stands under a heading is asked for, wished for, done, or none of that."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.model.ads import Kind
from support_ads import named, read

MUST, NICE, DUTY, ASIDE = Kind.REQUIRED, Kind.NICE, Kind.DUTY, Kind.ASIDE

HEADINGS = [
    ("Requirements", MUST),
    ("REQUIREMENTS:", MUST),
    ("## What you'll bring", MUST),
    ("**Who you are**", MUST),
    ("What we\u2019re looking for", MUST),
    ("Minimum qualifications", MUST),
    ("Your profile", MUST),
    ("Essential criteria", MUST),
    ("You'll thrive in this role if you", MUST),
    ("Must haves", MUST),
    ("We'd be happy to have you on our team if you:", MUST),
    ("We'd be especially thrilled if you have:", NICE),
    ("Nice to have", NICE),
    ("### Bonus points", NICE),
    ("Preferred Qualifications", NICE),
    ("Desirable, but no must:", NICE),
    ("It's great, but not required, if you also have", NICE),
    ("What would set you apart", NICE),
    ("Responsibilities", DUTY),
    ("What you'll do", DUTY),
    ("The role", DUTY),
    ("About the role", DUTY),
    ("Our tech stack", DUTY),
    ("About us", ASIDE),
    ("Who we are", ASIDE),
    ("Benefits & perks", ASIDE),
    ("What we offer", ASIDE),
    ("Equal opportunity", ASIDE),
    ("How to apply", ASIDE),
    ("Not needed", ASIDE),
]


@pytest.mark.parametrize(("heading", "kind"), HEADINGS)
def test_headings_open_parts(heading: str, kind: Kind) -> None:
    """Headings in the usual words, marked or not, say what the items below them are."""
    assert named(read(f"Engineer wanted\n\n{heading}\n\n- Python\n")) == {"Python": kind}


@pytest.mark.parametrize(("heading", "kind"), HEADINGS)
def test_headings_of_pages_open_parts(heading: str, kind: Kind) -> None:
    """The same in HTML."""
    text = f"<html><h1>Engineer wanted</h1><h2>{heading.strip('#* ')}</h2><ul><li>Python</ul>"
    assert named(read(text)) == {"Python": kind}


def test_a_part_ends_where_the_next_begins() -> None:
    """Each item belongs to the heading above it."""
    text = "Requirements\n- Python\n- SQL\n\nNice to have\n- Java\n\nBenefits\n- Docker for all\n"
    kinds = {"Python": MUST, "SQL": MUST, "Java": NICE, "Docker": ASIDE}
    assert named(read(text)) == kinds


def test_an_unknown_heading_divides_its_part() -> None:
    """A heading below the one that opened the part changes nothing."""
    text = "## Requirements\n\n### Data people\n\n- SQL\n\n### Backend people\n\n- Java\n"
    assert set(named(read(text)).values()) == {MUST}


def test_an_unknown_heading_of_the_same_rank_ends_the_part() -> None:
    """Behind it, each sentence speaks for itself."""
    text = "## Requirements\n\n- SQL\n\n## Bees\n\nBees are kept all over the world with Python"
    assert named(read(text)) == {"SQL": MUST, "Python": DUTY}


def test_after_the_praise_of_the_company_comes_the_job() -> None:
    """Before anything was asked for, an unknown heading ends what is told about the company."""
    text = "## About us\n\nJava since 1996.\n\n## Your next chapter\n\n- write Python\n"
    assert named(read(text)) == {"Java": ASIDE, "Python": DUTY}


def test_the_end_of_an_ad_needs_no_heading() -> None:
    """Pay, law and the like ask for nothing, even where they follow the wishes directly."""
    text = (
        "Nice to have\n\n- Java\n- Scala\n\nWe are an equal opportunity employer and love Python.\n"
        "\nOur people know SQL.\n"
    )
    assert named(read(text)) == {"Java": NICE, "Scala": NICE, "Python": ASIDE, "SQL": ASIDE}


def test_a_long_paragraph_after_a_list_is_no_requirement() -> None:
    """What the company says of itself between lists is read for itself."""
    praise = "Acme was built on Java by two brothers " + "in a garage by the sea " * 5
    text = f"Requirements\n\n- SQL\n- Python\n\n{praise}\n"
    assert named(read(text)) == {"SQL": MUST, "Python": MUST, "Java": ASIDE}


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("Requirements: Python, SQL", {"Python": MUST, "SQL": MUST}),
        ("Nice to have: Python", {"Python": NICE}),
        ("Tech stack: Python", {"Python": DUTY}),
        ("Benefits: Python courses", {"Python": ASIDE}),
    ],
)
def test_a_label_speaks_for_its_own_line(line: str, kinds: dict[str, Kind]) -> None:
    """What follows a label in the same line is of its kind, and the next line is not."""
    reading = named(read(f"{line}\n\nYou work with Java.\n"))
    assert reading == {**kinds, "Java": DUTY}


def test_a_label_may_lead_a_list() -> None:
    """Items below a label belong to it."""
    text = "Requirements: a clear head, and\n- Python\n- SQL\n"
    assert named(read(text)) == {"Python": MUST, "SQL": MUST}


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("We are looking for somebody with experience in Python.", MUST),
        ("You will spend your days and a few of the nights with our old Python code base.", DUTY),
        ("Python", DUTY),
        (
            "Acme was among the first to sell insurance by means of Python in the whole North.",
            ASIDE,
        ),
    ],
)
def test_without_headings_sentences_speak_for_themselves(sentence: str, kind: Kind) -> None:
    """They ask, tell about the job, list something, or tell of the company."""
    assert set(named(read(f"Engineer, Acme\n\n{sentence}\n")).values()) == {kind}


def test_a_paragraph_on_the_role_may_ask() -> None:
    """What is asked for in running text about the job is asked for; its tasks are not."""
    text = "About the role\n\nWe expect experience with SQL. Java will be yours.\n\n- skills in R\n"
    assert named(read(text)) == {"SQL": MUST, "Java": DUTY, "R": DUTY}


def test_rows_of_a_table_are_no_headings() -> None:
    """A table of facts about the job does not open parts, but its labels speak for their rows."""
    text = (
        "<html><h1>Engineer</h1><table><tr><td>Company<td>Acme<tr><td>Skills<td>Python, SQL"
        "<tr><td>Benefits<td>Docker</table><p>You write Java."
    )
    kinds = {"Python": MUST, "SQL": MUST, "Docker": ASIDE, "Java": DUTY}
    assert named(read(text)) == kinds


@pytest.mark.parametrize(
    ("text", "title", "seniority"),
    [
        ("Senior Data Scientist\nAcme\n\nYou mentor juniors.", "Senior Data Scientist", "senior"),
        ("Acme\nJunior ML Engineer", "Junior ML Engineer", "entry"),
        ("# Machine Learning Engineer II\n", "Machine Learning Engineer II", "mid"),
        ("Sr. Data Scientist", "Sr. Data Scientist", "senior"),
        ("Summer intern, data", "Summer intern, data", "entry"),
        ("Data Scientist\n\nThis is a mid-level role.", "Data Scientist", "mid"),
        ("Data Scientist\n\nWe are hiring a senior person.", "Data Scientist", "senior"),
        ("Data Scientist\n\nNo prior experience needed.", "Data Scientist", "entry"),
        ("Data Scientist\n\nYou report to the Senior Director.", "Data Scientist", ""),
        ("Data Scientist\n\nYou work with senior engineers.", "Data Scientist", ""),
        ("Data Scientist\n\nAbout us\n\nWe offer entry-level jobs.", "Data Scientist", ""),
        ("Acme\nWe sell bread", "Acme", ""),
    ],
)
def test_the_title_and_the_seniority_are_read(text: str, title: str, seniority: str) -> None:
    """The title weighs most; people mentioned in the text are not the one looked for."""
    reading = read(text)
    assert (reading.title, reading.seniority) == (title, seniority)


def test_it_is_told_where_the_seniority_stands() -> None:
    """Line and text let a reader check."""
    place = read("Acme\n\nWe are hiring a senior person.").seniority_at
    assert place is not None
    assert (place.line, place.text) == (3, "We are hiring a senior person.")


def test_the_main_heading_of_a_page_is_its_title() -> None:
    """Wherever it stands."""
    text = "<html>" + "<p>Jobs of Acme" * 6 + "<h1>Lead Engineer</h1><p>Python"
    reading = read(text)
    assert (reading.title, reading.seniority) == ("Lead Engineer", "senior")


def test_what_was_not_recognised_is_told() -> None:
    """Requirements and wishes without a known word are listed; all else is not."""
    text = (
        "Requirements\n\n- 2+ years\n- A calm manner\n- Rust\n\nNice to have\n\n- A map\n"
        "\nBenefits\n\n- Free fruit\n\nTasks\n\n- Water the plants\n"
    )
    assert [(place.line, place.text) for place in read(text).unplaced] == [
        (4, "A calm manner"),
        (9, "A map"),
    ]


def test_degrees_are_no_skills() -> None:
    """Subjects of study are named, but nobody is asked to know what they teach."""
    kinds = named(read("Requirements\n\n- A degree in statistics, with experience in Python\n"))
    assert kinds == {"statistics": ASIDE, "Python": MUST}


LINES = st.lists(
    st.sampled_from(
        [
            "Requirements",
            "## Nice to have",
            "**You**",
            "- Python",
            "• SQL (a plus)",
            "What we offer: Java",
            "",
            "Senior Engineer",
            "We are an equal opportunity employer.",
            "5+ years of experience",
            "---",
            "<b>R</b>",
            "Python\tSQL | R",
        ]
    ),
    max_size=12,
)


@settings(max_examples=30)
@given(LINES)
def test_any_ad_is_read_with_its_lines(lines: list[str]) -> None:
    """Whatever the order of its parts, each place found is where it is said to be."""
    text = "\n".join(["Engineer", *lines])
    reading = read(text)
    there = text.split("\n")
    for match in (*reading.matches, *reading.outside):
        assert match.term in there[match.line - 1]
    for place in reading.unplaced:
        assert 1 <= place.line <= len(there)
