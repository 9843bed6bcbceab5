"""What a sentence asks for, and how, is read from its words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.ads.reading import read_ad
from mlcareer.model.ads import Kind, Seniority, Spelling, Vocabulary
from support_ads import asked, named, outside, read, skills, term

MUST, NICE, DUTY, ASIDE = Kind.REQUIRED, Kind.NICE, Kind.DUTY, Kind.ASIDE

CUES = [
    ("Python is required, Java is a plus.", {"Python": MUST, "Java": NICE}),
    ("Strong Python skills, Java a plus.", {"Python": MUST, "Java": NICE}),
    ("Docker, Kubernetes and SQL are a plus", {"Docker": NICE, "Kubernetes": NICE, "SQL": NICE}),
    ("Kubernetes (preferred), SQL (required)", {"Kubernetes": NICE, "SQL": MUST}),
    ("Experience in Java (Kotlin preferred)", {"Java": MUST, "Kotlin": NICE}),
    ("Ideally you know SQL; Python is essential", {"SQL": NICE, "Python": MUST}),
    ("Preferred: Java, C++", {"Java": NICE, "C++": NICE}),
    ("Nice to have: Java and Scala", {"Java": NICE, "Scala": NICE}),
    ("You must know Python, and SQL would be great", {"Python": MUST, "SQL": NICE}),
    ("We need Python but Java is optional", {"Python": MUST, "Java": NICE}),
    ("Python - must have, Java - nice to have", {"Python": MUST, "Java": NICE}),
    ("Python or, ideally, Java", {"Python": MUST, "Java": NICE}),
    ("Python. Bonus points for Java.", {"Python": MUST, "Java": NICE}),
    ("You do not need to know Java", {"Java": ASIDE}),
    ("The following are considered an advantage: Java; Lisp.", {"Java": NICE, "Lisp": NICE}),
    ("It helps, but is by no means needed, if you know SQL", {"SQL": NICE}),
    ("Python as required by the team", {"Python": MUST}),
]


@pytest.mark.parametrize(("sentence", "kinds"), CUES)
def test_cues_mark_the_terms_they_reach(sentence: str, kinds: dict[str, Kind]) -> None:
    """A word such as "a plus" beats the heading, for its own terms only."""
    assert asked(sentence) == kinds


@pytest.mark.parametrize(
    "sentence",
    [
        "We go to market in spring and go the extra mile",
        "Our Series C closed; C-level people like us",
        "Group R&D and H&R",
        "Learning and development budget",
        "We want to spark joy",
        "Swift action when it matters, and we react quickly",
        "You excel in everything",
        "No regression to old habits",
        "A cutting-edge AI company",
        "Statistics show that we are nice",
        "Testing your limits is fun",
        "The evaluation of your application takes a week",
        "Monitoring of vital signs",
        "Classification of documents as secret",
        "Transformer stations and power transformers",
        "We trust you to rest",
        "Just git it done",
    ],
)
def test_words_of_daily_life_name_nothing(sentence: str) -> None:
    """What looks like a term and is none does not count."""
    assert not asked(sentence)


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        ("Python, R, and C", {"R"}),
        ("programming in R", {"R"}),
        ("R programming", {"R programming"}),
        ("R", {"R"}),
        ("R or Python", {"R"}),
        ("Python/R/SQL", {"R"}),
        ("Vitamin R is good", set()),
        ("Building R, second floor", set()),
    ],
)
def test_short_names_need_company(sentence: str, answer: set[str]) -> None:
    """R is a language in a list of languages or beside a word that says so."""
    reading = read(f"Requirements\n\n- {sentence}")
    assert {match.term for match in reading.matches if "r" in match.skills} == answer


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        ("Go, TypeScript", {"Go", "TypeScript"}),
        ("experience with Go", {"Go"}),
        ("C/C++", {"C"}),
        ("C# and .NET", {"C#", ".NET"}),
        ("Ready to go?", set()),
        ("Go and see", set()),
        ("Rust or Julia", {"Rust", "Julia"}),
        ("Our colleague Julia", set()),
    ],
)
def test_names_outside_the_map_are_told(sentence: str, answer: set[str]) -> None:
    """What the map has no skill for is named, with the same care."""
    assert outside(sentence) == answer


@pytest.mark.parametrize(
    ("sentence", "skill"),
    [
        ("solid scikit learn", "supervised-learning"),
        ("Convolutional Nets", "cnn"),
        ("A-B-Tests", "experiment-design"),
        ("CI / CD", "ml-automation"),
        ("RAG pipelines", "llm-apps"),
        ("fine-tuning of LLMs", "transformers"),
        ("data wrangling", "data-wrangling"),
        ("Amazon SageMaker", "deployment"),
        ("explain results to non-technical people", "collaboration"),
        ("experience with recurrent networks", "rnn-lstm"),
        ("turn vague business questions into models", "problem-framing"),
        ("Phyton", "python"),
        ("machine learing", "ml-concepts"),
        ("modelling of statistical data", "statistics"),
    ],
)
def test_terms_of_the_trade_name_skills(sentence: str, skill: str) -> None:
    """Any usual way to write a term leads to its skill."""
    assert skill in skills(sentence)


@pytest.mark.parametrize(
    ("sentence", "strengths"),
    [
        ("Basic SQL and expert Python", {"SQL": -1, "Python": 1}),
        ("Familiarity with Docker", {"Docker": -1}),
        ("Strong Python and SQL", {"Python": 1, "SQL": 1}),
        ("Deep learning", {"Deep learning": 0}),
        ("Strong Python; SQL", {"Python": 1, "SQL": 0}),
    ],
)
def test_strength_is_read(sentence: str, strengths: dict[str, int]) -> None:
    """Words such as basic and strong speak of what follows them; those inside a term do not."""
    reading = read(f"Requirements\n\n- {sentence}")
    assert {match.term: match.strength for match in reading.matches} == strengths


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("5+ years of Python, 2 years of SQL experience", {"Python": 5, "SQL": 2}),
        ("Python (3+ years) and SQL", {"Python": 3, "SQL": None}),
        ("Python, SQL: 4 years of experience", {"Python": None, "SQL": 4}),
        ("three to five years of work with Python", {"Python": 3}),
        ("a SQL database that is 12 years old", {"SQL database": None}),
    ],
)
def test_years_belong_to_terms(sentence: str, years: dict[str, int | None]) -> None:
    """Years speak of what follows, or in brackets and at the end of what stands before."""
    reading = read(f"Requirements\n\n- {sentence}")
    assert {match.term: match.years for match in reading.matches} == years


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("Five or more years of experience", 5),
        ("3-5 years in industry", 3),
        ("3\u20135 yrs experience", 3),
        ("at least 2 years of experience", 2),
        ("minimum 18 months of experience", 1),
        ("8 years in software, 3 years in machine learning", 3),
        ("a contract of three years", None),
        ("for over 30 years of experience we have made bread", None),
        ("an employer of 130 years", None),
        ("$100,000 for 2 years", None),
    ],
)
def test_years_of_experience_are_read(sentence: str, years: int | None) -> None:
    """The lowest number asked for counts; other years do not."""
    assert read(f"Requirements\n\n- {sentence}").years == years


def test_years_that_are_a_plus_are_not_asked_for() -> None:
    """Nor are those of the company."""
    text = "About us\n\nWe have 9 years of experience.\n\nNice to have\n\n- 4 years of experience"
    reading = read(text)
    assert (reading.years, reading.years_at) == (None, None)


GARDEN = Vocabulary(
    terms=(
        term("spade work"),
        term("dig", spelling=Spelling.BESIDE),
        term("Hoe", "hoeing", Spelling.EXACT),
        term("dig in", ""),
        term("bees", "", strange="Beekeeping"),
    ),
    announcing=("likes to",),
    headings={Kind.REQUIRED: ("you",), Kind.NICE: ("wishes",), Kind.ASIDE: ("pay",)},
    cues={Kind.NICE: ("... welcome",)},
    seniority={"senior": Seniority(("head",), ("head gardener",))},
    jobs=("gardener",),
)


def garden(text: str) -> dict[str, Kind]:
    """Read an ad for a gardener."""
    return named(read_ad(text.encode(), "ad", GARDEN))


def test_another_trade_has_words_of_its_own() -> None:
    """Nothing about reading ads knows of computers."""
    text = "Head gardener\n\nYou\n\n- spade work\n- Hoe, dig; bees welcome\n- hoe\n\nPay\n\n- Hoe"
    reading = read_ad(text.encode(), "ad", GARDEN)
    places = [(m.term, m.line, m.kind) for m in (*reading.matches, *reading.outside)]
    assert places == [
        ("spade work", 5, MUST),
        ("Hoe", 6, MUST),
        ("dig", 6, MUST),
        ("Hoe", 11, ASIDE),
        ("bees", 6, NICE),
    ]
    assert (reading.title, reading.seniority) == ("Head gardener", "senior")
    assert [place.line for place in reading.unplaced] == [7]


def test_company_may_be_a_word_or_a_list() -> None:
    """A term that needs company has it in a chain of terms, or right beside an announcement."""
    assert garden("You\n\n- likes to dig") == {"dig": MUST}
    assert garden("You\n\n- dig, dig and Hoe") == {"dig": MUST, "Hoe": MUST}
    assert garden("You\n\n- likes to eat, then dig") == {}
    assert garden("You\n\n- dig in, Hoe") == {"Hoe": MUST}
    assert garden("You\n\n- Hoe. Dig it") == {"Hoe": MUST}


def test_without_rules_all_is_part_of_the_job() -> None:
    """Terms alone are enough to read an ad."""
    bare = Vocabulary(terms=(term("spade work"),))
    reading = read_ad(b"We offer\n\nMuch spade work for little money", "ad", bare)
    assert named(reading) == {"spade work": DUTY}


WORDS = (
    *("Python", "R", "Go", "machine", "learning", ",", ";", ".", "(", ")", ":", "-", "/", "|"),
    *("a", "plus", "is", "required", "ideally", "strong", "basic", "5+", "years", "experience"),
    *("and", "nice", "to", "have", "preferred", "not", "must"),
)
SENTENCES = st.lists(
    st.sampled_from(WORDS),
    max_size=40,
)


@settings(max_examples=30)
@given(SENTENCES)
def test_any_sentence_is_read(words: list[str]) -> None:
    """No order of words stops the reading, and what is found stands in the text."""
    sentence = " ".join(words)
    reading = read(f"Requirements\n\n- x {sentence}")
    for match in (*reading.matches, *reading.outside):
        assert match.term in sentence
        assert match.line == 3


@settings(max_examples=30)
@given(SENTENCES)
def test_reading_twice_gives_the_same(words: list[str]) -> None:
    """Nothing is left to chance."""
    text = " ".join(["Python", *words])
    assert read(text) == read(text)
