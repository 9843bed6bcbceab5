"""A role is made of an ad, the same for the same ad, with a reason for each demand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.ads.demands import (
    CAVEAT,
    ROLE_ID,
    asked_skills,
    implied_skills,
    make_role,
    seniority,
)
from mlcareer.errors import UsageError
from mlcareer.model.ads import AdReading, Kind, Match
from mlcareer.model.skills import IMPORTANCES, Role
from support_ads import TODAY, shipped_map, shipped_role

MAP = shipped_map()
BASE = shipped_role()
MUST, NICE, DUTY, ASIDE = Kind.REQUIRED, Kind.NICE, Kind.DUTY, Kind.ASIDE

KINDS = st.sampled_from(list(Kind))
MATCHES = st.lists(
    st.builds(
        Match,
        skills=st.lists(st.sampled_from(list(MAP.skills)), min_size=1, max_size=2, unique=True).map(
            tuple
        ),
        outside=st.just(""),
        term=st.sampled_from(["Python", "machine learning", "SQL"]),
        line=st.integers(1, 99),
        kind=KINDS,
        strength=st.integers(-1, 1),
        years=st.none() | st.integers(0, 12),
    ),
    max_size=8,
)


def match(  # noqa: PLR0913 - a factory names what a test wants to differ
    skill: str,
    kind: Kind = MUST,
    *,
    line: int = 1,
    strength: int = 0,
    years: int | None = None,
    term: str = "",
) -> Match:
    """Make a place that names a skill."""
    return Match((skill,), "", term or skill, line, kind, strength, years)


def reading(*matches: Match, level: str = "", years: int | None = None) -> AdReading:
    """Make what was read in an ad."""
    return AdReading("Engineer", level, None, years, None, matches, (), ())


def role(*matches: Match, level: str = "", years: int | None = None) -> Role:
    """Make the role of an ad with these places."""
    return make_role(reading(*matches, level=level, years=years), MAP, BASE, "ad.txt", TODAY)


def target(*matches: Match, level: str = "", years: int | None = None) -> int:
    """Tell the target of the first skill named."""
    return role(*matches, level=level, years=years).demands[matches[0].skills[0]].target


@pytest.mark.parametrize(
    ("kind", "importance", "weight"),
    [(MUST, "core", 3), (DUTY, "useful", 2), (NICE, "optional", 1)],
)
def test_the_way_it_is_named_makes_the_importance(
    kind: Kind, importance: str, weight: float
) -> None:
    """What is asked for is core, what the job does useful, what is a plus optional."""
    demand = role(match("sql", kind)).demands["sql"]
    assert (demand.importance, demand.weight) == (importance, weight)


def test_the_strongest_naming_counts() -> None:
    """A plus beats a duty, because the ad says what it thinks of it; a requirement beats both."""
    asked = asked_skills(
        reading(match("sql", DUTY), match("sql", NICE), match("git", NICE), match("git", MUST)),
        MAP,
    )
    assert {skill: one.kind for skill, one in asked.items()} == {"sql": NICE, "git": MUST}


def test_what_is_named_aside_does_not_count() -> None:
    """A skill that only the company's praise names is not asked for."""
    assert list(role(match("sql"), match("git", ASIDE)).demands) == ["sql"]


def test_an_ad_without_skills_is_refused() -> None:
    """The complaint names the file and says what to look at."""
    with pytest.raises(UsageError, match=r"Nothing of the map was found in ad\.txt\. Is it a job"):
        role(match("sql", ASIDE))


def test_targets_start_from_the_base_role() -> None:
    """Where the ad says no more, its target is that of the role, or working."""
    assert target(match("python")) == BASE.demands["python"].target
    bare = BASE._replace(demands={})
    assert make_role(reading(match("python")), MAP, bare, "ad", TODAY).demands["python"].target == 2


@pytest.mark.parametrize(
    ("level", "kind", "skill", "expected"),
    [
        ("entry", MUST, "r", 1),
        ("mid", MUST, "r", 2),
        ("mid", DUTY, "r", 2),
        ("mid", NICE, "r", 1),
        ("senior", MUST, "r", 3),
        ("senior", MUST, "sql", 3),
        ("senior", MUST, "python", 4),
        ("senior", DUTY, "r", 2),
        ("senior", NICE, "python", 3),
    ],
)
def test_seniority_raises_targets(level: str, kind: Kind, skill: str, expected: int) -> None:
    """Senior people are asked for more of what is required, and nobody for more of a plus."""
    assert target(match(skill, kind), level=level) == expected


@pytest.mark.parametrize(
    ("word", "years", "level"),
    [
        ("", None, ""),
        ("", 0, "entry"),
        ("", 1, "entry"),
        ("", 2, "mid"),
        ("", 4, "mid"),
        ("", 5, "senior"),
        ("entry", 9, "entry"),
        ("mid", None, "mid"),
    ],
)
def test_years_stand_in_for_the_word(word: str, years: int | None, level: str) -> None:
    """Where no word says the seniority, the years asked for do."""
    assert seniority(reading(level=word, years=years)) == level


