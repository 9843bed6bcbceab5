from collections.abc import Sequence
from dataclasses import replace
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.content.lints import Finding, Severity, lint_bank, solve_by_cues
from mlcareer.content.lints.bank_lints import (
    lint_longest_key,
    lint_numeric_ranks,
    lint_positions,
)
from mlcareer.content.lints.chances import (
    chi_square_tail,
    count_distribution,
    evenness,
    suspiciously_few,
    suspiciously_many,
)
from mlcareer.content.lints.cues import cues_of
from mlcareer.content.lints.words import character_ngrams
from mlcareer.measure.steps import shown_options
from mlcareer.model.questions import Distractor, Form, Question
from mlcareer.model.skills import SkillMap
from support import make_question

E, W, R = Severity.ERROR, Severity.WARNING, Severity.REPORT
RESOURCES = {"py-tutorial"}
TOPICS = (
    *("copper wire under tension", "a kettle of fresh water", "seven grey geese"),
    *("the harbour at low tide", "an untuned violin", "bread left in an oven"),
    *("two mirrors face to face", "the shadow of a tower"),
)


def covering() -> list[Question]:
    """Make the smallest bank of one skill that has all it needs."""
    return [
        replace(
            make_question(
                f"digging-{at}",
                skill="digging",
                sub=("tools", "depth")[at % 2],
                level=1 + at // 2,
                stem=f"What happens to {topic}?",
                answer=f"it turns {at}",
            ),
            distractors=tuple(
                Distractor(f"it {verb} {at}", f"{verb}-{at}", "It stays whole.")
                for verb in ("burns", "moves")
            ),
        )
        for at, topic in enumerate(TOPICS)
    ]


def with_lengths(lengths: Sequence[int], skill: str = "digging", id_: str = "q") -> Question:
    """Make a question with options of given lengths, the key's first."""
    key, *others = ["abcdefgh"[at] * length for at, length in enumerate(lengths)]
    return make_question(id_, skill=skill, stem="What follows?", answer=key, wrong=tuple(others))


def findings(
    questions: Sequence[Question], skill_map: SkillMap, lint: str
) -> list[tuple[Severity, str]]:
    """List what one lint says about a bank: severity and message."""
    found = lint_bank(questions, skill_map, RESOURCES)
    return [(finding.severity, finding.message) for finding in found if finding.lint == lint]


def test_a_sound_bank_has_no_findings(garden: SkillMap) -> None:
    """A bank that covers its skill, with questions of its own, passes all rules."""
    assert lint_bank(covering(), garden, RESOURCES) == ()


def test_an_empty_bank_has_no_findings(garden: SkillMap) -> None:
    """A bank without questions passes: a skill may do without."""
    assert lint_bank([], garden, RESOURCES) == ()


def test_an_unknown_resource_is_an_error(garden: SkillMap) -> None:
    """A reference that names no resource teaches nothing."""
    found = lint_bank(covering(), garden, {"another-book"})
    assert [f.lint for f in found] == ["L19"] * len(TOPICS)
    assert found[0] == Finding("L19", E, "digging-0", "unknown resource 'py-tutorial'.")


def _numbers(key: int, of: int = 4) -> Question:
    values = [str(10 * (at + 1)) for at in range(of)]
    answer = values.pop(key)
    return make_question(answer=answer, wrong=tuple(values), order="numeric")


def test_the_key_at_one_rank_is_an_error() -> None:
    """Numeric questions whose key is nearly always second of four are found."""
    middling = [_numbers(1)] * 10 + [_numbers(2)] * 2
    found = list(lint_numeric_ranks(middling))
    assert found == [Finding("L04", E, "", "rank of the key among 4 numbers: [0, 10, 2, 0]")]


def test_the_key_at_all_ranks_passes() -> None:
    """Numeric questions whose key is at each rank pass, and so do shuffled ones."""
    even = [_numbers(rank, of) for of in (3, 4) for rank in range(of)] * 5
    assert not list(lint_numeric_ranks(even))
    assert not list(lint_numeric_ranks([replace(_numbers(1), order="shuffle")] * 20))


