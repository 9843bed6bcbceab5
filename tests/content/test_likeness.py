from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mlcareer.content.lints.likeness import LONGEST_COMPARED, alike
from mlcareer.content.lints.words import character_ngrams

TEXTS = st.lists(st.text(st.sampled_from("abc dé"), max_size=40), max_size=6)
LONG = "What does the second line of this program print, and why is it not what the first prints?"


def shares(texts: list[str], least: float) -> dict[tuple[int, int], float]:
    """Compare texts by their places in a list."""
    named = {str(at): text for at, text in enumerate(texts)}
    return {(int(one), int(other)): share for one, other, share in alike(named, least)}


@given(TEXTS, st.sampled_from([0.1, 0.35, 0.5, 1.0]))
@example([LONG, LONG.replace("second", "third"), LONG[:60], LONG.upper()], 0.35)
def test_pairs_are_those_with_enough_in_common(texts: list[str], least: float) -> None:
    """It is as if the runs of each pair were counted one by one, and no pair is passed over."""
    runs = [character_ngrams(text) for text in texts]
    exact = {
        (one, other): len(runs[one] & runs[other]) / len(runs[one] | runs[other])
        for other in range(len(texts))
        for one in range(other)
    }

    assert shares(texts, least) == pytest.approx(
        {pair: share for pair, share in exact.items() if share >= least}
    )


def test_only_the_beginning_of_long_texts_is_compared() -> None:
    """Texts that differ behind it are the same; beyond it nothing costs time."""
    begin = "".join(f"{number} " for number in range(LONGEST_COMPARED))[:LONGEST_COMPARED]

    assert shares([f"{begin} one", f"{begin} another", "x" * 50], 0.35) == {(0, 1): 1.0}


def test_pairs_come_in_the_order_of_the_texts() -> None:
    """The first pair is that of the first text with the next that is like it."""
    assert [pair[:2] for pair in alike(dict.fromkeys("cab", LONG), 0.35)] == [
        ("c", "a"),
        ("c", "b"),
        ("a", "b"),
    ]


def test_half_a_character_is_compared_too() -> None:
    """A text that no file can hold, from another program, ends nothing."""
    assert shares(["\ud800" * 9, "\ud800" * 9], 0.5) == {(0, 1): 1.0}


@given(st.randoms(use_true_random=False))
def test_long_texts_that_are_the_same_are_not_passed_over(random: Random) -> None:
    """However many of their runs fall together when they are compared roughly."""
    text = "".join(random.choice("abcdefghij klmnop") for _ in range(LONGEST_COMPARED))

    assert shares([text, text], 1.0) == {(0, 1): 1.0}
