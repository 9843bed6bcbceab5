import json
from collections.abc import Callable
from functools import partial

import pytest

from mlcareer.changes import Changes, Movement, Snapshot, Total, compare
from mlcareer.model.wording import chance_text
from mlcareer.render.changes_json import changes_data
from mlcareer.render.changes_text import changes_sentences, changes_text
from mlcareer.render.envelope import to_json
from mlcareer.render.history import history_data, history_text
from mlcareer.render.page import Page
from simulated import make_role
from support_changes import Ability, snapshot, world
from support_golden import check_golden

PLACE = world(
    "apples", "bees", "chairs", "doors", "endive", "fences", "gates", "hedges of hornbeam and yew"
)
THEN: dict[str, Ability] = {
    "apples": (-1.5, 0.5, 4),
    "bees": (0.5, 0.4, 5),
    "chairs": (-0.9, 0.7, 3),
    "doors": (0.2, 0.8, 2),
    "endive": (1.2, 0.4, 3),
    "gates": (0.5, 0.3, 1),
    "hedges of hornbeam and yew": (-1.8, 0.3, 6),
}
LATER: dict[str, Ability] = {
    "apples": (0.4, 0.5, 5),
    "bees": (-0.6, 0.4, 4),
    "chairs": (-0.4, 0.7, 3),
    "doors": (-0.3, 0.8, 4),
    "endive": (1.2, 0.4, 3),
    "fences": (0.4, 0.7, 3),
    "hedges of hornbeam and yew": (1.3, 0.3, 6),
}
PAGES = {
    "80": Page(width=80),
    "40": Page(width=40),
    "plain": Page(width=80, plain=True),
    "ascii": Page(width=80, unicode=False),
}


def first() -> Snapshot:
    """Stand somewhere."""
    return snapshot(PLACE, THEN)


def second(*, number: int = 2, said: int = 30, complete: bool = False) -> Snapshot:
    """Stand somewhere else."""
    return snapshot(PLACE, LATER, number=number, said=said, until="2026-11-22", complete=complete)


def between() -> Changes:
    """Compare two assessments."""
    return compare(first(), second())


def within() -> Changes:
    """Compare two states of one assessment."""
    return compare(first(), second(number=1))


def nothing_measured() -> Snapshot:
    """Make an assessment in which skills were only rated."""
    return snapshot(PLACE, {}, number=3, until="2026-12-01", complete=False)


def all_snapshots() -> list[Snapshot]:
    """List three assessments."""
    return [first(), second(), nothing_measured()]


def other_role(number: int) -> Snapshot:
    """Hold an assessment against another role."""
    skill_map, role = PLACE
    baker = make_role({"apples": (3, 1.0)})._replace(name="Baker")
    held = baker if number == 2 else role
    return snapshot((skill_map, held), LATER, number=number, until="2026-11-22")


def changes_on(name: str) -> str:
    """Lay out what moved between two assessments on one of the pages."""
    return changes_text(PAGES[name], between())


def history_on(name: str) -> str:
    """Lay out three assessments on one of the pages."""
    return history_text(PAGES[name], all_snapshots())


FORMS: dict[str, Callable[[], str]] = {
    **{f"changes-{name}.txt": partial(changes_on, name) for name in PAGES},
    "changes-same.txt": lambda: changes_text(PAGES["80"], within()),
    "changes.json": lambda: to_json("diff", changes_data(between())),
    **{f"history-{name}.txt": partial(history_on, name) for name in PAGES},
    "history.json": lambda: to_json("history", history_data(all_snapshots())),
}


def flat(text: str) -> str:
    """Undo line breaks."""
    return " ".join(text.split())


@pytest.mark.parametrize("name", list(FORMS))
def test_each_form_prints_what_its_golden_file_holds(name: str) -> None:
    """A comparison and a history in each form are byte for byte what was accepted."""
    check_golden(name, FORMS[name]())


@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
@pytest.mark.parametrize("plain", [False, True])
def test_text_keeps_to_the_page(width: int, plain: bool) -> None:
    """No line is wider than the page, and a table needs room that is there."""
    page = Page(width=width, plain=plain)
    for text in (changes_text(page, between()), history_text(page, all_snapshots())):
        words = max(len(word) for word in text.split())
        assert max(len(line) for line in text.splitlines()) <= max(width, words + 2)
        assert text.endswith("\n")
        assert "\n\n\n" not in text


