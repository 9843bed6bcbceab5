import json
from pathlib import Path

import pytest

from mlcareer.content.folder import folders_of
from mlcareer.content.roles import MOST_BENEATH, load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.model.skills import Role, SkillMap
from spoiling import complaints, spoil, write
from support import DATA
from support_content import a_role, errors, lay

SOURCE = {"title": "The neighbours", "place": "the fence", "date": "2026", "n": 3, "note": "Three."}
DEMAND = {
    "target": 4,
    "importance": "core",
    "weight": 9,
    "reason": "They say so.",
    "sources": [{"source": "neighbours"}],
}
OWN = {"neighbours": SOURCE}
THEIRS = "skill of the role it is based on"


def role_of(folder: Path, garden: SkillMap, id_: str = "weeder", **says: object) -> Role:
    """Write a role that is based on that of the garden, and read it."""
    lay(folder, {f"roles/{id_}.yaml": a_role(id_, **says)})
    return load_role(folder, id_, garden)


def told(folder: Path, garden: SkillMap, **says: object) -> list[str]:
    """List what is complained of when such a role is read."""
    lay(folder, {"roles/weeder.yaml": a_role("weeder", **says)})
    return complaints(lambda: load_role(folder, "weeder", garden))


def test_a_role_is_what_it_is_based_on_but_for_its_name(folder: Path, garden: SkillMap) -> None:
    """A role that says nothing else asks the same, from the same sources, in the same order."""
    base, role = load_role(folder, "gardener", garden), role_of(folder, garden)

    assert (role.id, role.name) == ("weeder", "Weeder")
    assert role.summary == "Keeps a garden of another kind."
    assert role == Role(
        id="weeder",
        name="Weeder",
        summary=role.summary,
        sources=base.sources,
        first=base.first,
        demands=base.demands,
        excluded=base.excluded,
    )
    assert errors(folder) == []


def test_what_is_named_again_takes_the_place(folder: Path, garden: SkillMap) -> None:
    """A skill that the role names is asked for as the role says, in the order of the map."""
    base = load_role(folder, "gardener", garden)
    role = role_of(folder, garden, sources=OWN, skills={"compost": DEMAND})

    assert [*role.demands] == [*base.demands]
    assert (role.demands["compost"].target, role.demands["compost"].weight) == (4, 9)
    assert role.demands["compost"].evidence[0].source.title == "The neighbours"
    assert {**role.demands, "compost": base.demands["compost"]} == base.demands
    assert role.sources == {**base.sources, "neighbours": role.sources["neighbours"]}


def test_sources_of_the_other_role_may_be_named(folder: Path, garden: SkillMap) -> None:
    """What stands in the other role need not be written again to be referred to."""
    demand = {**DEMAND, "sources": [{"source": "almanac", "value": "12 of 12"}]}
    role = role_of(folder, garden, skills={"pruning": demand})
    assert role.demands["pruning"].evidence[0].source.title == "The almanac"


def test_a_role_does_without_skills_of_the_other(folder: Path, garden: SkillMap) -> None:
    """What it leaves out is not asked for; what is first stays first, but for that."""
    spoil(folder / "roles" / "gardener.yaml", "first: [digging]", "first: [pruning, digging]")
    role = role_of(folder, garden, without=["pruning", "tomatoes"])

    assert [*role.demands] == ["digging", "compost"]
    assert role.first == ("digging",)


def test_a_role_may_begin_with_other_skills(folder: Path, garden: SkillMap) -> None:
    """What it says of the first skills goes before what the other says."""
    assert role_of(folder, garden, first=["pruning"]).first == ("pruning",)
    assert role_of(folder, garden, first=[]).first == ()


def test_what_is_excluded_adds_up(folder: Path, garden: SkillMap) -> None:
    """What is left out on purpose by the other role and by this one is told, in this order."""

    def without(name: str, source: str) -> dict[str, object]:
        return {name: {"name": name, "reason": "No.", "sources": [{"source": source}]}}

    one = a_role("one", sources=OWN, excluded=without("bees", "neighbours"))
    lay(folder, {"roles/one.yaml": one})
    role = role_of(folder, garden, based_on="one", excluded=without("fish", "almanac"))
    assert [each.id for each in role.excluded] == ["bees", "fish"]


def test_roles_are_based_on_each_other_in_a_row(folder: Path, garden: SkillMap) -> None:
    """Each adds to the one before it, and sources of all of them are known."""
    lay(
        folder,
        {
            "roles/one.yaml": a_role("one", sources=OWN, skills={"compost": DEMAND}),
            "roles/two.yaml": a_role("two", based_on="one", without=["pruning"]),
        },
    )
    again = {"pruning": {**DEMAND, "target": 2}}
    role = role_of(folder, garden, based_on="two", skills=again)

    assert {id_: demand.target for id_, demand in role.demands.items()} == {
        "digging": 2,
        "compost": 4,
        "tomatoes": 3,
        "pruning": 2,
    }
    assert errors(folder) == []


