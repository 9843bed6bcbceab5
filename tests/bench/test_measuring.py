import re
import sys
from pathlib import Path

import pytest
from bench_fakes import course_of, steady
from bench_peers import peers_wanted
from learners import CONDITIONS
from measured import RESULTS, put, result_file, with_results
from profile_arms import ARMS
from skill_profile import parts

from support import REPOSITORY

with peers_wanted():
    import measuring

PAGE = """# A page

<!-- one -->
old one
<!-- end of one -->

Between.

<!-- one and more -->
<!-- end of one and more -->

After.
"""

MEASUREMENT = (REPOSITORY / "docs" / "measurement.md").read_text(encoding="utf-8")


def marked_parts(page: str) -> list[str]:
    """List the parts of a page by their opening markers, in order."""
    return [name for name in re.findall(r"<!-- (.+) -->", page) if not name.startswith("end of ")]


def profile_parts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """List the parts that the skill profile makes, from made-up results."""
    monkeypatch.setattr("skill_profile.rating_correlation", lambda _: 0.4)
    courses = [course_of(steady(0.5))]
    results = {(condition.name, arm): courses for condition in CONDITIONS for arm in ARMS}
    return [name for name, _ in parts(results)]


def without_parts(page: str) -> str:
    """Take out what stands between markers."""
    return re.sub(r"(<!-- (.+) -->\n).*?(<!-- end of \2 -->)", r"\1\3", page, flags=re.DOTALL)


def test_put_replaces_the_part_named() -> None:
    """The new text stands between its markers, with an empty line around, and the old is gone."""
    page = put(PAGE, "one", "\n\n| new |\n")
    assert "<!-- one -->\n\n| new |\n\n<!-- end of one -->\n" in page
    assert "old one" not in page


@pytest.mark.parametrize("part", ["one", "one and more"])
def test_put_keeps_everything_else(part: str) -> None:
    """Words and other parts stay to the letter, also where a part's name begins another's."""
    page = put(PAGE, part, "| new |")
    assert without_parts(page) == without_parts(PAGE)
    assert ("old one" in page) is (part != "one")
    assert page.count("| new |") == 1


def test_put_twice_is_put_once() -> None:
    """A run leaves nothing of the run before, and no more empty lines each time."""
    once = put(PAGE, "one", "| new |")
    assert put(once, "one", "| new |") == once
    assert put(put(PAGE, "one", "| other |\n| longer |"), "one", "| new |") == once


@pytest.mark.parametrize("part", ["two", "on", "end of one", ""])
def test_put_complains_about_an_unknown_part(part: str) -> None:
    """A part that the page does not have is an error, with its name."""
    with pytest.raises(ValueError, match=f"<!-- {part} -->"):
        put(PAGE, part, "text")


@pytest.mark.parametrize("marker", ["<!-- one -->", "<!-- end of one -->"])
def test_put_needs_both_markers(marker: str) -> None:
    """A part that is opened and not closed, or the other way round, is an error."""
    with pytest.raises(ValueError, match="no part"):
        put(PAGE.replace(marker, ""), "one", "text")


def test_every_marker_of_the_page_is_one_of_a_pair() -> None:
    """Each part of docs/measurement.md is opened once and closed once, right after."""
    names = re.findall(r"<!-- (.+) -->", MEASUREMENT)
    opened = marked_parts(MEASUREMENT)
    assert len(set(opened)) == len(opened)
    assert names == [name for part in opened for name in (part, f"end of {part}")]


OWN_PARTS = ("cost", "harm", "shares", "real people")
"""Parts that are not made from the arms."""


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep results elsewhere, with all measuring left out: each table says its arguments."""
    folder = tmp_path / "results"
    folder.mkdir()
    names = [part for part in marked_parts(MEASUREMENT) if part not in OWN_PARTS]
    monkeypatch.setattr(measuring, "RESULTS", folder)
    monkeypatch.setattr("cost.tables", lambda *, peers: f"made: cost, peers {peers}")
    monkeypatch.setattr("harm.tables", lambda runs: f"made: harm, {runs} runs")
    monkeypatch.setattr(
        "shares.tables", lambda people, seed: f"made: shares, {people} of seed {seed}"
    )
    monkeypatch.setattr("skill_profile.run", lambda *given: given)
    monkeypatch.setattr("real_people.run", lambda *given: given)
    monkeypatch.setattr("real_people.tables", lambda given: f"made: real people, {given[1:]}")
    monkeypatch.setattr(
        "skill_profile.parts",
        lambda given: [
            (name, f"made: {name}, {given[0]} people, seed {given[1]}") for name in names
        ],
    )
    return folder


def run(monkeypatch: pytest.MonkeyPatch, *options: str) -> int:
    """Run the whole measuring with some options."""
    monkeypatch.setattr(sys, "argv", ["measuring.py", *options])
    return measuring.main()


def test_everything_is_kept(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With answers of real people every part is made anew, with what was asked for."""
    options = ("--people", "7", "--runs", "8", "--seed", "9", "--data", str(tmp_path))
    assert run(monkeypatch, *options) == 0
    page = with_results(MEASUREMENT, kept)
    assert page.count("made: ") == len(marked_parts(MEASUREMENT))
    for made in (
        "cost, peers True",
        "harm, 8 runs",
        "shares, 21 of seed 9",
        "7 people, seed 9",
        "real people, (None, 9)",
    ):
        assert f"made: {made}" in page or f", {made}" in page


@pytest.mark.parametrize("options", [(), ("--data", "nowhere")])
def test_without_real_people_their_part_is_kept(
    kept: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
) -> None:
    """All other parts are made anew, and a line says that this one was not."""
    before = result_file("real people", kept)
    before.write_text("as it was\n", encoding="utf-8")
    assert run(monkeypatch, *options) == 0
    assert before.read_text(encoding="utf-8") == "as it was\n"
    assert "kept as it was" in capsys.readouterr().out


def test_the_words_of_the_page_are_left_alone(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands outside the parts is the same to the letter."""
    run(monkeypatch, "--data", str(tmp_path))
    assert without_parts(with_results(MEASUREMENT, kept)) == without_parts(MEASUREMENT)


def test_the_page_shows_what_was_recorded() -> None:
    """No figure of the page was written by hand: each part is that of bench/results."""
    assert with_results(MEASUREMENT) == MEASUREMENT
    assert {result_file(part) for part in marked_parts(MEASUREMENT)} == {*RESULTS.glob("*.md")}


def test_results_of_a_part_that_is_gone_are_an_error(tmp_path: Path) -> None:
    """Figures that the page has no place for are not passed over."""
    (tmp_path / "gone.md").write_text("| 1 |\n", encoding="utf-8")
    with pytest.raises(ValueError, match="gone"):
        with_results(MEASUREMENT, tmp_path)


def test_the_page_has_the_parts_that_are_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every part that measuring fills is in the page, and the page has no other."""
    filled = [*OWN_PARTS, *profile_parts(monkeypatch)]
    assert sorted(marked_parts(MEASUREMENT)) == sorted(filled)
