import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from mlcareer.content.folder import role_ids
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.content.study import load_claims, load_projects, load_resources
from mlcareer.measure.profile import Basis, believe
from mlcareer.measure.steps import answer_event
from mlcareer.model.items import Outcome
from mlcareer.model.levels import TAUGHT_LEVELS
from mlcareer.model.plan import Wishes
from mlcareer.model.skills import SkillMap
from mlcareer.render.bars import marks
from mlcareer.render.next_text import next_text
from mlcareer.render.page import Page, hours, indent, program
from mlcareer.render.paint import width_of
from mlcareer.render.progress_text import progress_text
from mlcareer.render.question_text import explanation_text, options_text, question_text
from mlcareer.render.report_rows import Besides, rows_of
from mlcareer.render.report_text import report_text
from mlcareer.render.roadmap_text import roadmap_text
from mlcareer.render.role_text import ComparedRoles, ListedRole, comparison_text, roles_text
from mlcareer.render.skill_report import Asked, SkillReport, skill_report_text
from mlcareer.render.skill_rows import legend, skill_lines
from mlcareer.render.skill_text import map_text, skill_text
from mlcareer.render.traits import trait_text
from mlcareer.render.what_if_text import what_if_text
from mlcareer.roadmap.planning import Person, make_roadmap
from mlcareer.roadmap.progress import baseline_of, make_progress
from mlcareer.roadmap.shelf import Shelf, choose_resources
from support import DATA, make_question, rating
from support_golden import EVENTS as SAID_IN_GARDEN
from support_golden import (
    MAP,
    QUESTIONS,
    ROLE,
    TODAY,
    TRAITS,
    garden_report,
    garden_roadmap,
    report_of,
)

WIDTHS = range(20, 201)
ONE_ANSWER = answer_event(QUESTIONS["digging-clay"], "a digging fork")
SHIPPED = load_skill_map(DATA)
ENGINEER = load_role(DATA, "ml-engineer", SHIPPED)
CLAIMS = load_claims(DATA)
SHELF = Shelf(load_resources(DATA, SHIPPED), load_projects(DATA, SHIPPED))
HALF = tuple(
    answer_event(make_question(f"{skill}-{at}", skill=skill), "five" if at else None)
    for skill in list(SHIPPED.skills)[::2]
    for at in range(3)
)
SAYINGS = [rating("responsible-ai", 3), *HALF]
REPORT = report_of(SHIPPED, ENGINEER, SAYINGS)
RATINGS = [*(rating(skill, at % 5) for at, skill in enumerate(SHIPPED.skills)), *HALF]
RATED = report_of(SHIPPED, ENGINEER, RATINGS)
ROLES = [load_role(DATA, name, SHIPPED) for name in role_ids(DATA)]
COMPARED = ComparedRoles(
    SHIPPED,
    ENGINEER,
    ROLES[-1],
    tuple(report_of(SHIPPED, role, RATINGS) for role in (ENGINEER, ROLES[-1])),
)
SAID = Besides(said=trait_text(garden_report().profile, TRAITS))
PERSON = Person(REPORT.gaps, believe(SHIPPED, None, SAYINGS))
ROADMAP, LATER, UNDATED = (
    make_roadmap(SHIPPED, ENGINEER, PERSON, SHELF, wishes, TODAY)
    for wishes in (
        Wishes(6, deadline=date(2027, 11, 22)),
        Wishes(10, off=((TODAY, date(2027, 1, 6)),)),
        Wishes(),
    )
)
NOTHING_KNOWN = make_roadmap(
    MAP, ROLE, Person((), believe(MAP, None, ())), Shelf({}, {}), Wishes(), TODAY
)
GARDEN, GARDEN_LATER = (garden_roadmap(wishes=Wishes(hours)) for hours in (6, 9))
TRIED = "hours=10,by=none,off=2026-11-22..2027-01-06"


def map_page(skill_map: SkillMap) -> Callable[[Page], str]:
    """Make the form that lists a map."""
    role = ROLE if skill_map is MAP else ENGINEER
    return lambda page: map_text(page, skill_map, role, {"python", "digging"})


