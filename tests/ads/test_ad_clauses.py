"""Sentences are cut where they end, and punctuation limits what a cue or a number reaches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.ads.lexicon import Found, Lexicon
from mlcareer.ads.scopes import Cue, cue_lexicon, kinds_in, strengths_in
from mlcareer.ads.sentences import Sentence, sentences_of
from mlcareer.ads.words import Word, words_of
from mlcareer.ads.years import Years, years_by_term, years_in
from mlcareer.model.ads import Kind, Vocabulary
from support_ads import asked

MUST, NICE = Kind.REQUIRED, Kind.NICE

CUES = cue_lexicon(
    Vocabulary(
        terms=(),
        cues={MUST: ("required", "must have ..."), NICE: ("... welcome", "bonus", "ideally ...")},
        passed_over=("bonus scheme",),
        turns=("but",),
        weak=("basic",),
        strong=("strong",),
    )
)
EXPERIENCE = Lexicon([("experience", False, True)])
PUNCTUATED = st.lists(st.sampled_from([*"xyz.,;:()!?/|", "e.g.", " - ", " "]), max_size=40)


def sentence_of(text: str) -> tuple[list[Word], Sentence]:
    """Split a text that is one sentence."""
    words = words_of(text)
    (sentence,) = sentences_of(text, words)
    return words, sentence


def capitals(words: list[Word]) -> list[int]:
    """Take the words in capitals as the terms."""
    return [at for at, word in enumerate(words) if word.text.isupper()]


def kinds(text: str) -> dict[str, Kind]:
    """Tell how each term of a sentence is asked for, where a cue says so."""
    words, sentence = sentence_of(text)
    found = kinds_in(sentence, CUES.find(text, words), capitals(words))
    return {words[at].text: kind for at, kind in found.items()}


def years(text: str) -> tuple[list[int], dict[str, int]]:
    """Tell the numbers of years in a sentence, and those of each term."""
    words, sentence = sentence_of(text)
    found = years_in(text, words, sentence, EXPERIENCE)
    by_term = years_by_term(sentence, found, capitals(words))
    return [one.years for one in found], {words[at].text: number for at, number in by_term.items()}


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One two. Three! Four? Five", ["One two", "Three", "Four", "Five"]),
        ("Tools, e.g. A, i.e. B, etc. or C", ["Tools, e.g. A, i.e. B, etc. or C"]),
        ("A; b - c: d", ["A; b - c: d"]),
        ("A | B \u2022 C", ["A", "B", "C"]),
        ("Node.js and 3.5 of it", ["Node.js and 3.5 of it"]),
        ("He said \u201cyes.\u201d Then no", ["He said \u201cyes", "Then no"]),
    ],
)
def test_sentences_end_where_they_end(text: str, sentences: list[str]) -> None:
    """Stops end a sentence, bars separate, and abbreviations do neither."""
    words = words_of(text)
    cut = [
        text[words[one.first].start : words[one.end - 1].end] for one in sentences_of(text, words)
    ]
    assert cut == sentences


@given(PUNCTUATED)
def test_sentences_hold_each_word_once(parts: list[str]) -> None:
    """Together they are the text, and their punctuation stands inside them."""
    text = "".join(parts)
    words = words_of(text)
    sentences = list(sentences_of(text, words))
    assert [at for one in sentences for at in range(one.first, one.end)] == list(range(len(words)))
    for one in sentences:
        for places in (one.commas, one.halts, one.colons):
            assert list(places) == sorted(places)
            assert all(one.first < at < one.end for at in places)
        assert all(one.first < low < high <= one.end for low, high in one.brackets)


def test_punctuation_is_found_from_any_word() -> None:
    """Nearest comma, semicolon, colon and bracket."""
    _, sentence = sentence_of("a, b; c (d e) f, g: h")
    assert sentence.comma_before(1, 0) == 1
    assert sentence.comma_before(4, 2) == 2
    assert sentence.halt_before(4) == 2
    assert sentence.halt_before(1) == 0
    assert sentence.halt_after(0) == 2
    assert sentence.halt_after(3) == 8
    assert sentence.bracket_around(4) == (3, 5)
    assert sentence.bracket_around(5) is None
    assert sentence.announces(6, 3) == 7
    assert sentence.announces(1, 3) is None


def test_a_bracket_that_never_closes_ends_with_the_sentence() -> None:
    """As people write it."""
    _, sentence = sentence_of("a (b c")
    assert sentence.brackets == ((1, 3),)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("A and B welcome", {"A": NICE, "B": NICE}),
        ("A, B welcome", {"A": NICE, "B": NICE}),
        ("strong A, B welcome", {"B": NICE}),
        ("A; B welcome", {"B": NICE}),
        ("A but B welcome", {"B": NICE}),
        ("A required, B welcome", {"A": MUST, "B": NICE}),
        ("must have A and B", {"A": MUST, "B": MUST}),
        ("must have A, B welcome", {"A": MUST, "B": NICE}),
        ("A, ideally B, C", {"B": NICE, "C": NICE}),
        ("A, B (bonus)", {"B": NICE}),
        ("A (B bonus), C", {"B": NICE}),
        ("A (ideally B) C", {"B": NICE}),
        ("bonus: A; B", {"A": NICE, "B": NICE}),
        ("bonus for those with: A", {"A": NICE}),
        ("a bonus scheme for A", {}),
        ("A - bonus, B - required", {"A": NICE, "B": MUST}),
        ("bonus A", {"A": NICE}),
        ("welcome A", {}),
        ("nothing of A", {}),
    ],
)
def test_cues_reach_their_terms(text: str, answer: dict[str, Kind]) -> None:
    """Back or ahead, as far as punctuation, turns and other cues allow."""
    assert kinds(text) == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("strong A and B", {"A": 1, "B": 1}),
        ("A strong", {}),
        ("basic A, strong B", {"A": -1, "B": 1}),
        ("strong A; B", {"A": 1}),
    ],
)
def test_strength_reaches_ahead(text: str, answer: dict[str, int]) -> None:
    """Up to the next such word or a semicolon."""
    words, sentence = sentence_of(text)
    found = strengths_in(sentence, CUES.find(text, words), capitals(words))
    assert {words[at].text: strength for at, strength in found.items()} == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("2 years of experience", [2]),
        ("2+ years", [2]),
        ("2 or more years", [2]),
        ("2 or more years of experience", [2]),
        ("three to five years of experience", [3]),
        ("3 - 5 years experience", [3]),
        ("two (2) years experience", [2]),
        ("0-1 years experience", [0]),
        ("30 months experience", [2]),
        ("6 months experience", [0]),
        ("1.5 years experience", [1]),
        ("2 years", []),
        ("25 years of experience", []),
        ("2024 years of experience", []),
        ("5 yrs experience, 3 years of experience", [5, 3]),
        ("5-year experience", [5]),
        ("experience for ten years", [10]),
    ],
)
def test_years_are_numbers_of_experience(text: str, answer: list[int]) -> None:
    """In digits or words, as a span or a least number; other years are none."""
    assert years(text)[0] == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("3+ years of A and B", {"A": 3, "B": 3}),
        ("3+ years of A, 2+ years of B", {"A": 3, "B": 2}),
        ("A (3+ years), B", {"A": 3}),
        ("A, B: 3+ years", {"B": 3}),
        ("A: 3+ years; B: 2+ years", {"A": 3, "B": 2}),
        ("3+ years", {}),
    ],
)
def test_years_belong_to_terms(text: str, answer: dict[str, int]) -> None:
    """Those after them, up to the next number; in brackets and at the end, the one before."""
    assert years(text)[1] == answer


@given(
    st.lists(st.sampled_from(["A", "b", "2+ years", ",", ";", "(", ")", "3 years"]), max_size=20)
)
def test_years_and_terms_are_those_of_the_sentence(parts: list[str]) -> None:
    """No term gets years that the sentence does not have."""
    text = " ".join(["x", *parts])
    numbers, by_term = years(text)
    assert set(by_term.values()) <= set(numbers)
    assert set(by_term) <= {"A"}


def test_values_tell_what_they_are() -> None:
    """Places are words: the first, and the one after the last."""
    words, sentence = sentence_of("at least 4 years of experience")
    assert years_in("at least 4 years of experience", words, sentence, EXPERIENCE) == [
        Years(first=2, end=4, years=4)
    ]
    assert CUES.find("required", words_of("required")) == [Found(0, 1, Cue(kind=MUST))]


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("No Kubernetes needed", {"Kubernetes": Kind.ASIDE}),
        ("No Kubernetes or Spark required", {"Kubernetes": Kind.ASIDE, "Spark": Kind.ASIDE}),
        ("We use Python; no Java needed", {"Python": Kind.REQUIRED, "Java": Kind.ASIDE}),
        ("Java is required", {"Java": Kind.REQUIRED}),
        ("You will not write Java", {"Java": Kind.ASIDE}),
        ("We will teach you Spark", {"Spark": Kind.ASIDE}),
        ("Background in computer vision", {"computer vision": Kind.REQUIRED}),
    ],
)
def test_what_is_not_needed_is_an_aside(sentence: str, kinds: dict[str, Kind]) -> None:
    """What stands between no and needed is not asked for; what stands around it is."""
    assert asked(sentence) == kinds