def test_a_clue_word_that_is_rare_in_the_bank_is_an_error(garden: SkillMap) -> None:
    """A word of stem and key is an error where only this question uses it."""
    clue = make_question(
        "digging-clue", skill="digging", stem="What is a trowel?", answer="the trowel of a mason"
    )
    plain = [replace(question, id=f"q{at}") for at, question in enumerate(covering() * 15)]
    message = "'trowel' is in the stem and in the key alone, and rare in the bank"
    assert findings([clue, *plain], garden, "L06") == [(E, message)]
    common = [replace(question, stem="What may a trowel do?") for question in plain]
    assert findings([clue, *common], garden, "L06") == []
    assert findings([clue, *plain[:50]], garden, "L06") == []
    assert findings([clue, *plain[:99]], garden, "L06") == [(E, message)]
    assert findings([clue, *plain[:98]], garden, "L06") == []


@pytest.mark.parametrize(
    ("options", "count", "share"),
    [
        *((4, 50, 0.42), (4, 100, 0.36), (4, 200, 0.33), (4, 400, 0.302), (4, 600, 0.293)),
        *((3, 50, 0.52), (3, 100, 0.46), (3, 200, 0.415), (3, 400, 0.39), (3, 600, 0.38)),
    ],
)
def test_the_computed_line_is_the_published_one(options: int, count: int, share: float) -> None:
    """The one-sided 1 % line is that of the exact binomial tables."""
    assert suspiciously_many([1 / options] * count) / count == pytest.approx(share, abs=0.0006)


def test_the_key_longest_too_often_is_an_error() -> None:
    """A bank where the longest option is the key in most questions is found, and its skills."""
    bank = [with_lengths((9, 8, 7, 6))] * 14 + [with_lengths((6, 9, 8, 7))] * 16
    assert [(f.lint, f.severity) for f in lint_longest_key(bank)] == [("L21", E), ("L21", W)]


def test_the_key_longest_too_seldom_is_an_error() -> None:
    """A bank where the longest option is wrong in every question gives that away as well."""
    bank = [with_lengths((6, 9, 8, 7))] * 30
    assert [f.severity for f in lint_longest_key(bank)] == [E, W]


def test_the_key_longest_by_chance_passes() -> None:
    """A bank where the longest option is the key in a quarter passes, and ties do not count."""
    bank = [with_lengths((9, 8, 7, 6))] * 8 + [with_lengths((6, 9, 8, 7))] * 24
    ties = [with_lengths((9, 9, 7, 6))] * 100
    assert not list(lint_longest_key(bank + ties))


def test_a_skill_out_of_line_is_a_warning() -> None:
    """One skill out of line in a sound bank is a warning that names it."""
    odd = [with_lengths((9, 8, 7, 6), skill="pruning")] * 8
    rest = [with_lengths((6, 9, 8, 7))] * 30 + [with_lengths((9, 8, 7, 6))] * 4
    message = "pruning: the longest option is the key in 8 of 8, not 0 to 5"
    assert list(lint_longest_key(odd + rest)) == [Finding("L21", W, "", message)]


def test_the_shuffler_of_the_interview_passes() -> None:
    """The key is shown at each place equally often over many sessions."""
    assert not list(lint_positions(covering(), shown_options))


def test_a_shuffler_with_a_habit_is_an_error() -> None:
    """A shuffler that leaves the options as they are in the file is found."""
    found = list(lint_positions(covering()[:1], lambda question, _: question.options))
    assert found == [Finding("L22", E, "", "place of the key among 3 options: [200, 0, 0]")]


def test_questions_in_numeric_order_are_not_the_shufflers() -> None:
    """The place of a key among ordered numbers says nothing about the shuffler."""
    assert not list(lint_positions([_numbers(1)], shown_options))


def _bank_of_lengths(lengths: Sequence[Sequence[int]]) -> list[Question]:
    skills = ("digging", "compost", "tomatoes", "pruning")
    return [
        with_lengths(own, skill=skill, id_=f"{skill}-{at}")
        for skill in skills
        for at, own in enumerate(lengths)
    ]


def test_the_cue_solver_learns_a_cue() -> None:
    """Where the key is always the longest, the solver is right in questions it never saw."""
    result = solve_by_cues(_bank_of_lengths([(9, 8, 7, 6), (7, 5, 4, 6), (20, 12, 9, 9)] * 4))
    assert (result.accuracy, result.chance, result.questions) == (1.0, 0.25, 48)
    assert not result.within_limit


