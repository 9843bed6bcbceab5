import json
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.ads.demands import make_role
from mlcareer.model.ads import AdReading, Kind, Match, Place
from mlcareer.model.skills import Role
from mlcareer.render.ad_json import ad_data
from mlcareer.render.ad_text import ad_text
from mlcareer.render.page import Page
from support_golden import MAP, ROLE

LINES = st.text("ab ", min_size=1, max_size=300).map(lambda text: text.strip() or "a")


def match(term: str, line: int = 1, kind: Kind = Kind.REQUIRED, skill: str = "digging") -> Match:
    """Name a skill of the garden in an ad."""
    return Match((skill,), "", term, line, kind)


def outside(name: str, line: int, kind: Kind = Kind.REQUIRED) -> Match:
    """Name something in an ad that the garden has no skill for."""
    return Match((), name, name, line, kind)


READING = AdReading("Gardener", "", None, None, None, (match("spade"),), (), ())


def role_of(reading: AdReading) -> Role:
    """Make a role of what was read."""
    return make_role(reading, MAP, ROLE, "job.txt", "2026-11-22")


def told(reading: AdReading, width: int = 500) -> str:
    """Tell what was read, on a page so wide that hardly anything is broken."""
    page = Page(width=width, wraps=width < 500)
    return ad_text(page, MAP, reading, role_of(reading))


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (
            {},
            "Seniority: the ad does not say.\nExperience: the ad asks for no number of years.",
        ),
        (
            {"seniority": "senior", "seniority_at": Place(3, "Senior gardener")},
            'Seniority: senior (line 3: "Senior gardener").\nExperience: the ad asks for no',
        ),
        (
            {"years": 1, "years_at": Place(7, "a year of it")},
            'taken as entry for the years.\nExperience: at least 1 year (line 7: "a year of it").',
        ),
        (
            {"years": 5, "years_at": Place(7, "five")},
            "taken as senior for the years.\nExperience: at least 5 years (line 7:",
        ),
    ],
)
def test_for_whom_an_ad_is_meant(parts: dict[str, object], words: str) -> None:
    """Seniority and years are told with the line that says so, or that none does."""
    assert words in told(READING._replace(**parts))  # type: ignore[arg-type]


def test_terms_are_named_once_with_all_their_lines() -> None:
    """However it is written, a term comes once as first written, its lines in order."""
    matches = (match("Spade", 9), match("spade", 2), match("SPADE", 9), match("fork", 4))
    text = told(READING._replace(matches=matches))
    assert 'Digging, target working: "Spade" (lines 2, 9), "fork" (line 4)\n' in text


@pytest.mark.parametrize(
    ("terms", "rest"), [(1, ""), (6, ""), (7, " and 1 more"), (9, " and 3 more")]
)
def test_no_more_terms_are_named_than_one_reads(terms: int, rest: str) -> None:
    """Of many terms for a skill the first six are named, and the others counted."""
    names = [f"term {at}" for at in range(terms)]
    text = told(READING._replace(matches=tuple(map(match, names, count(1)))))
    (row,) = [line for line in text.splitlines() if line.startswith("- Digging, target")]
    assert [name in row for name in names] == [at < 6 for at in range(terms)]
    assert row.endswith(f"){rest}")


@given(LINES)
def test_a_long_line_is_cut_between_words(line: str) -> None:
    """A line of up to 100 characters is whole; of a longer one no more than that is shown."""
    text = told(READING._replace(unplaced=(Place(4, line),)))
    (row,) = [row for row in text.splitlines() if row.startswith("- Line 4: ")]
    shown = row.removeprefix("- Line 4: ")
    if len(line) <= 100:
        assert shown.split() == line.split()
        return
    assert shown.endswith("...")
    assert len(shown) <= 100
    kept = shown.removesuffix("...").split()
    assert kept == line.split()[: len(kept)] or " " not in line[:97]


@pytest.mark.parametrize("letters", [99, 100, 101])
def test_a_line_is_cut_where_it_is_too_long(letters: int) -> None:
    """A line without a blank is cut after so many characters that the dots have room."""
    text = told(READING._replace(unplaced=(Place(4, "x" * letters),)))
    shown = "x" * letters if letters <= 100 else "x" * 97 + "..."
    assert f"- Line 4: {shown}\n" in text


@pytest.mark.parametrize(("number", "rest"), [(0, 0), (1, 0), (10, 0), (11, 1), (25, 15)])
def test_what_was_not_recognised_is_listed_as_far_as_one_reads(number: int, rest: int) -> None:
    """The first ten places are listed, the others counted; without any there is no heading."""
    places = tuple(Place(at, f"Wants {at}.") for at in range(1, number + 1))
    text = told(READING._replace(unplaced=places))
    assert text.count("- Line ") == min(number, 10)
    assert (f"- and {rest} more\n" in text) is (rest > 0)
    assert ("judge for yourself:" in text) is (number > 0)


