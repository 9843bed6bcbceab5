import re
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.model.days import day_text
from mlcareer.render.report_html import report_html
from mlcareer.render.roadmap_html import roadmap_html
from mlcareer.render.roadmap_stages import SHOWN_WEEKS
from mlcareer.render.roadmap_view import marked, stages
from mlcareer.render.roadmap_words import (
    check_command,
    check_text,
    dates_text,
    ends_text,
    left_out_text,
    paragraphs,
    resource_note,
    ticked_state,
    why_text,
)
from mlcareer.render.svg import without_controls
from mlcareer.roadmap.plan import PlanProject
from support_golden import WISHES, check_golden, garden_report, garden_roadmap
from support_page import NAMES, ReadPage, Tag, plain
from support_plan_page import NOTES, PRINCIPLES, VERSION, hostile_roadmap
from support_plan_page import ROADMAPS as PLANS

ROADMAPS = {
    name: replace(plan, unmeasured=tuple({s.skill.id for s in plan.steps} & {*plan.unmeasured}))
    for name, plan in PLANS.items()
}
PAGES = {
    name: roadmap_html(roadmap, PRINCIPLES, NOTES, version=VERSION)
    for name, roadmap in ROADMAPS.items()
}
every_page = pytest.mark.parametrize("name", list(PAGES))
ticking_page = pytest.mark.parametrize("name", [name for name in PAGES if name != "nothing"])


def read(name: str) -> ReadPage:
    """Take a page apart."""
    return ReadPage(PAGES[name])


def boxes(page: ReadPage) -> dict[str, Tag]:
    """Find what can be ticked, by id."""
    found = [tag for tag in page.all("input") if "data-id" in tag.attributes]
    assert len({tag.attributes["data-id"] for tag in found}) == len(found)
    return {tag.attributes["data-id"]: tag for tag in found}


def item(page: ReadPage, id_: str) -> str:
    """Read what stands at a task."""
    return page.by_id(f"task-{id_}").text


def prose(text: str) -> str:
    """Say a text as a reader of the page sees it: code without its backticks."""
    return plain(re.sub(r"(?<!`)`([^`]+)`(?!`)", r"\1", text))