@pytest.mark.parametrize(
    ("says", "complaint"),
    [
        ({"based_on": "gardner"}, "unknown role 'gardner'. Did you mean 'gardener'?"),
        (
            {"based_on": "a b"},
            "'a b' is no id: use letters a to z, digits and hyphens, as in my-id",
        ),
        (
            {"without": ["fishing"]},
            f"unknown {THEIRS} 'fishing'. Known: digging, compost, tomatoes, pruning.",
        ),
        (
            {"without": ["pruning", "pruning"]},
            f"unknown {THEIRS} 'pruning'. Known: digging, compost, tomatoes.",
        ),
        (
            {"sources": {"almanac": SOURCE}},
            "the role that this is based on has a source 'almanac'; take another id",
        ),
        (
            {
                "without": ["digging", "compost", "tomatoes"],
                "skills": {"compost": DEMAND},
                "sources": OWN,
            },
            "'compost' requires 'digging', which the role does not name",
        ),
        (
            {"without": ["digging"]},
            "'compost' requires 'digging'; leave it out as well, or neither",
        ),
        ({"skills": {"compost": DEMAND}}, "unknown source 'neighbours'. Known: almanac."),
        ({"skills": {"fishing": DEMAND}, "sources": OWN}, "unknown skill 'fishing'."),
        ({"first": ["compost"]}, "'compost' requires 'digging', which has to stand before it"),
    ],
)
def test_what_does_not_go_together_is_told(
    folder: Path, garden: SkillMap, says: dict[str, object], complaint: str
) -> None:
    """Each mistake is one line that says what is known instead, in a reading and in a check."""
    assert told(folder, garden, **says) == [f"weeder.yaml:1: {complaint}"]
    assert errors(folder) == [f"roles/weeder.yaml:1: {complaint}"]


def test_a_skill_is_left_out_and_asked_for_anew(folder: Path, garden: SkillMap) -> None:
    """What is left out of the other role may be named again, so that what requires it stays."""
    role = role_of(folder, garden, without=["digging"], sources=OWN, skills={"digging": DEMAND})
    assert role.demands["digging"].target == 4
    assert [*role.demands] == ["digging", "compost", "tomatoes", "pruning"]


@pytest.mark.parametrize("length", [1, 2, 3])
def test_circles_are_told(folder: Path, garden: SkillMap, length: int) -> None:
    """Roles that are based on each other, or on themselves, are named in their order."""
    ids = [f"r{number}" for number in range(length)]
    for at, id_ in enumerate(ids):
        lay(folder, {f"roles/{id_}.yaml": a_role(id_, based_on=ids[(at + 1) % length])})
    chain = " on ".join([*ids, "r0"])
    place = f"r{length - 1}.yaml:1"
    complaint = f"{place}: the roles are based on each other in a circle: {chain}"
    assert complaints(lambda: load_role(folder, "r0", garden)) == [complaint]
    assert sum("in a circle" in each for each in errors(folder)) == length


def test_a_long_row_of_roles_is_refused(folder: Path, garden: SkillMap) -> None:
    """A thousand roles that are based on each other do not keep the program busy for long."""
    for number in range(999):
        base = f"r{number + 1}" if number < 998 else "gardener"
        lay(folder, {f"roles/r{number}.yaml": a_role(f"r{number}", based_on=base)})
    near = f"r{999 - MOST_BENEATH}"
    assert len(load_role(folder, near, garden).demands) == 4
    (found,) = complaints(lambda: load_role(folder, "r0", garden))
    assert found == (
        f"r{MOST_BENEATH}.yaml:1: more than {MOST_BENEATH} roles are based on each other;"
        " name skills again"
    )


def test_a_mistake_in_the_other_role_is_told_there(folder: Path, garden: SkillMap) -> None:
    """What is wrong with the role beneath is complained of in its own file."""
    line = spoil(folder / "roles" / "gardener.yaml", "target: 2", "target: «9")
    (found,) = told(folder, garden)
    assert found.startswith(f"gardener.yaml:{line}: ")


@pytest.mark.parametrize(
    ("part", "example"),
    [
        ("sources", "{my-source: {title: ..., place: ..., date: ..., n: 1, note: ...}}"),
        ("first", "[]"),
        ("skills", "{my-id: {...}}"),
    ],
)
def test_a_role_that_stands_alone_says_all_itself(
    folder: Path, garden: SkillMap, part: str, example: str
) -> None:
    """Without another role beneath it, sources, first skills and skills have to be there."""
    role = {**a_role("weeder"), "sources": OWN, "first": [], "skills": {}}
    del role["based_on"]
    del role[part]
    lay(folder, {"roles/weeder.yaml": role})
    found = complaints(lambda: load_role(folder, "weeder", garden))
    message = f"missing key {part!r}; add a line such as {part}: {example}"
    assert found == [f"weeder.yaml:1: {message}"]


def test_where_there_are_no_roles_none_is_beneath(
    folder: Path, tmp_path: Path, garden: SkillMap
) -> None:
    """A role that is read beside content without roles cannot be based on one."""
    path = tmp_path / "weeder.yaml"
    write(path, json.dumps(a_role("weeder")))
    (folder / "roles" / "gardener.yaml").unlink()
    assert complaints(lambda: load_role(folder, str(path), garden)) == [
        "weeder.yaml:1: unknown role 'gardener'. Known: none."
    ]


def test_a_role_of_another_folder_may_be_beneath(folder: Path, tmp_path: Path) -> None:
    """A later folder bases its role on one of an earlier folder."""
    more = lay(tmp_path / "more", {"roles/weeder.yaml": a_role("weeder", without=["pruning"])})
    folders = folders_of((folder, more))
    role = load_role(folders, "weeder", load_skill_map(folders))
    assert [*role.demands] == ["digging", "compost", "tomatoes"]
    assert errors(folders) == []


def test_a_role_beside_the_content_may_build_on_the_shipped_one(
    tmp_path: Path, skill_map: SkillMap
) -> None:
    """A file that --role names is based on a role of the content in use."""
    path = tmp_path / "mine.yaml"
    write(
        path,
        "format: 1\nid: mine\nname: Mine\nsummary: The shipped one without two.\n"
        "based_on: ml-engineer\nwithout: [lisp, prolog]\n",
    )
    mine = load_role(DATA, str(path), skill_map)
    shipped = load_role(DATA, "ml-engineer", skill_map)
    assert shipped.demands.keys() - mine.demands.keys() == {"lisp", "prolog"}
    assert {**shipped.demands, **mine.demands} == shipped.demands
