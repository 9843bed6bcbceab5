import csv
import json
from collections.abc import Callable, Mapping
from io import StringIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mlcareer.model.items import Outcome
from mlcareer.model.levels import LEVEL_NAMES, TAUGHT_LEVELS
from mlcareer.model.people import Event, EventKind
from mlcareer.model.plan import Claim
from mlcareer.render.envelope import to_json
from mlcareer.render.page import Page
from mlcareer.render.report_csv import COLUMNS, TICK_COLUMNS, report_csv
from mlcareer.render.report_html import report_html
from mlcareer.render.report_json import report_data
from mlcareer.render.report_markdown import report_markdown
from mlcareer.render.report_rows import NOTHING, Besides, rows_of
from mlcareer.render.report_text import report_text
from mlcareer.render.report_ticks import (
    NO_TICKS,
    TICKED,
    Tick,
    Ticks,
    TickState,
    ticked_sentence,
    to_be_proven,
)
from mlcareer.roadmap.ground import lay_ground
from support import REPOSITORY
from support_golden import ANSWERED, EVENTS, MAP, PLAN_EVENTS, check_golden, garden_report
from support_page import NAMES, ReadPage
from support_ticks import GARDEN_PROJECTS, MORE, garden_ticks, tick, ticks_on

MADE_ON = "2026-11-22"
REPORT, GARDEN = garden_ticks()
BESIDES = Besides(ticked=GARDEN)
PROVEN, CLAIMED, REFUTED = TickState

steps = st.builds(
    "{}.{}{}".format,
    st.sampled_from([*MAP.skills, "gone"]),
    st.sampled_from(TAUGHT_LEVELS),
    st.sampled_from(["", "", "-2", "-3"]),
)
claims = st.lists(
    st.builds(
        tick,
        steps | st.sampled_from([f"project.{id_}" for id_ in (*GARDEN_PROJECTS, "GONE-1")]),
        st.sampled_from(["2026-11-19", "2026-11-21", "2026-11-22"]),
        st.sampled_from(["", "photos/bed.jpg"]),
    ),
    max_size=8,
    unique_by=lambda claim: claim.id,
)
answers = st.dictionaries(
    st.sampled_from([*MAP.skills]),
    st.sampled_from([("2026-11-20T08:00:00+00:00",), ("2026-11-23T08:00:00+00:00",)]),
)
people = st.sampled_from([EVENTS, PLAN_EVENTS, ()])


def flat(text: str) -> str:
    """Join the lines of a text."""
    return " ".join(text.split())


def answered(outcome: Outcome, times: int = 25) -> tuple[Event, ...]:
    """Answer so many telling questions about digging in one way."""
    detail: dict[str, str | int | float] = {
        "skill": "digging",
        "a": 2.0,
        "b": 1.5 if outcome is Outcome.RIGHT else -2.5,
        "b_sd": 0.2,
        "c": 0.0,
    }
    return tuple(Event(EventKind.ANSWER, f"d{at}", outcome.value, detail) for at in range(times))


def sentence(*ticks: tuple[str, TickState]) -> str:
    """Count ticks of one skill with these ids and states."""
    each = tuple(Tick(tick(id_), 1, state, 0.5) for id_, state in ticks)
    return ticked_sentence([Ticks(each)])


FORMS: dict[str, Callable[[], str]] = {
    "report-ticked.txt": lambda: report_text(Page(), REPORT, BESIDES),
    "report-ticked-40.txt": lambda: report_text(Page(width=40), REPORT, BESIDES),
    "report-ticked-120.txt": lambda: report_text(Page(width=120), REPORT, BESIDES),
    "report-ticked-plain.txt": lambda: report_text(Page(plain=True), REPORT, BESIDES),
    "report-ticked.md": lambda: report_markdown(REPORT, MADE_ON, BESIDES),
    "report-ticked.html": lambda: report_html(REPORT, MADE_ON, BESIDES, version="1.2.3"),
    "report-ticked.csv": lambda: report_csv(REPORT, GARDEN),
    "report-ticked.json": lambda: to_json("report", report_data(REPORT, GARDEN)),
}