def policy(page: ReadPage) -> str:
    """Find what the page forbids."""
    (found,) = (
        tag.attributes["content"]
        for tag in page.all("meta")
        if tag.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    return found


def test_the_page_is_what_its_golden_file_holds() -> None:
    """The plan of the gardener is byte for byte what was looked at and accepted."""
    check_golden("roadmap.html", PAGES["garden"])


@every_page
def test_the_same_plan_gives_the_same_page(name: str) -> None:
    """There is neither clock nor chance in the page, and it ends with one line end."""
    page = roadmap_html(ROADMAPS[name], PRINCIPLES, NOTES, version=VERSION)
    assert page == PAGES[name]
    assert page.endswith("</html>\n")
    assert "\r" not in page


@ticking_page
def test_the_policy_allows_the_one_script_and_nothing_else(name: str) -> None:
    """The page loads nothing and runs only the script whose hash its policy names."""
    (script,) = re.findall(r"<script>(.*?)</script>", PAGES[name], flags=re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert policy(read(name)) == (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}';"
        " base-uri 'none'; form-action 'none'"
    )


def test_the_script_is_the_same_in_every_page() -> None:
    """Nothing of a plan is ever part of a program: names stand in the page, not in the script."""
    found = {
        script
        for page in PAGES.values()
        for script in re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    }
    (script,) = found
    forbidden = r"eval\(|Function\(|innerHTML|insertAdjacent|document\.write|fetch\(|XMLHttp"
    assert not re.search(forbidden, script)


@every_page
def test_nothing_else_runs_or_loads(name: str) -> None:
    """No attribute runs a program, and nothing is fetched from anywhere."""
    page = read(name)
    assert len(page.all("script")) == (name != "nothing")
    keys = {key for tag in page.tags for key in tag.attributes}
    assert not {key for key in keys if key.startswith("on")}
    assert not keys & {"src", "srcset", "style", "background", "action", "formaction"}
    loading = {"link", "img", "iframe", "object", "embed", "source", "video", "base", "form"}
    assert not loading & {tag.name for tag in page.tags}
    style = page.all("style")[0].text
    assert not re.search(r"url\(|@import|@font-face", style)


@every_page
def test_links_lead_somewhere(name: str) -> None:
    """Each link leads to one place in the page, or to an address that a browser may open."""
    page = read(name)
    ids = Counter(tag.attributes["id"] for tag in page.tags if "id" in tag.attributes)
    assert set(ids.values()) <= {1}
    for link in page.all("a"):
        href = link.attributes["href"]
        assert href.removeprefix("#") in ids or href.startswith("https://")
        assert href.startswith("#") or link.attributes["rel"] == "noopener noreferrer"
    for tag in page.tags:
        assert tag.attributes.get("aria-labelledby", "bar" if "bar" in ids else "") in {*ids, ""}
        assert tag.attributes.get("data-count", "") in {*ids, ""}


@every_page
def test_each_task_has_one_box(name: str) -> None:
    """Checks, steps, projects and what was ticked can be ticked, and only the last are."""
    page, roadmap = read(name), ROADMAPS[name]
    found = boxes(page)
    open_ = [check.id for check in roadmap.checks] + [task.id for task in roadmap.tasks]
    done = [one.claim.id for one in roadmap.ticked]
    assert list(found) == [*open_, *done]
    assert [id_ for id_, tag in found.items() if "checked" in tag.attributes] == done
    assert all(tag.attributes["type"] == "checkbox" for tag in found.values())
    assert all(tag.path[-1] == "label" for tag in found.values())
    assert page.all("main")[0].attributes["data-boxes"] == str(len(found))


@every_page
def test_the_head_says_what_all_forms_say(name: str) -> None:
    """Role, day, all paragraphs of the plan and all notes stand at the beginning, in order."""
    page, roadmap = read(name), ROADMAPS[name]
    assert page.all("h1")[0].text == plain(roadmap.role.name)
    assert "made 22 Nov 2026" in page.all("header")[0].text
    told = [tag.text for tag in page.all("p") if tag.path[-1] == "section"]
    expected = [prose(text) for text in (*paragraphs(roadmap), *NOTES)]
    assert told[: len(expected)] == expected


@every_page
def test_a_step_says_all_there_is_to_say(name: str) -> None:
    """Title, hours, days, reason, what is done, resources, what it waits for: all at the step."""
    page, roadmap = read(name), ROADMAPS[name]
    titles = {task.id: task.title for task in roadmap.tasks}
    for step in roadmap.steps[:10]:
        words = item(page, step.id)
        said = [step.title, step.id, step.importance, why_text(step), *step.can_do]
        said += [titles[id_] for id_ in step.after]
        said += [resource_note(one) for one in step.resources]
        said += [one.title for one in step.resources]
        if step.dates:
            said += [dates_text(step.dates), ends_text(step.dates)]
        for text in said:
            assert prose(text) in words, text


@every_page
def test_a_project_says_all_there_is_to_say(name: str) -> None:
    """What, on what data, when it is done, what it shows: all there, with a place for evidence."""
    page, roadmap = read(name), ROADMAPS[name]
    titles = {task.id: task.title for task in roadmap.tasks}
    titles |= {one.claim.id: one.title for one in roadmap.ticked}
    for task in roadmap.projects[:5]:
        words = item(page, task.id)
        project = task.project
        said = [task.title, task.id, project.summary, project.data, *project.criteria]
        said += [*task.common, *(titles[id_] for id_ in task.shows)]
        for text in said:
            assert prose(text) in words, text
    fields = [tag.attributes["data-evidence"] for tag in page.all("input") if _proof(tag)]
    ticked = [one.claim for one in roadmap.ticked]
    told = [c.id for c in ticked if c.id.startswith("project.") or c.evidence]
    assert fields == [*(task.id for task in roadmap.projects), *told]


def _proof(tag: Tag) -> bool:
    return "data-evidence" in tag.attributes


@every_page
def test_checks_come_before_the_steps(name: str) -> None:
    """What is probably there stands first, with the command that asks; many are folded away."""
    page, roadmap = read(name), ROADMAPS[name]
    if not roadmap.checks:
        assert "Check first" not in page.headings
        return
    assert check_command(roadmap) in page.text
    for check in roadmap.checks:
        assert item(page, check.id) == plain(f"I can already: {check_text(check)}")
    folded = [tag for tag in page.of("checks") if tag.path[-1] == "details"]
    assert len(folded) == (len(roadmap.checks) > 8)
    if roadmap.tasks:
        stage = next(head for head in page.headings if re.match("Stage 1|To study", head))
        assert page.headings.index("Check first") < page.headings.index(stage)


@pytest.mark.parametrize("count", [8, 9, 20])
def test_more_than_eight_checks_are_folded_away(count: int) -> None:
    """Eight stand on the page as they are; of more, the others are behind their number."""
    check = garden_roadmap(claims=()).checks[0]
    checks = tuple(replace(check, id=f"s{at}.1") for at in range(count))
    page = ReadPage(roadmap_html(replace(garden_roadmap(), checks=checks), version=VERSION))
    lists = [tag.text.count("I can already") for tag in page.of("checks")]
    assert lists == ([8] if count == 8 else [8, count - 8])
    assert (f"{count - 8} more" in page.text) is (count > 8)


@every_page
def test_stages_end_with_a_project(name: str) -> None:
    """All tasks stand in order in stages; each but the last ends with what is to be built."""
    roadmap = ROADMAPS[name]
    found = list(stages(roadmap))
    assert [task.id for stage in found for task in stage.tasks] == [t.id for t in roadmap.tasks]
    assert [stage.number for stage in found] == list(range(1, len(found) + 1))
    for stage in found[:-1]:
        assert stage.tasks[-1].id.startswith("project.")
        assert stage.goal
    for stage in found:
        kinds = [task.id.startswith("project.") for task in stage.tasks]
        assert True not in kinds[:-1]


def test_each_project_ends_a_stage() -> None:
    """Where two projects follow each other both have a stage, as in the Markdown."""
    roadmap = ROADMAPS["garden"]
    step, *_, last = roadmap.steps
    project = roadmap.projects[0]
    other = replace(project, id="project.X", project=project.project._replace(name="Another"))
    both = replace(roadmap, tasks=(step, project, other, last))
    found = [(stage.goal, len(stage.tasks)) for stage in stages(both)]
    assert found == [(project.project.name, 2), ("Another", 1), ("", 1)]
    assert len(boxes(ReadPage(roadmap_html(both, version=VERSION)))) == 9


def test_headings_name_the_stages() -> None:
    """A stage is named by its project, the rest as such, and a plan without projects as study."""
    page, names = read("garden"), [task.project.name for task in ROADMAPS["garden"].projects]
    at = page.headings.index("All stages") + 1
    goals = [
        f"Stage {number}, which ends with the project {name}"
        for number, name in enumerate(names, 1)
    ]
    assert page.headings[at : at + len(goals) + 1] == [*goals, "And then"]
    assert "To study" in read("unbuilt").headings
    assert "All stages" not in read("unbuilt").headings
    assert "What goes for every project" not in read("unbuilt").headings


def test_a_stage_says_how_much_it_is_and_when() -> None:
    """The hours of a stage are those of its steps, its days those of the first and the last."""
    roadmap = ROADMAPS["garden"]
    (stage,) = stages(replace(roadmap, tasks=roadmap.steps))
    low, high = roadmap.hours
    assert stage.facts[0] == f"about {low} to {high} h"
    assert roadmap.steps[-1].dates
    assert day_text(roadmap.steps[-1].dates.ends) in stage.facts[1]
    undated = ROADMAPS["undated"]
    (stage,) = stages(replace(undated, tasks=undated.steps))
    assert len(stage.facts) == 1
    (stage,) = stages(replace(roadmap, tasks=roadmap.projects[:1]))
    assert stage.facts == ()


def test_the_coming_weeks_are_those_of_the_plan() -> None:
    """At most eight weeks, each with its minutes and what they are for; none without hours."""
    page, roadmap = read("garden"), ROADMAPS["garden"]
    weeks = list(roadmap.weeks())[:SHOWN_WEEKS]
    rows = [tag.text for tag in page.all("li") if "section" in tag.path][: len(weeks)]
    assert len(weeks) == 8
    for row, week in zip(rows, weeks, strict=True):
        assert row.startswith(f"Week of {week.monday.day} {week.monday:%b %Y} 6 h")
        assert all(step.title in row for step, _ in week.parts)
    assert "The coming weeks" not in read("undated").headings


@every_page
def test_ticks_are_shown_with_their_state(name: str) -> None:
    """What was ticked has its day and what answers make of it; nothing is proven by a tick."""
    page, roadmap = read(name), ROADMAPS[name]
    for one in roadmap.ticked:
        words = item(page, one.claim.id)
        assert plain(one.title) in words
        assert f"{int(one.claim.on[-2:])} Nov 2026" in words
        assert plain(ticked_state(one)) in words
        assert one.proven == ("; proven:" in words)
        box = boxes(page)[one.claim.id].attributes
        assert (box["data-on"], box["data-at"]) == (one.claim.on, one.claim.at)


@pytest.mark.parametrize("on", ["", "some day"])
def test_a_tick_without_a_day_is_shown_all_the_same(on: str) -> None:
    """A tick whose day is not known, or is none, is still a tick."""
    roadmap = garden_roadmap()
    first = roadmap.ticked[0]
    undated = replace(roadmap, ticked=(replace(first, claim=first.claim._replace(on=on)),))
    page = ReadPage(roadmap_html(undated, version=VERSION))
    assert "checked" in boxes(page)["digging.1"].attributes
    assert item(page, "digging.1").startswith(f"Digging: novice {on}; proven".replace(" ;", ""))


@ticking_page
def test_the_bar_counts_the_ticks(name: str) -> None:
    """Without any script the bar and its words say how many are ticked."""
    page, roadmap = read(name), ROADMAPS[name]
    total = len(boxes(page))
    (bar,) = page.all("progress")
    assert (bar.attributes["value"], bar.attributes["max"]) == (
        str(len(roadmap.ticked)),
        str(total),
    )
    assert page.by_id("count").text == f"{len(roadmap.ticked)} of {total} ticked"


@ticking_page
def test_the_page_says_what_a_tick_is(name: str) -> None:
    """A tick is called a claim, with the commands that take it in and that prove it."""
    text = read(name).text
    assert "claimed, not as proven" in text
    for command in ("mlcareer assess --claimed", "mlcareer sync mlcareer-ticks.json"):
        assert command in text
    assert "forgets your ticks" in read(name).all("noscript")[0].text


@every_page
def test_what_needs_the_script_is_hidden_without_it(name: str) -> None:
    """Buttons that would do nothing are not shown."""
    hidden = [tag for tag in read(name).tags if "data-scripted" in tag.attributes]
    assert all("hidden" in tag.attributes for tag in hidden)
    assert len(hidden) == 2 * (name != "nothing")


@every_page
def test_what_is_left_out_is_listed(name: str) -> None:
    """Each skill without time before the deadline is named, under that day."""
    page, roadmap = read(name), ROADMAPS[name]
    left_out = roadmap.fit.left_out if roadmap.fit else ()
    assert ("Left out until 20 Dec 2026" in page.headings) == bool(left_out)
    assert all(plain(left_out_text(one)) in page.text for one in left_out)


def test_an_empty_plan_is_a_page() -> None:
    """Where there is nothing to study the page says so, and has nothing to tick."""
    page = read("nothing")
    assert "Nothing to study" in page.text
    assert page.headings == ["How much it is, and what it brings"]


def test_an_address_is_a_link_only_where_a_browser_may_open_it() -> None:
    """Addresses that would run something, or are none, are shown as plain text."""
    assert not [a for a in read("hostile").all("a") if "out" in a.attributes.get("class", "")]
    assert "javascript:alert(1)" in read("hostile").text
    assert len(read("garden").of("out")) == 3


@settings(max_examples=40)
@given(st.lists(st.one_of(st.text(), st.sampled_from(NAMES)), min_size=1, max_size=6))
def test_no_text_of_content_breaks_the_page(names: list[str]) -> None:
    """Whatever skills are called, each element ends where it should and all boxes are there."""
    roadmap = hostile_roadmap([name or "x" for name in names])
    page = ReadPage(roadmap_html(roadmap, names, names, version=VERSION))
    assert page.all("h1")[0].text == plain(roadmap.role.name)
    assert len(page.all("script")) == 1
    tasks = len(roadmap.tasks) + len(roadmap.checks) + len(roadmap.ticked)
    assert len(boxes(page)) == tasks
    assert [task.id for task in roadmap.tasks if isinstance(task, PlanProject)]


@given(st.text(st.one_of(st.sampled_from("`<>&\"' ab\n"), st.characters(codec="utf-8"))))
def test_code_is_set_apart_and_all_else_is_text(text: str) -> None:
    """Of a text only the backticks around code are lost."""
    page = ReadPage(f"<p>{marked(text)}</p>")
    assert {tag.name for tag in page.tags} <= {"p", "code"}
    told = "".join(page.all("p")[0].texts)
    assert told == re.sub(r"(?<!`)`([^`]+)`(?!`)", r"\1", without_controls(text))


def test_code_in_a_text_looks_like_code() -> None:
    """Backticks become code; a single one stays."""
    assert marked("use `a < b` now") == "use <code>a &lt; b</code> now"
    assert marked("a ` alone") == "a ` alone"


def test_plan_and_report_look_alike() -> None:
    """Both pages have the same colours and the same ground of style."""
    report = report_html(garden_report(), "2026-11-22", version=VERSION)
    ground = report[report.index(":root") : report.index("/* How much is there */")].strip()
    assert len(ground) > 2000
    assert ground in PAGES["garden"]


def test_hours_that_are_not_known_leave_no_dates() -> None:
    """Without hours a week no day but that of making stands in the page, and it says how."""
    page = ReadPage(
        roadmap_html(
            garden_roadmap(wishes=WISHES._replace(hours_a_week=None), claims=()), version=VERSION
        )
    )
    assert re.findall(r"\d+ \w{3} 20\d\d", page.text) == ["22 Nov 2026"]
    assert "mlcareer roadmap --hours 6" in page.text
