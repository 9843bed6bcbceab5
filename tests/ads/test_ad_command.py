"""An ad from a file or standard input becomes a role, in words and as data."""

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from mlcareer.cli.ad import Ad, read_ad
from mlcareer.cli.streams import STANDARD_INPUT
from mlcareer.content.role_file import role_yaml
from mlcareer.content.roles import load_role
from mlcareer.errors import ContentError, UsageError
from mlcareer.render.ad_json import ad_data
from mlcareer.render.ad_text import ad_text
from mlcareer.render.envelope import to_json
from mlcareer.render.page import Page
from support import DATA
from support_ads import ADS, TODAY, shipped_map

BANK = ADS / "a01-bank-ml-engineer.txt"
LONG = "Requirements\n\n- Python\n" + "".join(
    f"- A calm manner in situation number {number}\n" for number in range(14)
)
PAGES = [Page(width=40), Page(width=80), Page(width=80, unicode=False, plain=True)]


def ad_of(file: Path) -> Ad:
    """Read an ad with the shipped words."""
    return read_ad(file, (), TODAY)


def written(tmp_path: Path, text: str) -> Path:
    """Put an ad into a file."""
    path = tmp_path / "ad.txt"
    path.write_text(text, encoding="utf-8")
    return path


def text_of(ad: Ad, page: Page = PAGES[1]) -> str:
    """Lay an ad out for a person."""
    return ad_text(page, shipped_map(), ad.reading, ad.role)


def test_a_file_becomes_a_role() -> None:
    """The role has what the ad names, and says where it comes from by the name of the file."""
    role = ad_of(BANK).role
    assert role.name == "Senior Machine Learning Engineer, Financial Crime"
    assert role.sources["ad"].title == BANK.name
    assert (role.demands["python"].importance, role.demands["python"].target) == ("core", 4)
    assert role.demands["java"].importance == "optional"


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash stands for it, as elsewhere."""
    stream = SimpleNamespace(buffer=io.BytesIO(b"We are looking for experience with Python"))
    monkeypatch.setattr(sys, "stdin", stream)
    ad = ad_of(Path("-"))
    assert list(ad.role.demands) == ["python"]
    assert ad.role.sources["ad"].title == STANDARD_INPUT


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """With what to do."""
    with pytest.raises(UsageError, match=r"none\.txt cannot be read: No such file.*Name a text"):
        ad_of(tmp_path / "none.txt")


def test_a_folder_is_no_ad(tmp_path: Path) -> None:
    """The complaint is one line."""
    with pytest.raises(UsageError, match="cannot be read") as raised:
        ad_of(tmp_path)
    assert "\n" not in str(raised.value)


def test_an_ad_without_skills_is_refused(tmp_path: Path) -> None:
    """A nurse is told that nothing was found, instead of getting an empty report."""
    with pytest.raises(UsageError, match=r"Nothing of the map was found in ad\.txt"):
        ad_of(written(tmp_path, "Florist wanted. Roses, tulips."))


def test_another_folder_reads_ads_by_its_skills(tmp_path: Path, folder: Path) -> None:
    """Without words of its own, a folder's ids and names are the terms."""
    path = written(tmp_path, "Gardener\n\nTomatoes and a little digging, no java")
    role = read_ad(path, folder, TODAY).role
    assert {id_: demand.importance for id_, demand in role.demands.items()} == {
        "digging": "useful",
        "compost": "optional",
        "tomatoes": "useful",
    }


def test_broken_words_are_told(tmp_path: Path, folder: Path) -> None:
    """A mistake in the file of words is a mistake of content."""
    (folder / "ads.yaml").write_text("format: 1\nskills: {diging: {}}\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"unknown skill 'diging'\. Did you mean 'digging'"):
        read_ad(written(tmp_path, "digging"), folder, TODAY)


@pytest.mark.parametrize("path", sorted(ADS.glob("a*.*")), ids=lambda path: path.stem)
def test_the_role_of_any_ad_can_be_kept(path: Path, tmp_path: Path) -> None:
    """What is written is read back equal, under the name it is kept by."""
    try:
        role = ad_of(path).role._replace(id="kept")
    except UsageError as error:
        assert "Nothing of the map was found" in str(error)  # noqa: PT017 - an ad for a nurse
        return
    kept = tmp_path / "kept.yaml"
    kept.write_text(role_yaml(role), encoding="utf-8")
    assert load_role(DATA, str(kept), shipped_map()) == role


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "name", [BANK.name, "a09-robotics-perception.html", "a16-consultancy-typos.txt"]
)
def test_the_text_fits_the_page(page: Page, name: str) -> None:
    """No line is wider than the page, and no block is empty."""
    text = text_of(ad_of(ADS / name), page)
    assert max(map(len, text.splitlines())) <= page.width
    assert "\n\n\n" not in text
    assert text.endswith("\n")
    assert not text.startswith("\n")