@pytest.mark.parametrize("name", list(FORMS))
def test_each_form_with_ticks_is_what_its_golden_file_holds(name: str) -> None:
    """A report with ticks is byte for byte what was looked at and accepted."""
    check_golden(name, FORMS[name]())


def test_a_report_without_ticks_says_nothing_of_them() -> None:
    """Where nothing was ticked, each form is the same as if ticks were not known at all."""
    empty = Besides(ticked={})
    assert report_text(Page(), REPORT, empty) == report_text(Page(), REPORT)
    assert report_markdown(REPORT, MADE_ON, empty) == report_markdown(REPORT, MADE_ON)
    assert report_html(REPORT, MADE_ON, empty) == report_html(REPORT, MADE_ON)
    assert report_csv(REPORT, {}) == report_csv(REPORT)
    assert report_data(REPORT, {}) == report_data(REPORT)
    written = report_html(REPORT, MADE_ON) + report_text(Page(), REPORT)
    assert "ticked" not in written.lower()


def test_each_tick_is_held_against_the_answers() -> None:
    """Proven, only claimed, refuted and shown by a project: each is told from the others."""
    found = {
        (skill, one.claim.id): one.state for skill, ticks in GARDEN.items() for one in ticks.each
    }
    assert found == {
        ("digging", "digging.1"): PROVEN,
        ("digging", "digging.2"): CLAIMED,
        ("digging", "project.BED-1"): CLAIMED,
        ("compost", "compost.1"): CLAIMED,
        ("compost", "compost.2"): REFUTED,
        ("tomatoes", "project.POT-1"): CLAIMED,
        ("pruning", "pruning.1"): CLAIMED,
    }
    assert GARDEN["digging"].words == (
        "novice (19 Nov 2026), proven; working (20 Nov 2026),"
        " working (21 Nov 2026, project BED-1), not proven"
    )
    assert GARDEN["compost"].words == (
        "novice (20 Nov 2026), not proven;"
        " working (20 Nov 2026), but later answers speak against it"
    )
    assert [ticks.claimed for ticks in GARDEN.values()] == [1, 1, 2, 1]


@pytest.mark.parametrize(
    ("outcome", "last", "state", "words"),
    [
        (Outcome.RIGHT, "2026-11-10", PROVEN, "proven: there with a chance of"),
        (Outcome.RIGHT, "2026-11-21", PROVEN, "proven: there with a chance of"),
        (Outcome.WRONG, "2026-11-10", CLAIMED, "claimed, not proven: there with a chance of <1 %"),
        (Outcome.WRONG, "2026-11-21", REFUTED, "later answers speak against it: there with a"),
    ],
)
def test_only_later_answers_speak_against_a_tick(
    outcome: Outcome, last: str, state: TickState, words: str
) -> None:
    """Answers before a tick leave it a claim, later ones refute it; only right ones prove it."""
    times = {"digging": (f"{last}T12:00:00+00:00",)}
    report = garden_report(answered(outcome))
    (one,) = ticks_on(report, [tick("digging.2")], times)["digging"].each
    assert one.state is state
    assert one.standing.startswith(words)


def test_a_tick_without_answers_is_never_proven() -> None:
    """Nothing but a high own rating and ticks of all levels proves none of them."""
    report = garden_report((Event(EventKind.RATING, "digging", "4"),))
    ticks = ticks_on(report, [tick(f"digging.{level}") for level in TAUGHT_LEVELS], {})
    assert {one.state for one in ticks["digging"].each} == {CLAIMED}
    assert "answers show none of them" in ticked_sentence(ticks.values())