@pytest.mark.parametrize("chance_up", [0.02, 0.3, 0.6, 0.97])
@pytest.mark.parametrize("movement", [Movement.UP, Movement.SEEMS_UP])
def test_a_share_moved_with_the_chance_of_its_own_way(chance_up: float, movement: Movement) -> None:
    """What went down is told with the chance that it did, and what went up likewise."""
    low, high = (between().readiness.before._replace(share=share) for share in (0.25, 0.5))
    for before, after, way in ((low, high, "higher"), (high, low, "lower")):
        total = Total(before, after, chance_up, movement)
        text = flat(changes_text(Page(), between()._replace(readiness=total)))
        chance = chance_text(chance_up if way == "higher" else 1 - chance_up)
        moved = f"That is {way} by more than its error, with a chance of {chance}."
        seems = f"That is within the error: it is {way} with a chance of {chance}."
        assert (moved if movement is Movement.UP else seems) in text


def test_every_skill_that_was_measured_is_accounted_for() -> None:
    """Each skill is listed by name under what became of it, or counted as not moved."""
    changes = between()
    text = flat(changes_text(PAGES["plain"], changes))
    names = changes.after.report.skill_map.skills
    for each in changes.skills:
        assert (names[each.skill].name in text) is (each.movement is not Movement.SAME)
    assert {each.movement for each in changes.skills} == set(Movement)
    assert "Not moved: 1 skill." in text
    assert "Measured before and not now: Gates." in text
    assert "Measured for the first time: Fences (" in text


def test_seeming_and_moving_are_kept_apart() -> None:
    """What is within the error stands in its own list, with the way it seems to go."""
    text = flat(changes_text(PAGES["plain"], between()))
    moved, _, rest = text.partition("Only seems to have moved, within the error, ")
    assert rest.startswith("up: Chairs; down: Doors.")
    assert "Chairs" not in moved
    assert "Doors" not in moved
    assert moved.index("Moved up") < moved.index("Apples") < moved.index("Moved down")
    assert moved.index("Moved down") < moved.index("Bees")


def test_luck_is_counted() -> None:
    """The reader is told how many skills come out as moved by luck alone."""
    changes = between()
    text = flat(changes_text(PAGES["80"], changes))
    assert f"{changes.compared} skills compared: luck alone moves up to 0.6 of them up" in text


def test_one_assessment_at_two_times_is_no_growth() -> None:
    """What later answers told is neither said to have moved nor counted as luck."""
    text = flat(changes_text(PAGES["80"], within()))
    assert "not growth" in text
    assert "Estimated higher now" in text
    assert "Moved" not in text
    assert "luck" not in text
    for word in ("progress", "improve", "better"):
        assert word not in text.lower()


def test_nothing_said_is_nothing_moved() -> None:
    """The same state twice is told in one sentence."""
    changes = compare(first(), first())
    text = changes_text(PAGES["80"], changes)
    assert text.endswith("\n\nNothing was said in between, so nothing moved.\n")
    assert text.count("\n") == 3


def test_where_no_skill_moved_it_says_so() -> None:
    """Without a skill beyond its error there is no table and no word on how sure it is."""
    text = flat(changes_text(PAGES["80"], compare(first(), first()._replace(number=2, said=10))))
    assert "No skill moved by more than its error." in text
    assert "That did not move." in text
    assert "Sure" not in text
    assert "Not moved: 7 skills." in text


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (nothing_measured, second, "before nothing was measured."),
        (second, nothing_measured, "now nothing is measured."),
        (nothing_measured, nothing_measured, "No question was answered at either time"),
    ],
)
def test_readiness_that_was_not_measured_is_not_compared(
    before: Callable[[], Snapshot], after: Callable[[], Snapshot], said: str
) -> None:
    """Where one time has no answers, no difference of readiness is claimed."""
    changes = compare(before(), after()._replace(number=9))
    text = flat(changes_text(PAGES["80"], changes))
    assert said in text
    assert "error" not in text
    total = json.loads(to_json("diff", changes_data(changes)))["data"]["readiness"]
    assert total["difference"] is None
    assert total["chance_higher"] is None


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (-1.5, 1.5, "That is higher by more than its error, with a chance of"),
        (1.5, -1.5, "That is lower by more than its error, with a chance of"),
        (-0.9, -0.7, "That is within the error: it is higher with a chance of"),
        (-0.7, -0.9, "That is within the error: it is lower with a chance of"),
    ],
)
def test_readiness_is_held_against_its_error(then: float, now: float, said: str) -> None:
    """The share of the role is said to have moved, or only to seem so, and which way."""
    one, two = (
        snapshot(PLACE, dict.fromkeys(PLACE[0].skills, (mean, 0.5, 4)), number=number)
        for number, mean in ((1, then), (2, now))
    )
    assert said in flat(changes_text(PAGES["80"], compare(one, two)))


