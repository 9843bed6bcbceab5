from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.content.lints import Finding, Severity, lint_question
from mlcareer.content.lints.words import (
    content_words,
    is_number,
    reading_grade,
    same_but_for_form,
    sentences,
    syllables,
)
from mlcareer.model.questions import Question
from support import make_question

E, W, R = Severity.ERROR, Severity.WARNING, Severity.REPORT

MODEL = "Why does the model fail on the held-out rows?"
BEST = "Which measures suit this task best? "


def pair(answer: str, *wrong: str, stem: str = MODEL, kind: str = "scenario") -> Question:
    """Make a question of its stem and its options."""
    return make_question(stem=stem, answer=answer, wrong=wrong, kind=kind)


def asks(stem: str) -> Question:
    """Make a question of its stem."""
    return make_question(stem=stem)


def shows(code: str) -> Question:
    """Make a question that shows a program."""
    return make_question(kind="code", lang="python", code=code)


def found(question: Question, lint: str) -> list[Severity]:
    """List the severities with which one lint complains."""
    return [finding.severity for finding in lint_question(question) if finding.lint == lint]


FLAWED = [
    ("L01", E, pair("five", "six")),
    ("L01", E, pair("five", "six", "four", "two", "one")),
    ("L01", E, pair("It drifts", "it drifts.", "It leaks")),
    ("L01", E, pair("a b", "a  b", "c", kind="code")),
    ("L03", E, pair("x" * 29, "y" * 20, "z" * 10)),
    ("L03", E, pair("x" * 11, "y" * 7, "z" * 7)),
    ("L03", E, pair("x" * 30, "y" * 22, "z" * 2, "v" * 2)),
    ("L05", W, pair("It drifts.", "It leaks", "It fits noise")),
    ("L05", W, pair("It drifts", "it leaks", "it fits noise")),
    ("L05", W, pair("call `fit`", "call predict", "call score")),
    ("L05", W, pair("after 3 rounds", "after few rounds", "after many rounds")),
    ("L05", W, pair("30 ms", "30 s", "40 s", kind="calculation")),
    ("L05", W, pair("30 %", "3", "40", kind="calculation")),
    ("L06", W, pair("The rows leaked", "The noise grew", "The loss fell")),
    ("L06", W, pair("Training longer", "Waiting longer", "Fewer layers", stem="It trains?")),
    ("L07", E, pair("array", "list", "tuple", stem="The rows are stored in an")),
    ("L07", E, pair("unit test", "error", "image", stem="The team should write a ...")),
    ("L07", E, pair("means of rows", "median of rows", "row", stem="The results are")),
    ("L07", E, pair("the mean", "rows and columns", "the sums", stem="The result is:")),
    ("L08", W, pair("It never converges", "It stops early", "It overshoots")),
    ("L09", E, pair("It drifts", "It leaks", "All of the above")),
    ("L09", E, pair("It drifts", "It leaks", "None of these")),
    ("L09", E, pair("It drifts", "It leaks", "Both")),
    ("L10", W, pair("It often drifts", "It often leaks", "It often stops")),
    ("L11", R, pair("large clean fresh sample", "large clean batch", "fresh sample")),
    ("L12", W, pair("It drifts", "It leaks", "42")),
    ("L12", W, pair("It drifts", "It leaks", "Oh")),
    ("L13", E, asks("Which sum is not five?")),
    ("L13", E, asks("Which sum isn't five?")),
    ("L13", W, asks("Which sum is NOT five?")),
    ("L13", E, asks("Complete: the sum is not")),
    ("L14", W, asks("The sum of two and three.")),
    ("L15", E, asks("Which of the following is true?")),
    ("L15", E, asks("Which of these statements about sums is correct?")),
    ("L16", W, asks("Two and three. " * 20 + "What do they give?")),
    ("L16", W, asks("What do two " + "and two " * 15 + "give?")),
    ("L16", W, asks("Two three. " * 28 + "What do they all give?")),
    ("L16", W, asks("What do " + "two " * 28 + "give?")),
    ("L17", R, asks("Which characterization summarizes multidimensional regularization?")),
    ("L18", W, asks("Which sum do you think is five?")),
    ("L18", W, asks("What is the best tool for sums?")),
    ("L18", W, asks("Which sum is currently five?")),
    ("L18", W, asks("What changed in the latest release?")),
    ("L18", W, asks("What does pandas return by default for a sum?")),
    ("L19", E, replace(make_question(), explanation="Because it is so.")),
    ("L20", E, shows("x = 1\n" * 16)),
    ("L20", E, shows("x" * 79)),
]

