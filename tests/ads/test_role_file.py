"""A role that is written is read back as it was."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlcareer.content.role_file import role_yaml
from mlcareer.content.roles import load_role
from mlcareer.model.skills import Demand, Evidence, Exclusion, Role, SkillMap, Source
from support import DATA
from support_ads import shipped_map, shipped_role

IDS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)?", fullmatch=True)
TEXTS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1
).filter(str.strip)
CLAIMS = st.lists(TEXTS, max_size=2).map(tuple)
SOURCES = st.builds(
    Source, id=IDS, title=TEXTS, place=TEXTS, date=TEXTS, n=st.integers(1, 10**9), note=TEXTS
)


@st.composite
def roles(draw: st.DrawFn) -> Role:
    """Make any role on the shipped map."""
    sources = {source.id: source for source in draw(st.lists(SOURCES, min_size=1, max_size=3))}
    evidence = st.lists(
        st.builds(
            Evidence,
            source=st.sampled_from(list(sources.values())),
            term=st.just("") | TEXTS,
            value=st.just("") | TEXTS,
            claims=CLAIMS,
        ),
        min_size=1,
        max_size=2,
    ).map(tuple)
    skills = draw(st.lists(st.sampled_from(["python", "sql", "git", "r", "lisp"]), unique=True))
    demands = {
        skill: Demand(
            skill=skill,
            target=draw(st.integers(1, 4)),
            importance=draw(st.sampled_from(["core", "useful", "optional"])),
            weight=draw(st.floats(0, 100)),
            reason=draw(TEXTS),
            evidence=draw(evidence),
        )
        for skill in shipped_map().skills
        if skill in skills
    }
    excluded = draw(
        st.dictionaries(IDS, st.builds(Exclusion, st.just(""), TEXTS, TEXTS, evidence), max_size=2)
    )
    return Role(
        id="written",
        name=draw(TEXTS),
        summary=draw(TEXTS),
        sources=sources,
        first=("python",) if draw(st.booleans()) else (),
        demands=demands,
        excluded=tuple(one._replace(id=id_) for id_, one in excluded.items()),
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(roles())
def test_any_role_is_read_back_equal(tmp_path: Path, role: Role) -> None:
    """Whatever its texts hold: quotes, colons, numbers, other scripts."""
    path = tmp_path / "written.yaml"
    path.write_text(role_yaml(role), encoding="utf-8")
    assert load_role(DATA, str(path), shipped_map()) == role


def test_the_shipped_role_is_read_back_equal(tmp_path: Path) -> None:
    """With all its sources and exclusions."""
    path = tmp_path / "ml-engineer.yaml"
    path.write_text(role_yaml(shipped_role()), encoding="utf-8")
    assert load_role(DATA, str(path), shipped_map()) == shipped_role()


@pytest.mark.parametrize("text", ["null", "~", "true", "1e3", "- a", "a: b # c", "«Süß» 数学 🐝"])
def test_words_that_mean_something_to_yaml_are_kept(
    tmp_path: Path, skill_map: SkillMap, text: str
) -> None:
    """A name is a text, whatever it looks like, and is written as people read it."""
    path = tmp_path / "ml-engineer.yaml"
    written = role_yaml(shipped_role()._replace(name=text))
    path.write_text(written, encoding="utf-8")
    assert load_role(DATA, str(path), skill_map).name == text
    assert text in written
