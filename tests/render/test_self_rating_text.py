import pytest

from mlcareer.gaps import Report
from mlcareer.render.page import Page
from mlcareer.render.self_rating_text import point_text, self_rating_text, self_rating_words
from mlcareer.self_rating import ENOUGH_SKILLS, Comparison, Point, SelfKnowledge, Verdict
from support_golden import garden_report

GARDEN = garden_report()
ONE = GARDEN.self_knowledge.comparisons[0]
POINTS = (Point(1, 3, 1.26, 0.5, 2.04), Point(3, 1, 2.0, 0.0, 4.0))


def knowing(
    comparisons: tuple[Comparison, ...], habit: Verdict, shift: float = 0.0, reach: float = 0.3
) -> Report:
    """Make the report of a person who knows herself in some way."""
    known = SelfKnowledge(comparisons, POINTS, shift, shift - reach, shift + reach, habit)
    return GARDEN._replace(self_knowledge=known)


@pytest.mark.parametrize(
    ("number", "habit", "shift", "words"),
    [
        (ENOUGH_SKILLS - 1, Verdict.HIGHER, 0.6, "Fewer than 5 skills are too few to speak of"),
        (
            ENOUGH_SKILLS,
            Verdict.WITHIN,
            -0.04,
            (
                "On the whole your ratings agree with your answers: the mean difference of"
                " +0.0 levels (-0.3 to +0.3) may well be chance."
            ),
        ),
        (
            ENOUGH_SKILLS,
            Verdict.HIGHER,
            0.66,
            (
                "On the whole you rate yourself higher than your answers show, by about 0.7 levels"
                " (+0.4 to +1.0)."
            ),
        ),
        (
            ENOUGH_SKILLS + 1,
            Verdict.LOWER,
            -0.66,
            (
                "On the whole you rate yourself lower than your answers show, by about 0.7 levels"
                " (-1.0 to -0.4)."
            ),
        ),
    ],
)
def test_a_habit_is_told_as_far_as_it_is_sure(
    number: int, habit: Verdict, shift: float, words: str
) -> None:
    """Enough skills say whether somebody rates too high or too low, and no number is -0.0."""
    explained, told, *_ = self_rating_words(knowing((ONE,) * number, habit, shift))
    assert explained.startswith("Measured: the mean level on the scale from 0 (not yet) to 4")
    assert told.startswith(words)
    assert "-0.0" not in told


def test_each_verdict_names_its_skills_and_the_rest_is_counted() -> None:
    """Skills rated too high or too low are named, the largest difference first."""
    high = ONE._replace(skill="compost", difference=1.5, certainty=0.93, verdict=Verdict.HIGHER)
    higher = high._replace(skill="tomatoes", difference=2.5, certainty=0.999)
    low = ONE._replace(skill="pruning", rating=0, certainty=0.95, verdict=Verdict.LOWER)
    report = knowing((ONE, high, higher, low, ONE), Verdict.WITHIN)
    _, _, *told = self_rating_words(report)
    assert [text.partition(":")[0] for text in told] == [
        "Rated higher than the answers show (each at least 90 % sure)",
        "Rated lower than the answers show (each at least 90 % sure)",
        "Within the error of measuring",
    ]
    assert told[0].index("Tomatoes (you said proficient, measured") < told[0].index("Compost")
    assert told[0].endswith("93 %).")
    assert ">99 %); Compost" in told[0]
    assert "Pruning (you said not yet, measured" in told[1]
    assert told[2].endswith(": 2 skills.")


def test_without_a_comparison_there_is_nothing() -> None:
    """Where no skill was both rated and measured, not even a heading stands there."""
    assert self_rating_text(Page(), garden_report(())) == ""


def test_a_point_is_a_mean_with_its_range() -> None:
    """One decimal is as much as a mean of levels can be known."""
    assert point_text(POINTS[0]) == "1.3 (0.5 to 2.0)"


@pytest.mark.parametrize("page", [Page(), Page(width=60), Page(plain=True), Page(unicode=False)])
def test_the_picture_shows_the_highest_rating_first(page: Page) -> None:
    """Each rating has its bar or its sentence, and signs are explained where there are any."""
    text = self_rating_text(page, knowing((ONE,), Verdict.WITHIN))
    title, _, *rows = text.splitlines()
    assert title == "Knowing yourself: 1 skill rated and measured"
    places = [text.index(f"{point_text(one)}, ") for one in POINTS]
    assert places == sorted(places, reverse=True)
    assert ("You said" in rows[0]) is (page.width == 80)
    assert ("measured, " in text.partition("Measured:")[0]) is not page.plain
    assert ("\u25cf" in text) is (page.unicode and not page.plain)
    assert "3 skills" in text