def skill_pages(page: Page) -> str:
    """Lay out each skill of the shipped map."""
    skills = SHIPPED.skills.values()
    return "\n".join(skill_text(page, SHIPPED, skill, ENGINEER, CLAIMS) for skill in skills)


def question_page(page: Page) -> str:
    """Lay out each question about digging, with all that may be said of it."""
    parts = []
    for question in QUESTIONS.values():
        parts += [
            question_text(page, question, "Digging", "1 of at most 45"),
            options_text(page, question.options),
            *(
                explanation_text(page, question, chosen, None)
                for chosen in (*question.options, None)
            ),
        ]
    return "\n".join(parts)


def rated_report(page: Page) -> str:
    """Lay out the report of a person who rated every skill, with all reasons."""
    besides = SAID._replace(first="Data quality and data selection")
    return report_text(page, RATED, besides, why=True)


def skill_reports(page: Page) -> str:
    """Lay out each skill of a person, with what to study for it."""
    known = {one.skill: one for one in RATED.self_knowledge.comparisons}
    return "\n".join(
        skill_report_text(
            page,
            SkillReport(
                skill=(skill := SHIPPED.skills[row.gap.demand.skill]),
                row=row,
                asked=(Asked(make_question(skill=skill.id), Outcome.WRONG),),
                comparison=known.get(skill.id),
                resources={
                    level: choose_resources(SHELF.resources.values(), skill, level)
                    for level in TAUGHT_LEVELS
                },
                gone=2,
            ),
            SHIPPED,
        )
        for row in rows_of(RATED)
    )


def role_list(page: Page) -> str:
    """Lay out the list of the shipped roles."""
    listed = [ListedRole(role, own=role is ENGINEER) for role in ROLES]
    return roles_text(page, listed, "ai-engineer", Path("/home/her/mlcareer/roles"))


FORMS: dict[str, Callable[[Page], str]] = {
    "garden report": lambda page: report_text(page, garden_report(), SAID),
    "empty report": lambda page: report_text(page, garden_report(())),
    "report": lambda page: report_text(page, REPORT, SAID),
    "garden roadmap": lambda page: roadmap_text(page, GARDEN, ("Mind the rake. " * 9,)),
    "roadmap": lambda page: roadmap_text(page, ROADMAP),
    "roadmap without dates": lambda page: roadmap_text(page, UNDATED, (), "--role ml-engineer"),
    "empty roadmap": lambda page: roadmap_text(page, NOTHING_KNOWN),
    "garden next": lambda page: next_text(page, GARDEN, ("Digging",)),
    "next": lambda page: next_text(page, ROADMAP, list(SHIPPED.skills)[:4], "--role ml-engineer"),
    "empty next": lambda page: next_text(page, NOTHING_KNOWN),
    "garden progress": lambda page: progress_text(
        page, make_progress(GARDEN, MAP, baseline_of(GARDEN_LATER))
    ),
    "progress": lambda page: progress_text(
        page, make_progress(ROADMAP, SHIPPED, baseline_of(LATER)), "--role ml-engineer"
    ),
    "empty progress": lambda page: progress_text(page, make_progress(NOTHING_KNOWN, MAP)),
    "garden what-if": lambda page: what_if_text(page, GARDEN, [("hours=9", GARDEN_LATER)]),
    "what-if": lambda page: what_if_text(page, ROADMAP, [(TRIED, LATER), ("none", UNDATED)]),
    "garden map": map_page(MAP),
    "map": map_page(SHIPPED),
    "skills": skill_pages,
    "questions": question_page,
    "rated report": rated_report,
    "skill reports": skill_reports,
    "garden roles": lambda page: roles_text(page, [ListedRole(ROLE, own=True)], "", Path("roles")),
    "roles": role_list,
    "two roles": lambda page: comparison_text(page, COMPARED),
}


def too_wide(line: str, width: int) -> bool:
    """Tell whether a line is wider than the page although it could have been broken."""
    words = line.strip()
    return len(line) > width and " " in words and not words.startswith("mlcareer ")


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("form", list(FORMS))
def test_no_line_is_wider_than_the_page(form: str, plain: bool) -> None:
    """On pages of 20 to 200 columns only an address, a long word or a command may stick out."""
    found = {}
    for width in WIDTHS:
        text = FORMS[form](Page(width=width, plain=plain))
        wide = [line for line in text.splitlines() if too_wide(line, width)]
        if wide:
            found[width] = wide[0]
    assert not found, f"{len(found)} widths, such as {list(found.items())[-1]}"


