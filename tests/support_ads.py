"""Reads ads that a test writes, by the rules that come with the program."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mlcareer.ads.reading import read_by
from mlcareer.ads.rules import Rules, make_rules
from mlcareer.content.ads import load_vocabulary
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.model.ads import AdReading, Kind, Spelling, Term, Vocabulary
from mlcareer.model.skills import Role, SkillMap
from support import DATA

ADS = Path(__file__).resolve().parent / "ads"
TODAY = "2026-11-22"


@cache
def shipped_map() -> SkillMap:
    """Read the shipped map once."""
    return load_skill_map(DATA)


@cache
def shipped_role() -> Role:
    """Read the shipped role once."""
    return load_role(DATA, "ml-engineer", shipped_map())


@cache
def shipped_vocabulary() -> Vocabulary:
    """Read the shipped words once."""
    return load_vocabulary(DATA, shipped_map())


@cache
def shipped_rules() -> Rules:
    """Prepare the shipped words once."""
    return make_rules(shipped_vocabulary())


def read(text: str | bytes, name: str = "ad.txt") -> AdReading:
    """Read an ad."""
    raw = text.encode() if isinstance(text, str) else text
    return read_by(shipped_rules(), raw, name)


def named(reading: AdReading) -> dict[str, Kind]:
    """Tell how each term, as written, is asked for; outside the map or not."""
    return {match.term: match.kind for match in (*reading.matches, *reading.outside)}


def asked(sentence: str) -> dict[str, Kind]:
    """Tell how a requirement asks for what it names."""
    return named(read(f"Requirements\n\n- {sentence}\n"))


def skills(sentence: str) -> set[str]:
    """List the skills of the map that a requirement names."""
    return {one for match in read(f"Requirements\n\n- {sentence}").matches for one in match.skills}


def outside(sentence: str) -> set[str]:
    """List what a requirement names that the map has no skill for."""
    return {match.outside for match in read(f"Requirements\n\n- {sentence}").outside}


def term(
    text: str, skill: str = "digging", spelling: Spelling = Spelling.ANY, *, strange: str = ""
) -> Term:
    """Make a term that names a skill, or something strange, or with neither nothing."""
    return Term(text, (skill,) if skill else (), strange, spelling)


def expected_ads(folder: Path = ADS) -> dict[str, dict[str, Any]]:
    """Read the labels of the ads in a folder."""
    text = (folder / "expected.yaml").read_text(encoding="utf-8")
    return {name: dict(labels) for name, labels in yaml.safe_load(text).items()}
