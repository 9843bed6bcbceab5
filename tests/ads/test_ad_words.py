"""Words, terms and slips of the pen are found whatever their form, and nothing else is."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.ads.lexicon import Lexicon
from mlcareer.ads.spelling import Speller
from mlcareer.ads.words import fold, joins, words_of

LETTERS = st.text("abcdefgh", min_size=1, max_size=12)
LEXICON = Lexicon(
    [
        ("machine learning", False, "ml"),
        ("learning", False, "nothing"),
        ("scikit-learn", False, "sklearn"),
        ("CI/CD", False, "ci"),
        ("Spark", True, "spark"),
        ("GAN", True, "gan"),
        ("R&D", False, "research"),
        ("machine learning engineer", False, "title"),
        ("explain * results", False, "explain"),
        ("explain * to * people", False, "people"),
        ("C++", False, "cpp"),
    ]
)


def found(text: str) -> list[str]:
    """List what the phrases without gaps stand for."""
    return [one.value for one in LEXICON.find(text, words_of(text))]


def gapped(text: str) -> list[str]:
    """List what the phrases with gaps stand for."""
    return [one.value for one in LEXICON.find_gapped(text, words_of(text))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("C++, C# and .NET", ["C++", "C#", "and", ".NET"]),
        ("R&D you'll CI/CD", ["R", "&", "D", "you'll", "CI", "CD"]),
        ("end.Next 3.5 Node.js", ["end", "Next", "3", "5", "Node", "js"]),
        ("5+ years", ["5+", "years"]),
        ("naïve Straße 数学", ["naïve", "Straße", "数学"]),
        ("snake_case 'quoted'", ["snake", "case", "quoted"]),
        ("", []),
    ],
)
def test_words_are_split(text: str, words: list[str]) -> None:
    """Signs that belong to a name stay with it, and all others separate."""
    assert [word.text for word in words_of(text)] == words


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    """The place of each word leads back to it, in order."""
    words = words_of(text)
    assert [text[word.start : word.end] for word in words] == [word.text for word in words]
    assert all(a.end <= b.start for a, b in pairwise(words))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Databases", "database"),
        ("LIBRARIES", "library"),
        ("classes", "class"),
        ("company\u2019s", "company"),
        ("optimisation", "optimization"),
        ("optimised", "Optimized"),
        ("visualise", "visualizes"),
        ("modelling", "modeling"),
        ("behaviour", "behavior"),
        ("&", "and"),
    ],
)
def test_forms_of_a_word_are_one(one: str, other: str) -> None:
    """Singular and plural, capitals, British and American spelling are the same word."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("learn", "learning"), ("test", "tester"), ("R", "Rs"), ("bus", "bu"), ("ML", "AL")],
)
def test_other_words_stay_other(one: str, other: str) -> None:
    """Folding does not make one word of two."""
    assert fold(one) != fold(other)


@pytest.mark.parametrize("gap", [" ", "-", "/", " / ", "", "_", "."])
def test_some_signs_join(gap: str) -> None:
    """A term may be written with a space, a hyphen or a slash."""
    assert joins(gap)


@pytest.mark.parametrize("gap", [", ", ". ", "; ", " - ", "(", ") ", ": ", "\n\n", " | "])
def test_other_signs_separate(gap: str) -> None:
    """A term does not reach over the end of a clause."""
    assert not joins(gap)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Machine-Learning and machine learning", ["ml", "ml"]),
        ("machine. Learning", ["nothing"]),
        ("scikit learn, Scikit-Learn", ["sklearn", "sklearn"]),
        ("ci / cd pipelines", ["ci"]),
        ("Spark, spark, SPARK", ["spark"]),
        ("GANs and gans", ["gan"]),
        ("R & D", ["research"]),
        ("our machine learning engineers", ["title"]),
        ("machine learning engine", ["ml"]),
        ("C++17, C+", ["cpp"]),
        ("unlearning", []),
    ],
)
def test_the_longest_phrase_counts(text: str, answer: list[str]) -> None:
    """At each word the longest phrase is taken, with its spelling where that matters."""
    assert found(text) == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("explain results", ["explain"]),
        ("explain all your odd results", ["explain"]),
        ("explain all your very odd results", []),
        ("explain. Results", []),
        ("explain models to other people", ["people"]),
        ("explain | results", []),
    ],
)
def test_gaps_hold_up_to_three_words(text: str, answer: list[str]) -> None:
    """A gap ends with the sentence."""
    assert gapped(text) == answer


@given(st.lists(st.sampled_from(["machine", "learning", "Spark", "CI/CD", "x", "C++"])))
def test_phrases_do_not_overlap(parts: list[str]) -> None:
    """No word belongs to two phrases."""
    text = " ".join(parts)
    ends = [(one.first, one.end) for one in LEXICON.find(text, words_of(text))]
    assert all(first < end for first, end in ends)
    assert all(a[1] <= b[0] for a, b in pairwise(ends))


SPELLER = Speller(["python", "tableau", "forest", "learning", "causal", "regression", "tiny"])


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ("pyhton", "python"),
        ("pythn", "pythn"),
        ("tabelau", "tableau"),
        ("learing", "learning"),
        ("learninng", "learning"),
        ("forrest", "forest"),
        ("regresson", "regression"),
        ("regrassion", "regression"),
    ],
)
def test_one_slip_is_forgiven(slip: str, word: str) -> None:
    """One letter more, less or other, or two that changed places, in a word that is long enough."""
    assert SPELLER.meant(slip) == word


@pytest.mark.parametrize(
    "word", ["python", "earning", "learned", "forests", "pyhtno", "tin", "tinny", "a" * 10_000]
)
def test_other_words_are_left_alone(word: str) -> None:
    """What begins or ends otherwise, is short, or differs by more, is another word."""
    assert SPELLER.meant(word) == word


def test_a_slip_between_two_words_is_left_alone() -> None:
    """Where two words are as near, neither is guessed."""
    assert Speller(["casting", "caching"]).meant("caxting") == "casting"
    assert Speller(["casting", "carting"]).meant("caxting") == "caxting"


@given(LETTERS, LETTERS)
def test_a_correction_is_one_of_the_words_known(word: str, known: str) -> None:
    """Nothing is ever made up."""
    assert Speller([known]).meant(word) in {word, known}


@given(st.text("abcde", min_size=8, max_size=14), st.data())
def test_any_single_slip_inside_is_found(word: str, data: st.DataObject) -> None:
    """Leaving out, doubling, changing or swapping inner letters leads back to the word."""
    at = data.draw(st.integers(2, len(word) - 3))
    slips = [
        word[:at] + word[at + 1 :],
        word[:at] + "z" + word[at:],
        word[:at] + "z" + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ]
    speller = Speller([word])
    assert {speller.meant(slip) for slip in slips} == {word}


def test_corrected_words_keep_their_text() -> None:
    """What is shown is what the ad says."""
    (word,) = SPELLER.corrected(words_of("Pyhton"))
    assert (word.text, word.folded) == ("Pyhton", "python")