@pytest.mark.parametrize("form", list(FORMS))
def test_running_text_is_never_wider_than_one_can_read(form: str) -> None:
    """On a page of 300 columns no line is longer than 110, rows with bars aside."""
    text = FORMS[form](Page(width=300))
    bar = marks(Page())["empty"] * 2
    lines = [line for line in text.splitlines() if bar not in line]
    assert [line for line in lines if too_wide(line, 110)] == []


@pytest.mark.parametrize("width", [40, 100])
@pytest.mark.parametrize("form", list(FORMS))
def test_without_colour_there_is_no_escape_code(form: str, width: int) -> None:
    """A page without colour has no control character but the line break."""
    text = FORMS[form](Page(width=width, color=False))
    assert {character for character in text if not character.isprintable()} == {"\n"}


@pytest.mark.parametrize("page", [Page(width=300), Page(width=60), Page(plain=True)])
def test_each_level_says_what_it_rests_on(page: Page) -> None:
    """Beside each level stands its chance and what it rests on: answers, neighbours or less."""
    text = " ".join(report_text(page, REPORT).split())
    for row in rows_of(REPORT):
        basis = row.gap.estimate.basis
        asked = f"measured with {row.gap.estimate.answers} questions"
        expected = asked if basis is Basis.MEASURED else "inferred from neighbours"
        assert row.basis == expected
        if page.plain:
            assert f"{row.name}: level {row.level} ({row.sure}), {expected};" in text
        elif page.lines_only:
            assert f"{row.level}, {row.sure}, {expected}" in text
        else:
            assert f"{row.level} {row.sure} {expected}" in " ".join(text.split())
    assert {row.gap.measured for row in rows_of(REPORT)} == {True, False}


@pytest.mark.parametrize(
    "form",
    ["garden report", "report", "rated report", "roadmap", "next", "garden progress", "what-if"],
)
def test_with_colour_only_colour_is_added(form: str) -> None:
    """A page with colour has escape codes, and without them it is the page without colour."""
    coloured = FORMS[form](Page(width=100, color=True))
    assert "\x1b[" in coloured
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == FORMS[form](
        Page(width=100)
    ).splitlines()


@pytest.mark.parametrize("width", [20, 40, 72, 80, 100, 110])
@pytest.mark.parametrize("form", [form for form in FORMS if form.startswith(("garden", "empty"))])
def test_an_ascii_page_has_ascii_only(form: str, width: int) -> None:
    """Where content is ASCII, a page without Unicode has no other character of its own."""
    assert FORMS[form](Page(width=width, unicode=False)).isascii()


@pytest.mark.parametrize("unicode", [True, False])
def test_no_name_is_cut(unicode: bool) -> None:
    """The report never shortens a word of a skill's name, however narrow its table."""
    words = {word for skill in SHIPPED.skills.values() for word in skill.name.split()}
    cut = {}
    for width in range(40, 111):
        lost = words - set(FORMS["report"](Page(width=width, unicode=unicode)).split())
        if lost:
            cut[width] = lost
    assert cut == {}


@pytest.mark.parametrize("width", [72, 80, 100, 110])
def test_a_plain_page_has_no_table(width: int) -> None:
    """For a screen reader no line holds a row of a table, so nothing stands apart by spaces."""
    for line in FORMS["report"](Page(width=width, plain=True)).splitlines():
        assert "  " not in line.strip()
        assert "─" not in line


def test_the_report_says_what_was_left_out() -> None:
    """The report names skills left out on purpose, with the reason."""
    text = " ".join(FORMS["report"](Page()).split())
    assert ENGINEER.excluded
    for exclusion in ENGINEER.excluded:
        assert exclusion.name in text
    assert " ".join(ENGINEER.excluded[0].reason.split()) in text


