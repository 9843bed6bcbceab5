from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.cli.names import find_in_map, find_role
from mlcareer.cli.paths import own_roles
from mlcareer.content.folder import content_folder
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import UsageError
from mlcareer.model.skills import SkillMap
from support import DATA, EXAMPLE, Call

GARDEN = load_skill_map(EXAMPLE)
NAMES = {
    **{skill.name: skill.id for skill in GARDEN.skills.values()},
    **{id_: id_ for id_ in (*GARDEN.skills, *GARDEN.areas)},
}


@given(st.sampled_from(sorted(NAMES)), st.randoms(use_true_random=False), st.sampled_from(" \t"))
def test_a_skill_is_found_however_it_is_written(name: str, chance: Random, space: str) -> None:
    """Neither capitals nor white space around a name or an id keep it from being found."""
    written = "".join(chance.choice((sign.upper(), sign.lower())) for sign in name)
    assert find_in_map(GARDEN, f"{space}{written}{space}") == NAMES[name]


def test_an_area_is_found_by_its_name() -> None:
    """Areas are found by name as skills are; where both have one, the id counts first."""
    for id_, name in GARDEN.areas.items():
        expected = NAMES.get(name.lower(), id_)
        assert find_in_map(GARDEN, name) == expected


@pytest.mark.parametrize(
    ("written", "hint"), [("diging", "digging"), ("", "mlcareer skills"), ("fishing", "mlcareer")]
)
def test_what_is_not_there_is_refused_with_a_way_on(written: str, hint: str) -> None:
    """The complaint offers what is near, or where to look."""
    with pytest.raises(UsageError, match=f"Unknown skill or area {written!r}.*{hint}"):
        find_in_map(GARDEN, written)


def test_no_role_is_the_usual_one(skill_map: SkillMap) -> None:
    """Where nobody names a role, the one that the content names is meant."""
    assert find_role(content_folder(), skill_map, None).id == "ml-engineer"
    assert find_role(content_folder(EXAMPLE), GARDEN, None).id == "gardener"


def test_a_role_is_found_by_id_file_and_among_ones_own(call: Call) -> None:
    """The same role comes by its id and by its path, and a person's own by its name."""
    folders = content_folder(EXAMPLE)
    by_id = find_role(folders, GARDEN, "gardener")
    assert find_role(folders, GARDEN, str(EXAMPLE / "roles" / "gardener.yaml")) == by_id
    own_roles().mkdir(parents=True)
    text = (EXAMPLE / "roles" / "gardener.yaml").read_text(encoding="utf-8")
    mine = text.replace("id: gardener", "id: allotment")
    (own_roles() / "allotment.yaml").write_text(mine, encoding="utf-8")
    assert find_role(folders, GARDEN, "allotment").demands == by_id.demands
    assert call("--content", str(EXAMPLE), "sources", "--role", "allotment").code == 0


def test_the_same_is_meant_by_all_commands(skill_map: SkillMap) -> None:
    """A role of the content is loaded as the library loads it."""
    folders = content_folder(DATA)
    assert find_role(folders, skill_map, None) == load_role(folders, "ml-engineer", skill_map)


def test_an_unknown_role_is_refused() -> None:
    """The complaint names roles that there are."""
    with pytest.raises(UsageError, match="gardener"):
        find_role(content_folder(EXAMPLE), GARDEN, "gardner")