def test_the_cue_solver_learns_a_cue_from_other_skills_alone() -> None:
    """A cue that only one skill has is of no use there."""
    bank = [with_lengths((9, 8, 7, 6), skill="digging")] * 10
    bank += [with_lengths((8, 8, 8, 8), skill="compost")] * 10
    assert solve_by_cues(bank).accuracy == 0.25


def test_the_cue_solver_guesses_where_nothing_tells_the_options_apart() -> None:
    """Options of one form leave the solver at chance, also with mixed numbers of options."""
    result = solve_by_cues(_bank_of_lengths([(8, 8, 8, 8), (5, 5, 5)]))
    assert result.accuracy == pytest.approx(result.chance)
    assert result.chance == pytest.approx((1 / 4 + 1 / 3) / 2)
    assert result.within_limit


def test_the_limit_is_the_binomial_line_or_five_points() -> None:
    """A small bank gets the 1 % line, one of 600 questions five points above chance."""
    assert solve_by_cues([with_lengths((8, 8, 8, 8))] * 50).limit == pytest.approx(20 / 50)
    assert solve_by_cues([with_lengths((8, 8, 8, 8))] * 600).limit == pytest.approx(0.30)


def test_a_bank_that_gives_itself_away_is_an_error(garden: SkillMap) -> None:
    """A bank beyond the limit of the cue solver stops the build."""
    bank = _bank_of_lengths([(9, 8, 7, 6)] * 5)
    message = "cues alone get 100.0% of 20 questions right; chance is 25.0%, the limit 50.0%"
    assert findings(bank, garden, "L23") == [(E, message)]


def test_no_questions_give_nothing_away() -> None:
    """An empty bank is within the limit."""
    assert solve_by_cues([]).within_limit


def test_the_cues_are_those_of_the_form() -> None:
    """Each cue is told from the option and the stem as documented, the key's first."""
    question = make_question(
        stem="What do trees split?", answer="split 10 rows", wrong=("may fall", "all trees")
    )
    key, hedged, absolute = cues_of(question)
    assert key[0] == pytest.approx(13 / 10 - 1)
    assert key[1:] == (1.0, 0.0, 0.5, 0.0, 0.0, 1.0)
    assert hedged[2:] == (1.0, 0.0, 0.0, 1.0, 0.0)
    assert absolute[3:] == (1.0, 1.0, 0.0, 0.0)


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(3)), st.lists(st.integers(1, 30), min_size=4, max_size=4))
def test_the_order_of_the_distractors_is_no_cue(order: list[int], lengths: list[int]) -> None:
    """The cue solver does as well whatever the order of the distractors."""
    bank = _bank_of_lengths([lengths, (9, 8, 7, 6), (3, 5, 4, 6)])
    turned = [replace(q, distractors=tuple(q.distractors[at] for at in order)) for q in bank]
    assert solve_by_cues(turned).accuracy == pytest.approx(solve_by_cues(bank).accuracy)


def test_the_same_text_twice_is_an_error(garden: SkillMap) -> None:
    """Two questions of nearly the same text are an error that names both."""
    first, *others = covering()
    again = replace(first, id="digging-again", stem=first.stem.replace("under", "in"))
    found = findings([first, *others, again], garden, "L24")
    assert found == [(E, "66% alike with digging-again")]


def test_a_similar_text_is_a_warning(garden: SkillMap) -> None:
    """Two questions that share a third to a half of their text are worth a look."""
    first, *others = covering()
    alike = replace(first, id="digging-alike", stem="What happens to copper pipes under water?")
    assert [severity for severity, _ in findings([first, *others, alike], garden, "L24")] == [W]


def test_a_stem_that_recurs_makes_no_duplicates(garden: SkillMap) -> None:
    """Two programs behind the same short stem are compared by their code."""
    one = make_question("digging-one", skill="digging", code="print(1 + 2)", lang="python")
    two = replace(one, id="digging-two", code="for x in 'ab': y = x")
    assert findings([one, two], garden, "L24") == []
    same = replace(one, id="digging-same")
    assert findings([one, same], garden, "L24") == [(E, "100% alike with digging-same")]


def test_an_untested_sub_competence_is_a_warning(garden: SkillMap) -> None:
    """A sub-competence without a question is told."""
    bank = [replace(question, sub="tools") for question in covering()]
    assert findings(bank, garden, "L25") == [(W, "digging: no question on depth")]