@pytest.mark.parametrize("elsewhere", [set(), {"x", "y", "z", "v", "w"}])
def test_skills_with_questions_are_marked_where_some_have_none(elsewhere: set[str]) -> None:
    """What has questions is told apart, however many skills beyond the map have some."""
    text = map_text(Page(), MAP, ROLE, {"digging"} | elsewhere)
    marked = [line for line in text.splitlines() if line.startswith("  * ")]
    assert [line.split()[1] for line in marked] == ["digging"]
    assert "* has questions" in text


def test_no_skill_is_marked_where_all_have_questions() -> None:
    """A mark on every skill would say nothing, and is not explained."""
    assert "*" not in map_text(Page(), MAP, ROLE, set(MAP.skills))


CODE = "for number in range(3):\n    print(number, number + 1, sep=' and ')\n"


@pytest.mark.parametrize(("width", "margin"), [(80, 4), (46, 4), (44, 2), (42, 0)])
def test_a_program_keeps_its_lines(width: int, margin: int) -> None:
    """The program of a question is shown line by line, set in as far as there is room."""
    page = Page(width=width)
    text = question_text(page, make_question(code=CODE, lang="python"), "Python", "1 of 9")
    lines = text.splitlines()[-2:]
    assert [line[:margin].strip() for line in lines] == ["", ""]
    assert "\n".join(line[margin:] for line in lines) == CODE.rstrip()


@pytest.mark.parametrize(("width", "mark"), [(20, "\u21b3 "), (41, "\u21b3 "), (41, "> ")])
def test_a_line_that_does_not_fit_goes_on_behind_a_mark(width: int, mark: str) -> None:
    """No line of a program is wider than the page, and nothing of it is lost."""
    lines = program(CODE, Page(width=width, unicode=mark != "> ")).splitlines()
    assert max(map(len, lines)) <= width
    whole = ""
    for line in lines:
        whole += line.removeprefix(mark) if line.startswith(mark) else f"\n{line}"
    assert whole.strip("\n").replace(" ", "") == CODE.rstrip().replace(" ", "")


@pytest.mark.parametrize("together", ["90 %", "p < 0.001", "`git commit -m x`", "`a  b`", "x = 3"])
def test_what_is_read_as_one_stays_on_a_line(together: str) -> None:
    """Numbers with their sign, comparisons and short code are not broken apart."""
    page = Page(width=30)
    for length in range(12, 32):
        text = indent(f"{'x' * length} {together} follows here", page)
        assert together in text


def test_an_option_of_several_lines_keeps_them() -> None:
    """An option that is what a program prints is shown line by line, one below the other."""
    text = options_text(Page(), ("1\n2", "one"))
    assert text.splitlines() == ["", "  1  1", "     2", "  2  one", "  d  I don't know"]


@pytest.mark.parametrize("width", [80, 99, 100, 109, 110, 200])
def test_rows_stay_in_their_columns(width: int) -> None:
    """Chances end below each other and what they rest on begins so, ">99 %" included."""
    page = Page(width=width)
    rows = [
        row._replace(level=level, sure=sure)
        for row in rows_of(garden_report())
        for level in ("expert", "working to proficient", "not yet to expert")
        for sure in ("8 %", "95 %", ">99 %")
        if (level, sure) != ("working to proficient", ">99 %")
    ]
    lines = [skill_lines(page, row)[0] for row in rows]
    assert len({line.index("%") for line in lines}) == 1
    basis = [row.basis if width >= 100 else row.basis_short for row in rows]
    assert all(line.endswith(f"% {b}") for line, b in zip(lines, basis, strict=True))
    widest = skill_lines(page, rows[0]._replace(level="working to proficient", sure=">99 %"))
    assert " working to proficient >99 % " in widest[0]


@pytest.mark.parametrize(("answers", "star"), [(1, True), (2, True), (3, False), (9, False)])
def test_a_star_is_explained_where_one_stands(answers: int, star: bool) -> None:
    """Too few answers are starred in the rows, and only then the legend says what that means."""
    events = [ONE_ANSWER] * answers
    rows = rows_of(report_of(MAP, ROLE, events))
    row = next(row for row in rows if row.gap.demand.skill == "digging")
    assert row.basis_short == (f"{answers} asked*" if star else f"{answers} asked")
    assert ("* fewer than 3, so hardly checked." in legend(Page(), rows)) is star


