import re
from collections import Counter
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.gaps import Report, State
from mlcareer.model.levels import LEVEL_NAMES, range_name
from mlcareer.model.wording import chance_text
from mlcareer.render.report_html import Day, day, report_html
from mlcareer.render.report_rows import Besides, biggest, biggest_title, rows_of, verdict
from mlcareer.render.report_view import signed
from mlcareer.render.self_rating_text import self_rating_words
from mlcareer.render.sources import CAVEAT
from simulated import make_map, make_role
from support import rating
from support_golden import EVENTS, MAP, ROLE, check_golden, garden_report, report_of
from support_page import (
    NAMES,
    ReadPage,
    Tag,
    big_report,
    drawings,
    plain,
    rename,
    sourced_role,
)

MADE_ON = "2026-11-23"
SAID = Besides(said="How you like to work (not scored): you said yes to: patience.")
RATED = tuple(rating(skill, 2) for skill in MAP.skills)
PAINTS = re.compile(r"--([\w-]+): (#[0-9a-f]{6})")

REPORTS = {
    "garden": garden_report(),
    "nothing": garden_report(()),
    "rated": garden_report(RATED),
    "big": big_report(),
}


def page_of(report: Report) -> str:
    """Make the page of a report, with a version that does not change."""
    return report_html(report, MADE_ON, version="1.2.3")


PAGES = {name: page_of(report) for name, report in REPORTS.items()}
every_page = pytest.mark.parametrize("name", list(PAGES))


def read(name: str) -> ReadPage:
    """Take a page apart."""
    return ReadPage(PAGES[name])


