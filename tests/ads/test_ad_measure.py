"""How well ads are read that were labelled by somebody who did not see the words."""

from collections.abc import Collection
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from mlcareer.ads.demands import asked_skills
from mlcareer.model.ads import AdReading, Kind
from support_ads import ADS, expected_ads, read, shipped_map


class Floors(NamedTuple):
    """What the figures of a set of ads may not fall below: a little less than where they stand.

    Attributes:
        right: Share of ads whose seniority, and whose years, are read right.
    """

    precision: float
    recall: float
    kind_precision: float
    kind_recall: float
    outside_recall: float
    right: float


class Labelled(NamedTuple):
    """A set of labelled ads, as they were read."""

    folder: Path
    floors: Floors
    labels: dict[str, dict[str, Any]]
    readings: dict[str, AdReading]


SETS = {
    "rules written with it at hand": (ADS, Floors(0.97, 0.94, 0.96, 0.93, 0.95, 0.95)),
    "never used for the rules": (ADS / "unseen", Floors(0.95, 0.82, 0.91, 0.78, 0.8, 0.85)),
}


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


@pytest.fixture(scope="module", params=list(SETS))
def ads(request: pytest.FixtureRequest) -> Labelled:
    """Read all ads of one set."""
    folder, floors = SETS[request.param]
    labels = expected_ads(folder)
    readings = {name: read((folder / name).read_bytes(), name) for name in labels}
    return Labelled(folder, floors, labels, readings)


def test_all_ads_of_the_folder_are_labelled(ads: Labelled) -> None:
    """An ad without labels would be measured by nobody."""
    files = {path.name for path in ads.folder.iterdir() if path.suffix in {".txt", ".md", ".html"}}
    assert files == set(ads.labels)


def test_skills_are_found_and_no_others(ads: Labelled) -> None:
    """Most skills found are named in the ad, and most that are named are found."""
    score = Score()
    for name, labels in ads.labels.items():
        either = set(labels["also_ok"])
        found = kinds(ads.readings[name]).keys() - either
        score = score.plus(found, wanted_kinds(labels).keys() - either)
    assert score.precision >= ads.floors.precision, score
    assert score.recall >= ads.floors.recall, score


def test_what_is_a_plus_is_told_from_what_is_asked_for(ads: Labelled) -> None:
    """A skill found under the wrong heading counts as wrong and as missed."""
    score = Score()
    for name, labels in ads.labels.items():
        either = set(labels["also_ok"])
        found = {pair for pair in kinds(ads.readings[name]).items() if pair[0] not in either}
        wanted = {pair for pair in wanted_kinds(labels).items() if pair[0] not in either}
        score = score.plus(found, wanted)
    assert score.precision >= ads.floors.kind_precision, score
    assert score.recall >= ads.floors.kind_recall, score


def test_what_the_map_lacks_is_named(ads: Labelled) -> None:
    """Tools and methods without a skill are told, so that nobody takes the role for the ad."""
    score = Score()
    for name, labels in ads.labels.items():
        found = {match.outside.casefold() for match in ads.readings[name].outside}
        score = score.plus(found, [one.casefold() for one in labels["outside"]])
    assert score.recall >= ads.floors.outside_recall, score


def test_seniority_is_read(ads: Labelled) -> None:
    """The word for the seniority is found, and none where the ad has none."""
    right = [
        (ads.readings[name].seniority or "unknown") == labels["seniority"]
        for name, labels in ads.labels.items()
    ]
    assert sum(right) >= ads.floors.right * len(right)


def test_years_are_read(ads: Labelled) -> None:
    """The lowest number of years asked for is found, and none where none is asked for."""
    right = [ads.readings[name].years == labels["years"] for name, labels in ads.labels.items()]
    assert sum(right) >= ads.floors.right * len(right)


def test_lines_hold_the_terms_found_on_them(ads: Labelled) -> None:
    """The line told for a term is the line of the file on which the term begins."""
    for name, reading in ads.readings.items():
        if name.endswith(".html"):
            continue
        lines = (ads.folder / name).read_text(encoding="utf-8").splitlines()
        for match in (*reading.matches, *reading.outside):
            assert match.term.split()[0] in lines[match.line - 1].replace("*", ""), match