def test_a_level_with_one_question_is_a_warning(garden: SkillMap) -> None:
    """A level needs two questions."""
    message = "digging: questions of level expert 1; 2 each are wanted"
    assert findings(covering()[:-1], garden, "L25") == [(W, message)]


@pytest.mark.parametrize(("uses", "count"), [(3, 0), (4, 1)])
def test_a_misconception_behind_many_questions_is_reported(
    garden: SkillMap, uses: int, count: int
) -> None:
    """A misconception behind more than three questions of a skill is counted."""
    worn = Distractor("it melts", "worn-out", "It stays whole.")
    bank = [
        replace(q, distractors=(worn, q.distractors[1])) if at < uses else q
        for at, q in enumerate(covering())
    ]
    message = f"digging: 'worn-out' is behind {uses} questions"
    assert findings(bank, garden, "L26") == [(R, message)] * count


def test_an_answer_in_the_stem_of_another_is_a_warning(garden: SkillMap) -> None:
    """The key of one question in the stem of another of its skill is found, in any case."""
    first, second, *others = covering()
    telling = replace(first, answer="Fresh Water.")
    message = "its key stands in the stem of digging-1"
    assert findings([telling, second, *others], garden, "L27") == [(W, message)]
    elsewhere = replace(second, skill="compost")
    assert findings([telling, elsewhere, *others], garden, "L27") == []
    printed = replace(telling, kind="code")
    assert findings([printed, second, *others], garden, "L27") == []
    itself = replace(second, answer="Fresh Water.")
    assert findings([first, itself, *others], garden, "L27") == []
    both = replace(telling, form=Form.SEVERAL, answer="Fresh\nWater.")
    assert findings([both, second, *others], garden, "L27") == []


CHANCES = st.lists(st.floats(0, 1), max_size=30)


@given(CHANCES)
def test_the_counts_have_a_distribution(chances: list[float]) -> None:
    """The probabilities of all counts sum to 1, and their mean is the sum of the chances."""
    distribution = count_distribution(chances)
    assert sum(distribution) == pytest.approx(1)
    mean = sum(count * chance for count, chance in enumerate(distribution))
    assert mean == pytest.approx(sum(chances), abs=1e-9)


@given(st.integers(0, 40), st.floats(0.05, 0.95))
def test_equal_chances_are_binomial(count: int, chance: float) -> None:
    """With equal chances the distribution is the binomial one."""
    expected = [comb(count, k) * chance**k * (1 - chance) ** (count - k) for k in range(count + 1)]
    assert count_distribution([chance] * count) == pytest.approx(expected, abs=1e-12)


@given(CHANCES)
def test_the_lines_leave_the_risk_outside(chances: list[float]) -> None:
    """Each side beyond the lines has 1 % at most, and one count further has more."""
    distribution = count_distribution(chances)
    many, few = suspiciously_many(chances), suspiciously_few(chances)
    assert sum(distribution[many:]) <= 0.01 + 1e-9
    assert sum(distribution[: few + 1]) <= 0.01 + 1e-9
    assert sum(distribution[max(0, many - 1) :]) > 0.01 - 1e-9
    assert sum(distribution[: few + 2]) > 0.01 - 1e-9


def test_a_certain_risk_leaves_no_count_out() -> None:
    """Where any count is taken as a surprise, the line is at no success at all."""
    assert suspiciously_many([0.5, 0.5], risk=1) == 0


@pytest.mark.parametrize(
    ("freedom", "line"), [(1, 6.635), (2, 9.210), (3, 11.345), (4, 13.277), (5, 15.086)]
)
def test_chi_square_lines(freedom: int, line: float) -> None:
    """The tail beyond the tabled 1 % line of chi-square is 1 %."""
    assert chi_square_tail(line, freedom) == pytest.approx(0.01, abs=1e-5)
    assert chi_square_tail(0, freedom) == pytest.approx(1)


def test_even_counts_are_no_surprise() -> None:
    """Equal counts are as even as can be, and so is nothing at all."""
    assert evenness([7, 7, 7]) == evenness([0, 0, 0]) == 1


@given(st.text(min_size=1), st.integers(1, 8))
def test_runs_of_characters_are_of_one_length(text: str, length: int) -> None:
    """Each run is part of the levelled text and as long as asked, or the whole of a short text."""
    flat = " ".join(text.lower().split())
    for run in character_ngrams(text, length):
        assert run in flat
        assert len(run) == min(length, len(flat))