@pytest.mark.parametrize(
    ("years", "strength", "expected"),
    [
        (1, 0, 2),
        (2, 0, 2),
        (3, 0, 3),
        (5, 0, 3),
        (6, 0, 4),
        (None, -1, 1),
        (None, 1, 3),
        (3, -1, 2),
        (1, -1, 1),
        (6, 1, 4),
    ],
)
def test_words_beside_a_skill_set_its_target(
    years: int | None, strength: int, expected: int
) -> None:
    """Years beside it, and words such as familiarity and strong."""
    assert target(match("sql", years=years, strength=strength)) == expected


def test_a_skill_is_as_strong_as_its_strongest_place() -> None:
    """One place that asks for less does not weaken one that asks as usual."""
    assert target(match("sql", strength=-1), match("sql")) == 2
    assert target(match("sql", strength=-1), match("sql", NICE)) == 1


def test_what_is_required_for_it_is_added() -> None:
    """A roadmap to a skill leads over what it requires, so that is part of the role."""
    made = role(match("cnn"), match("python", NICE))
    assert implied_skills(["cnn", "python"], MAP)["neural-networks"] == "cnn"
    for skill, demand in made.demands.items():
        assert set(MAP.skills[skill].requires) <= set(made.demands)
        if skill not in {"cnn", "python"}:
            assert demand.importance == "optional"
            assert demand.reason.startswith("The ad does not name it; Convolutional networks")
            assert demand.target <= made.demands["cnn"].target


def test_what_is_named_aside_is_added_with_that_reason() -> None:
    """The reason does not deny what a reader sees in the ad."""
    made = role(match("statistics"), match("probability", ASIDE))
    reason = made.demands["probability"].reason
    assert reason == "The ad names it only where it asks for nothing; Statistics requires it."


def test_added_skills_ask_no_more_than_what_needs_them() -> None:
    """Who needs a little of a skill needs no more of what it rests on."""
    made = role(match("statistics", strength=-1))
    assert made.demands["statistics"].target == 1
    assert made.demands["probability"].target == 1


def test_reasons_say_where_it_is_named() -> None:
    """Line, words and kind, each term once, at most three of them."""
    made = role(
        match("deployment", DUTY, line=9, term="AWS"),
        match("deployment", line=4, term="Docker"),
        match("deployment", line=5, term="docker"),
        match("deployment", NICE, line=7, term="ONNX"),
        match("deployment", NICE, line=8, term="Azure"),
    )
    assert made.demands["deployment"].reason == (
        'Line 4: "Docker" (required); line 7: "ONNX" (nice); line 8: "Azure" (nice); and 1 more.'
    )


def test_the_only_source_is_the_ad() -> None:
    """Its date is that of the reading, and it says what an ad cannot tell."""
    made = role(match("python"))
    source = made.sources[ROLE_ID]
    assert (source.title, source.date, source.n, source.note) == ("ad.txt", TODAY, 1, CAVEAT)
    assert {one.source for demand in made.demands.values() for one in demand.evidence} == {source}
    assert (made.id, made.name) == (ROLE_ID, "Engineer")


def test_a_long_title_is_shortened() -> None:
    """The name of a role fits a line."""
    long = reading(match("sql"))._replace(title="Engineer " * 30)
    assert len(make_role(long, MAP, BASE, "ad", TODAY).name) <= 80


def test_what_comes_first_is_taken_from_the_base_role() -> None:
    """As far as the new role has it."""
    assert role(match("python")).first == ("python",)
    assert role(match("sql")).first == ()
    assert role(match("python"), match("ml-concepts")).first == ("ml-concepts", "python")


@given(MATCHES, st.sampled_from(["", "entry", "mid", "senior"]), st.none() | st.integers(0, 20))
def test_any_reading_makes_a_whole_role(
    matches: list[Match], level: str, years: int | None
) -> None:
    """Targets are levels, importances are known, and what is required is there."""
    counted = {one for m in matches if m.kind is not ASIDE for one in m.skills}
    if not counted:
        with pytest.raises(UsageError):
            role(*matches, level=level, years=years)
        return
    made = role(*matches, level=level, years=years)
    assert counted <= set(made.demands)
    assert list(made.demands) == [id_ for id_ in MAP.skills if id_ in made.demands]
    for skill, demand in made.demands.items():
        assert 1 <= demand.target <= 4
        assert demand.importance in IMPORTANCES
        assert set(MAP.skills[skill].requires) <= set(made.demands)


@given(MATCHES.filter(lambda matches: any(m.kind is not ASIDE for m in matches)))
def test_the_order_of_places_does_not_change_demands(matches: list[Match]) -> None:
    """Targets and importances come from what is said, not from where it stands."""
    one, other = role(*matches), role(*reversed(matches))
    for skill, demand in one.demands.items():
        twin = other.demands[skill]
        assert (twin.target, twin.importance) == (demand.target, demand.importance)


def test_the_source_alone_is_the_evidence_of_a_demand() -> None:
    """Words and lines stand in the reason, and not a second time in the evidence."""
    made = role(match("python", line=3, term="Python"), match("cnn", line=4))
    for demand in made.demands.values():
        assert [(one.term, one.value) for one in demand.evidence] == [("", "")]
    assert made.demands["python"].reason == 'Line 3: "Python" (required).'