@pytest.mark.parametrize("width", [80, 90, 100, 120])
def test_a_gap_with_a_long_name_fits_the_page(width: int) -> None:
    """A name that leaves no room for columns makes a sentence of its row, and no long line.

    From 100 columns on what a level rests on is said in full, and takes more of them.
    """
    name = "Telling a tomato that is ripe from one that is not"
    skills = {id_: skill._replace(name=name) for id_, skill in MAP.skills.items()}
    report = report_of(MAP._replace(skills=skills), ROLE, SAID_IN_GARDEN)
    text = report_text(Page(width=width), report)
    ranked = text[text.index("Gaps, by") : text.index("All skills")].splitlines()
    assert max(map(len, ranked)) <= width
    in_columns = f" {name} 1.5 x 3  not measured"
    assert (in_columns in text) is (width in {90, 120})
    assert (f"1. {name}: 1.5 x 3, not" in text) is (width in {80, 100})


def test_a_gap_that_just_fits_stands_in_columns() -> None:
    """A row as wide as the page is a row; with one letter more it is a sentence."""
    for letters, in_columns in ((44, True), (45, True), (46, False)):
        skills = {id_: skill._replace(name="t" * letters) for id_, skill in MAP.skills.items()}
        report = report_of(MAP._replace(skills=skills), ROLE, SAID_IN_GARDEN)
        ranked = report_text(Page(width=80), report).partition("Gaps, by")[2].splitlines()
        row = next(line for line in ranked if line.startswith("1. "))
        assert (f"{'t' * letters} 1.5 x 3  not measured  inferred" in row) is in_columns
        assert len(row) <= 80


def test_words_that_just_fit_stay_on_a_line() -> None:
    """A name as wide as its columns is not broken, and one letter more makes a line."""
    row = rows_of(garden_report())[0]
    fits, wider = (
        skill_lines(Page(width=80), row._replace(name=name))[0].splitlines()
        for name in ("abcdefghi abcdefghij", "abcdefghij abcdefghij")
    )
    assert len(fits) == 1
    assert fits[0].startswith("  abcdefghi abcdefghij ")
    assert wider[1:] == ["  abcdefghij"]


@pytest.mark.parametrize("width", [80, 110])
@pytest.mark.parametrize(
    "name", ["abcdefghijklm" * 9, "\u4f60\u597d\u5440" * 15, "a" + "\u4f60" * 40]
)
def test_a_word_that_no_line_holds_is_broken(name: str, width: int) -> None:
    """A name without a space goes on below itself; nothing of it is lost or too wide."""
    row = rows_of(garden_report())[0]._replace(name=name)
    first, *others = skill_lines(Page(width=width), row)[0].splitlines()
    pieces = [first[2:].partition(" ")[0], *(line.removeprefix("  ") for line in others)]
    assert "".join(pieces) == name
    room = 20 if width < 110 else 34
    assert all(room - 1 <= width_of(piece) <= room for piece in pieces[:-1])
    assert width_of(pieces[-1]) <= room


def test_a_right_answer_is_explained_without_blame() -> None:
    """After a right answer only the explanation comes; after a wrong one why it is wrong too."""
    question = QUESTIONS["digging-clay"]
    right, wrong, unknown = (
        explanation_text(Page(width=110), question, chosen, None)
        for chosen in (question.answer, "a leaf rake", None)
    )
    why = question.distractors[1].why
    assert right.startswith("Right.")
    assert all(question.explanation in text for text in (right, wrong, unknown))
    assert [why in text for text in (right, wrong, unknown)] == [False, True, False]
    assert [f"Answer: {question.answer}" in text for text in (right, wrong, unknown)] == [
        False,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(1, 2, "about 1 to 2 h"), (3, 3, "about 3 h"), (1200, 9999, "about 1,200 to 9,999 h")],
)
def test_hours_are_always_an_estimate(low: int, high: int, text: str) -> None:
    """Hours are said as a range that begins with "about"."""
    assert hours(low, high) == text


def test_an_empty_text_still_has_its_first_words() -> None:
    """Wrapping nothing gives what the first line begins with."""
    assert indent("", Page(), "  - ") == "  - "