def contrast(one: str, other: str) -> float:
    """Work out the contrast of two colours, 1 to 21, after WCAG 2.2."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def schemes() -> list[dict[str, str]]:
    """Read the colours of the page, for light and for dark."""
    style = read("garden").all("style")[0].text
    light, dark = style.split("prefers-color-scheme: dark")[:2]
    plain = dict(PAINTS.findall(light))
    return [plain, plain | dict(PAINTS.findall(dark))]


def test_the_page_is_what_its_golden_file_holds() -> None:
    """The page of the gardener is byte for byte what was looked at and accepted."""
    page = report_html(garden_report(), MADE_ON, SAID, version="1.2.3")
    check_golden("report.html", page)


@every_page
def test_the_page_runs_nothing(name: str) -> None:
    """There is no script in the page and no attribute that would run one."""
    page = read(name)
    assert not page.all("script")
    assert "<script" not in PAGES[name].lower()
    attributes = {key for tag in page.tags for key in tag.attributes}
    assert not {key for key in attributes if key.startswith("on")}
    assert "javascript:" not in " ".join(
        value for tag in page.tags for value in tag.attributes.values() if tag.name == "a"
    )


@every_page
def test_the_page_loads_nothing(name: str) -> None:
    """Nothing is fetched from anywhere: all that the page shows is in it."""
    page = read(name)
    loading = {
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "source",
        "video",
        "audio",
        "base",
        "use",
    }
    assert not loading & {tag.name for tag in page.tags}
    assert not {"src", "srcset", "style", "background"} & {
        key for tag in page.tags for key in tag.attributes
    }
    assert {tag.name for tag in page.tags if "href" in tag.attributes} <= {"a"}
    style = page.all("style")[0].text
    assert "url(" not in style
    assert "@import" not in style
    assert "@font-face" not in style


@every_page
def test_the_page_forbids_the_browser_to_load_or_run(name: str) -> None:
    """A policy in the page keeps the browser from doing either, should something slip in."""
    policy = next(
        tag.attributes["content"]
        for tag in read(name).all("meta")
        if tag.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")


@every_page
def test_links_lead_somewhere(name: str) -> None:
    """Each link leads to one place in the page, and no two places have one name."""
    page = read(name)
    ids = Counter(tag.attributes["id"] for tag in page.tags if "id" in tag.attributes)
    assert set(ids.values()) <= {1}
    named = [tag.attributes["href"] for tag in page.all("a")]
    assert all(href.removeprefix("#") in ids for href in named)
    for key in ("aria-labelledby", "aria-describedby"):
        assert all(tag.attributes[key] in ids for tag in page.tags if key in tag.attributes)


@every_page
def test_drawings_are_well_formed(name: str) -> None:
    """Each drawing is well formed whatever the names in it, and no number in it is undefined."""
    found = [ET.fromstring(one) for one in drawings(PAGES[name])]  # noqa: S314 - made here
    assert len(found) > len(REPORTS[name].gaps)
    values = {value for root in found for one in root.iter() for value in one.attrib.values()}
    assert not re.search(r"\b(nan|inf|None)\b", " ".join(values))


@every_page
def test_headings_do_not_skip_a_rank(name: str) -> None:
    """There is one title, and headings go down one rank at a time."""
    ranks = [int(tag.name[1]) for tag in read(name).tags if re.fullmatch(r"h[1-6]", tag.name)]
    assert ranks.count(1) == 1
    assert ranks[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(ranks))


@every_page
def test_wide_things_can_be_scrolled_with_the_keyboard(name: str) -> None:
    """What is wider than a phone lies in a region with a name that takes the focus."""
    page = read(name)
    regions = page.of("wide")
    assert len(regions) >= 3
    for region in regions:
        assert region.attributes["role"] == "region"
        assert region.attributes["tabindex"] == "0"
        assert region.attributes["aria-label"]
    labels = [region.attributes["aria-label"] for region in regions]
    assert len(set(labels)) == len(labels)
    assert not {*labels} & {*page.headings}


@pytest.mark.parametrize("name", ["garden", "nothing", "rated"])
def test_no_skill_and_no_number_is_missing(name: str) -> None:
    """For each skill the page says all that the other forms of the report say."""
    page, report = read(name), REPORTS[name]
    for row in rows_of(report):
        said = page.by_id(f"skill-{row.gap.demand.skill}").text
        for part in (row.name, row.level, row.sure, row.basis, row.target, row.chance, row.missing):
            assert part in said
        rated = row.gap.estimate.self_rating
        assert (f"you said {LEVEL_NAMES[rated or 0]}" in said) == (rated is not None)
        assert row.gap.state.value in said


def test_all_gaps_stand_in_one_table_by_rank() -> None:
    """The table of gaps holds each skill once, by what matters most, with its numbers."""
    page = read("garden")
    table = page.all("table")[-2]
    found = [tag for tag in page.all("tr") if "tbody" in tag.path and tag.texts[0] in "1234"]
    assert len(found) == len(REPORTS["garden"].gaps)
    for tag, row in zip(found, rows_of(REPORTS["garden"]), strict=True):
        assert tag.text.split()[0] == str(row.rank)
        importance = row.gap.demand.importance
        for part in (row.name, row.missing, row.chance, row.weight, importance, row.basis):
            assert part in tag.text
    assert "Chance met" in table.text


def test_the_numbers_behind_the_report_are_there() -> None:
    """Chances of all levels, ability, error, questions and own gap stand in a table."""
    page = read("garden")
    rows = [tag for tag in page.all("tr") if len(tag.texts) == 12 and "tbody" in tag.path]
    for tag, gap in zip(rows, REPORTS["garden"].gaps, strict=True):
        estimate = gap.estimate
        assert tag.texts[1:6] == [chance_text(chance) for chance in estimate.probabilities]
        assert tag.texts[6:9] == [
            signed(estimate.mean),
            f"{estimate.sd:.1f}",
            str(estimate.answers),
        ]
        claimed = gap.claimed_missing
        assert tag.texts[10:] == ["\u2013" if claimed is None else str(claimed), f"{gap.score:.1f}"]


@pytest.mark.parametrize("name", ["garden", "big"])
def test_the_answer_comes_first(name: str) -> None:
    """Before anything else the page says how much is met, its range, and the verdict."""
    page, report = read(name), REPORTS[name]
    ready = report.readiness
    assert page.of("big")[0].text == chance_text(ready.share)
    answer = page.of("answer")[0].text
    assert f"between {chance_text(ready.low)} and {chance_text(ready.high)}" in answer
    assert page.of("verdict")[0].text == verdict(report)
    assert "not a chance of being hired" in page.text
    title = biggest_title(biggest(rows_of(report)))
    assert page.text.index(verdict(report)) < page.text.index(title)
    assert page.text.index(title) < page.text.index("Skills by area")


@every_page
def test_targets_are_counted_by_state(name: str) -> None:
    """Each state is counted, with its own mark, and the counts add up."""
    page, report = read(name), REPORTS[name]
    counts = page.of("counts")[0].text
    for state in State:
        assert f"{report.readiness.counts[state]} {state}" in counts
    assert sum(report.readiness.counts.values()) == len(report.gaps)


@pytest.mark.parametrize("name", ["garden", "big"])
def test_the_three_biggest_gaps_stand_at_the_head(name: str) -> None:
    """The gaps that matter most come with level, target, what they rest on, and a reason."""
    page, report = read(name), REPORTS[name]
    shown = [tag for tag in page.all("li") if tag.path[-1] == "ol"]
    wanted = [row for row in rows_of(report) if row.gap.state is not State.MET][:3]
    for tag, row in zip(shown, wanted, strict=True):
        parts = (plain(row.name), row.level, row.sure, row.target, row.missing, row.basis)
        for part in (*parts, row.gap.demand.reason):
            assert part in tag.text


def test_the_reason_of_a_gap_names_its_source() -> None:
    """Beside the reason stands what was counted, and a link to the source."""
    page = read("garden")
    (cited,) = (
        tag
        for tag in page.all("a")
        if tag.text.startswith("almanac: tomatoes") and "ol" in tag.path
    )
    assert cited.text == "almanac: tomatoes 12 of 12, n = 12, 2024"
    assert cited.attributes["href"] == "#source-almanac"


@pytest.mark.parametrize("name", ["garden", "rated", "big"])
def test_skills_stand_under_their_areas(name: str) -> None:
    """Each area of the role has its skills, its share and its range."""
    page, report = read(name), REPORTS[name]
    skill_map = report.skill_map
    for area, ready in report.areas.items():
        own = page.by_id(f"area-{area}").text
        assert own.startswith(skill_map.areas[area])
        for share in (ready.low, ready.high):
            assert chance_text(share) in own
        assert (chance_text(ready.share) if ready.measured else "nothing measured") in own
        for gap in report.gaps:
            skill = skill_map.skills[gap.demand.skill]
            assert skill.area != area or plain(skill.name) in own


@pytest.mark.parametrize(
    ("name", "first_bar"), [("garden", 'class="levels"'), ("nothing", 'class="rows"')]
)
def test_legends_explain_each_mark_once(name: str, first_bar: str) -> None:
    """What the marks of a bar mean is said once, before the first bar."""
    page = read(name)
    assert len([tag for tag in page.of("legend") if "what you said" in tag.text]) == 1
    assert PAGES[name].index("what you said") < PAGES[name].index(first_bar)


def test_ratings_are_held_against_answers() -> None:
    """What can be said of the ratings is said in the words of every form, beside the picture."""
    page, report = read("garden"), REPORTS["garden"]
    (picture,) = page.of("calibration")
    assert picture.attributes["role"] == "img"
    for words in self_rating_words(report):
        assert words in page.text
    for one in report.self_knowledge.comparisons:
        name = MAP.skills[one.skill].name
        row = next(tag for tag in page.all("tr") if name in tag.text and one.verdict in tag.text)
        assert f"{one.level:.1f}" in row.text
        assert signed(one.difference) in row.text
        assert chance_text(one.certainty) in row.text


@pytest.mark.parametrize("name", ["nothing", "rated"])
def test_nothing_is_said_of_ratings_without_answers(name: str) -> None:
    """Where nothing was measured there is nothing to hold ratings against."""
    page = read(name)
    assert not page.of("calibration")
    assert "What you said and what was measured" not in page.headings


@every_page
def test_the_map_is_told_in_words_too(name: str) -> None:
    """Each skill of the map is drawn, and listed with its state and what it requires."""
    page, skills = read(name), REPORTS[name].skill_map.skills
    states = {gap.demand.skill: gap.state.value for gap in REPORTS[name].gaps}
    lines = [tag.text for tag in page.all("li") if tag.path[-3:] == ("section", "details", "ul")]
    assert len(page.of("node")) == len(skills)
    for skill, line in zip(skills.values(), lines, strict=False):
        below = ", ".join(skills[one].name for one in skill.requires)
        state = states.get(skill.id, "not asked by the role")
        assert line.startswith(plain(f"{skill.name}: {state}"))
        assert line.endswith(plain(f"Requires {below or 'nothing'}."))


def test_skills_that_the_role_does_not_ask_for_are_told_apart() -> None:
    """Such a skill is on the map, leads nowhere, and is explained in the legend."""
    page = read("big")
    silent = page.of("node")
    links = {tag.attributes["href"] for tag in page.all("a") if tag.path[-1] == "svg"}
    asked = {f"#skill-{gap.demand.skill}" for gap in REPORTS["big"].gaps}
    assert links == asked
    assert len([tag for tag in silent if tag.has_class("none")]) == 150 - len(asked)
    assert "not asked by the role" in page.of("legend")[-1].text
    assert "not asked by the role" not in read("garden").text


def test_only_a_wide_map_leaves_the_column() -> None:
    """A small map stands in line with the text; a wide one may use the whole window."""
    assert not read("garden").of("broad")
    assert read("big").of("broad")


def test_a_report_on_an_area_draws_that_area() -> None:
    """Where only some skills were looked at, the map has no others."""
    whole = garden_report()
    some = {id_: one for id_, one in whole.profile.estimates.items() if id_ != "pruning"}
    report = whole._replace(
        profile=whole.profile._replace(estimates=some),
        gaps=tuple(gap for gap in whole.gaps if gap.demand.skill in some),
    )
    page = ReadPage(page_of(report))
    assert len(page.of("node")) == 3
    assert "Pruning" not in page.text


@given(
    st.text(max_size=40) | st.sampled_from(NAMES),
    st.sampled_from(["name", "area", "role", "reason"]),
)
@settings(max_examples=60, deadline=None)
def test_content_cannot_break_out_of_its_place(text: str, where: str) -> None:
    """Whatever a name holds, the page has the same elements as with a harmless one."""

    def shape(content: str) -> list[tuple[str, tuple[str, ...]]]:
        page = ReadPage(page_of(report_with(content, where)))
        # A name is broken into lines of the drawing by its length.
        return [(tag.name, tag.path) for tag in page.tags if tag.name != "text"]

    assert shape(text) == shape("Digging")
    assert plain(text) in ReadPage(page_of(report_with(text, where))).text


def report_with(text: str, where: str) -> Report:
    """Make the gardener's report with a text in one of the places that content fills."""
    skill_map, role = MAP, ROLE
    if where == "name":
        skill_map = rename(MAP, {"digging": text})
    elif where == "area":
        skill_map = MAP._replace(areas={**MAP.areas, "soil": text})
    elif where == "role":
        role = role._replace(name=text)
    else:
        digging = role.demands["digging"]._replace(reason=text)
        role = role._replace(demands={**role.demands, "digging": digging})
    return report_of(skill_map, role, EVENTS)


