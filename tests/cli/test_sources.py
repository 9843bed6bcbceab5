import json
import re
from pathlib import Path

import pytest

from mlcareer.content.folder import default_role
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import ExitCode
from mlcareer.render.page import Page
from mlcareer.render.sources import CAVEAT, sources_text
from support import DATA, EXAMPLE, run_mlcareer

SKILLS = load_skill_map(DATA)
ROLE = load_role(DATA, default_role(DATA), SKILLS)


def flat(text: str) -> str:
    """Undo line breaks."""
    return " ".join(text.split())


def test_each_weight_is_listed_with_what_it_comes_from(home: Path) -> None:
    """Every skill of the role stands there with target, reason, and each source with its value."""
    run = run_mlcareer("sources", home=home)
    text = flat(run.stdout)

    assert (run.returncode, run.stderr) == (ExitCode.OK, "")
    assert CAVEAT in text
    for demand in ROLE.demands.values():
        assert f"- {SKILLS.skills[demand.skill].name}, target" in text
        assert flat(demand.reason) in text
        for evidence in demand.evidence:
            said = f"{evidence.term} {evidence.value}" if evidence.value else ""
            assert said in text
            assert all(re.search(rf"\b{claim}\b", text) for claim in evidence.claims)


def test_each_source_is_named_once_with_date_and_count(home: Path) -> None:
    """A source has its title, date, place and note, and how many cases stand behind a count."""
    text = flat(run_mlcareer("sources", home=home).stdout)

    for source in ROLE.sources.values():
        assert text.count(flat(source.note)) == 1
        assert f"{source.title}. {source.date}" in text
        assert source.place in text
        assert (f"n = {source.n}." in text) is (source.n > 1)


def test_what_is_left_out_is_mentioned_once(home: Path) -> None:
    """HTML and JavaScript are left out on purpose, and the reason stands beside them."""
    text = flat(run_mlcareer("sources", home=home).stdout)

    for exclusion in ROLE.excluded:
        assert text.count(f"Left out on purpose: {exclusion.name}.") == 1
        assert flat(exclusion.reason) in text


def test_skills_without_postings_say_so(home: Path) -> None:
    """Lisp and Prolog are optional, with the count that says why."""
    text = flat(run_mlcareer("sources", home=home).stdout)
    optional = text[text.index("Optional (weight 1)") :]

    for name in ("Lisp", "Prolog"):
        assert f"- {name}, target novice. Named in 0 of 283 postings." in optional
        assert f"postings: {name} 0 %" in optional


@pytest.mark.parametrize("content", [DATA, EXAMPLE])
def test_programs_get_the_same(home: Path, content: Path) -> None:
    """As JSON there is each skill of the role with weight and sources, on other maps as well."""
    run = run_mlcareer("--content", str(content), "sources", "--json", home=home)
    data = json.loads(run.stdout)["data"]
    skill_map = load_skill_map(content)
    role = load_role(content, default_role(content), skill_map)

    assert [row["id"] for row in data["weights"]] == list(role.demands)
    assert {row["id"]: row["weight"] for row in data["weights"]} == {
        skill: demand.weight for skill, demand in role.demands.items()
    }
    assert [source["id"] for source in data["sources"]] == list(role.sources)
    assert [row["id"] for row in data["excluded"]] == [one.id for one in role.excluded]


@pytest.mark.parametrize("width", [40, 80, 160])
def test_only_addresses_are_wider_than_the_page(width: int) -> None:
    """Text is wrapped to the page; an address stays whole on a line of its own."""
    for line in sources_text(Page(width=width), SKILLS, ROLE).splitlines():
        assert len(line) <= width or line.strip() in {s.place for s in ROLE.sources.values()}
