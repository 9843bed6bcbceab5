"""How long commands take to start, as multiples of `python -c pass`.

Run it with the Python of the environment in which mlcareer is installed:

    python bench/startup.py [--rounds 21]

Each round runs every command once, so that whatever else the machine does falls
on all of them alike. POSIX only. Figures are medians of user and system CPU time, in one run.
Exit code 1 when a command takes more than its limit.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

REPOSITORY = Path(__file__).resolve().parent.parent
LIMITS = {
    "--version": 6.0,
    "skills python": 9.5,
    "report": 13.0,
    "--help": 13.0,
}
"""Most that a command may take, in multiples of `python -c pass`."""

UNLIMITED = ("", "report --json", "roadmap", "next", "skills")
"""Commands measured for information."""


def cpu_seconds(command: list[str], environment: dict[str, str]) -> float:
    """Run a command and return the CPU time it took, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def prepare_home(home: Path) -> dict[str, str]:
    """Make an environment with a whole assessment in it: all skills rated, 45 answers."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "COLUMNS": "80",
    }
    answers = home / "answers.json"
    answers.write_text(json.dumps(all_answers()), encoding="utf-8")
    command = [program(), "assess", "--answers", str(answers), "--seed", "1"]
    subprocess.run(command, env=environment, stderr=subprocess.DEVNULL, check=True)
    return environment


def all_answers() -> dict[str, object]:
    """Answer every question, two of three right, and rate every skill."""
    from mlcareer.content.folder import content_folder  # noqa: PLC0415 - the script starts without
    from mlcareer.content.questions import load_questions  # noqa: PLC0415
    from mlcareer.content.skills import load_skill_map  # noqa: PLC0415

    folder = content_folder()
    skill_map = load_skill_map(folder)
    questions = load_questions(folder, skill_map).values()
    return {
        "background": {"degree": "physics", "work": "data-analyst", "hours": 6},
        "ratings": {skill: at % 4 for at, skill in enumerate(skill_map.skills)},
        "answers": {
            question.id: (
                (question.key if len(question.key) > 1 else question.answer)
                if at % 3
                else "dont-know"
            )
            for at, question in enumerate(questions)
        },
    }


def program() -> str:
    """Find the installed program beside this Python."""
    return str(Path(sys.executable).with_name("mlcareer"))


def measure(rounds: int, home: Path) -> dict[str, float]:
    """Return how many times `python -c pass` each command takes."""
    environment = prepare_home(home)
    commands = {name: [program(), *name.split()] for name in (*LIMITS, *UNLIMITED)}
    bare = [sys.executable, "-c", "pass"]
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    baseline: list[float] = []
    for _ in range(rounds):
        baseline.append(cpu_seconds(bare, environment))
        for name, command in commands.items():
            seconds[name].append(cpu_seconds(command, environment))
    base = median(baseline)
    print(f"python -c pass: {base * 1000:.1f} ms CPU, {rounds} rounds")
    return {name: median(taken) / base for name, taken in seconds.items()}


def main() -> int:
    """Print the figures; 1 when a command is above its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=21)
    rounds: int = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        ratios = measure(rounds, Path(folder))
    within = True
    for name, ratio in ratios.items():
        limit = LIMITS.get(name)
        verdict = "" if limit is None else f"  limit {limit:g}x"
        if limit is not None and ratio > limit:
            verdict += "  ABOVE LIMIT"
            within = False
        print(f"mlcareer {name:<16} {ratio:5.1f}x{verdict}")
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