@pytest.mark.parametrize(
    ("place", "is_link"),
    [
        ("https://example.org/a?b=1&c=2", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,<b>x", False),
        ("data/claims.yaml", False),
        ("ftp://example.org", False),
        ("  https://example.org", False),
    ],
)
def test_only_addresses_of_the_web_are_links(place: str, is_link: bool) -> None:
    """A source is told with all it says of itself; only http and https become links."""
    page = ReadPage(page_of(report_of(MAP, sourced_role(place), ())))
    source = page.by_id("source-book").text
    for part in ("book", "A <book>", "2024", "n = 1,200", "A note & more.", place.strip()):
        assert part in source
    links = [tag for tag in page.all("a") if not tag.attributes["href"].startswith("#")]
    assert [link.attributes["href"] for link in links] == ([place] if is_link else [])
    assert all(link.attributes["rel"] == "noopener noreferrer" for link in links)


def test_weights_come_with_their_reasons() -> None:
    """For each skill the page says why it has its weight; and what was left out, and why."""
    page = ReadPage(page_of(report_of(MAP, sourced_role("a shelf"), ())))
    assert CAVEAT in page.text
    assert "Digging, core, weight 1.5. It is <needed>." in page.text
    assert page.text.count("Left <out>") == 1
    assert "Not & needed." in page.text


def test_a_role_without_sources_has_a_page() -> None:
    """Reasons without any source are no obstacle."""
    skill_map = make_map({"one": (), "two": ("one",)})
    page = ReadPage(page_of(report_of(skill_map, make_role({"one": (2, 1), "two": (3, 1)}), ())))
    assert "It is needed." in page.text
    assert "()" not in page.text


def test_a_role_that_asks_for_nothing_has_a_page() -> None:
    """With no target there is nothing to list, and the page says no less than that."""
    page = ReadPage(page_of(report_of(MAP, make_role({}), EVENTS)))
    assert "Skills by area" not in page.headings
    assert "All gaps" not in page.headings
    assert page.headings[-1] == "Next"


def drawn_as_measured(page: ReadPage) -> list[Tag]:
    """List what looks as if answers stood behind it, but for the legend."""
    return [tag for tag in (*page.of("range"), *page.of("span")) if "li" not in tag.path[-2:]]


def test_an_empty_report_says_that_nothing_is_measured() -> None:
    """Without answers there is no figure and no gap, only what is assumed and what to do."""
    page = read("nothing")
    assert not page.of("big")
    assert "is assumed of anybody" in page.text
    assert not page.of("biggest")
    assert not [heading for heading in page.headings if "biggest" in heading or "sure" in heading]
    assert not drawn_as_measured(page)
    assert "mlcareer assess" in page.text
    assert "mlcareer roadmap" not in page.text


def test_ratings_alone_do_not_look_measured() -> None:
    """What the person's own word suggests is drawn hollow and said to be no more."""
    page = read("rated")
    assert "your ratings alone suggest" in page.text
    assert page.of("perhaps")
    assert not drawn_as_measured(page)
    assert "self-rated only" in page.text


AD = "What the advertisement asks for"


def test_what_moved_and_ways_of_working_are_shown_where_given() -> None:
    """What moved stands behind the gaps, ways of working near the end; else neither is named."""
    besides = Besides(said="<i>Rain.", changed=("Up & away.", "Down."))
    page = ReadPage(report_html(garden_report(), MADE_ON, besides))
    title = biggest_title(biggest(rows_of(garden_report())))
    order = [page.text.index(part) for part in (title, "What moved", "Up & away.", "Down.")]
    assert order == sorted(order)
    order = [page.text.index(part) for part in ("Ways of working", "<i>Rain.", "Next")]
    assert order == sorted(order)
    assert AD not in page.headings
    assert not {"What moved", "Ways of working", AD} & {*read("garden").headings}


def test_what_an_advertisement_asks_for_has_a_part_of_its_own() -> None:
    """Paragraphs on the advertisement are no part of what moved, and stand behind the gaps."""
    besides = Besides(ad=("It asks for <5 skills.", "Wages: secret."))
    page = ReadPage(report_html(garden_report(), MADE_ON, besides))
    title = biggest_title(biggest(rows_of(garden_report())))
    order = [page.text.index(part) for part in (title, AD, *besides.ad)]
    assert order == sorted(order)
    assert "What moved" not in page.headings


def test_the_page_points_to_commands_about_its_role() -> None:
    """What to study first, and commands that are about the same role, stand in the page."""
    besides = Besides(first="Digging", option="--role herbalist")
    page = ReadPage(report_html(garden_report(), MADE_ON, besides))
    assert "Begin with Digging: it comes first" in page.text
    commands = [tag.text for tag in page.all("code") if "roadmap" in tag.text]
    assert commands == ["mlcareer roadmap --role herbalist"] * 2
    of_ad = ReadPage(report_html(garden_report(), MADE_ON, Besides(first="Digging", ad=("Asks.",))))
    assert "The whole way" not in of_ad.text
    assert "Begin with" not in read("garden").text


def test_the_page_says_when_and_with_what_it_was_made() -> None:
    """Title, dates and version stand in the page; dates for people and for machines."""
    page = read("garden")
    assert page.all("title")[0].text == "Gap report: Gardener"
    times = {tag.attributes["datetime"]: tag.text for tag in page.all("time")}
    assert times == {"2026-11-22": "22 November 2026", "2026-11-23": "23 November 2026"}
    assert "Made offline by mlcareer 1.2.3." in page.text
    unversioned = ReadPage(report_html(garden_report(), MADE_ON)).text
    assert "Made offline by mlcareer." in unversioned
    assert "shows what you know, not what you do" in page.text


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-22", Day("2026-11-22", "22 November 2026")),
        ("2026-01-02T23:59:59+00:00", Day("2026-01-02", "2 January 2026")),
        ("", Day("", "")),
        ("some day", Day("", "some day")),
        ("2026-13-01", Day("", "2026-13-01")),
    ],
)
def test_dates_are_said_in_words(moment: str, said: Day) -> None:
    """A date is written out; what is no date stays what it is."""
    assert day(moment) == said


