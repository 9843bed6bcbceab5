from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.model.skills import IMPORTANCES
from mlcareer.roadmap.order import BASIC, Key, Ways
from support_plan import Case, Known, cases, demand_of, example, ids_of, needs, role_of

SOME = settings(max_examples=40)
NOVICE = Known(-1.5, 5)
WORKING = Known(-0.3, 5)
"""Surely a novice, at working with a chance of 0.82."""


def ways_of(case: Case) -> Ways:
    """Make the ways of a case."""
    return Ways(case.skill_map, case.role, case.ground)


def round_of(case: Case, key: Key) -> int:
    """Say how late a level is wanted by itself: less important or advanced is later."""
    rank = IMPORTANCES.index(case.role.demands[key.skill].importance)
    return rank + max(0, key.level - BASIC)


@SOME
@given(cases(hours=False))
def test_an_order_has_everything_once(case: Case) -> None:
    """An order is of exactly the levels that it was asked for."""
    ways = ways_of(case)
    order = tuple(ways.in_order())
    assert sorted(order) == sorted(ways.keys)
    assert len(set(order)) == len(order)


@SOME
@given(cases(hours=False))
def test_gates_are_all_that_is_needed_and_missing(case: Case) -> None:
    """With the gates of its gates, a level waits for exactly what it needs and is not there."""
    ways = ways_of(case)
    ground = case.ground

    def behind(key: Key) -> set[Key]:
        found = set(ways.gates[key])
        return found.union(*map(behind, found))

    for key in ways.keys:
        closure = {*needs(case.skill_map, case.role, *key)}
        closure |= {Key(key.skill, level) for level in range(1, key.level)}
        for below in range(1, key.level):
            closure |= needs(case.skill_map, case.role, key.skill, below)
        missing = {other for other in closure if other.level > ground[other.skill].reached}
        assert behind(key) == missing
        assert key not in behind(key)


@SOME
@given(cases(hours=False))
def test_first_skills_come_first(case: Case) -> None:
    """Up to BASIC, the first skills open the plan level by level, in the order of the role."""
    ways = ways_of(case)
    order = tuple(ways.in_order())
    first = [
        Key(skill, level)
        for level in range(1, BASIC + 1)
        for skill in case.role.first
        if (skill, level) in ways.keys
    ]
    if all(ways.gates[key] <= set(first) for key in first):
        assert list(order[: len(first)]) == first


@SOME
@given(cases(hours=False), st.data())
def test_what_fits_is_the_beginning(case: Case, data: st.DataObject) -> None:
    """Levels are taken from the first on until one does not fit, and the first one always."""
    ways = ways_of(case)
    order = tuple(ways.in_order())
    ends = [round(60 * end) for end in accumulate(ways.hours[key] for key in order)]
    exactly = st.sampled_from(ends) if ends else st.just(0)
    minutes = data.draw(exactly | st.integers(0, max(ends, default=0) + 60))
    taken = ways.that_fit(order, minutes / 60)
    fitting = sum(end <= minutes for end in ends)
    assert taken == order[: max(1, fitting)]
    for key in taken:
        assert ways.gates[key] <= set(taken)


@SOME
@given(cases(hours=False))
def test_what_a_level_opens_waits_for_it(case: Case) -> None:
    """A skill is opened by a level exactly if one of its levels has that among its gates."""
    ways = ways_of(case)
    for key in ways.keys:
        opened = ways.opened_by(key)
        waiting = {other.skill for other in ways.keys if key in ways.gates[other]} - {key.skill}
        assert set(opened) == waiting
        assert list(opened) == [skill for skill in case.skill_map.skills if skill in waiting]


@SOME
@given(cases(hours=False))
def test_the_more_wanted_comes_first_where_nothing_waits(case: Case) -> None:
    """On a map without ties, core and basic precede what is useful or advanced."""
    bare = {
        id_: skill._replace(requires=(), helped_by=())
        for id_, skill in case.skill_map.skills.items()
    }
    loose = case._replace(
        skill_map=case.skill_map._replace(skills=bare), role=case.role._replace(first=())
    )
    ways = ways_of(loose)
    rounds = [round_of(case, key) for key in tuple(ways.in_order())]
    assert rounds == sorted(rounds)


# Orders worked out by hand.