SOUND = [
    ("L01", pair("five", "six", "four")),
    ("L01", pair("-1", "1", "0.1", "01", kind="calculation")),
    ("L01", pair("(1 (2 3))", "(1 2 3)", "(1 2 (3))", kind="code")),
    ("L01", pair("`a > b`", "`a - b`", "`A - b`")),
    ("L03", pair("x" * 28, "y" * 20, "z" * 20)),
    ("L03", pair("x" * 10, "y" * 7, "z" * 7)),
    ("L05", pair("It drifts.", "It leaks.", "It fits noise.")),
    ("L05", pair("t-SNE pulls", "A tree pulls", "A net pulls")),
    ("L05", pair("3", "'a'", "None", kind="code")),
    ("L05", pair("30 ms", "3 ms", "40 ms", kind="calculation")),
    ("L06", pair("The rows leaked", "The rows drifted", "The loss fell")),
    ("L07", pair("array", "index", "list", stem="The rows are stored in an")),
    ("L07", pair("means", "sums", "median", stem="The results are")),
    ("L07", pair("The hour", "An area", "A unit", stem="What do the rows hold?")),
    ("L08", pair("It never converges", "It always stops", "It only overshoots")),
    ("L08", pair("`all` is true", "`any` is true", "`sum` is true")),
    ("L08", pair("None", "0", "1", kind="code")),
    ("L09", pair("It drifts in all rows", "It leaks", "It stops")),
    ("L10", pair("It drifts", "It leaks", "It stops")),
    ("L11", pair("small sample", "large noise", "clean drift")),
    ("L12", pair("3", "4", "5", kind="calculation")),
    ("L12", pair("3", "error", "[]", kind="code")),
    ("L13", asks("The loss does not fall. Which sum is at least five?")),
    ("L13", asks("How many false positives are five?")),
    ("L13", asks("Which sum gives `not x`?")),
    ("L14", asks("Work out the sum of two and three.")),
    ("L14", asks("A model is to be scored. Put the steps in order.")),
    ("L15", asks("Which of these statements about boosted trees with early stopping is true?")),
    ("L16", asks("Two and three. " * 18 + "What do they give?")),
    ("L16", asks("Two three. " * 28 + "What do they give?")),
    ("L16", asks("What do " + "two " * 27 + "give?")),
    ("L17", asks("What does the sum of two and three give?")),
    ("L18", asks("What does a model say about new data in the latest weeks?")),
    ("L18", asks("What does pandas 2 return by default for a sum?")),
    ("L18", asks("What does pandas 2.2 return by default for a sum?")),
    ("L19", make_question()),
    ("L20", shows("\n".join(["x" * 78] * 15) + "\n")),
]


@pytest.mark.parametrize(("lint", "severity", "question"), FLAWED)
def test_each_flaw_is_found(lint: str, severity: Severity, question: Question) -> None:
    """A question that breaks a rule gets a finding of the rule's severity."""
    assert found(question, lint) == [severity]


@pytest.mark.parametrize(("lint", "question"), SOUND)
def test_each_rule_lets_sound_questions_pass(lint: str, question: Question) -> None:
    """A question that keeps to a rule gets no finding from it."""
    assert found(question, lint) == []


def test_a_sound_question_has_no_findings() -> None:
    """A question without flaws passes all rules."""
    assert lint_question(make_question()) == ()


def test_a_distractor_needs_a_misconception() -> None:
    """A distractor that stands for no misconception is an error."""
    question = make_question()
    first, *others = question.distractors
    empty = replace(first, misconception=" ")
    assert found(replace(question, distractors=(empty, *others)), "L12") == [E]


