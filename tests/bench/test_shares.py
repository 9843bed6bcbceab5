import pytest
import shares
from bench_fakes import SerialPool
from learners import CONDITIONS, Learner
from shares import Facts, Task, follow, judge, line, material, sit, true_share

from mlcareer.measure.response import TYPICAL

FACTS = Facts(
    off=4.0,
    covered=True,
    areas=(3, 4),
    called=(8, 10),
    verdicts=(1, 2),
    habit=True,
    habit_right=True,
)


def learner_at(theta: float, rating: int) -> Learner:
    """Make somebody of one ability and one self-rating in everything."""
    skills = material().skill_map.skills
    return Learner(
        abilities=dict.fromkeys(skills, theta),
        ratings=dict.fromkeys(skills, rating),
        behaviour=TYPICAL,
        items={question.id: question.item for question in material().questions.values()},
    )


def test_a_person_is_followed_the_same_way_each_time() -> None:
    """The same person of the same condition gives the same facts."""
    task = Task(CONDITIONS[1].name, "1:3", 6)
    assert follow(task) == follow(task)


@pytest.mark.parametrize(("theta", "share"), [(-4.0, 0.0), (4.0, 1.0)])
def test_the_true_share_follows_from_the_true_levels(theta: float, share: float) -> None:
    """Whoever can nothing meets no target, and whoever can everything meets all."""
    report = sit(learner_at(theta, 2), "1:1", 1)
    levels = dict.fromkeys(report.role.demands, 4 if theta > 0 else 0)
    assert true_share(report, levels, report.role.demands) == share


def test_somebody_who_overrates_everything_is_found_out_rightly() -> None:
    """Ratings of expert by somebody who can nothing are called too high, and that is right."""
    learner = learner_at(-3.0, 4)
    facts = judge(sit(learner, "1:1", 30), learner)
    right, called = facts.verdicts
    assert right == called > 5
    assert facts.habit
    assert facts.habit_right
    assert facts.called[0] >= 0.8 * facts.called[1] > 0
    assert facts.off > 0


def test_a_line_marks_what_misses_its_target() -> None:
    """Shares covered too often and verdicts right too seldom are in bold; the rest is not."""
    cells = [cell.strip() for cell in line("x", [FACTS]).strip("|").split("|")]
    assert cells == ["x", "**100**", "+4.0", "75", "10.0", "80", "2.0", "**50**", "100", "100"]


def test_a_line_says_where_nothing_was_called() -> None:
    """Where no rating and no target was called, there is no share of right ones."""
    none = FACTS._replace(called=(0, 0), verdicts=(0, 0), habit=False)
    cells = [cell.strip() for cell in line("x", [none, FACTS]).strip("|").split("|")]
    assert cells[5] == "80"
    assert [cell.strip() for cell in line("x", [none]).strip("|").split("|")][5:] == [
        "-",
        "0.0",
        "-",
        "0",
        "-",
    ]


def test_each_condition_gets_its_people(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The table has a line for each condition, made of so many people."""
    seen: list[Task] = []

    def fake(task: Task) -> Facts:
        seen.append(task)
        return FACTS

    monkeypatch.setattr(shares, "ProcessPoolExecutor", SerialPool)
    monkeypatch.setattr(shares, "follow", fake)
    monkeypatch.setattr("sys.argv", ["shares.py", "--people", "2", "--questions", "7"])
    assert shares.main() == 0
    assert len(capsys.readouterr().out.splitlines()) == len(CONDITIONS) + 2
    assert len(seen) == 2 * len(CONDITIONS)
    assert {task.questions for task in seen} == {7}
    assert len({task.person for task in seen}) == 2


def test_people_of_one_condition_differ() -> None:
    """Two people of one condition are not the same person."""
    one, other = (follow(Task(CONDITIONS[0].name, f"1:{at}", 3)) for at in (1, 2))
    assert one != other
