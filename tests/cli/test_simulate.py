import json
import re
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest

from mlcareer.cli.simulate import UNSAID, read_levels
from mlcareer.errors import ContentError, ExitCode, UsageError
from mlcareer.measure.simulate import SIMULATED
from mlcareer.model.people import Event, EventKind
from mlcareer.model.skills import SkillMap
from mlcareer.store.database import Store
from spoiling import complaints
from support import EXAMPLE, REPOSITORY, Call

GARDEN = ("--content", str(EXAMPLE))


def log(database: Path) -> tuple[Event, ...]:
    """Read the log of the latest assessment in a database."""
    with Store(database) as store:
        assessment = store.latest()
        assert assessment is not None
        return store.events(assessment)


def demo(home: Path) -> Path:
    """Say where the made-up person's answers are."""
    return home / "mlcareer" / "profiles" / "demo" / "mlcareer.db"


def levels_file(home: Path, text: str, name: str = "levels.yaml") -> str:
    """Write a file of levels."""
    path = home / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_made_up_person_goes_through_all_of_it(call: Call, home: Path) -> None:
    """Ratings, questions and the end are in the log of the profile demo; one line a question."""
    done = call(*GARDEN, "assess", "--simulate", "3", "--seed", "1")
    assert (done.code, done.out) == (ExitCode.OK, "")
    events = log(demo(home))
    assert [event.kind for event in events[:5]] == [EventKind.SCOPE, *[EventKind.RATING] * 4]
    assert events[-1].kind is EventKind.FINISH
    answers = sum(event.kind is EventKind.ANSWER for event in events)
    line = r"^(\d+) of at most \d+  Digging: (right|wrong|I don't know)$"
    lines = re.findall(line, done.err, re.MULTILINE)
    assert [int(number) for number, _ in lines] == list(range(1, answers + 1))


def test_it_says_that_nothing_of_it_is_real(call: Call, home: Path) -> None:
    """The text, the profile and each event say that the person is made up."""
    done = call(*GARDEN, "assess", "--simulate", "2.5")
    assert done.err.startswith("A made-up person answers, in the profile demo.")
    assert "mlcareer --profile demo report" in done.err
    marks = [event.detail.get(SIMULATED) for event in log(demo(home))[1:]]
    assert set(marks) == {1}
    assert not (home / "mlcareer" / "mlcareer.db").exists()


def test_a_named_profile_is_used(call: Call, home: Path) -> None:
    """Another profile than the usual one is kept, and named in what to do next."""
    done = call("--profile", "class-2", *GARDEN, "assess", "--simulate", "1")
    assert "mlcareer --profile class-2 report" in done.err
    assert (home / "mlcareer" / "profiles" / "class-2" / "mlcareer.db").exists()


def report(call: Call, profile: str, level: str, seed: int) -> dict[str, Any]:
    """Let a made-up person answer about one area, and read the report."""
    arguments = ("assess", "statistics", "--simulate", level, "--seed", str(seed))
    assert call("--profile", profile, *arguments).code == ExitCode.OK
    data: dict[str, Any] = json.loads(call("--profile", profile, "report", "--json").out)["data"]
    return data


def test_levels_come_out_where_they_are(call: Call) -> None:
    """People of level 3 are measured higher than people of level 1, in about those levels."""
    found: dict[str, float] = {}
    for level in ("1", "3"):
        reports = [report(call, f"p{level}-{seed}", level, seed) for seed in range(3)]
        skills = [s for one in reports for s in one["skills"] if s["id"] == "statistics"]
        found[level] = fmean(
            sum(at * p for at, p in enumerate(skill["level"]["probabilities"])) for skill in skills
        )
    assert found["3"] - found["1"] > 0.8
    assert abs(found["1"] - 1) < 1
    assert abs(found["3"] - 3) < 1


def test_the_same_seed_gives_the_same_run(call: Call, home: Path) -> None:
    """Seed and level decide every reply."""
    runs = []
    for profile in ("p-1", "p-2"):
        done = call("--profile", profile, "assess", "python", "--simulate", "2", "--seed", "9")
        database = home / "mlcareer" / "profiles" / profile / "mlcareer.db"
        runs.append((done.err.replace(profile, ""), log(database)))
    assert runs[0] == runs[1]
    other = call("--profile", "p-3", "assess", "python", "--simulate", "2", "--seed", "10")
    assert other.err.replace("p-3", "") != runs[0][0]


def test_a_minute_is_soon_over(call: Call) -> None:
    """A time that was set ends it, as it would with a person."""
    done = call("assess", "--simulate", "2", "--minutes", "4", "--seed", "1")
    flat = " ".join(done.err.split())
    assert "Done: the time that was set (4 min) is used up." in flat
    assert 3 <= flat.count(" of at most ") <= 20


@pytest.mark.parametrize("color", ["always", "never"])
def test_lines_are_short_and_plain(call: Call, monkeypatch: pytest.MonkeyPatch, color: str) -> None:
    """Lines fit a narrow window, and nothing in them needs colour."""
    monkeypatch.setenv("COLUMNS", "40")
    done = call("--color", color, "assess", "llm-apps", "--simulate", "2", "--seed", "1")
    assert max(map(len, done.err.splitlines())) <= 40
    assert "\x1b" not in done.err