def test_a_question_without_distractors_is_only_of_wrong_shape() -> None:
    """A question with no distractors gets a complaint and no crash."""
    assert {f.lint for f in lint_question(pair("It drifts"))} == {"L01"}


def test_the_message_says_the_figures() -> None:
    """A finding names the question and the figures that prove it."""
    question = make_question("python-long", answer="x" * 30, wrong=("y" * 20, "z" * 20))
    expected = Finding(
        "L03", E, "python-long", "the key has 30 characters, the longest distractor 20"
    )
    assert expected in lint_question(question)


TEXTS = st.one_of(
    st.text(alphabet="ab Z.`1-'\n", min_size=1, max_size=20),
    st.sampled_from(["All of the above", "It never drifts", "the held-out rows", "30 %", "42"]),
)


@given(TEXTS, st.lists(TEXTS, min_size=2, max_size=3), TEXTS, st.randoms(use_true_random=False))
def test_the_order_of_the_distractors_changes_nothing(
    answer: str, wrong: list[str], stem: str, random: Random
) -> None:
    """The findings of a question do not depend on the order of its distractors."""
    question = pair(answer, *wrong, stem=stem)
    shuffled = list(question.distractors)
    random.shuffle(shuffled)
    assert lint_question(replace(question, distractors=tuple(shuffled))) == lint_question(question)


@given(st.text(), st.text())
def test_no_text_makes_a_lint_fail(stem: str, option: str) -> None:
    """Any text at all is linted without an exception."""
    lint_question(pair(option, stem, "six", stem=stem))


@given(st.text(alphabet="aB. -,!?", max_size=30))
def test_form_is_levelled_once(text: str) -> None:
    """Case, surrounding space and a closing mark make no difference between texts."""
    assert same_but_for_form(f" {text.upper()}! ") == same_but_for_form(text)


@pytest.mark.parametrize("text", ["5", "-0.5", "1,000", "30 %", "`7`", "1e-3", ".5", "$20"])
def test_numbers_are_known(text: str) -> None:
    """A number counts as one in every usual way of writing it."""
    assert is_number(text)


@pytest.mark.parametrize("text", ["", "5 ms", "1 2", "five", "-", "x1"])
def test_other_texts_are_no_numbers(text: str) -> None:
    """A text with anything beside a number counts as words."""
    assert not is_number(text)


@pytest.mark.parametrize(
    ("word", "count"), [("cat", 1), ("make", 1), ("table", 2), ("regularization", 6), ("hmm", 1)]
)
def test_syllables(word: str, count: int) -> None:
    """Syllables are the groups of vowels, without the silent e."""
    assert syllables(word) == count


def test_forms_of_a_word_have_one_root() -> None:
    """The usual forms of a word count as the same content word."""
    assert content_words("scale scales scaled scaling") == content_words("scale")
    assert content_words("class classes") == {"class"}
    assert content_words("query queries") == content_words("query")


def test_sentences_end_where_the_next_begins() -> None:
    """A decimal point or an abbreviation ends no sentence."""
    text = "It falls to 0.5, i.e. by half. `x` is next. Why?"
    assert sentences(text) == ("It falls to 0.5, i.e. by half.", "`x` is next.", "Why?")


def test_longer_words_raise_the_reading_grade() -> None:
    """Long words ask for more years of school, and no words ask for none."""
    assert reading_grade("The cat sat.") < reading_grade("Regularization stabilizes estimation.")
    assert reading_grade("1 + 1 = ?") == 0


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"stem": "TODO What is it?"}, "the stem"),
        ({"answer": "TODO"}, "the answer"),
    ],
)
def test_what_is_left_to_write_stops_the_build(change: dict[str, str], what: str) -> None:
    """A text that was marked as missing when the question was taken over is an error."""
    found = [f for f in lint_question(make_question(**change)) if f.lint == "L28"]  # type: ignore[arg-type]
    assert [(f.severity, f.message) for f in found] == [
        (Severity.ERROR, f"{what} is still to be written")
    ]
    assert not [f for f in lint_question(make_question()) if f.lint == "L28"]