def test_a_tick_made_again_stands_beside_the_one_that_did_not_hold() -> None:
    """The second attempt at a level is a claim of its own; the first one stays refuted."""
    times = {"compost": ("2026-11-20T08:00:00+00:00",)}
    again = [tick("compost.2", "2026-11-19"), tick("compost.2-2", "2026-11-21")]
    ticks = ticks_on(REPORT, again, times)["compost"]
    assert [(one.claim.id, one.state) for one in ticks.each] == [
        ("compost.2", REFUTED),
        ("compost.2-2", CLAIMED),
    ]
    assert ticks.claimed == 2


def test_the_first_attempt_may_be_ticked_once_more() -> None:
    """Where the second attempt was refuted and the first one ticked later, that one stands."""
    times = {"compost": ("2026-11-20T08:00:00+00:00",)}
    again = [tick("compost.2-2", "2026-11-19"), tick("compost.2", "2026-11-21")]
    ticks = ticks_on(REPORT, again, times)["compost"]
    assert ticks.words == (
        "working (21 Nov 2026), not proven;"
        " working (19 Nov 2026), but later answers speak against it"
    )
    assert ticks.claimed == 2


def test_a_project_without_evidence_is_no_tick() -> None:
    """A project shows skills only where something was named that shows it."""
    assert ticks_on(REPORT, [tick("project.POT-1")]) == {}
    assert [*ticks_on(REPORT, [tick("project.POT-1", evidence="pot.jpg")])] == ["tomatoes"]
    assert [*ticks_on(REPORT, [tick("project.HEAP-1", evidence="heap")])] == ["compost", "digging"]


def test_a_project_that_the_content_lost_is_passed_over() -> None:
    """Ticks of what is not there any more, or that no report has, break nothing."""
    lost = [tick("project.GONE-1", evidence="x"), tick("gone.2"), tick("?"), tick("digging.9")]
    assert ticks_on(REPORT, lost) == {}


@given(claims=claims, times=answers, events=people)
def test_no_tick_proves_itself_and_none_is_lost(
    claims: list[Claim], times: Mapping[str, tuple[str, ...]], events: tuple[Event, ...]
) -> None:
    """Each tick of a skill of the role is told once; proven is what answers show, no more."""
    report = garden_report(events)
    ground = lay_ground(report.gaps, claims, times, GARDEN_PROJECTS)
    bare = lay_ground(report.gaps, (), times)
    found = ticks_on(report, claims, times)
    told = [one for ticks in found.values() for one in ticks.each if not one.project]
    expected = [claim.id for claim in claims if claim.id.partition(".")[0] in MAP.skills]
    assert sorted(one.claim.id for one in told) == sorted(expected)
    for skill, ticks in found.items():
        assert ticks.claimed == ground[skill].claimed
        assert ticks.to_prove == ground[skill].to_prove
        for one in ticks.each:
            assert (one.state is PROVEN) is (bare[skill].proven >= one.level)
            assert one.state is not REFUTED or one.chance < 0.5
            assert f"{LEVEL_NAMES[one.level]} ({one.day}" in ticks.words


@given(claims=claims, times=answers, events=people)
@settings(max_examples=30, deadline=None)
def test_no_form_loses_a_tick(
    claims: list[Claim], times: Mapping[str, tuple[str, ...]], events: tuple[Event, ...]
) -> None:
    """Whatever was ticked stands in each form beside its skill."""
    report = garden_report(events)
    ticked = ticks_on(report, claims, times)
    besides = Besides(ticked=ticked)
    forms = [
        flat(report_text(Page(width=width, plain=plain), report, besides))
        for width in (40, 80, 120)
        for plain in (False, True)
    ]
    forms += [
        flat(report_markdown(report, MADE_ON, besides)),
        ReadPage(report_html(report, MADE_ON, besides)).text,
        report_csv(report, ticked),
    ]
    for text in forms:
        assert all(ticks.words in text for ticks in ticked.values())
        assert "None" not in text
    data = {row["id"]: row.get("ticked", []) for row in said(report_data(report, ticked))["skills"]}
    for skill, ticks in data.items():
        each = ticked.get(skill, NO_TICKS).each
        assert [(one["id"], one["proven"], one["refuted"], one["state"]) for one in ticks] == [
            (one.claim.id, one.state is PROVEN, one.state is REFUTED, one.standing) for one in each
        ]