def test_the_text_tells_what_was_read_and_where() -> None:
    """Seniority, years, each skill with its words and lines, and what the map lacks."""
    text = text_of(ad_of(BANK), Page(width=110))
    for part in (
        'Seniority: senior (line 3: "Senior Machine Learning Engineer, Financial Crime").',
        "Experience: at least 5 years (line 25:",
        "Asked for (core): 10 skills",
        '- Python, target expert: "Python" (line 26)',
        '- Testing code and models, target working: "regression testing" (line 19)',
        "Called a plus (optional): 4 skills",
        "Not asked for, but required by what is (optional): ",
        "Named where nothing is asked for, so not counted:",
        "In the trade, but not in this map: Teradata (line 27), Scala (line 38).",
        "Targets are a choice.",
    ):
        assert part in text


def test_what_is_required_on_top_is_told_by_what_requires_it() -> None:
    """One line for each skill that requires others, with these and their targets."""
    text = text_of(ad_of(BANK), Page(width=400))
    part = text.split("Not asked for, but required by what is")[1].split("\n\n")[0]
    lines = part.split("\n")[1:]
    before = [line.split(" requires: ")[0] for line in lines]
    assert len(set(before)) == len(before) > 0
    assert all(line.startswith("- ") and line.endswith(").") for line in lines)


def test_the_order_is_that_of_weight() -> None:
    """What is asked for stands above what the job does, and that above what is a plus."""
    text = text_of(ad_of(BANK))
    places = [text.index(title) for title in ("Asked for (", "Part of the job", "Called a plus")]
    assert places == sorted(places)


def test_lines_not_recognised_are_listed_up_to_ten(tmp_path: Path) -> None:
    """A long list is cut, and says how much is left out."""
    text = text_of(ad_of(written(tmp_path, LONG)))
    assert "- Line 4: A calm manner in situation number 0\n" in text
    assert "- Line 13: A calm manner in situation number 9\n- and 4 more\n" in text
    assert "situation number 10" not in text


def test_a_long_line_is_shortened(tmp_path: Path) -> None:
    """Between words."""
    text = f"Requirements\n\n- Python\n- {'a calm manner and ' * 20}\n"
    shown = text_of(ad_of(written(tmp_path, text)), Page(width=110))
    (line,) = [one for one in shown.splitlines() if one.startswith("- Line")]
    assert line.endswith(("manner...", "and...", "a...", "calm..."))


def test_what_an_ad_does_not_say_is_said(tmp_path: Path) -> None:
    """Neither seniority nor years are made up."""
    text = text_of(ad_of(written(tmp_path, "Engineer\n\nRequirements\n\n- Python")))
    assert "Seniority: the ad does not say." in text
    assert "Experience: the ad asks for no number of years." in text
    assert "In the trade" not in text
    assert "Called a plus" not in text


def test_seniority_taken_from_years_is_told_apart(tmp_path: Path) -> None:
    """A reader sees what the ad says and what was concluded."""
    text = "Engineer\n\nRequirements\n\n- 6 years of experience with Python"
    assert "no word says it; taken as senior for the years." in text_of(
        ad_of(written(tmp_path, text))
    )


def test_many_words_for_one_skill_are_cut(tmp_path: Path) -> None:
    """A skill takes a few lines, not half a screen."""
    tools = "Docker, Kubernetes, AWS, Azure, GCP, FastAPI, Flask, SageMaker"
    text = text_of(ad_of(written(tmp_path, f"Requirements\n\n- {tools}")), Page(width=110))
    assert "and 2 more" in text


def test_the_data_says_the_same() -> None:
    """Programs get all places, also those that do not count."""
    ad = ad_of(BANK)
    data = json.loads(to_json("report", ad_data(shipped_map(), ad.reading, ad.role)))["data"]
    by_id = {skill["id"]: skill for skill in data["skills"]}
    assert (data["seniority"], data["years"], data["years_at"]["line"]) == ("senior", 5, 25)
    assert by_id["python"]["named_as"] == "required"
    assert by_id["probability"]["named_as"] is None
    assert {one["name"] for one in data["outside"]} == {"Scala", "Teradata"}
    assert {"skills": ["sql"], "term": "SQL", "line": 27, "kind": "required"}.items() <= next(
        match for match in data["matches"] if match["term"] == "SQL"
    ).items()


def test_data_without_findings_has_nothing(tmp_path: Path) -> None:
    """What the ad does not say is null."""
    ad = ad_of(written(tmp_path, "Requirements\n\n- Python\n- Tact"))
    data = ad_data(shipped_map(), ad.reading, ad.role)
    assert [data[key] for key in ("seniority", "seniority_at", "years", "years_at")] == [None] * 4
    assert data["unplaced"] == [{"line": 4, "text": "Tact"}]
