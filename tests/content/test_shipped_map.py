import re
from collections import Counter
from collections.abc import Iterator, Mapping

import pytest

from mlcareer.content.people import load_responsibilities
from mlcareer.content.questions import load_questions
from mlcareer.content.roles import load_role
from mlcareer.content.study import load_claims, load_resources
from mlcareer.content.yamlfile import read_yaml
from mlcareer.model.levels import TAUGHT_LEVELS
from mlcareer.model.questions import Question
from mlcareer.model.skills import Evidence, Role, Skill, SkillMap
from support import DATA

AREAS = {
    "programming": "python cpp java r lisp prolog",
    "cs": "algorithms software-engineering testing git",
    "math": "linear-algebra calculus probability statistics",
    "data": "sql data-wrangling data-quality data-pipelines",
    "ml": "ml-concepts supervised-learning regression classification unsupervised-learning"
    " clustering feature-engineering model-evaluation model-selection recommender-systems",
    "dl": "neural-networks deep-learning cnn rnn-lstm transformers",
    "llm": "llm-apps",
    "ops": "ml-system-design deployment ml-automation monitoring reproducibility",
    "practice": "problem-framing experiment-design iteration stopping collaboration",
    "responsible": "responsible-ai",
}
SUBJECTS = ("regression", "classification", "clustering", "deep-learning", "supervised-learning")
NAMED = (*AREAS["programming"].split(), "statistics", "supervised-learning")
NAMED += ("unsupervised-learning", "neural-networks")
VERB = re.compile(r"(?!(?:Is|Has|Does|Always|This)\b)[A-Z][a-z]+(-[a-z]+)?(?<!s)s,?")
UNSEEN = re.compile(
    r"understand|\bknows?\b|familiar|knowledge of|appreciates|grasps|aware of", re.IGNORECASE
)
MOST_WORDS = 25


def statements(skill_map: SkillMap) -> Iterator[str]:
    """List every can-do statement."""
    for skill in skill_map.skills.values():
        for level in skill.can_do.values():
            yield from level


def faults(statement: str) -> list[str]:
    """Say which rules of wording a can-do statement breaks."""
    words = statement.split()
    rules = {
        "starts with a verb in the third person": bool(VERB.fullmatch(words[0])),
        "at most 25 words": len(words) <= MOST_WORDS,
        "full stop": statement.endswith(".") and not statement.endswith(".."),
        "nothing that one cannot watch": not UNSEEN.search(statement),
    }
    return [rule for rule, kept in rules.items() if not kept]


def before(skill: str, skills: Mapping[str, Skill]) -> frozenset[str]:
    """List all that comes before a skill."""
    above = skills[skill].requires
    return frozenset(above).union(*(before(each, skills) for each in above))


@pytest.fixture(scope="module")
def role(skill_map: SkillMap) -> Role:
    """Read the shipped role once."""
    return load_role(DATA, "ml-engineer", skill_map)


@pytest.fixture(scope="module")
def questions(skill_map: SkillMap) -> Mapping[str, Question]:
    """Read the shipped questions once."""
    return load_questions(DATA, skill_map)


def test_the_map_has_45_skills_in_10_areas(skill_map: SkillMap) -> None:
    """Skills and areas are those of the brief, in their order, and no area is empty."""
    found = {area: " ".join(s.id for s in skill_map.in_area(area)) for area in skill_map.areas}

    assert found == AREAS
    assert (len(skill_map.skills), len(skill_map.areas)) == (45, 10)
    assert len({skill.name for skill in skill_map.skills.values()}) == 45


def test_no_edge_is_implied_by_others(skill_map: SkillMap) -> None:
    """What a required skill requires is not listed again."""
    skills = skill_map.skills
    implied = [
        (skill.id, end)
        for skill in skills.values()
        for end in skill.requires
        if any(end in before(other, skills) for other in skill.requires)
    ]

    assert implied == []


def test_the_longest_chain_ends_in_stopping(skill_map: SkillMap) -> None:
    """Seven steps are the longest way through the map."""
    depth: dict[str, int] = {}
    pending = dict(skill_map.skills)
    while pending:
        for id_, skill in list(pending.items()):
            if all(end in depth for end in skill.requires):
                depth[id_] = 1 + max((depth[end] for end in skill.requires), default=0)
                del pending[id_]

    assert max(depth.values()) == 7
    assert depth["stopping"] == 7


def test_each_skill_says_why_it_is_there(skill_map: SkillMap) -> None:
    """A skill is named by claims of the texts, or gives a reason of its own; never neither."""
    claims = load_claims(DATA)

    for skill in skill_map.skills.values():
        assert bool(skill.claims) != bool(skill.in_map_because), skill.id
        assert set(skill.claims) <= set(claims), skill.id


def test_each_level_has_three_statements(skill_map: SkillMap) -> None:
    """Each of the four levels of each skill is described by three statements."""
    for skill in skill_map.skills.values():
        assert [len(skill.can_do[level]) for level in TAUGHT_LEVELS] == [3, 3, 3, 3], skill.id


def test_statements_can_be_watched(skill_map: SkillMap) -> None:
    """Every statement keeps the rules of wording, and none stands twice."""
    bad = {each: found for each in statements(skill_map) if (found := faults(each))}
    twice = [text for text, n in Counter(statements(skill_map)).items() if n > 1]

    assert bad == {}
    assert twice == []