def said(data: Mapping[str, object]) -> Mapping[str, Any]:
    """Give data there and back through JSON."""
    there_and_back: Mapping[str, Any] = json.loads(to_json("report", data))["data"]
    return there_and_back


def test_the_schema_describes_what_is_said_of_ticks() -> None:
    """The counts and each tick have the keys that the schema describes, all of them required."""
    file = REPOSITORY / "docs" / "schema" / "result.schema.json"
    records = json.loads(file.read_text(encoding="utf-8"))["$defs"]
    data = said(report_data(REPORT, GARDEN))
    ticks = [one for row in data["skills"] for one in row["ticked"]]
    for record, found in (("tick_counts", [data["ticked"]]), ("ticked_level", ticks)):
        keys = records[record]["properties"].keys()
        assert keys == {*records[record]["required"]}
        assert all(one.keys() == keys for one in found)
    assert len(ticks) == sum(len(ticks.each) for ticks in GARDEN.values())
    for record in ("report", "skill_in_report"):
        assert "ticked" in records[record]["properties"].keys() - records[record]["required"]


@given(claims=claims, times=answers)
def test_ticks_change_no_total(claims: list[Claim], times: Mapping[str, tuple[str, ...]]) -> None:
    """Share, counts, verdict, areas and every number of a skill are as without ticks."""
    data = dict(said(report_data(REPORT, ticks_on(REPORT, claims, times))))
    data.pop("ticked", None)
    rows = [{k: v for k, v in row.items() if k != "ticked"} for row in data["skills"]]
    assert {**data, "skills": rows} == said(report_data(REPORT))


@given(order=st.permutations(MORE))
def test_the_order_of_ticking_changes_nothing(order: list[Claim]) -> None:
    """The same ticks in another order give the same."""
    assert ticks_on(REPORT, order, ANSWERED) == GARDEN


@pytest.mark.parametrize(
    ("ticks", "words"),
    [
        ((), ""),
        ((("a.1", PROVEN),), "You ticked 1 step towards this role; answers show it."),
        ((("a.1", CLAIMED),), "You ticked 1 step towards this role; answers do not show it."),
        (
            (("a.1", REFUTED),),
            "You ticked 1 step towards this role; later answers speak against it.",
        ),
        (
            (("a.1", PROVEN), ("a.2", CLAIMED)),
            "You ticked 2 steps towards this role; answers show 1 of them.",
        ),
        (
            (("a.1", CLAIMED), ("a.2", REFUTED), ("a.3", REFUTED)),
            (
                "You ticked 3 steps towards this role; answers show none of them."
                " Later answers speak against 2."
            ),
        ),
        (
            (("a.1", CLAIMED), ("project.P-1", CLAIMED)),
            "You ticked 1 step and 1 project towards this role; answers do not show the step.",
        ),
        (
            (("a.1", PROVEN), ("a.2", PROVEN), ("project.P-1", PROVEN), ("project.P-2", CLAIMED)),
            "You ticked 2 steps and 2 projects towards this role; answers show 2 of the steps.",
        ),
        (
            (("project.P-1", CLAIMED),),
            "You ticked 1 project towards this role: a claim until answers show the levels.",
        ),
    ],
)
def test_the_head_counts_the_ticks(ticks: tuple[tuple[str, TickState], ...], words: str) -> None:
    """One sentence says how much was ticked and what answers make of it, one or many."""
    assert sentence(*ticks) == words


