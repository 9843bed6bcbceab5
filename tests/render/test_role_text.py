import json
import re
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.content.folder import role_ids
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.people import Event
from mlcareer.model.skills import IMPORTANCES, Demand, Role
from mlcareer.model.wording import chance_text
from mlcareer.render.envelope import to_json
from mlcareer.render.page import Page
from mlcareer.render.role_text import (
    ComparedRoles,
    ListedRole,
    comparison_data,
    comparison_text,
    roles_data,
    roles_text,
)
from support import DATA, rating
from support_golden import EVENTS, MAP, ROLE, report_of

SHIPPED = load_skill_map(DATA)
ROLES = {name: load_role(DATA, name, SHIPPED) for name in role_ids(DATA)}
PAIRS = list(combinations(ROLES, 2))
OWN = Path("/home/her/roles")
WIDTHS = range(20, 201)

Asked = tuple[int, str, float]
"""Target, importance and weight."""

ASKED = st.tuples(
    st.integers(1, 4), st.sampled_from(IMPORTANCES), st.sampled_from([0.5, 1.0, 2.0, 3.0])
)
GARDEN_ROLES = st.dictionaries(st.sampled_from(list(MAP.skills)), ASKED)


def garden_role(asked: Mapping[str, Asked], id_: str = "grower") -> Role:
    """Make a role of what it asks of the skills of the garden."""
    demands = {
        skill: Demand(skill, *asked[skill], "It is needed.", ())
        for skill in MAP.skills
        if skill in asked
    }
    return ROLE._replace(id=id_, name=f"The {id_}", demands=demands)


def compared(one: str, other: str) -> ComparedRoles:
    """Put two shipped roles side by side."""
    return ComparedRoles(SHIPPED, ROLES[one], ROLES[other], ())


def garden_pair(one: Mapping[str, Asked], other: Mapping[str, Asked]) -> ComparedRoles:
    """Put two roles in the garden side by side."""
    return ComparedRoles(MAP, garden_role(one), garden_role(other, "cook"), ())


def with_reports(events: Sequence[Event]) -> ComparedRoles:
    """Put two roles in the garden side by side for a person."""
    other = garden_role({"digging": (4, "core", 3), "pruning": (2, "core", 3)})
    return ComparedRoles(
        MAP, ROLE, other, (report_of(MAP, ROLE, events), report_of(MAP, other, events))
    )


def flat(text: str) -> str:
    """Join the lines of a text."""
    return " ".join(text.split())


