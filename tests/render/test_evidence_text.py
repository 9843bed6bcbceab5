import json

import pytest

from mlcareer.model.people import Trait
from mlcareer.model.skills import Demand, Evidence, Exclusion, Source
from mlcareer.render.about import About, about_data, about_text
from mlcareer.render.evidence import cited, importance_text, size_text, telling
from mlcareer.render.page import Page
from mlcareer.render.report_markdown import report_markdown
from mlcareer.render.report_text import report_text
from mlcareer.render.skill_text import skill_text
from mlcareer.render.sources import sources_data, sources_text
from mlcareer.render.traits import trait_text
from support_golden import EVENTS, MAP, ROLE, garden_report, report_of

POSTS = Source("posts", "Postings", "https://example.org/posts", "2026", 209_802, "Counted.")
ARTICLE = Source("article", "An article", "the shelf", "2022", 1, "Read.")
COUNTED = Evidence(POSTS, "spades", "12 %", ())
CLAIMED = Evidence(ARTICLE, "", "", ("A1",))
BARE = Evidence(ARTICLE, "", "", ())


def role_resting_on(*evidence: Evidence) -> tuple[Demand, str]:
    """Make a demand for digging that rests on some evidence, and say why it counts."""
    demand = ROLE.demands["digging"]._replace(evidence=evidence)
    return demand, importance_text(demand)


@pytest.mark.parametrize(
    ("evidence", "told"),
    [
        ((), None),
        ((CLAIMED, COUNTED), COUNTED),
        ((COUNTED, CLAIMED), COUNTED),
        ((BARE, CLAIMED), BARE),
        ((BARE, COUNTED, COUNTED._replace(value="9 %")), COUNTED),
    ],
)
def test_a_count_tells_more_than_a_claim(
    evidence: tuple[Evidence, ...], told: Evidence | None
) -> None:
    """The first source with a count is named, or the first of all where nothing was counted."""
    assert telling(evidence) is told
    _, words = role_resting_on(*evidence)
    assert words.endswith(f"({cited(told)})" if told else "All else stands on it.")


@pytest.mark.parametrize(("n", "text"), [(1, ""), (2, "n = 2"), (209_802, "n = 209,802")])
def test_a_size_is_told_where_something_was_counted(n: int, text: str) -> None:
    """One text or one judgement is no sample, and large numbers can be read."""
    assert size_text(POSTS._replace(n=n)) == text


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        (COUNTED, "posts: spades 12 %, n = 209,802, 2026"),
        (CLAIMED, "article: A1, 2022"),
        (BARE, "article, 2022"),
    ],
)
def test_a_source_in_short(evidence: Evidence, words: str) -> None:
    """What it says, how many were looked at and when, as far as there is anything of it."""
    assert cited(evidence) == words


def test_every_page_tells_a_size_in_the_same_way() -> None:
    """A count reads the same wherever a source is named, and one text has none anywhere."""
    demand = ROLE.demands["digging"]._replace(evidence=(COUNTED, CLAIMED))
    role = ROLE._replace(
        sources={"posts": POSTS, "article": ARTICLE},
        demands={**ROLE.demands, "digging": demand},
    )
    report = report_of(MAP, role, EVENTS)
    wide = Page(width=300)
    texts = {
        "about": about_text(wide, About(role, (), (), (), (), "", {})),
        "report": report_text(wide, report, why=True),
        "Markdown": report_markdown(report, "2026-11-22"),
        "skill": skill_text(wide, MAP, MAP.skills["digging"], role, {}),
        "sources": sources_text(wide, MAP, role),
    }
    for name, text in texts.items():
        assert "n = 209,802" in text, name
        assert "209802" not in text, name
        assert "n = 1." not in text, name
        assert "n = 1)" not in text, name
        assert "n = 1," not in text, name