@pytest.mark.parametrize(
    ("statement", "count"),
    [
        ("Writes a loop.", 0),
        ("Fine-tunes a model.", 0),
        ("Isolates a fault.", 0),
        ("Selects, filters and sorts rows.", 0),
        ("Write a loop.", 1),
        ("A loop is written.", 1),
        ("writes a loop.", 1),
        ("Passess a test.", 1),
        ("Writes a loop", 1),
        ("Writes a loop..", 1),
        ("Understands loops.", 1),
        ("Shows that one is familiar with loops.", 1),
        ("Shows a good knowledge of loops.", 1),
        ("Is aware of loops.", 2),
        (f"Writes{' a' * 24}.", 0),
        (f"Writes{' a' * 25}.", 1),
    ],
)
def test_a_bad_wording_is_found(statement: str, count: int) -> None:
    """The check itself tells a good statement from a bad one."""
    assert len(faults(statement)) == count


def test_hours_rise_with_the_level(skill_map: SkillMap) -> None:
    """A higher level takes longer than the one below it, at least and at most."""
    for skill in skill_map.skills.values():
        low, high = zip(*(skill.hours[level] for level in TAUGHT_LEVELS), strict=True)
        assert sorted(set(low)) == list(low), skill.id
        assert sorted(set(high)) == list(high), skill.id


def test_the_role_asks_something_of_every_skill(skill_map: SkillMap, role: Role) -> None:
    """Each skill has a demand, with the weight that belongs to its importance."""
    weights = {(demand.importance, demand.weight) for demand in role.demands.values()}

    assert list(role.demands) == list(skill_map.skills)
    assert weights == {("core", 3), ("useful", 2), ("optional", 1)}
    assert role.first == ("ml-concepts", "python")


def check_evidence(evidence: tuple[Evidence, ...], claims: Mapping[str, str]) -> None:
    """Check that each piece of evidence can be looked up."""
    assert evidence
    for each in evidence:
        source = each.source
        assert all((source.title, source.place, source.date, source.n, source.note))
        assert set(each.claims) <= set(claims)
        assert each.value or each.claims or source.id == "judgement"
        assert bool(each.term) == bool(each.value)


def test_each_importance_can_be_looked_up(role: Role) -> None:
    """Each demand and each exclusion names title, place, date and sample size of its sources."""
    claims = load_claims(DATA)

    for demand in role.demands.values():
        check_evidence(demand.evidence, claims)
        assert demand.reason.endswith(".")
    for exclusion in role.excluded:
        check_evidence(exclusion.evidence, claims)
        assert exclusion.reason.endswith(".")


def test_the_texts_decide_what_is_core(role: Role) -> None:
    """The languages and subjects that the texts name have the importance the texts give them."""
    found = {id_: (demand.importance, demand.target) for id_, demand in role.demands.items()}

    assert found["python"] == ("core", 3)
    assert found["cpp"] == found["java"] == ("useful", 2)
    assert found["r"] == found["lisp"] == found["prolog"] == ("optional", 1)
    assert {found[subject][0] for subject in (*SUBJECTS, *NAMED[-2:])} == {"core"}
    assert "0 of 283" in role.demands["lisp"].reason
    assert "0 of 283" in role.demands["prolog"].reason


def test_html_and_javascript_are_left_out_with_a_reason(skill_map: SkillMap, role: Role) -> None:
    """What the text excludes is no skill, and the exclusion says why and names the claim."""
    assert {each.id: each.name for each in role.excluded} == {
        "html": "HTML",
        "javascript": "JavaScript",
    }
    for each in role.excluded:
        assert each.id not in skill_map.skills
        assert "expert" in each.reason
        assert "B33" in {claim for evidence in each.evidence for claim in evidence.claims}


@pytest.mark.parametrize("skill", NAMED)
def test_the_ten_named_skills_can_be_measured(
    questions: Mapping[str, Question], skill: str
) -> None:
    """Each skill that the project was asked for has eight questions, two at each level."""
    levels = Counter(q.level for q in questions.values() if q.skill == skill)

    assert levels.total() >= 8
    assert all(levels[level] >= 2 for level in TAUGHT_LEVELS)


def test_questions_cover_what_they_measure(
    skill_map: SkillMap, questions: Mapping[str, Question]
) -> None:
    """A skill with questions has one for each of its sub-competences."""
    asked = {(q.skill, q.sub) for q in questions.values()}
    wanted = {
        (q.skill, sub)
        for q in questions.values()
        for sub in skill_map.skills[q.skill].sub_competences
    }

    assert wanted - asked == set()


def test_questions_refer_to_resources(
    skill_map: SkillMap, questions: Mapping[str, Question]
) -> None:
    """Every reference of a question is a resource, and every skill has one to study from."""
    resources = load_resources(DATA, skill_map)
    taught = {skill for resource in resources.values() for skill in resource.skills}

    assert [q.id for q in questions.values() if q.reference.resource not in resources] == []
    assert set(skill_map.skills) - taught == set()


def test_every_responsibility_has_a_skill(skill_map: SkillMap) -> None:
    """What the role does is covered by the map, and projects name only what the role does."""
    responsibilities = load_responsibilities(DATA, skill_map)
    projects = read_yaml(DATA / "projects.yaml").entries()["projects"].entries()

    assert len(responsibilities) == 11
    assert all(responsibility.skills for responsibility in responsibilities.values())
    for id_, field in projects.items():
        assert set(field.entries()["responsibilities"].texts()) <= set(responsibilities), id_