@pytest.mark.parametrize("spec", ["0", "4", "2.5", "1e0", " 3 "])
def test_a_level_counts_for_all_skills(garden: SkillMap, spec: str) -> None:
    """One number, with or without decimals, is the level of every skill."""
    assert read_levels(spec, garden) == dict.fromkeys(garden.skills, float(spec))


@pytest.mark.parametrize("spec", ["-1", "4.01", "5", "nan", "inf", "1e9"])
def test_what_is_no_level_is_refused(garden: SkillMap, spec: str) -> None:
    """A number outside of 0 to 4 is an error that says so."""
    with pytest.raises(UsageError, match="A level is a number from 0 to 4, not"):
        read_levels(spec, garden)


@pytest.mark.parametrize("spec", ["expert", "2,5", "", "no/such/file.yaml", "x" * 3000])
def test_what_is_neither_level_nor_file_is_refused(garden: SkillMap, spec: str) -> None:
    """A text that is no number is a file, and where there is none, both are explained."""
    with pytest.raises(UsageError, match=r"takes a level from 0 to 4, such as 2\.5, or a file"):
        read_levels(spec, garden)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("default: 1\n", [1, 1, 1, 1]),
        ("digging: 4\n", [4, UNSAID, UNSAID, UNSAID]),
        ("soil: 3\n", [3, 3, UNSAID, UNSAID]),
        ("soil: 3\ndigging: 0.5\ndefault: 1\n", [0.5, 3, 1, 1]),
        ('{"plants": 0, "pruning": 4}', [UNSAID, UNSAID, 0, 4]),
        ("{}\n", [UNSAID] * 4),
    ],
)
def test_a_file_says_levels(home: Path, garden: SkillMap, text: str, levels: list[float]) -> None:
    """What is said of a skill goes before what is said of its area, and that before default."""
    found = read_levels(levels_file(home, text), garden)
    assert found == dict(zip(("digging", "compost", "tomatoes", "pruning"), levels, strict=True))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("diging: 2\n", "1: unknown skill or area 'diging'. Did you mean 'digging'?"),
        ("digging: 2\nsoil: 5\n", "2: a number from 0 to 4 was expected here"),
        ("digging: expert\n", "1: a number from 0 to 4 was expected here"),
        ("digging:\n", "1: a text was expected here"),
        ("- digging\n", "1: a mapping (key: value) was expected here"),
        ("", "1: a mapping (key: value) was expected here"),
        ("digging: 1\ndigging: 2\n", "2: key 'digging' stands twice; remove one"),
        ("digging: {\n", "2: not valid YAML"),
    ],
)
def test_mistakes_in_a_file_are_named(
    home: Path, garden: SkillMap, text: str, complaint: str
) -> None:
    """Each mistake is told with file and line, and a near miss is pointed out."""
    spec = levels_file(home, text)
    (found,) = complaints(lambda: read_levels(spec, garden))
    assert found.startswith(f"levels.yaml:{complaint}")


def test_all_mistakes_in_a_file_are_named_at_once(home: Path, garden: SkillMap) -> None:
    """Whoever mends a file sees all there is to mend."""
    spec = levels_file(home, "diging: 2\nsoil: 9\n")
    with pytest.raises(ContentError) as caught:
        read_levels(spec, garden)
    assert [problem.line for problem in caught.value.problems] == [1, 2]


def test_a_folder_is_no_file(garden: SkillMap, tmp_path: Path) -> None:
    """A folder cannot be read as levels, which is an error and no crash."""
    with pytest.raises(ContentError, match="cannot be read"):
        read_levels(str(tmp_path), garden)


def test_an_interrupted_run_keeps_what_was_said(
    call: Call, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C ends a made-up person as it ends a real one, and what was said is kept."""
    append = Store.append
    kept: list[Event] = []

    def interrupt(self: Store, assessment: Any, position: int, event: Event, now: Any) -> None:  # noqa: ANN401
        if event.kind is EventKind.ANSWER:
            raise KeyboardInterrupt
        kept.append(event)
        append(self, assessment, position, event, now)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "append", interrupt)
        done = call(*GARDEN, "assess", "--simulate", "3")
    assert done.code == ExitCode.INTERRUPTED
    assert "Saved 4 made-up answers." in done.err
    assert len(log(demo(home))) == len(kept) == 5


def test_the_report_is_that_of_the_demo(call: Call) -> None:
    """What the program says to do next works as it is written."""
    done = call(*GARDEN, "assess", "--simulate", "4", "--seed", "2")
    (command,) = re.findall(r"mlcareer (--profile demo report)$", done.err, re.MULTILINE)
    shown = call(*GARDEN, *command.split())
    assert shown.code == ExitCode.OK
    assert "Gardener" in shown.out
    assert call(*GARDEN, "report").code == ExitCode.NO_DATA


def test_the_example_of_the_docs_is_read(home: Path, skill_map: SkillMap) -> None:
    """The levels of the page are those of skills and areas of the shipped map."""
    page = (REPOSITORY / "docs" / "answers-file.md").read_text(encoding="utf-8")
    section = page.split("## A made-up person", 1)[1]
    (text,) = re.findall(r"^```yaml\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    levels = read_levels(levels_file(home, text), skill_map)
    assert (levels["statistics"], levels["python"]) == (3.5, 1)
    assert {levels[skill.id] for skill in skill_map.in_area("math")} <= {2, 3.5}
    assert f"which is {UNSAID:g} where it is not said" in section
