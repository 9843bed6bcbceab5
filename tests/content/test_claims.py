import runpy
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from mlcareer.content.folder import role_ids
from mlcareer.content.people import (
    load_about,
    load_backgrounds,
    load_evidence_kinds,
    load_responsibilities,
    load_traits,
)
from mlcareer.content.questions import load_questions
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.content.study import load_claims, load_projects, load_resources
from mlcareer.content.yamlfile import Field, read_yaml
from spoiling import write
from support import DATA, REPOSITORY

BUILD = runpy.run_path(str(REPOSITORY / "docs" / "build.py"))
claims_table: Callable[[Path], str] = BUILD["claims_table"]
KINDS = "background, claim, context, domain, duty, exclusion, habit, importance, knowledge, noise, "
KINDS += "project, repeat, study, trait"


def places_of(folder: Path) -> Mapping[str, frozenset[str]]:
    """List all the places of a content folder where a claim can show, by their kind."""
    return {
        kind: frozenset(names)
        for part in (_of_map(folder), _of_roles(folder), _of_people(folder), _of_study(folder))
        for kind, names in part.items()
    }


def _of_map(folder: Path) -> Mapping[str, set[str]]:
    skill_map = load_skill_map(folder)
    skills = skill_map.skills.values()
    return {
        "area": set(skill_map.areas),
        "skill": set(skill_map.skills),
        "sub": {f"{skill.id}/{sub}" for skill in skills for sub in skill.sub_competences},
    }


def _of_roles(folder: Path) -> Mapping[str, set[str]]:
    skill_map = load_skill_map(folder)
    roles = [load_role(folder, id_, skill_map) for id_ in role_ids(folder)]
    return {
        "role": {f"{role.id}/{skill}" for role in roles for skill in role.demands},
        "excluded": {each.id for role in roles for each in role.excluded},
        "roadmap-first": {skill for role in roles for skill in role.first},
    }


def _of_people(folder: Path) -> Mapping[str, set[str]]:
    skill_map = load_skill_map(folder)
    backgrounds = load_backgrounds(folder, skill_map)
    assert backgrounds is not None
    return {
        "degree": set(backgrounds.degrees),
        "work": set(backgrounds.works),
        "domain": set(backgrounds.domains),
        "fact": set(backgrounds.facts),
        "trait": set(load_traits(folder)),
        "about": set(load_about(folder)),
        "responsibility": set(load_responsibilities(folder, skill_map)),
    }


def _of_study(folder: Path) -> Mapping[str, set[str]]:
    skill_map = load_skill_map(folder)
    questions = load_questions(folder, skill_map).values()
    return {
        "project": set(load_projects(folder, skill_map)),
        "misconception": {d.misconception for q in questions for d in q.distractors},
        "resource-kind": {each.kind for each in load_resources(folder, skill_map).values()},
        "evidence-kind": set(load_evidence_kinds(DATA)),
    }


def missing(
    shows_in: Mapping[str, tuple[str, ...]], places: Mapping[str, frozenset[str]]
) -> list[str]:
    """Say which claims show in a place that does not exist."""
    found = []
    for claim, named in shows_in.items():
        for place in named:
            kind, _, name = place.partition(":")
            if kind not in places:
                found.append(f"{claim}: unknown kind of place {place!r}")
            elif name not in places[kind]:
                found.append(f"{claim}: there is no {place!r}")
    return found


def claims_in(field: Field) -> Iterator[str]:
    """List every id under a key `claims`, at any depth."""
    if isinstance(field.value, list):
        for item in field.items():
            yield from claims_in(item)
    elif isinstance(field.value, dict):
        for key, entry in field.entries().items():
            yield from entry.texts() if key == "claims" else claims_in(entry)


@pytest.fixture(scope="module")
def claims() -> Mapping[str, Mapping[str, Field]]:
    """Read the shipped claims with all their keys."""
    fields = read_yaml(DATA / "claims.yaml").entries()["claims"].entries()
    return {id_: field.entries() for id_, field in fields.items()}


@pytest.fixture(scope="module")
def places() -> Mapping[str, frozenset[str]]:
    """List the places of the shipped data."""
    return places_of(DATA)


