import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.measure.progress import Progress
from mlcareer.render.code import colored_program
from mlcareer.render.heading import heading_text, progress_text
from mlcareer.render.notes_text import Note, notes_data, notes_text
from mlcareer.render.page import Page, program
from mlcareer.render.paint import width_of
from mlcareer.render.profile_picture import profile_picture
from mlcareer.render.question_text import options_text, stem_text
from support import make_question
from support_golden import check_golden, garden_report

STYLE = re.compile(r"\x1b\[[0-9;]*m")
PROGRESS = Progress(settled=7, decisions=21, sure=0.812, questions_left=12, minutes_left=5)
PAGES = {
    "40": Page(width=40),
    "80": Page(),
    "120": Page(width=120),
    "plain": Page(plain=True),
    "ascii": Page(unicode=False),
    "colour": Page(color=True),
}
PROGRAM = """\
# Count what grows.
def count(beds: list[str], least: int = 3) -> dict[str, int]:
    found = {"tomatoes": 0}
    for bed in beds:
        if bed not in found and len(bed) > least: found[bed] = found.get(bed, 0) + 1  # one more
    return found
"""
QUESTION = make_question(
    stem="What does this program print for two beds of tomatoes and one of `basil`?",
    code=PROGRAM,
    lang="python",
)
OPTIONS = ("{'tomatoes': 0, 'basil': 1}", "{'tomatoes': 2,\n 'basil': 1}", "nothing at all")
NOTES = (
    Note("2026-11-22T08:00:00+00:00", "digging-clay", "digging", "ab12cd34", False, "Which?", "hm"),
    Note("2026-11-23T08:00:00+00:00", "digging-wet", "digging", "ef56ab78", True, "", ""),
    Note(
        "2026-11-24T08:00:00+00:00",
        "digging-beds",
        "digging",
        "0123abcd",
        True,
        "How many litres of soil does a bed of 2 m by 3 m hold down to 25 cm, and why so many?",
        "Litres\nor gallons? The stem says neither, and whoever learned it elsewhere would guess.",
    ),
)


def bare(text: str) -> str:
    """Take out the styles."""
    return STYLE.sub("", text)


def question_screen(page: Page) -> str:
    """Lay out a question as a screen of the interview shows it."""
    return "\n".join(
        (
            heading_text(page, "Python", "3 of at most 45", PROGRESS),
            stem_text(page, QUESTION),
            options_text(page, OPTIONS, "Type the number of an option", "b back, q leave"),
        )
    )


@pytest.mark.parametrize("width", [40, 80])
def test_a_question_in_colour(width: int) -> None:
    """A question stands in the width of the window, its program in colour."""
    text = question_screen(Page(width=width, color=True))
    check_golden(f"question-colour-{width}.txt", f"{text}\n")
    assert bare(text) == question_screen(Page(width=width))


@pytest.mark.parametrize("name", list(PAGES))
def test_the_heading(name: str) -> None:
    """What it is about stands left, the place right, and below how far all is."""
    page = PAGES[name]
    long_title = "Object-oriented programming and object-oriented design of larger programs"
    headings = (
        heading_text(page, "Python", "3 of at most 45", PROGRESS),
        heading_text(page, long_title, "12 of at most 100", PROGRESS),
        heading_text(page, "About you", "1 of 4"),
        heading_text(page, "About you", "1 of 4", Progress(0, 0, 1.0, 0, 0)),
        heading_text(page, "The end", "", Progress(21, 21, 0.99, 0, 1)),
    )
    text = "\n---\n".join(headings)
    check_golden(f"heading-{name}.txt", f"{text}\n")
    assert all(width_of(row) <= page.width for row in bare(text).splitlines())


@given(
    st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=60),
    st.integers(20, 200),
    st.integers(0, 45),
    st.booleans(),
)
def test_no_heading_is_wider_than_its_page(
    title: str, width: int, settled: int, color: bool
) -> None:
    """Whatever it is about and however wide the window is, every row fits, and all is said."""
    page = Page(width=width, color=color)
    progress = Progress(settled, 45, 0.75, 3, 2)
    text = bare(heading_text(page, title, "2 of 3", progress))
    flat = "".join(text.split())
    assert all(min(len(row), width_of(row)) <= page.text_width for row in text.splitlines())
    assert flat.startswith(title)
    assert "2of3" in flat
    assert f"{settled}of45targetssettled" in flat


def test_title_and_place_are_told_apart() -> None:
    """Where not even one blank fits between the two, the place has a line of its own."""
    for length in range(60, 80):
        title = "t" * length
        head = heading_text(Page(width=80), title, "question 1").splitlines()
        between = 80 - length - len("question 1")
        together = [f"{title}{' ' * between}question 1"]
        assert head == (together if between > 0 else [title, "question 1"])


def test_a_program_that_begins_with_an_empty_line_keeps_its_colours() -> None:
    """Each word has the colour that it has without the empty lines around it."""
    code = "# count\nx = 'one'\n\nreturn x"
    painted = colored_program(code, "python", Page(color=True))
    more = colored_program(f"\n\n{code}\n\n", "python", Page(color=True))
    assert more.split("\n") == ["", "", *painted.split("\n"), ""]


