"""The engine knows no subject: whole interviews on maps that have nothing to do with computing."""

import sys
from collections import Counter
from pathlib import Path
from statistics import mean

import pytest

from mlcareer.content.questions import load_questions
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.measure.interview import Interview, Material
from mlcareer.measure.prior import ASSUMPTIONS
from mlcareer.measure.steps import AskQuestion, AskRating, Done, answer_event
from mlcareer.measure.stopping import Reason
from mlcareer.measure.stretches import stretch_event
from mlcareer.measure.ties import UNTIED
from mlcareer.model.items import Item, Outcome
from mlcareer.model.questions import Question
from simulated import (
    UNDO,
    able,
    asked_in,
    make_map,
    make_material,
    make_role,
    moments_of,
    seeded,
    sit,
)
from support import DATA, EXAMPLE, make_question, rating, run_process

CRAFTS = tuple(f"craft-{at:02}" for at in range(10))
WORKSHOP = make_map(
    dict.fromkeys(CRAFTS, ()), areas={craft: f"shop-{craft[-1]}" for craft in CRAFTS}
)
WORKSHOP_ROLE = make_role({craft: (1 + at % 4, 1.0 + at % 3) for at, craft in enumerate(CRAFTS)})

WHOLE_INTERVIEW = """
import sys
from pathlib import Path
from mlcareer.content.people import load_backgrounds
from mlcareer.content.questions import load_questions
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.measure.interview import Interview, Material
from mlcareer.measure.steps import AskQuestion, answer_event
from mlcareer.model.people import Event, EventKind

folder, role = Path(sys.argv[1]), sys.argv[2]
skill_map = load_skill_map(folder)
material = Material(
    skill_map,
    load_role(folder, role, skill_map),
    load_backgrounds(folder, skill_map),
    {},
    load_questions(folder, skill_map),
)
seen = [id_ for id_ in material.questions if id_[-1] in "aeiou"]
interview = Interview(material, 11, seen_before=seen)
for at, skill in enumerate(skill_map.skills):
    interview.apply(Event(EventKind.RATING, skill, str(at % 5)))
while isinstance(step := interview.next_question(), AskQuestion):
    options = (step.question.answer, None, step.question.distractors[0].text)
    interview.apply(answer_event(step.question, options[step.position % 3]))
    print(step.question.id, *step.options, sep="|")
for skill in skill_map.skills:
    print(skill, *map(repr, interview.belief.moments(skill)))
"""


def garden_material() -> Material:
    """Read the small map with its questions, and add questions about the other skills."""
    garden = load_skill_map(EXAMPLE)
    questions = load_questions(EXAMPLE, garden)
    more = [
        make_question(f"{skill}-{level}-{at}", skill=skill, sub=f"part-{at}", level=level)
        for skill in ("compost", "tomatoes", "pruning")
        for level in (1, 2, 3, 4)
        for at in (1, 2)
    ]
    role = load_role(EXAMPLE, "gardener", garden)
    return make_material(garden, role, [*questions.values(), *more])


def calibrated_bank(count: int) -> list[Question]:
    """Make questions about all crafts whose measuring sides differ in everything."""
    random = seeded("bank")
    return [
        make_question(
            f"{craft}-{at:02}",
            skill=craft,
            sub=f"part-{at % 4}",
            level=1 + at % 4,
            kind=("concept", "scenario")[at % 2],
            item=Item(
                craft,
                random.uniform(0.5, 2.5),
                random.gauss(-0.5, 1.3),
                random.choice((0.0, 0.1, 0.3)),
                random.choice((0.0, 0.15, 0.25, 0.5)),
            ),
        )
        for craft in CRAFTS
        for at in range(count)
    ]


WORKSHOP_MATERIAL = make_material(WORKSHOP, WORKSHOP_ROLE, calibrated_bank(14))


def sit_in_the_workshop(abilities: dict[str, float], seed: int, budget: int = 60) -> Interview:
    """Hold a whole interview in the workshop with a simulated person."""
    interview = Interview(WORKSHOP_MATERIAL, seed, [stretch_event(CRAFTS, budget)])
    assert sit(interview, able(abilities, seeded(f"person-{seed}"))) is not None
    return interview