def test_ticks_of_a_level_stand_in_the_order_of_their_days() -> None:
    """Of a step and a project that show the same level, the one done first comes first."""
    report = garden_report()
    step, bed = "digging.2", "project.BED-1"
    for days, order in ((("19", "20"), [step, bed]), (("21", "20"), [bed, step])):
        claims = [
            tick(id_, f"2026-11-{day}", "a photograph")
            for id_, day in zip((step, bed), days, strict=True)
        ]
        found = ticks_on(report, claims)["digging"].each
        assert [one.claim.id for one in found] == order


def test_a_project_that_shows_two_skills_is_counted_once() -> None:
    """The head counts what was ticked, not the skills that it shows."""
    ticks = ticks_on(REPORT, [tick("project.HEAP-1", evidence="heap")])
    assert len(ticks) == 2
    assert "You ticked 1 project towards" in ticked_sentence(ticks.values())
    assert said(report_data(REPORT, ticks))["ticked"] == {
        **dict.fromkeys(("steps", "proven", "claimed", "refuted"), 0),
        "projects": 1,
    }


def test_only_what_questions_can_prove_leads_to_questions() -> None:
    """The command stands there where a tick is neither proven nor beyond the target."""
    rows = rows_of(REPORT, GARDEN)
    assert BESIDES.prove(rows) == "mlcareer assess --claimed"
    other = Besides(option="--role herbalist").prove(rows)
    assert other == "mlcareer assess --role herbalist --claimed"
    ad = Besides(option="--ad job.html", ad=("Wanted.",)).prove(rows)
    assert ad == "mlcareer assess --claimed"
    proven = ticks_on(REPORT, [tick("digging.1")])
    assert not to_be_proven(proven.values())
    assert Besides(ticked=proven).prove(rows_of(REPORT, proven)) == ""
    assert "--claimed" not in report_text(Page(), REPORT, Besides(ticked=proven))
    assert NOTHING.prove(rows_of(REPORT)) == ""


def test_legends_say_what_a_tick_is() -> None:
    """Where something was ticked, each form for people says that it changes no number."""
    for text in (
        report_text(Page(), REPORT, BESIDES),
        report_text(Page(width=40), REPORT, BESIDES),
        report_text(Page(plain=True), REPORT, BESIDES),
        report_markdown(REPORT, MADE_ON, BESIDES),
        report_html(REPORT, MADE_ON, BESIDES),
    ):
        assert flat(text).count(TICKED) == 1


def test_no_line_ends_within_a_day() -> None:
    """However narrow a text is, a day stands on one line, and no line is too long."""
    for width in range(30, 120):
        lines = report_text(Page(width=width), REPORT, BESIDES).splitlines()
        assert all(len(line) <= width for line in lines if not line.startswith("  mlcareer"))
        text = "\n".join(lines)
        assert text.count("20 Nov 2026") == flat(text).count("20 Nov 2026")


@pytest.mark.parametrize("on", ["", "yesterday", "2026-13-40", "\x1b[31m2026"])
def test_a_day_that_is_none_breaks_nothing(on: str) -> None:
    """What is no date is shown as it is, without control characters, or left out."""
    one = Tick(Claim("digging.1", on, ""), 1, CLAIMED, 0.5)
    assert "\x1b" not in one.title
    assert one.title == (f"novice ({one.day})" if on else "novice")
    assert Ticks((one,)).words == f"{one.title}, not proven"
    assert flat(Ticks((one,)).unbroken) == flat(Ticks((one,)).words)


def with_evidence(text: str) -> dict[str, Ticks]:
    """Tick digging and a project with a text as evidence."""
    return ticks_on(REPORT, [tick("digging.2", evidence=text), tick("digging.1")])


