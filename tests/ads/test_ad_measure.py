"""How well ads are read that were labelled by somebody who did not see the words."""

from collections.abc import Collection
from typing import Any, NamedTuple

import pytest

from mlcareer.ads.demands import asked_skills
from mlcareer.model.ads import AdReading, Kind
from support_ads import ADS, expected_ads, read, shipped_map

EXPECTED = expected_ads()
SKILL_FLOOR = 0.97
RECALL_FLOOR = 0.94
KIND_FLOOR = 0.96
KIND_RECALL_FLOOR = 0.93
OUTSIDE_FLOOR = 0.95
RIGHT_FLOOR = 0.95
"""Share of ads whose seniority, and whose years, are read right."""


class Score(NamedTuple):
    """Counts of what was found rightly, found wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def plus(self, found: Collection[object], wanted: Collection[object]) -> "Score":
        """Count one more ad."""
        there, needed = set(found), set(wanted)
        return Score(
            self.right + len(there & needed),
            self.wrong + len(there - needed),
            self.missed + len(needed - there),
        )

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of what there is that was found."""
        return self.right / (self.right + self.missed)


def kinds(reading: AdReading) -> dict[str, str]:
    """Tell for each skill whether it is a plus or asked for; a duty counts as asked for."""
    asked = asked_skills(reading, shipped_map())
    return {id_: "nice" if one.kind is Kind.NICE else "required" for id_, one in asked.items()}


def wanted_kinds(labels: dict[str, Any]) -> dict[str, str]:
    """Lay out the labels in the same way."""
    required = dict.fromkeys([*labels["required"], *labels["duties"]], "required")
    return required | dict.fromkeys(labels["nice"], "nice")


@pytest.fixture(scope="module")
def readings() -> dict[str, AdReading]:
    """Read all labelled ads once."""
    return {name: read((ADS / name).read_bytes(), name) for name in EXPECTED}


def test_all_ads_of_the_folder_are_labelled() -> None:
    """An ad without labels would be measured by nobody."""
    files = {path.name for path in ADS.iterdir() if path.suffix in {".txt", ".md", ".html"}}
    assert files == set(EXPECTED)


def test_skills_are_found_and_no_others(readings: dict[str, AdReading]) -> None:
    """Most skills found are named in the ad, and most that are named are found."""
    score = Score()
    for name, labels in EXPECTED.items():
        either: Any = labels["also_ok"]
        found = kinds(readings[name]).keys() - set(either)
        score = score.plus(found, wanted_kinds(labels).keys() - set(either))
    assert score.precision >= SKILL_FLOOR, score
    assert score.recall >= RECALL_FLOOR, score


def test_what_is_a_plus_is_told_from_what_is_asked_for(readings: dict[str, AdReading]) -> None:
    """A skill found under the wrong heading counts as wrong and as missed."""
    score = Score()
    for name, labels in EXPECTED.items():
        either: Any = labels["also_ok"]
        found = {pair for pair in kinds(readings[name]).items() if pair[0] not in either}
        score = score.plus(found, wanted_kinds(labels).items())
    assert score.precision >= KIND_FLOOR, score
    assert score.recall >= KIND_RECALL_FLOOR, score


def test_what_the_map_lacks_is_named(readings: dict[str, AdReading]) -> None:
    """Tools and methods without a skill are told, so that nobody takes the role for the ad."""
    score = Score()
    for name, labels in EXPECTED.items():
        strange: Any = labels["outside"]
        found = {match.outside.casefold() for match in readings[name].outside}
        score = score.plus(found, [one.casefold() for one in strange])
    assert score.recall >= OUTSIDE_FLOOR, score


def test_seniority_is_read(readings: dict[str, AdReading]) -> None:
    """The word for the seniority is found, and none where the ad has none."""
    right = [
        (readings[name].seniority or "unknown") == labels["seniority"]
        for name, labels in EXPECTED.items()
    ]
    assert sum(right) >= RIGHT_FLOOR * len(right)


def test_years_are_read(readings: dict[str, AdReading]) -> None:
    """The lowest number of years asked for is found, and none where none is asked for."""
    right = [readings[name].years == labels["years"] for name, labels in EXPECTED.items()]
    assert sum(right) >= RIGHT_FLOOR * len(right)


def test_lines_hold_the_terms_found_on_them(readings: dict[str, AdReading]) -> None:
    """The line told for a term is the line of the file on which the term begins."""
    for name, reading in readings.items():
        if name.endswith(".html"):
            continue
        lines = (ADS / name).read_text(encoding="utf-8").splitlines()
        for match in (*reading.matches, *reading.outside):
            assert match.term.split()[0] in lines[match.line - 1].replace("*", ""), match