@pytest.mark.parametrize(
    ("level", "target", "gates"),
    [
        (1, 4, ["b.1"]),  # a novice builds on a novice's level
        (1, 1, ["b.1"]),
        (2, 1, ["a.1", "b.1"]),  # but no further than the role asks
        (2, 3, ["a.1", "b.1", "b.2"]),
        (3, 3, ["a.1", "a.2", "b.1", "b.2", "b.3"]),  # and what is advanced needs as much below
        (3, 2, ["a.1", "a.2", "b.1", "b.2"]),
        (4, 4, ["a.1", "a.2", "a.3", "b.1", "b.2", "b.3", "b.4"]),
    ],
)
def test_a_gate_is_at_the_same_level(level: int, target: int, gates: list[str]) -> None:
    """A level waits for the same level of what it requires, at most its target."""
    case = example({"b": (), "a": ("b",)}, demands=[demand_of("a", 4), demand_of("b", target)])
    found = ways_of(case).gates[Key("a", level)]
    assert sorted(f"{skill}.{at}" for skill, at in found) == gates


def test_a_gate_reaches_through_what_is_there() -> None:
    """Where the skill between is known, what that requires is still waited for."""
    case = example({"c": (), "b": ("c",), "a": ("b",)}, known={"b": Known(3.0, 5)})
    gates = ways_of(case).gates
    assert gates[Key("a", 1)] == {Key("c", 1)}
    assert gates[Key("a", 2)] == {Key("a", 1), Key("c", 1), Key("c", 2)}


def test_a_gate_of_what_is_partly_there_is_the_rest() -> None:
    """What is required and there at the level holds nothing up, what is missing above it later."""
    case = example(
        {"b": (), "a": ("b",)},
        demands=[demand_of("b", 3), demand_of("a", 3)],
        known={"b": Known(-0.9, 5)},
    )
    assert ways_of(case).gates[Key("a", 1)] == set()
    assert ways_of(case).gates[Key("a", 2)] == {Key("a", 1), Key("b", 2)}


def test_skills_that_need_each_other_rise_together() -> None:
    """Level by level, each begins as soon as the same level of what it requires is done."""
    case = example(
        {"c": ("b",), "b": ("a",), "a": ()}, demands=[demand_of(skill, 3) for skill in "abc"]
    )
    # A level takes 1.5 hours at novice, 3 at working and 4.5 at proficient, whatever the skill.
    rising = [f"{skill}.{level}" for level in (1, 2, 3) for skill in "abc"]
    assert ids_of(case) == rising


def test_a_gate_ends_at_the_target() -> None:
    """What the role asks for at novice only is not studied further for what requires it."""
    case = example(
        {"b": (), "a": ("b",)}, demands=[demand_of("b", 1, "optional"), demand_of("a", 3)]
    )
    assert ids_of(case) == ["b.1", "a.1", "a.2", "a.3"]


def test_what_a_target_cuts_off_asks_for_nothing_more() -> None:
    """Above its target a skill between is not studied, nor is what that would require."""
    case = example(
        {"c": (), "b": ("c",), "a": ("b",)},
        demands=[demand_of("b", 1), demand_of("c", 3), demand_of("a", 3)],
    )
    gates = ways_of(case).gates
    assert gates[Key("a", 3)] == {Key("a", 1), Key("a", 2), Key("b", 1)}
    assert gates[Key("b", 1)] == {Key("c", 1)}


def test_a_gate_reaches_through_what_the_role_does_not_ask_for() -> None:
    """A skill outside the role holds nothing up, but what that requires does."""
    case = example({"c": (), "b": ("c",), "a": ("b",)})
    demands = {skill: case.role.demands[skill] for skill in ("a", "c")}
    ground = {skill: one for skill, one in case.ground.items() if skill in demands}
    ways = Ways(case.skill_map, role_of(demands), ground)
    assert ways.gates[Key("a", 1)] == {Key("c", 1)}


def test_first_skills_open_the_plan_up_to_working() -> None:
    """They come before all else to working, level by level; what is beyond comes later."""
    case = example(
        {"x": (), "y": (), "z": ()},
        demands=[demand_of("z", 3, "optional"), demand_of("y", 2, "useful"), demand_of("x", 1)],
        first=("z", "y"),
    )
    assert ids_of(case) == ["z.1", "y.1", "z.2", "y.2", "x.1", "z.3"]