def through_json(data: Mapping[str, object]) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Send data through JSON and back."""
    return json.loads(to_json("roles", data))["data"]


def truly_differ(compared: ComparedRoles) -> set[str]:
    """Find the skills for which two roles have another target, importance or weight."""
    asked = [
        {skill: (d.target, d.importance, d.weight) for skill, d in role.demands.items()}
        for role in (compared.one, compared.other)
    ]
    return {s for s in compared.skill_map.skills if asked[0].get(s) != asked[1].get(s)}


@pytest.mark.parametrize("pair", PAIRS, ids=" ".join)
def test_comparing_is_the_same_both_ways(pair: tuple[str, str]) -> None:
    """A beside B lists the same skills in the same order as B beside A."""
    one, other = pair
    assert compared(one, other).differing() == compared(other, one).differing()


@pytest.mark.parametrize("name", list(ROLES))
def test_a_role_asks_nothing_else_than_itself(name: str) -> None:
    """Held against itself, a role asks every skill alike."""
    text = comparison_text(Page(), compared(name, name))
    assert "Asked differently" not in text
    assert f"Asked alike: {len(ROLES[name].demands)} skills." in text


@pytest.mark.parametrize("pair", PAIRS, ids=" ".join)
def test_shipped_roles_hide_no_difference(pair: tuple[str, str]) -> None:
    """Every skill that two shipped roles ask in another way is listed."""
    assert set(compared(*pair).differing()) == truly_differ(compared(*pair))


@given(GARDEN_ROLES, GARDEN_ROLES)
def test_exactly_what_differs_is_listed(one: dict[str, Asked], other: dict[str, Asked]) -> None:
    """A skill is listed where target, importance or weight differ, and nowhere else."""
    pair = garden_pair(one, other)
    assert set(pair.differing()) == truly_differ(pair)


@given(GARDEN_ROLES, GARDEN_ROLES)
def test_what_is_listed_differs(one: dict[str, Asked], other: dict[str, Asked]) -> None:
    """No skill is listed that is asked alike, and none twice; both ways give the same."""
    pair = garden_pair(one, other)
    found = pair.differing()
    assert set(found) <= truly_differ(pair)
    assert len(set(found)) == len(found)
    assert found == garden_pair(other, one).differing()


def test_the_largest_difference_comes_first() -> None:
    """What weighs most stands at the top, and a skill of one role only counts in full."""
    pair = garden_pair(
        {"digging": (2, "core", 3), "compost": (2, "core", 3), "tomatoes": (1, "optional", 1)},
        {"digging": (3, "core", 3), "pruning": (4, "core", 3), "tomatoes": (1, "optional", 1)},
    )
    assert pair.differing() == ("pruning", "compost", "digging")


@pytest.mark.parametrize("width", [40, 80, 110])
@pytest.mark.parametrize("pair", PAIRS[:5], ids=" ".join)
def test_each_difference_is_shown_with_what_both_ask(pair: tuple[str, str], width: int) -> None:
    """A skill stands with all that both roles ask; "-" is for a role that does not ask it."""
    found = compared(*pair)
    text = flat(comparison_text(Page(width=width), found))
    for skill in found.differing():
        demands = [role.demands.get(skill) for role in (found.one, found.other)]
        left, right = (
            f"{LEVEL_NAMES[d.target]}, {d.importance} ({d.weight:g})" if d else "-" for d in demands
        )
        name = SHIPPED.skills[skill].name
        assert f"{name}: {left} / {right}" in text or f"{name} {left} {right}" in text
    union = {*found.one.demands, *found.other.demands}
    assert f"Asked alike: {len(union) - len(found.differing())} skill" in text


def test_a_difference_that_is_listed_can_be_seen() -> None:
    """Where only the weight differs, the two sides of the row are not the same words."""
    pair = garden_pair({"digging": (2, "core", 3)}, {"digging": (2, "core", 1)})
    (row,) = [line for line in comparison_text(Page(), pair).splitlines() if "Digging" in line]
    left, right = re.split(r"  +", row)[1:]
    assert left != right


def too_wide(line: str, width: int) -> bool:
    """Tell whether a line is wider than the page although it could have been broken."""
    return len(line) > width and " " in line.strip()


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("pair", PAIRS[::4], ids=" ".join)
def test_a_comparison_is_no_wider_than_the_page(pair: tuple[str, str], plain: bool) -> None:
    """On pages of 20 to 200 columns only a word or a command may stick out."""
    found = {}
    for width in WIDTHS:
        text = comparison_text(Page(width=width, plain=plain), compared(*pair))
        wide = [line for line in text.splitlines() if too_wide(line, width)]
        if wide:
            found[width] = wide[0]
    assert found == {}


LONG = "a-role-of-my-own-with-a-rather-long-name"


def test_a_table_that_does_not_fit_has_no_heading() -> None:
    """Where rows become lines because names are long, no heading of columns is left over."""
    name = "Telling a tomato that is ripe from one that is not"
    skills = {id_: skill._replace(name=name) for id_, skill in MAP.skills.items()}
    pair = garden_pair({"digging": (2, "core", 3)}, {"digging": (4, "core", 3)})
    text = comparison_text(Page(width=90), pair._replace(skill_map=MAP._replace(skills=skills)))
    assert f"{name}: working, core (3) / expert, core (3)" in text
    assert not re.search(r"\bgrower +cook\b", text)


def test_a_role_with_a_long_id_keeps_its_columns() -> None:
    """The columns of a table stand below their headings, however long the name of a role."""
    pair = garden_pair({"digging": (2, "core", 3)}, {"digging": (4, "core", 3)})
    pair = pair._replace(one=pair.one._replace(id=LONG))
    lines = comparison_text(Page(width=110), pair).splitlines()
    (heading,) = [line for line in lines if LONG in line]
    (row,) = [line for line in lines if line.startswith("Digging")]
    assert heading.index("cook") == row.index("expert, core (3)")


@pytest.mark.parametrize("weight", [3, 0.25, 12.75])
def test_a_role_with_long_weights_keeps_its_columns(weight: float) -> None:
    """The columns stand below their headings, however long what a role asks is."""
    asked = (3, "optional", weight)
    pair = garden_pair({"digging": asked, "compost": asked}, {"compost": (1, "core", 3)})
    lines = comparison_text(Page(width=110), pair).splitlines()
    (heading,) = [line for line in lines if line.strip().startswith("grower")]
    rows = [line for line in lines if line.startswith(("Digging", "Compost"))]
    for row in rows:
        words = f"proficient, optional ({weight:g})"
        assert row.index(words) == heading.index("grower")
        assert row[heading.index("cook") - 2 :] in ("  -", "  novice, core (3)")
    assert len(rows) == 2


def test_what_two_long_roles_ask_is_told_in_lines() -> None:
    """Where long weights leave no room for columns, rows become lines."""
    asked = (3, "optional", 0.123456)
    pair = garden_pair({"digging": asked}, {"digging": (3, "optional", 0.654321)})
    text = comparison_text(Page(width=72), pair)
    assert max(map(len, text.splitlines())) <= 72
    wide = comparison_text(Page(width=80), pair)
    assert max(map(len, wide.splitlines())) <= 80
    assert flat(text).count("proficient, optional (0.123456)") == 1


@pytest.mark.parametrize("width", [20, 40, 80, 110])
def test_the_folder_of_own_roles_can_be_copied(width: int) -> None:
    """A path stands whole on one line, and shows what is hidden in it by its code."""
    folder = Path("/home/her own/a rather long way/to where\u202e/her roles/are kept")
    text = roles_text(Page(width=width), [MINE], "", folder)
    shown = str(folder).replace("\u202e", "<U+202E>")
    (line,) = [line for line in text.splitlines() if shown in line]
    assert line in (f"  {shown}", f"Roles of your own are YAML files in {shown}")


def test_a_plain_comparison_has_no_table() -> None:
    """For a screen reader no line stands apart by spaces."""
    for line in comparison_text(Page(plain=True), compared(*PAIRS[0])).splitlines():
        assert "  " not in line.strip()


def test_the_share_of_both_roles_is_told() -> None:
    """Where questions were answered, the share of each role stands with its range."""
    found = with_reports(EVENTS)
    text = flat(comparison_text(Page(), found))
    for report in found.reports:
        ready = report.readiness
        span = f"likely {100 * ready.low:.0f} to {100 * ready.high:.0f} %"
        said = f"You meet about {chance_text(ready.share)}, {span}, of what the role asks."
        assert f"{report.role.name}: {said}" in text
    assert "You meet" not in comparison_text(Page(), garden_pair({}, {}))


def test_ratings_alone_meet_nothing() -> None:
    """Where no question was answered, no single share is told, as in the report."""
    found = with_reports([rating("digging", 4), rating("compost", 4)])
    text = flat(comparison_text(Page(), found))
    assert "You meet about" not in text
    for report in found.reports:
        assert f"{report.role.name}: Before any answer, all that can be said is " in text
    roles = through_json(comparison_data(found))["roles"]
    assert [role["readiness"]["share"] for role in roles] == [None, None]


@pytest.mark.parametrize("events", [(), EVENTS])
def test_a_comparison_as_data(events: Sequence[Event]) -> None:
    """Data lists the same skills in the same order, with what both roles ask."""
    found = with_reports(events)
    data = through_json(comparison_data(found))
    assert [role["id"] for role in data["roles"]] == [found.one.id, found.other.id]
    assert [row["id"] for row in data["differing"]] == list(found.differing())
    for row in data["differing"]:
        assert row["name"] == MAP.skills[row["id"]].name
        demands = [role.demands.get(row["id"]) for role in (found.one, found.other)]
        assert row["asked"] == [
            d and {"target": d.target, "importance": d.importance, "weight": d.weight}
            for d in demands
        ]
    measured = [report.readiness.measured for report in found.reports]
    assert all(measured) is bool(events)
    assert [role["readiness"]["share"] for role in data["roles"]] == [
        round(report.readiness.share, 4) if report.readiness.measured else None
        for report in found.reports
    ]
    nobody = through_json(comparison_data(compared(*PAIRS[0])))
    assert [role["readiness"] for role in nobody["roles"]] == [None, None]


LISTED = [ListedRole(role, own=False) for role in ROLES.values()]
MINE = ListedRole(garden_role({"digging": (2, "core", 3)}), own=True)


def test_the_list_says_what_each_role_is_and_asks() -> None:
    """Each role has its name, what the job is, and how many skills it asks for."""
    text = flat(roles_text(Page(), [*LISTED, MINE], "ml-engineer", OWN))
    assert text.startswith(f"{len(LISTED) + 1} roles to compare with")
    for role, _ in LISTED:
        counts = [sum(d.importance == i for d in role.demands.values()) for i in IMPORTANCES]
        assert f"{role.id}: {role.name}" in text
        assert flat(role.summary) in text
        assert f"{len(role.demands)} skills: {counts[0]} core, {counts[1]} useful" in text
    assert text.count("(the usual one)") == text.count("(your own)") == 1
    assert f"ml-engineer: {ROLES['ml-engineer'].name} (the usual one)" in text
    assert f"{MINE.role.id}: {MINE.role.name} (your own)" in text
    assert "1 skill: 1 core" in text
    assert str(OWN) in text


@pytest.mark.parametrize("plain", [False, True])
def test_the_list_is_no_wider_than_the_page(plain: bool) -> None:
    """On pages of 20 to 200 columns only a word may stick out, and no line is hard to read."""
    for width in (*WIDTHS, 300):
        text = roles_text(Page(width=width, plain=plain), [*LISTED, MINE], "ml-engineer", OWN)
        limit = min(width, 110)
        assert [line for line in text.splitlines() if too_wide(line, limit)] == []


def test_the_list_as_data() -> None:
    """Data has each role with all that it asks, which one is usual and which are one's own."""
    data = through_json(roles_data([*LISTED, MINE], "ml-engineer"))
    assert data["usual"] == "ml-engineer"
    assert [(r["id"], r["own"]) for r in data["roles"]] == [
        (role.id, own) for role, own in [*LISTED, MINE]
    ]
    for row, (role, _) in zip(data["roles"], [*LISTED, MINE], strict=True):
        assert (row["name"], row["summary"]) == (role.name, role.summary)
        assert row["skills"] == {
            id_: {"target": d.target, "importance": d.importance, "weight": d.weight}
            for id_, d in role.demands.items()
        }