@given(st.floats(-9, 9))
def test_differences_have_a_sign(value: float) -> None:
    """A difference says its direction, and what rounds to nothing is no minus."""
    written = signed(value)
    assert written[0] in "+\u2212"
    assert float(written.replace("\u2212", "-")) == pytest.approx(value, abs=0.0501)
    assert written != "\u22120.0"


@pytest.mark.parametrize("paper", ["paper", "tint"])
@pytest.mark.parametrize("ink", ["ink", "soft", "accent"])
def test_text_can_be_read(ink: str, paper: str) -> None:
    """Text has a contrast of at least 4.5 to what it stands on, in light and in dark."""
    for paint in schemes():
        assert contrast(paint[ink], paint[paper]) >= 4.5
        assert contrast(paint["on-accent"], paint["accent"]) >= 4.5


@pytest.mark.parametrize("line", ["accent", "mid", "edge"])
def test_drawings_can_be_seen(line: str) -> None:
    """What a drawing says it says with a contrast of at least 3, in light and in dark."""
    light, dark = schemes()
    assert light != dark
    assert contrast(light[line], light["paper"]) >= 3
    assert contrast(dark[line], dark["paper"]) >= 3


def test_the_same_report_gives_the_same_page() -> None:
    """Nothing in the page hangs on chance or on the time of day."""
    assert page_of(garden_report()) == PAGES["garden"]


def test_a_big_page_stays_small() -> None:
    """A report on 150 skills is a file that can be sent: less than a megabyte."""
    assert len(PAGES["big"].encode()) < 1_000_000


def test_ranges_of_levels_are_said_in_words() -> None:
    """The levels of a skill are the words for its range, as in every form."""
    page = read("garden")
    for gap in REPORTS["garden"].gaps:
        words = range_name(gap.estimate.low, gap.estimate.high)
        assert words in page.by_id(f"skill-{gap.demand.skill}").text