def test_what_is_only_told_of_asks_for_nothing() -> None:
    """What stands where the ad asks for nothing is told apart, and is no skill of the role."""
    aside = match("roses", 8, Kind.ASIDE, "pruning")
    reading = READING._replace(matches=(match("spade"), aside, match("dig", 9, Kind.ASIDE)))
    text = told(reading)
    part = text.partition("Named where nothing is asked for, so not counted:\n")[2]
    assert part.startswith('- Pruning: "roses" (line 8)\n\n')
    assert "pruning" not in role_of(reading).demands
    assert "Named where" not in told(READING)


def test_what_the_map_does_not_have_is_named_once() -> None:
    """Things of the trade outside the map stand there with their lines, but not asides."""
    found = (outside("Lawns", 5), outside("Lawns", 5), outside("Lawns", 2), outside("Ponds", 6))
    reading = READING._replace(outside=(*found, outside("Cars", 9, Kind.ASIDE)))
    text = told(reading)
    assert "In the trade, but not in this map: Lawns (lines 2, 5), Ponds (line 6).\n" in text
    assert "Cars" not in text
    assert "In the trade" not in told(READING._replace(outside=(outside("Cars", 9, Kind.ASIDE),)))


def test_skills_stand_by_how_they_are_asked_for() -> None:
    """What is required comes first, then duties, then what is a plus, each with its importance."""
    matches = (
        match("roses", 1, Kind.NICE, "pruning"),
        match("heap", 2, Kind.DUTY, "compost"),
        match("spade", 3),
    )
    text = told(READING._replace(matches=matches))
    parts = [
        "job.txt asks for: Gardener",
        "Asked for (core): 1 skill\n- Digging, target",
        "Part of the job (useful): 1 skill\n- Compost, target",
        "Called a plus (optional): 1 skill\n- Pruning, target",
        "Targets are a choice.",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_what_is_implied_names_what_requires_it() -> None:
    """Skills that others require are told below the skill that asks for them."""
    text = told(READING._replace(matches=(match("tomato", skill="tomatoes"),)))
    assert "Not asked for, but required by what is (optional): 2 skills\n" in text
    assert "\n- Tomatoes requires: Digging, Compost (working).\n" in text
    assert "Not asked for, but" not in told(READING)


def test_the_name_of_a_file_is_obeyed_by_no_terminal() -> None:
    """What is hidden in the name of an advertisement is shown by its code."""
    role = make_role(READING, MAP, ROLE, "job\x1b[2J\u202e.txt", "2026-11-22")
    text = ad_text(Page(), MAP, READING, role)
    assert text.startswith("job<U+001B>[2J<U+202E>.txt asks for: Gardener\n")


def test_data_says_the_same() -> None:
    """Programs get each skill with how it is named, and every place with its line."""
    reading = AdReading(
        title="Gardener",
        seniority="entry",
        seniority_at=Place(1, "Junior"),
        years=None,
        years_at=None,
        matches=(match("tomato", 2, skill="tomatoes"), match("roses", 3, Kind.ASIDE, "pruning")),
        outside=(outside("Ponds", 6),),
        unplaced=(Place(7, "Patience."),),
    )
    data = json.loads(json.dumps(ad_data(MAP, reading, role_of(reading))))
    named = {one["id"]: one["named_as"] for one in data["skills"]}
    assert named.pop("tomatoes") == "required"
    assert set(named.values()) <= {None}
    assert "pruning" not in named
    assert (data["seniority"], data["years"]) == ("entry", None)
    assert (data["seniority_at"], data["years_at"]) == ({"line": 1, "text": "Junior"}, None)
    assert [(one["skills"], one["line"], one["kind"]) for one in data["matches"]] == [
        (["tomatoes"], 2, "required"),
        (["pruning"], 3, "aside"),
    ]
    assert [(one["name"], one["line"]) for one in data["outside"]] == [("Ponds", 6)]
    assert data["unplaced"] == [{"line": 7, "text": "Patience."}]


@pytest.mark.parametrize("width", [20, 40, 80])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    """Whatever is told of an ad, its words are broken to the page."""
    reading = READING._replace(
        unplaced=(Place(7, "word " * 30),), seniority_at=Place(1, "junior " * 9), seniority="entry"
    )
    assert max(map(len, told(reading, width).splitlines())) <= width