def test_optional_skills_are_named_with_their_count() -> None:
    """What a role does not insist on is said once, with a count where there is one."""
    for evidence, words in (((CLAIMED,), "Pruning"), ((COUNTED,), "Pruning (named in 12 %)")):
        pruning = ROLE.demands["pruning"]._replace(evidence=evidence)
        role = ROLE._replace(demands={**ROLE.demands, "pruning": pruning})
        text = report_text(Page(width=110), report_of(MAP, role, EVENTS))
        assert f"Optional for this role: {words}.\n" in text


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        (
            COUNTED,
            "spades is named in 12 % (n = 209,802): Postings, 2026 (https://example.org/posts)",
        ),
        (COUNTED._replace(source=ARTICLE), "spades is named in 12 %: An article, 2022 (the shelf)"),
        (COUNTED._replace(value=""), "Postings, 2026 (https://example.org/posts)"),
        (CLAIMED, "An article, 2022, claims A1 (the shelf)"),
        (BARE, "An article, 2022 (the shelf)"),
    ],
)
def test_a_skill_says_where_its_importance_comes_from(evidence: Evidence, words: str) -> None:
    """What was counted is told with its term; without a count, the claims that say so."""
    demand = ROLE.demands["digging"]._replace(evidence=(evidence,))
    role = ROLE._replace(demands={"digging": demand})
    text = skill_text(Page(width=110), MAP, MAP.skills["digging"], role, {})
    assert f"\n  - {words}\n" in text


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({}, ""),
        ({"a": 4, "b": 3, "c": 2}, "suits you: a; neither: b; does not: c"),
        ({"a": 5, "b": 1}, "suits you: a; does not: b"),
        ({"c": 4, "a": 4}, "suits you: a, c"),
        ({"gone": 5}, ""),
    ],
)
def test_ways_of_working_are_told_in_three_groups(values: dict[str, int], text: str) -> None:
    """Each statement stands where its answer of 1 to 5 belongs, in the order of the content."""
    traits = [Trait(name, name.upper(), f"I like {name}.") for name in "abc"]
    profile = garden_report().profile._replace(traits=values)
    whole = f"How you like to work, as you said (not scored): {text}." if text else ""
    assert trait_text(profile, traits) == whole


def test_a_role_that_knows_little_leaves_no_holes() -> None:
    """Lists without an item, and a background of which nothing is known, are left out."""
    text = about_text(Page(), About(ROLE, ("One.",), (), (), (), "", {"A": "The first text."}))
    assert text.split("\n\n")[:3] == [ROLE.name, " ".join(ROLE.summary.split()), "One."]
    assert "Worth knowing" not in text
    assert "How your background counts" not in text
    assert "Texts:\n  - A: The first text.\n" in text


@pytest.mark.parametrize(("note", "told"), [("", None), ("Half a level.", "Half a level.")])
def test_what_is_not_known_is_null(note: str, told: str | None) -> None:
    """Programs get null, and no empty text, where nothing is told of backgrounds."""
    assert about_data(About(ROLE, (), (), (), (), note, {}))["background_note"] == told


@pytest.mark.parametrize("place", ["https", "http"])
def test_an_address_of_a_source_is_whole(place: str) -> None:
    """However narrow the page is, an address can be copied; any other place is wrapped."""
    url = f"{place}://example.org/{'long-' * 12}end"
    role = ROLE._replace(sources={"a": POSTS._replace(place=url)})
    assert f"  {url}" in sources_text(Page(width=40), MAP, role).splitlines()
    shelf = ROLE._replace(sources={"a": POSTS._replace(place="the shelf " * 9)})
    assert max(map(len, sources_text(Page(width=40), MAP, shelf).splitlines())) <= 40


def test_each_weight_names_what_it_comes_from() -> None:
    """A count comes with its term, claims by their ids, and a bare source by its id alone."""
    named = COUNTED._replace(value="", claims=("B2",))
    demand = ROLE.demands["digging"]._replace(evidence=(COUNTED, CLAIMED, BARE, named))
    role = ROLE._replace(demands={"digging": demand})
    text = sources_text(Page(width=110), MAP, role)
    assert "stands on it. (posts: spades 12 %; article: A1; article; posts: B2)" in text


def test_what_was_left_out_is_told_with_its_reason() -> None:
    """An exclusion stands in the text and in the data, with what it rests on."""
    lawns = Exclusion("lawns", "Lawns", "A trade of its own.", (CLAIMED,))
    role = ROLE._replace(excluded=(lawns,))
    text = sources_text(Page(), MAP, role)
    assert text.endswith("\n\nLeft out on purpose: Lawns. A trade of its own. (article: A1)\n")
    (entry,) = json.loads(json.dumps(sources_data(MAP, role)))["excluded"]
    assert (entry["id"], entry["sources"][0]["claims"]) == ("lawns", ["A1"])
