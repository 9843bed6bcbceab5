"""Right and wrong answers are told apart as the questions here have them."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.content.lints import option_lints
from mlcareer.interchange.marking import PARTS, WRONG_ANSWERS, Marked, mark, short
from mlcareer.interchange.raw import Answer, LeftOutError, Raw
from mlcareer.model.questions import Form

TYPED = (Form.NUMBER, Form.TEXT)
SINGLE = (Form.CHOICE, Form.NUMBER)


def marked(form: Form, *answers: Answer) -> tuple[Marked, list[str]]:
    """Mark answers; return what came of it and what was said."""
    raw = Raw(form=form, answers=list(answers))
    return mark(raw), raw.remarks


def answers_of(form: Form) -> st.SearchStrategy[list[Answer]]:
    """Make answers to a question of a form, some of them twice or of part of the points."""
    words = st.sampled_from(("0", "1", "1.5", "-2", "2e1", "10"))
    if form is not Form.NUMBER:
        words |= st.sampled_from(("a", "A", "`a`", " a  b", "", " ", "c\nd"))
    return st.lists(
        st.builds(
            Answer,
            words,
            st.sampled_from((-1.0, 0.0, 0.25, 0.5, 1.0)),
            st.sampled_from(("", "so", "not so")),
            st.sampled_from((0.0, 0.5)) if form is Form.NUMBER else st.just(0.0),
        ),
        max_size=9,
    )


def test_numbers_of_answers_are_those_of_the_check() -> None:
    """What an import says of too few or too many is what the check of content wants."""
    assert WRONG_ANSWERS == option_lints.WRONG_ANSWERS
    wanted = {form: (parts[0], parts[-1]) for form, parts in option_lints.PARTS.items()}
    assert wanted == PARTS


@pytest.mark.parametrize("form", Form)
@given(data=st.data())
def test_each_answer_is_right_or_wrong_or_named(form: Form, data: st.DataObject) -> None:
    """No text is both, none is lost without a word, and the best of them is the key."""
    given_ = data.draw(answers_of(form))
    raw = Raw(form=form, answers=given_)
    try:
        found = mark(raw)
    except LeftOutError:
        best = [one for one in given_ if one.share > 0 and one.text.strip()]
        assert form is Form.SEQUENCE or not best
        return
    right, wrong = {*found.key, *found.accepted}, {text for text, _ in found.wrong}
    assert not right & wrong
    assert len(found.wrong) == len(wrong)
    texts = {one.text for one in given_ if one.text.strip()}
    assert right | wrong <= texts
    if len(right | wrong) < len(texts):
        assert any(": left out" in one or "left out: '" in one for one in raw.remarks)
    shares: dict[str, float] = {}
    for one in given_:
        shares[one.text] = max(one.share, shares.get(one.text, -9.0))
    top = max(shares[text] for text in texts)
    if form in {Form.CHOICE, *TYPED}:
        assert {shares[text] for text in right} == {top}
    else:
        assert all(shares[text] > 0 for text in right)
        assert all(shares[text] <= 0 for text in wrong)


@pytest.mark.parametrize("form", Form)
@given(data=st.data())
def test_the_order_of_the_file_is_kept(form: Form, data: st.DataObject) -> None:
    """Right answers stand as they did among each other, and so do the wrong ones."""
    given_ = data.draw(answers_of(form))
    try:
        found, _ = marked(form, *given_)
    except LeftOutError:
        return
    order = list(dict.fromkeys(one.text for one in given_))
    for texts in ([*found.key, *found.accepted], [text for text, _ in found.wrong]):
        assert texts == sorted(texts, key=order.index)


def test_the_best_of_two_that_are_alike_is_kept() -> None:
    """Whichever comes first, the answer that brings more is the one that counts."""
    answers = (Answer("a", 1.0, "yes"), Answer("a", 0.5, "half"), Answer("b", 0.0))
    for some in permutations(answers):
        found, said = marked(Form.CHOICE, *some)
        assert (found.key, found.praise, found.wrong) == (("a",), "yes", (("b", ""),))
        assert said[0] == "an answer that stands twice is kept once: 'a'"


@pytest.mark.parametrize("form", SINGLE)
def test_one_of_two_right_answers_is_the_key(form: Form) -> None:
    """The first is kept with what is said of it, and the others are named."""
    found, said = marked(form, Answer("1", 1.0, "first"), Answer("2", 1.0, "second"))
    assert (found.key, found.accepted, found.praise) == (("1",), (), "first")
    assert said[0] == "a second right answer was left out: '2'"


def test_other_spellings_are_accepted_with_what_is_said_of_them() -> None:
    """Of an answer that is typed all right spellings count, and nothing is said twice."""
    found, said = marked(
        Form.TEXT, *(Answer(text, 1.0, why) for text, why in (("a", "x"), ("b", "y"), ("c", "x")))
    )
    assert (found.key, found.accepted, found.praise) == (("a",), ("b", "c"), "x\ny")
    assert said == []


@pytest.mark.parametrize(("share", "form"), [(1.0, Form.CHOICE), (0.5, Form.CHOICE)])
def test_several_of_which_one_is_right_are_a_choice(share: float, form: Form) -> None:
    """One right answer among boxes to tick is a choice, whatever it brings."""
    wrong = (Answer("b", 0.0), Answer("c", -1.0))
    found, said = marked(Form.SEVERAL, Answer("a", share), *wrong)
    assert (found.form, found.key, said) == (form, ("a",), [])


def test_unequal_points_are_named_from_a_thousandth_on() -> None:
    """Thirds that were rounded are equal; a half and a third are not."""
    wrong = (Answer("d", 0.0),)
    _, said = marked(
        Form.SEVERAL,
        *(Answer(t, s) for t, s in (("a", 0.33333), ("b", 0.33334), ("c", 0.3333))),
        *wrong,
    )
    assert said == []
    _, said = marked(Form.SEVERAL, *(Answer(t, s) for t, s in (("a", 0.5), ("b", 0.333))), *wrong)
    assert said[0].startswith("its right answers bring unequal points")


@pytest.mark.parametrize(
    ("other", "margin", "same"),
    [
        ("5", 0.0, False),
        ("4.0", 0.0, True),
        ("5", 1.0, True),
        ("3", 1.0, True),
        ("5.01", 1.0, False),
        ("4e0", 0.0, True),
    ],
)
def test_a_number_within_the_margin_is_no_mistake(other: str, margin: float, *, same: bool) -> None:
    """A foreseen mistake that would count as right is left out, and that is said."""
    found, said = marked(Form.NUMBER, Answer("4", 1.0, "", margin), Answer(other, 0.0, "why"))
    assert found.tolerance == margin
    assert found.wrong == (() if same else ((other, "why"),))
    assert said == ([f"'{other}' counts as right here, too: left out"] if same else [])


@pytest.mark.parametrize("other", ["York", "york", " YORK ", '"York"', "`york`", "'York'"])
def test_a_spelling_that_does_not_count_is_no_mistake(other: str) -> None:
    """Capitals, blanks around and quotation marks make no other answer of a typed text."""
    found, _ = marked(Form.TEXT, Answer("york", 1.0), Answer(f"{other} ", 0.5), Answer("x", 0.0))
    assert found.wrong == (("x", ""),)
    found, _ = marked(Form.CHOICE, Answer("york", 1.0), Answer("York", 0.0), Answer("x", 0.0))
    assert found.wrong == (("York", ""), ("x", ""))


@pytest.mark.parametrize("number", range(9))
@pytest.mark.parametrize("form", Form)
def test_numbers_that_the_check_refuses_are_said_at_once(form: Form, number: int) -> None:
    """Too few or too many wrong answers are named with how many are wanted and what to do."""
    right = [Answer(str(100 + at), 1.0) for at in range(3 if form.in_parts else 1)]
    wrong = [Answer(str(at), 0.0) for at in range(number)]
    found, said = marked(form, *right, *wrong)
    fewest, most = option_lints.WRONG_ANSWERS[form]
    about_wrong = [one for one in said if "wrong answer" in one]
    assert len(found.wrong) == number
    # A question without any wrong answer gets a first one as a line to be filled in.
    assert len(about_wrong) == (not fewest <= max(number, 1) <= most)
    for one in about_wrong:
        noun = "wrong answer" if number == 1 else "wrong answers"
        wanted = f"{fewest} or {most}" if most - fewest == 1 else f"{fewest} to {most}"
        what = "add misconceptions as further options" if number < fewest else "remove some"
        assert one == f"it has {number} {noun}, and {wanted} are wanted: {what}"


@pytest.mark.parametrize("orders", [0, 1])
@pytest.mark.parametrize("number", range(2, 9))
def test_steps_that_the_check_refuses_are_said_at_once(number: int, orders: int) -> None:
    """Three to six steps are put in order; others are named. A wrong order is no step."""
    steps = [Answer(f"step {at}", 1.0) for at in range(number)]
    found, said = marked(Form.SEQUENCE, *steps, *[Answer("2 1", 0.0)] * orders)
    assert len(found.key) == number
    what = "add some" if number < 3 else "remove some"
    wanted = f"it has {number} steps, and 3 to 6 are wanted: {what}"
    assert said == ([] if 3 <= number <= 6 else [wanted])


@pytest.mark.parametrize(
    ("form", "answers", "reason"),
    [
        (Form.CHOICE, (), "no answer is right"),
        (Form.CHOICE, (Answer("a", 0.0),), "no answer is right"),
        (Form.CHOICE, (Answer(" ", 1.0), Answer("b", 0.0)), "no answer is right"),
        (Form.SEVERAL, (Answer("a", -0.5), Answer("b", 0.0)), "no answer is right"),
        (Form.SEQUENCE, (Answer("a", 1.0),), "it puts fewer than two steps in order"),
        (Form.SEQUENCE, (Answer("a", 1.0), Answer("b", 0.0)), "fewer than two steps"),
        (Form.SEQUENCE, (Answer("a", 1.0),) * 2, "the step 'a' stands in it twice"),
    ],
)
def test_what_has_no_key_is_refused(form: Form, answers: tuple[Answer, ...], reason: str) -> None:
    """Without a right answer, or an order, there is no question."""
    with pytest.raises(LeftOutError, match=reason):
        marked(form, *answers)


def test_only_steps_may_not_stand_twice() -> None:
    """Options that stand twice are kept once; blank steps are none; orders are no steps."""
    steps = [Answer(text, 1.0) for text in ("a", " ", "b", "", "c")]
    found, said = marked(Form.SEQUENCE, *steps, Answer("2 1 3", 0.0, "no"), Answer("2 1 3", 0.0))
    assert (found.key, found.wrong) == (("a", "b", "c"), (("2 1 3", "no"),))
    assert said == [
        "an answer without words was left out",
        "an answer without words was left out",
        "an answer that stands twice is kept once: '2 1 3'",
    ]
    found, _ = marked(Form.SEVERAL, Answer("a", 0.5), Answer("a", 0.5), Answer("b", 0.5))
    assert found.key == ("a", "b")


@given(st.text(max_size=200))
def test_a_text_is_shown_on_one_short_line(text: str) -> None:
    """What is quoted in a remark is one line, and begins as the text does."""
    shown = short(text)
    assert len(shown) <= 43
    assert shown == " ".join(shown.split()) or shown.endswith(" ...")
    words = " ".join(text.split())
    assert words == shown if len(words) <= 40 else words.startswith(shown.removesuffix("..."))
