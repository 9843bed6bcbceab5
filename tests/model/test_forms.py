import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.model.questions import Form, Outcome, guessing, typed_number
from support import make_question

RIGHT, WRONG = Outcome.RIGHT, Outcome.WRONG

SEVERAL = make_question(
    form=Form.SEVERAL, answer="a list\na tuple", wrong=("a set", "a frozenset", "a dictionary")
)
SEQUENCE = make_question(
    form=Form.SEQUENCE, answer="split\nfit\nscore", wrong=("2 1 3", "1 3 2", "3 2 1")
)
NUMBER = make_question(form=Form.NUMBER, answer="0.25", wrong=("0.75", "4"), tolerance=0.005)
TEXT = make_question(
    form=Form.TEXT, answer="setdefault", accepted=("dict.setdefault",), wrong=("get", "pop")
)


@pytest.mark.parametrize("question", [make_question(), SEVERAL, SEQUENCE, NUMBER, TEXT])
def test_the_answer_is_right_and_not_knowing_is_not_wrong(question: object) -> None:
    """In each form the answer is right, and "I don't know" is its own outcome."""
    assert isinstance(question, type(SEVERAL))
    assert question.outcome_of(question.answer) is RIGHT
    assert question.outcome_of(None) is Outcome.DONT_KNOW
    assert question.mistakes_in(question.answer) == ()


@pytest.mark.parametrize(
    ("reply", "outcome", "mistakes"),
    [
        ("a list\na tuple", RIGHT, 0),
        ("a tuple\na list", RIGHT, 0),
        ("a list", WRONG, 0),
        ("a list\na tuple\na set", WRONG, 1),
        ("a set\na frozenset\na dictionary", WRONG, 3),
    ],
)
def test_several_are_right_together_alone(reply: str, outcome: Outcome, mistakes: int) -> None:
    """All that apply and no other must be chosen, in any order; each wrong one is explained."""
    assert SEVERAL.outcome_of(reply) is outcome
    assert len(SEVERAL.mistakes_in(reply)) == mistakes


@pytest.mark.parametrize(
    ("reply", "outcome", "mistake"),
    [
        ("split\nfit\nscore", RIGHT, ""),
        ("fit\nsplit\nscore", WRONG, "2 1 3"),
        ("score\nfit\nsplit", WRONG, "3 2 1"),
        ("score\nsplit\nfit", WRONG, ""),
        ("split\nfit", WRONG, ""),
        ("split\nguess\nscore", WRONG, ""),
    ],
)
def test_steps_are_right_in_one_order(reply: str, outcome: Outcome, mistake: str) -> None:
    """One order is right; a foreseen wrong order is found by the numbers of the right one."""
    assert SEQUENCE.outcome_of(reply) is outcome
    assert "".join(found.text for found in SEQUENCE.mistakes_in(reply)) == mistake


@pytest.mark.parametrize(
    ("reply", "outcome", "mistake"),
    [
        ("0.25", RIGHT, ""),
        ("0.2549", RIGHT, ""),
        (".25", RIGHT, ""),
        ("0,25", RIGHT, ""),
        ("1/4", RIGHT, ""),
        ("25%", RIGHT, ""),
        ("25 %", RIGHT, ""),
        ("`0.25`", RIGHT, ""),
        ("25", WRONG, ""),
        ("0.2551", WRONG, ""),
        ("0.75", WRONG, "0.75"),
        ("75 %", WRONG, "0.75"),
        ("4", WRONG, "4"),
        ("a quarter", WRONG, ""),
        ("", WRONG, ""),
    ],
)
def test_numbers_count_within_the_tolerance(reply: str, outcome: Outcome, mistake: str) -> None:
    """A number counts as it is meant, within the tolerance, whatever way it is written."""
    assert NUMBER.outcome_of(reply) is outcome
    assert "".join(found.text for found in NUMBER.mistakes_in(reply)) == mistake


@pytest.mark.parametrize(
    ("reply", "values"),
    [
        ("1,000", (1000.0, 1.0)),
        ("1,000,000", (1e6,)),
        ("1,5", (1.5,)),
        ("0,125", (0.125,)),
        ("1,234.5", (1234.5,)),
        ("~$ 12", (12.0,)),
        ("\u22122", (-2.0,)),
        ("2e-3", (0.002,)),
        ("1/0", (1.0,)),
        ("50%", (50.0, 0.5)),
        ("12 rows", ()),
        ("1 2", ()),
        ("nan", ()),
        ("inf", ()),
    ],
)
def test_what_is_typed_is_read_in_each_way_it_may_be_meant(
    reply: str, values: tuple[float, ...]
) -> None:
    """Commas group or divide, percentages are shares, and anything beside a number is none."""
    assert typed_number(reply) == pytest.approx(values)


@given(st.floats(-1e6, 1e6, allow_nan=False))
def test_a_number_written_out_is_read_back(value: float) -> None:
    """Any ordinary number that is typed as the machine writes it has its own value among others."""
    assert value in typed_number(repr(value))


@given(st.text(max_size=30))
def test_nothing_that_is_typed_breaks_the_marking(reply: str) -> None:
    """Whatever is typed is marked, in every form."""
    for question in (SEVERAL, SEQUENCE, NUMBER, TEXT):
        assert question.outcome_of(reply) in (RIGHT, WRONG)
        assert len(question.mistakes_in(reply)) <= len(question.distractors)


@pytest.mark.parametrize(
    ("reply", "outcome", "mistake"),
    [
        ("setdefault", RIGHT, ""),
        (" SetDefault ", RIGHT, ""),
        ('"setdefault"', RIGHT, ""),
        ("dict.setdefault", RIGHT, ""),
        ("set default", WRONG, ""),
        ("get", WRONG, "get"),
        ("`POP`", WRONG, "pop"),
    ],
)
def test_texts_count_but_for_their_form(reply: str, outcome: Outcome, mistake: str) -> None:
    """Capitals, marks and space around a text do not count, and other spellings are accepted."""
    assert TEXT.outcome_of(reply) is outcome
    assert "".join(found.text for found in TEXT.mistakes_in(reply)) == mistake


def test_what_there_is_to_choose_from() -> None:
    """Options stand where something is chosen or ordered, and nothing where it is typed."""
    assert make_question().options == ("five", "six", "four")
    assert SEVERAL.options == ("a list", "a tuple", "a set", "a frozenset", "a dictionary")
    assert SEQUENCE.options == ("split", "fit", "score")
    assert NUMBER.options == TEXT.options == ()


@pytest.mark.parametrize(
    ("form", "right", "wrong", "chance"),
    [
        (Form.CHOICE, 1, 3, 1 / 4),
        (Form.CHOICE, 1, 2, 1 / 3),
        (Form.SEVERAL, 2, 3, 1 / 31),
        (Form.SEQUENCE, 4, 2, 1 / 24),
        (Form.NUMBER, 1, 2, 0.02),
        (Form.TEXT, 1, 2, 0.02),
    ],
)
def test_what_a_guess_is_worth(form: Form, right: int, wrong: int, chance: float) -> None:
    """A guess is right by the number of replies there are, and hardly ever where one types."""
    assert guessing(form, right, wrong) == pytest.approx(chance)