@pytest.mark.parametrize("make", [between, within, lambda: compare(first(), first())])
def test_sentences_say_what_the_text_says(make: Callable[[], Changes]) -> None:
    """Sentences for a page name the same skills, with the same words around them."""
    changes = make()
    sentences = changes_sentences(changes)
    text = flat(changes_text(PAGES["plain"], changes))
    assert all(sentence.endswith(".") and "\n" not in sentence for sentence in sentences)
    for sentence in sentences:
        heading, moved, _ = sentence.partition(", by more than the error: ")
        assert (f"{heading}{moved.replace(': ', ' - ')}" if moved else flat(sentence)) in text
    names = changes.after.report.skill_map.skills
    for each in changes.of(Movement.UP, Movement.DOWN):
        assert f"{names[each.skill].name} (" in " ".join(sentences)


@pytest.mark.parametrize(("answers", "few"), [(2, True), (3, False)])
def test_where_too_few_were_asked_it_says_what_to_do(answers: int, few: bool) -> None:
    """Nothing moved and hardly anything asked: more questions about some skills show more."""
    one, two = (
        snapshot(PLACE, {"apples": (0, 0.5, answers), "bees": (0, 0.5, 3)}, number=number)
        for number in (1, 2)
    )
    assert ("assess SKILL" in flat(changes_text(PAGES["80"], compare(one, two)))) is few


def test_sentences_say_where_no_skill_moved() -> None:
    """Without a skill beyond its error the sentences say that too."""
    still = compare(first(), first()._replace(number=2, said=10))
    assert "No skill moved by more than its error." in changes_sentences(still)


def test_data_leaves_out_what_was_never_measured() -> None:
    """Skills measured at neither time are not listed, others with null where unmeasured."""
    unmeasured = dict(THEN)
    del unmeasured["gates"]
    data = changes_data(compare(snapshot(PLACE, unmeasured), second()))
    rows = json.loads(json.dumps(data))["skills"]
    by_id = {row["id"]: row for row in rows}
    assert "gates" not in by_id
    assert by_id["fences"]["before"] is None
    assert by_id["fences"]["difference"] is None
    assert by_id["fences"]["movement"] == "first-measured"
    assert by_id["endive"]["movement"] == "same"
    assert 0 <= by_id["apples"]["chance_higher"] <= 1


def test_a_history_of_different_roles_says_so() -> None:
    """Shares of different roles stand side by side only with a warning."""
    text = flat(history_text(PAGES["80"], [other_role(1), other_role(2)]))
    assert "Roles: 1 Tester, 2 Baker; shares of different roles cannot be compared." in text
    assert "Role: Tester." in flat(history_text(PAGES["80"], [other_role(1)]))


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "mlcareer assess --new, then mlcareer diff 1 2"), (2, "diff 1 2"), (3, "diff 2 3")],
)
def test_a_history_ends_with_how_to_compare(count: int, said: str) -> None:
    """The last line names the command that compares the latest two."""
    text = history_text(PAGES["80"], all_snapshots()[:count])
    assert text.splitlines()[-1].endswith(said)


def test_an_assessment_without_answers_has_no_share() -> None:
    """Where nothing was measured, nothing is claimed about the role."""
    assert "nothing measured; under way" in flat(history_text(PAGES["plain"], all_snapshots()))
    rows = json.loads(json.dumps(history_data(all_snapshots())))["assessments"]
    assert [row["readiness"]["share"] is None for row in rows] == [False, False, True]
    assert [row["readiness"]["certainty"] for row in rows] == [0.8] * 3
    assert [row["number"] for row in rows] == [1, 2, 3]