@pytest.mark.parametrize(
    ("known", "target", "order"),
    [
        ({}, 2, ["z.1", "y.1", "z.2", "y.2", "x.1", "x.2"]),
        ({}, 1, ["z.1", "y.1", "y.2", "x.1", "x.2"]),
        ({"z": Known(-0.9, 5)}, 2, ["y.1", "z.2", "y.2", "x.1", "x.2"]),
        ({"y": Known(-0.9, 5)}, 2, ["z.1", "z.2", "y.2", "x.1", "x.2"]),
        ({"z": Known(9.0, 5)}, 2, ["y.1", "y.2", "x.1", "x.2"]),
    ],
)
def test_first_skills_rise_together(known: dict[str, Known], target: int, order: list[str]) -> None:
    """The lowest level of all of them comes first, however many hours it takes."""
    case = example(
        {"x": (), "y": ("z",), "z": ()},
        demands=[demand_of("z", target)],
        first=("z", "y"),
        hours={"y": {1: (90, 90)}, "z": {1: (70, 70)}},
        known=known,
    )
    assert ids_of(case) == order


def test_core_comes_before_useful_before_optional() -> None:
    """However little the others take, and wherever they stand in the map."""
    case = example(
        {"o": (), "u": (), "c": ()},
        demands=[
            *(demand_of("o", 1, "optional"), demand_of("u", 1, "useful")),
            demand_of("c", 1),
        ],
        hours={"c": {1: (90, 99)}},
    )
    assert ids_of(case) == ["c.1", "u.1", "o.1"]


def test_basic_comes_before_advanced() -> None:
    """Core skills first to working, then useful ones with the next level, and so on."""
    case = example(
        {"c": (), "u": (), "o": ()},
        demands=[demand_of("c", 4), demand_of("u", 3, "useful"), demand_of("o", 1, "optional")],
        hours={
            "c": {3: (1, 1), 4: (1, 1)},
            "u": {1: (5, 5), 2: (5, 5), 3: (50, 50)},
            "o": {1: (60, 60)},
        },
    )
    # In the round of c.3 and u.1: 3 an hour, then 4 in 10; then c.4; u.3 gains 2 in 50, o 1 in 60.
    assert ids_of(case) == ["c.1", "c.2", "c.3", "u.1", "u.2", "c.4", "u.3", "o.1"]


def test_most_gap_closed_per_hour_comes_first() -> None:
    """Of what is equally wanted, the level comes first that closes most for its hours."""
    case = example(
        {"slow": (), "quick": (), "heavy": ()},
        demands=[demand_of("slow", 1), demand_of("quick", 1), demand_of("heavy", 1, weight=9.0)],
        hours={"slow": {1: (10, 10)}, "quick": {1: (4, 4)}, "heavy": {1: (18, 20)}},
    )
    # Weights 3, 3, 9 by hours 10, 4, 19: 0.3, 0.75, 0.47.
    assert ids_of(case) == ["quick.1", "heavy.1", "slow.1"]


def test_a_gap_that_is_half_closed_counts_half() -> None:
    """The more probable a level is already, the less there is to gain."""
    case = example(
        {"begun": (), "open": ()},
        demands=[demand_of("begun", 1), demand_of("open", 1)],
        known={"begun": Known(-2.1, 5)},
        hours={"begun": {1: (6, 6)}, "open": {1: (10, 10)}},
    )
    # 3 x 0.55 in 6 hours against 3 in 10.
    assert ids_of(case) == ["open.1", "begun.1"]


def test_a_dull_skill_comes_early_for_what_it_opens() -> None:
    """What leads to much counts for what it leads to, however little it is worth itself."""
    case = example(
        {"plain": (), "dull": (), "great": ("dull",)},
        demands=[
            demand_of("plain", 1),
            demand_of("dull", 1, weight=0.0),
            demand_of("great", 1, weight=30.0),
        ],
        hours={"plain": {1: (5, 5)}, "dull": {1: (9, 9)}, "great": {1: (10, 12)}},
    )
    # 3 in 5 hours against 30 in 20: the way to the greater comes first.
    assert ids_of(case) == ["dull.1", "great.1", "plain.1"]


def test_an_optional_skill_comes_early_where_a_core_one_waits_for_it() -> None:
    """A skill takes the round of the most wanted skill that it opens."""
    case = example(
        {"useful": (), "gate": (), "core": ("gate",)},
        demands=[
            demand_of("useful", 1, "useful"),
            demand_of("gate", 1, "optional"),
            demand_of("core", 1),
        ],
    )
    assert ids_of(case) == ["gate.1", "core.1", "useful.1"]


