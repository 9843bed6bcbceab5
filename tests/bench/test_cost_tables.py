from math import isfinite

import cost
import pytest
from bench_peers import need_peers
from cost import SIZES, Cost, growth_table, make_items, make_map, make_role, measure_own, own_table

from mlcareer.measure.interview import Interview, Material
from simulated import asked_in, seeded


def cells(table: str) -> list[list[str]]:
    """Split a table into rows of cells, the head first and without the rule."""
    lines = [line[2:-2].split(" | ") for line in table.splitlines()]
    return [lines[0], *lines[2:]]


def costs(questions: float, skills: float) -> dict[tuple[int, int], Cost]:
    """Make costs that grow with the numbers of questions and skills to some powers."""
    return {
        (skill, question): Cost(1e-6 * skill**skills * question**questions, 0.0, 5.0, 2.0)
        for skill, question in SIZES
    }


@pytest.mark.parametrize("skills", [1, 2, 45, 100])
def test_a_map_requires_only_earlier_skills(skills: int) -> None:
    """So it has no cycles; a skill requires none to two others, and no other twice."""
    made = make_map(skills, seeded(skills))
    assert len(made.skills) == skills
    before: set[str] = set()
    for id_, skill in made.skills.items():
        assert skill.id == id_
        assert skill.area in made.areas
        assert set(skill.requires) <= before
        assert len(set(skill.requires)) == len(skill.requires) <= 2
        before.add(id_)


def test_a_large_map_has_edges() -> None:
    """About one edge a skill: the ties that make an answer dear are there."""
    made = make_map(100, seeded("edges"))
    assert 60 < sum(len(skill.requires) for skill in made.skills.values()) < 140


def test_items_are_all_different_and_shared_out() -> None:
    """No two alike: equal items would be worked out once; each skill has its share."""
    made = make_map(10, seeded(1))
    items = make_items(made, 95, seeded(1))
    assert len({(item.a, item.b) for item in items}) == len(items) == 95
    counts = [sum(item.skill == skill for item in items) for skill in made.skills]
    assert counts == [10] * 5 + [9] * 5


def test_the_role_wants_every_skill() -> None:
    """Every skill of the map has a target from 1 to 3 and a weight above 0."""
    made = make_map(10, seeded(1))
    demands = make_role(made).demands
    assert set(demands) == set(made.skills)
    assert {demand.target for demand in demands.values()} == {1, 2, 3}
    assert min(demand.weight for demand in demands.values()) > 0


def test_measuring_gives_positive_figures() -> None:
    """A small map has times and memory above 0, and the total is the sum."""
    found = measure_own(4, 60)
    assert all(isfinite(value) and value > 0 for value in found)
    assert found.total == found.answer + found.choice


def test_what_is_measured_is_a_whole_interview(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty questions of the whole bank are answered, over the whole map."""
    held: list[Interview] = []

    def hold(material: Material, seed: int) -> Interview:
        assert len(material.skill_map.skills) == 12
        assert len(material.questions) == 300
        assert {q.item.skill for q in material.questions.values()} == set(material.skill_map.skills)
        held.append(Interview(material, seed=seed))
        return held[-1]

    monkeypatch.setattr(cost, "Interview", hold)
    measure_own(12, 300)
    (interview,) = held
    assert len(asked_in(interview)) == len(set(asked_in(interview))) == 30


def test_as_many_answers_are_timed_as_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """An interview that ends early is measured up to its end."""
    monkeypatch.setattr(cost, "ANSWERS", 1000)
    assert all(isfinite(value) and value > 0 for value in measure_own(2, 8))


def test_a_larger_map_takes_more_memory() -> None:
    """Memory is that of the belief, which grows with the square of the number of skills."""
    small, large = measure_own(5, 40).memory, measure_own(40, 40).memory
    assert large > 8 * small


@pytest.mark.parametrize("engine", ["MirtEngine", "CatsimEngine"])
def test_a_peer_is_measured(engine: str) -> None:
    """A package answers as many questions, and takes some time."""
    need_peers()
    import peers  # noqa: PLC0415 - only where they are installed

    assert 0 < cost.measure_peer(getattr(peers, engine), 40) < float("inf")


@pytest.mark.parametrize(("questions", "skills"), [(1.0, 2.0), (0.5, 1.2), (1.5, 0.0)])
def test_growth_is_the_power_of_the_size(questions: float, skills: float) -> None:
    """Costs that grow with known powers of the sizes are found to do so."""
    _, *lines = cells(growth_table(costs(questions, skills)))
    powers = [line[2].strip("*") for line in lines]
    assert powers == [f"{questions:.2f}"] * 2 + [f"{skills:.2f}"] * 2
    assert [line[3] for line in lines] == ["at most 1"] * 2 + ["at most 2"] * 2


def test_growth_beyond_its_target_is_marked() -> None:
    """A power above the one aimed at stands in bold."""
    _, *lines = cells(growth_table(costs(1.5, 2.5)))
    assert all(line[2].startswith("**") for line in lines)


def test_each_size_has_a_row() -> None:
    """The table has a row for each map and bank, in the units of its head."""
    head, *lines = cells(own_table(dict.fromkeys(SIZES, Cost(1.25, 2.5, 30.0, 0.75))))
    assert [(line[0], line[1]) for line in lines] == [(f"{s} skills", str(q)) for s, q in SIZES]
    assert {tuple(line[2:]) for line in lines} == {("1.25", "2.50", "3.75", "30", "0.8")}
    assert all(len(line) == len(head) for line in lines)


def peer_rows(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Make the table of the packages: catsim takes 2 ms, mirt 8 ms, the program 3 or 5 ms."""
    need_peers()
    import peers  # noqa: PLC0415 - only where they are installed

    times = {peers.CatsimEngine: 2.0, peers.MirtEngine: 8.0}
    monkeypatch.setattr(cost, "measure_peer", lambda engine, _: times[engine])
    return cells(
        cost.peer_table(
            {size: Cost(1.0, 4.0 if size[0] == 45 else 2.0, 0.0, 0.0) for size in SIZES}
        )
    )


def test_packages_are_compared_with_catsim(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each time stands beside its multiple of the time of catsim with as many questions."""
    head, *lines = peer_rows(monkeypatch)
    own = ["ours, 45 skills", "ours, one skill"]
    assert head == ["questions", "catsim, one skill", *own, "mirt, one skill", "target of ours"]
    assert [(line[0], line[-1]) for line in lines] == [("1000", "1 x"), ("10000", "3 x")]
    for line in lines:
        plain = [cell.strip("*") for cell in line[1:5]]
        assert plain == ["2.00 ms", "5.00 ms, 2.50 x", "3.00 ms, 1.50 x", "8.00 ms, 4.00 x"]


def test_times_beyond_their_target_are_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the program's times only those above the multiple that is aimed at stand in bold."""
    _, *lines = peer_rows(monkeypatch)
    marked = [[cell.startswith("**") for cell in line[2:5]] for line in lines]
    assert marked == [[True, True, False], [False, False, False]]


def test_packages_have_whole_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row has as many cells as the head."""
    head, *lines = peer_rows(monkeypatch)
    assert {len(line) for line in lines} == {len(head)}