def test_every_claim_of_both_texts_is_listed(claims: Mapping[str, Mapping[str, Field]]) -> None:
    """A1 to A27 and B1 to B42 are there, in order, and what the project was asked for as C1."""
    wanted = [*(f"A{n}" for n in range(1, 28)), *(f"B{n}" for n in range(1, 43)), "C1"]

    assert list(claims) == wanted
    assert list(load_claims(DATA)) == wanted


def test_every_claim_says_something_of_its_own(claims: Mapping[str, Mapping[str, Field]]) -> None:
    """Each claim is one text of its own, of a known kind."""
    says = [claim["says"].text() for claim in claims.values()]

    assert len(set(says)) == len(says)
    assert all(text.endswith(".") for text in says)
    assert {claim["kind"].text() for claim in claims.values()} <= set(KINDS.split(", "))


def test_only_noise_shows_nowhere(claims: Mapping[str, Mapping[str, Field]]) -> None:
    """Whatever says something about the role shows somewhere, and nowhere twice."""
    for id_, claim in claims.items():
        shows_in = claim["shows_in"].texts()
        assert shows_in or claim["kind"].text() == "noise", id_
        assert len(set(shows_in)) == len(shows_in), id_


@pytest.mark.parametrize("id_", load_claims(DATA))
def test_every_place_exists(
    claims: Mapping[str, Mapping[str, Field]], places: Mapping[str, frozenset[str]], id_: str
) -> None:
    """Each place that a claim is said to show in is found in the data."""
    assert missing({id_: claims[id_]["shows_in"].texts()}, places) == []


@pytest.mark.parametrize(
    ("place", "complaint"),
    [
        ("skill:phyton", "there is no 'skill:phyton'"),
        ("skill:", "there is no 'skill:'"),
        ("sub:python/monads", "there is no 'sub:python/monads'"),
        ("sub:generalisation", "there is no 'sub:generalisation'"),
        ("role:ml-engineer/html", "there is no 'role:ml-engineer/html'"),
        ("misconception:never-made", "there is no 'misconception:never-made'"),
        ("resource-kind:seance", "there is no 'resource-kind:seance'"),
        ("roadmap-first:lisp", "there is no 'roadmap-first:lisp'"),
        ("horoscope:leo", "unknown kind of place 'horoscope:leo'"),
        ("python", "unknown kind of place 'python'"),
        ("", "unknown kind of place ''"),
    ],
)
def test_a_place_made_up_is_reported(
    places: Mapping[str, frozenset[str]], place: str, complaint: str
) -> None:
    """The check itself can fail, for each way a place can be wrong."""
    assert missing({"A1": ("skill:python", place)}, places) == [f"A1: {complaint}"]


@pytest.mark.parametrize(
    "file",
    sorted(DATA.glob("*.yaml")) + sorted(DATA.glob("roles/*.yaml")),
    ids=lambda path: path.stem,
)
def test_every_claim_named_anywhere_is_listed(file: Path) -> None:
    """No file of the data names a claim that no text made."""
    top = read_yaml(file)
    named = set() if file.stem == "claims" else set(claims_in(top))

    assert named - set(load_claims(DATA)) == set()


def test_the_page_is_up_to_date() -> None:
    """docs/claims.md is what docs/build.py makes of the data; run it when this fails."""
    page = (REPOSITORY / "docs" / "claims.md").read_text(encoding="utf-8")

    assert page == claims_table(DATA)


def test_the_page_has_a_row_for_each_claim(tmp_path: Path) -> None:
    """The table says id, text, kind and places; a bar in a text does not break it."""
    source = "A: {title: T, kind: text, date: unknown, note: n}"
    first = "A1: {says: One | two., kind: duty, shows_in: ['skill:a', 'area:b']}"
    second = "A2: {says: Noise., kind: noise, shows_in: []}"
    write(
        tmp_path / "claims.yaml",
        f"format: 1\nsources:\n  {source}\nclaims:\n  {first}\n  {second}\n",
    )
    page = claims_table(tmp_path).splitlines()

    assert "- A: T (text, date unknown)" in page
    assert page[-2:] == [
        "| A1 | One &#124; two. | duty | `skill:a`, `area:b` |",
        "| A2 | Noise. | noise | nowhere |",
    ]
    assert any("generated from `data/claims.yaml`" in line for line in page[:5])