@pytest.mark.parametrize(
    ("importance", "order"),
    [
        ("core", ["helper.1", "helped.1"]),
        ("useful", ["helped.1", "helper.1"]),
    ],
)
def test_a_helper_comes_first_where_it_is_as_important(importance: str, order: list[str]) -> None:
    """What helps precedes what it helps, even if it closes less; if less important, it does not."""
    case = example(
        {"helped": (), "helper": ()},
        helped_by={"helped": ("helper",)},
        demands=[demand_of("helped", 1), demand_of("helper", 1, importance)],
        hours={"helper": {1: (90, 90)}},
    )
    assert ids_of(case) == order


def test_a_helper_helps_level_by_level() -> None:
    """A novice's level waits for no more than the novice's level of the helper."""
    case = example(
        {"helped": (), "helper": ()},
        helped_by={"helped": ("helper",)},
        hours={"helper": {1: (90, 90), 2: (90, 90)}},
    )
    assert ids_of(case) == ["helper.1", "helped.1", "helper.2", "helped.2"]


def test_first_skills_wait_for_no_helper() -> None:
    """What opens the plan does so, whatever would help."""
    case = example({"a": (), "b": ()}, helped_by={"a": ("b",)}, first=("a",))
    assert ids_of(case) == ["a.1", "a.2", "b.1", "b.2"]


def test_equals_stand_in_the_order_of_the_map() -> None:
    """Where nothing decides, the map does."""
    case = example(
        {"d": (), "b": (), "c": ()},
        demands=[demand_of("b", 1), demand_of("c", 1), demand_of("d", 1)],
    )
    assert ids_of(case) == ["d.1", "b.1", "c.1"]


def test_time_takes_the_beginning_and_no_fillers() -> None:
    """After what does not fit nothing is taken, however short; the very first always is."""
    case = example(
        {"a": (), "b": (), "c": ("b",), "d": ()},
        demands=[demand_of(skill, 1) for skill in "abcd"],
    )
    ways = ways_of(case)
    hours = {"a": 4, "b": 10, "c": 1, "d": 3}
    ways.hours.update({Key(skill, 1): each for skill, each in hours.items()})
    order = tuple(Key(skill, 1) for skill in "abcd")
    taken = {
        limit: "".join(key.skill for key in ways.that_fit(order, limit))
        for limit in (0, 3, 4, 13.5, 14, 15, 17.5, 18)
    }
    assert taken == {
        0: "a",
        3: "a",
        4: "a",
        13.5: "a",
        14: "ab",
        15: "abc",
        17.5: "abc",
        18: "abcd",
    }
    assert ways.that_fit((), 5) == ()


@pytest.mark.parametrize(
    ("order", "limit", "taken"),
    [
        (("c.1", "core.1", "u.1"), 9, 1),  # not even one that is wanted as much
        (("c.1", "c.2", "core.1", "u.1"), 19, 1),
        (("c.1", "core.1", "c.2", "u.1", "o.1"), 21, 2),
        (("u.1", "c.1", "core.1"), 2, 1),
    ],
)
def test_time_is_not_filled_with_what_comes_later(
    order: tuple[str, ...], limit: int, taken: int
) -> None:
    """Once something does not fit, what comes later is not taken instead, core or optional."""
    case = example(
        {"c": (), "core": (), "u": (), "o": ()},
        demands=[
            *(demand_of("c", 3), demand_of("core", 1)),
            *(demand_of("u", 1, "useful"), demand_of("o", 1, "optional")),
        ],
    )
    ways = ways_of(case)
    ways.hours.update({key: 10 if key.skill == "c" else 2 for key in ways.keys})
    keys = [Key(id_[:-2], int(id_[-1])) for id_ in order]
    assert list(ways.that_fit(keys, limit)) == keys[:taken]


def test_what_is_there_is_there() -> None:
    """A level counts as there once it is reached, and never outside the role."""
    ways = ways_of(example({"a": ()}, known={"a": WORKING}))
    assert ways.is_there(Key("a", 1))
    assert ways.is_there(Key("a", 2))
    assert not ways.is_there(Key("a", 3))
    assert not ways.is_there(Key("b", 1))


def test_closing_is_weight_times_what_is_missing() -> None:
    """A level that is there with a chance of 0.74 leaves about a quarter of its weight."""
    ways = ways_of(example({"a": ()}, demands=[demand_of("a", 2, weight=8.0)], known={"a": NOVICE}))
    assert ways.closes(Key("a", 1)) == pytest.approx(8 * 0.259, abs=0.01)
    assert ways.closes(Key("a", 2)) == pytest.approx(8 * 0.741, abs=0.01)