@given(st.text(min_size=1, max_size=60) | st.sampled_from(NAMES))
@settings(max_examples=40, deadline=None)
def test_evidence_cannot_break_out_of_its_place(text: str) -> None:
    """Whatever a person names as evidence, pages and tables keep their shape."""
    ticked, besides = with_evidence(text), Besides(ticked=with_evidence(text))
    usual = Besides(ticked=with_evidence("x"))

    def shape(what: Besides) -> list[tuple[str, tuple[str, ...]]]:
        page = ReadPage(report_html(REPORT, MADE_ON, what))
        return [(tag.name, tag.path) for tag in page.tags]

    def tokens(what: Besides) -> list[str]:
        page = report_markdown(REPORT, MADE_ON, what)
        return [token.type for token in MarkdownIt("commonmark").enable("table").parse(page)]

    if flat(text) and ticked["digging"].each[1].evidence:
        assert shape(besides) == shape(usual)
    assert tokens(besides) == tokens(usual)
    rows = list(csv.reader(StringIO(report_csv(REPORT, ticked), newline="")))
    assert {len(row) for row in rows} == {len(COLUMNS) + len(TICK_COLUMNS)}
    assert all(row[-1][:1] not in ("=", "+", "-", "@", "\t", "\r") for row in rows)


@pytest.mark.parametrize(
    ("evidence", "is_link"),
    [
        ("https://example.org/beds?a=1&b=2", True),
        ("javascript:alert(1)", False),
        ("photos/bed.jpg", False),
    ],
)
def test_only_addresses_of_the_web_are_links(evidence: str, is_link: bool) -> None:
    """Evidence is always told; only http and https can be followed."""
    page = ReadPage(report_html(REPORT, MADE_ON, Besides(ticked=with_evidence(evidence))))
    hrefs = [tag.attributes["href"] for tag in page.all("a")]
    assert [href for href in hrefs if not href.startswith("#")] == ([evidence] if is_link else [])
    assert f"Evidence: {evidence}" in page.text


@pytest.mark.parametrize(
    ("evidence", "told"),
    [
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645.pdf",) * 2,
        ("\U0001f469\u200d\U0001f33e.jpg \u2764\ufe0f",) * 2,
        ("photos\t1.jpg\r\n  2.jpg", "photos 1.jpg 2.jpg"),
        ("a\u202egpj.exe\x9b\x1b[2J", "agpj.exe [2J"),
    ],
)
def test_evidence_is_told_as_it_is_spelt(evidence: str, told: str) -> None:
    """Scripts and emoji keep what they cannot be spelt without; what only hides is left out."""
    (one,) = ticks_on(garden_report(), [tick("digging.1", evidence=evidence)])["digging"].each
    assert one.evidence == told


def test_the_page_leads_to_what_was_ticked() -> None:
    """The count at the head links to the list, and each skill has its ticks beside it."""
    page = ReadPage(report_html(REPORT, MADE_ON, BESIDES))
    assert "#ticked" in [tag.attributes["href"] for tag in page.all("a")]
    assert "What you ticked" in page.headings
    for skill, ticks in GARDEN.items():
        assert f"ticked: {ticks.words}" in page.by_id(f"skill-{skill}").text


@pytest.mark.parametrize("evidence", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")'])
def test_evidence_is_no_formula_in_a_spreadsheet(evidence: str) -> None:
    """What a spreadsheet would take for a formula gets an apostrophe before it."""
    written = report_csv(REPORT, with_evidence(evidence))
    cells = [row["evidence"] for row in csv.DictReader(StringIO(written, newline=""))]
    assert max(cells) == f"'{evidence}"


def test_the_biggest_gaps_name_their_ticks() -> None:
    """Beside a gap to speak of first stands what was ticked of it, in each form for people."""
    for text, ticked in (
        (report_text(Page(), REPORT, BESIDES), "ticked"),
        (report_markdown(REPORT, MADE_ON, BESIDES), "Ticked"),
        (ReadPage(report_html(REPORT, MADE_ON, BESIDES)).text, "ticked"),
    ):
        head = flat(text).partition("No gap is sure; most likely are")[2]
        for name, skill in (("Tomatoes", "tomatoes"), ("Compost", "compost")):
            after = head.partition(name)[2]
            assert f"{ticked}: {GARDEN[skill].words}" in after[:300]