def test_a_whole_interview_in_the_garden() -> None:
    """On a small map of another subject, ratings and questions lead to a result and an end."""
    material = garden_material()
    interview = Interview(material, 2, [stretch_event(tuple(material.skill_map.skills), 16)])
    kinds = []
    while not isinstance(step := interview.next_step(), Done):
        kinds.append(type(step))
        if isinstance(step, AskRating):
            interview.apply(rating(step.skill, 2))
        else:
            assert isinstance(step, AskQuestion)
            known = step.question.level <= 2
            interview.apply(answer_event(step.question, step.question.answer if known else None))
        if len(kinds) % 5 == 0:
            interview.apply(UNDO)
            assert interview.next_step() == step
            kinds.pop()
            interview.apply(interview.log[-2])
            kinds.append(type(step))
    assert kinds[:4] == [AskRating] * 4
    assert set(kinds[4:]) == {AskQuestion}
    assert step.why in {Reason.SURE, Reason.QUESTIONS, Reason.NOT_WORTH_IT}
    estimates = interview.profile().estimates
    asked = [skill for skill in estimates if estimates[skill].answers]
    assert len(asked) >= 3
    assert all(-3 < estimates[skill].mean < 1.5 for skill in asked)
    again = Interview(material, 2, interview.log)
    assert moments_of(again.belief, estimates) == moments_of(interview.belief, estimates)


@pytest.mark.parametrize("seed", range(3))
def test_a_whole_interview_without_prerequisites(seed: int) -> None:
    """On a map without edges, with calibrated questions, people are placed near their ability."""
    random = seeded(f"abilities-{seed}")
    abilities = {craft: random.gauss(-0.7, 1.2) for craft in CRAFTS}
    interview = sit_in_the_workshop(abilities, seed)
    estimates = interview.profile().estimates
    apart = [
        abs(estimates[craft].mean - abilities[craft]) / estimates[craft].sd for craft in CRAFTS
    ]
    assert max(apart) < 3.5
    assert mean(apart) < 1.3
    inside = [
        estimates[craft].interval[0] < abilities[craft] < estimates[craft].interval[1]
        for craft in CRAFTS
    ]
    assert sum(inside) >= 7


def test_questions_go_where_they_are_worth_most_on_any_map() -> None:
    """Several skills are asked about, none of the questions twice, and the heavy ones more."""
    abilities = dict.fromkeys(CRAFTS, -0.3)
    counts: Counter[str] = Counter()
    for seed in range(4):
        asked = asked_in(sit_in_the_workshop(abilities, seed, budget=30))
        assert len(set(asked)) == len(asked)
        counts.update(WORKSHOP_MATERIAL.questions[id_].skill for id_ in asked)
    assert len(counts) >= 7
    weights = {craft: demand.weight for craft, demand in WORKSHOP_ROLE.demands.items()}
    heavy, light = (
        mean(counts[craft] for craft in CRAFTS if weights[craft] == weight) for weight in (3, 1)
    )
    assert heavy > light


def test_who_differs_from_skill_to_skill_is_not_levelled_out() -> None:
    """Without edges and for unrelated abilities, high and low skills come out apart."""
    abilities = {craft: (2.0 if at % 2 else -2.5) for at, craft in enumerate(CRAFTS)}
    interview = sit_in_the_workshop(abilities, 1, budget=80)
    estimates = interview.profile().estimates
    asked = [craft for craft in CRAFTS if estimates[craft].answers >= 3]
    high = [estimates[craft].mean for craft in asked if abilities[craft] > 0]
    low = [estimates[craft].mean for craft in asked if abilities[craft] < 0]
    assert min(high) > max(low)
    untied = ASSUMPTIONS.ties.index(UNTIED)
    assert interview.belief.weights[untied] > ASSUMPTIONS.weights[untied]


def test_names_of_skills_do_not_matter() -> None:
    """The same map under other names asks the same questions in the same order."""
    runs = []
    for prefix in ("craft", "zebra"):
        names = {craft: craft.replace("craft", prefix) for craft in CRAFTS}
        questions = [
            make_question(
                question.id,
                skill=names[question.skill],
                sub=question.sub,
                level=question.level,
                kind=question.kind,
                item=question.item._replace(skill=names[question.skill]),
            )
            for question in WORKSHOP_MATERIAL.questions.values()
        ]
        role = make_role({names[c]: (d.target, d.weight) for c, d in WORKSHOP_ROLE.demands.items()})
        skill_map = make_map(dict.fromkeys(names.values(), ()))
        interview = Interview(make_material(skill_map, role, questions), 7)
        sit(interview, lambda question: list(Outcome)[question.level % 3], most=25)
        runs.append(asked_in(interview))
    assert runs[0] == runs[1]
    assert len(runs[0]) >= 15


@pytest.mark.parametrize(("folder", "role"), [(EXAMPLE, "gardener"), (DATA, "ml-engineer")])
def test_an_interview_does_not_hang_on_the_hash_seed(folder: Path, role: str, home: Path) -> None:
    """Two processes that hash differently ask the same questions and believe the same."""
    command = [sys.executable, "-c", WHOLE_INTERVIEW, str(folder), role]
    runs = [
        run_process(command, home, environment={"PYTHONHASHSEED": seed}) for seed in ("1", "2024")
    ]
    assert [run.stderr for run in runs] == ["", ""]
    assert runs[0].stdout == runs[1].stdout
    assert runs[0].stdout.count("\n") > 4