def test_the_bar_grows_with_what_is_settled() -> None:
    """Nothing settled is an empty bar, all settled a full one, and more is never shorter."""
    lengths = []
    for settled in range(22):
        progress = PROGRESS._replace(settled=settled)
        row = heading_text(Page(), "Python", "", progress).splitlines()[1]
        lengths.append(row.count("━"))
        assert row.count("━") + row.count("·") == 20
    assert (lengths[0], lengths[-1]) == (0, 20)
    assert lengths == sorted(lengths)


def test_how_far_it_is_in_words() -> None:
    """A screen reader hears the same as the bar shows; without targets only the time."""
    assert progress_text(PROGRESS) == "7 of 21 targets settled, about 5 min left"
    nothing = PROGRESS._replace(decisions=0, settled=0)
    assert progress_text(nothing) == "about 5 min left"


@pytest.mark.parametrize("name", list(PAGES))
def test_the_profile_so_far(name: str) -> None:
    """Skills that were asked about or rated stand there with their ranges, and no others."""
    page = PAGES[name]
    text = profile_picture(page, garden_report(), PROGRESS)
    check_golden(f"profile-so-far-{name}.txt", f"{text}\n")
    shown = bare(text)
    assert "Digging" in shown
    assert "Compost" in shown
    assert "Tomatoes" in shown
    assert "Pruning" not in shown
    if name in {"plain", "ascii"}:
        assert shown.isascii() or name == "plain"
    if name != "80":
        return
    assert bare(profile_picture(Page(color=True), garden_report(), PROGRESS)) == text


def test_a_profile_without_an_answer_says_so() -> None:
    """Before the first answer there is a sentence and no empty picture."""
    text = profile_picture(Page(), garden_report(()), PROGRESS)
    assert text.endswith("Nothing was rated or answered yet, so there is nothing to show.")
    assert text.startswith("Your profile so far\n7 of 21 targets settled")


def test_notes_as_text_and_as_data() -> None:
    """Each remark names question, wording and day; as data nothing is lost."""
    check_golden("notes.txt", notes_text(Page(), NOTES))
    data = notes_data(NOTES)
    assert data == {"notes": [note._asdict() for note in NOTES]}


@given(st.text())
def test_a_remark_cannot_break_the_list(words: str) -> None:
    """Whatever was typed, a remark stays set in below its question."""
    text = notes_text(Page(), [NOTES[0]._replace(text=words)])
    first, *rest = text.splitlines()
    assert first == "digging-clay (ab12cd34), 2026-11-22"
    assert all(row.startswith("  ") for row in rest)
    assert "\x1b" not in text


def test_a_remark_of_a_stranger_is_obeyed_by_no_terminal() -> None:
    """What came with data of somebody else is shown by its codes, or left out of the words."""
    evil = "\x1b[2Jdig\u202e\x07\x9b"
    note = Note("2026-11-22T08:00:00+00:00", evil, "digging", evil, True, "Which?", evil)
    head, asked, said = notes_text(Page(width=110), [note]).splitlines()
    code = "<U+001B>[2Jdig<U+202E><U+0007><U+009B>"
    assert head == f"{code} ({code}, changed since), 2026-11-22"
    assert (asked, said) == ("  Asked: Which?", "  Note: [2Jdig")


@pytest.mark.parametrize("words", ["", " \n ", "\x1b\x07", "\u200b"])
def test_a_remark_without_words_says_so(words: str) -> None:
    """Where nothing can be read, the question was only marked."""
    assert notes_text(Page(), [NOTES[1]._replace(text=words)]).splitlines() == [
        "digging-wet (ef56ab78, changed since), 2026-11-23",
        "  Marked, without words.",
    ]


LANGUAGES = {
    "python": PROGRAM,
    "cpp": 'int main() { // begin\n  std::string s = "x"; return 0; }',
    "java": 'class A { int f() { return 1; } /* all */ String s = "x"; }',
    "r": 'f <- function(x) { # twice\n  if (x > 1) "more" else 2 * x\n}',
    "lisp": '(defun f (x) ; twice\n  (if (> x 1) "more" (* 2 x)))',
    "prolog": "parent(tom, bob). % one\ngrand(X, Z) :- parent(X, Y), parent(Y, Z).",
    "sql": "SELECT name FROM bed -- all\nWHERE size > 3 AND kind = 'clay';",
}


@pytest.mark.parametrize("width", [20, 40, 80])
@pytest.mark.parametrize("language", list(LANGUAGES))
def test_colour_changes_no_sign_of_a_program(language: str, width: int) -> None:
    """In each language words are painted, and without the paint it is the program as it was."""
    code = LANGUAGES[language]
    painted = colored_program(code, language, Page(width=width, color=True))
    assert bare(painted) == program(code, Page(width=width))
    assert STYLE.search(painted)


@pytest.mark.parametrize(("language", "color"), [("", True), ("klingon", True), ("python", False)])
def test_what_has_no_colour_stays_as_it_is(language: str, color: bool) -> None:
    """A language that is not known, or a page without colour, leaves the program bare."""
    assert colored_program(PROGRAM, language, Page(color=color)) == program(PROGRAM, Page())


@given(st.sampled_from(list(LANGUAGES)), st.text(max_size=80), st.integers(12, 60))
def test_no_text_confuses_the_painter(language: str, code: str, width: int) -> None:
    """Whatever stands in a program, painting it changes none of its signs."""
    lines = [
        "".join(sign for sign in line if sign.isprintable()).rstrip() for line in code.split("\n")
    ]
    text = "\n".join(line for line in lines if line)
    page = Page(width=width)
    assert bare(colored_program(text, language, page._replace(color=True))) == program(text, page)
