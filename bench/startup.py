"""How long commands take to start, as multiples of `python -c pass`.

Run it with the Python of the environment in which mlcareer is installed:

    python bench/startup.py [--rounds 21]

Each round runs every command once, so that whatever else the machine does falls
on all of them alike. POSIX only. Figures are medians of user and system CPU time, in one run.

An assessment runs in a terminal of its own, with the full bank and ten earlier sittings in
the store, and is killed when a question waits for its answer: the figure is all that the
process used until then. What a further question takes is what a process that asks more of
them uses beyond one that asks the first alone.

Exit code 1 when anything takes more than its limit.
"""

import argparse
import json
import os
import pty
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Final

REPOSITORY = Path(__file__).resolve().parent.parent

FIRST: Final = "assess: first question"
ANEW: Final = "assess: first question, content not compiled"
NEXT: Final = "assess: each next question"

LIMITS = {
    "--version": 6.0,
    "skills python": 9.5,
    "report": 13.0,
    "--help": 13.0,
    FIRST: 13.0,
    NEXT: 9.0,
}
"""Most that a command may take, in multiples of `python -c pass`."""

UNLIMITED = ("", "report --json", "roadmap", "next", "skills")
"""Commands measured for information."""

SITTINGS: Final = 10
"""Earlier assessments in the store, each of 45 answers."""

FURTHER: Final = 10
"""Questions that are answered to see what a further one takes."""

_DONT_KNOW: Final = b"d\n"
_PROMPT: Final = re.compile(rb"(?:^|\n)(?:Answer )?> $")

Answers = dict[str, dict[str, object]]
Environment = Mapping[str, str]


def cpu_seconds(command: Sequence[str], environment: Environment) -> float:
    """Run a command and return the CPU time it took, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cpu_until_prompt(
    command: Sequence[str], environment: Environment, replies: Sequence[bytes] = ()
) -> float:
    """Run a command in a terminal until it waits for input, and return its CPU time in seconds.

    Args:
        command: What to run; it is killed in the end.
        environment: Its environment.
        replies: What to type at the prompts before the last one.

    Raises:
        RuntimeError: It ended before.
    """
    terminal, own_side = pty.openpty()
    process = subprocess.Popen(
        command, stdin=own_side, stdout=own_side, stderr=own_side, env=environment
    )
    os.close(own_side)
    try:
        _read_to_prompt(terminal)
        for reply in replies:
            os.write(terminal, reply)
            _read_to_prompt(terminal)
    finally:
        # Popen.kill would reap a process that has ended, and what it used with it.
        os.kill(process.pid, signal.SIGKILL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        os.close(terminal)
    return used.ru_utime + used.ru_stime


def _read_to_prompt(terminal: int) -> None:
    shown = b""
    while not _PROMPT.search(shown):
        try:
            piece = os.read(terminal, 65_536)
        except OSError:  # Linux says so when the other end is closed
            piece = b""
        if not piece:
            message = f"It ended and did not ask:\n{shown.decode()}"
            raise RuntimeError(message)
        shown += piece


def make_environment(home: Path) -> dict[str, str]:
    """Make an environment in which nothing of this machine's user shows."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "COLUMNS": "80",
    }


def take_in(home: Path, answers: Answers, seed: int = 1) -> None:
    """Have a new assessment answered from a file."""
    file = home / "answers.json"
    file.write_text(json.dumps(answers), encoding="utf-8")
    command = [program(), "assess", "--new", "--answers", str(file), "--seed", str(seed)]
    subprocess.run(command, env=make_environment(home), stderr=subprocess.DEVNULL, check=True)


def prepare_sittings(home: Path) -> None:
    """Make a home with earlier sittings and one in which the first question comes next."""
    answers = all_answers()
    for seed in range(SITTINGS):
        take_in(home, answers, seed)
    take_in(home, {part: answers[part] for part in ("background", "ratings")})


def all_answers() -> Answers:
    """Answer every question, two of three right, and rate every skill."""
    from mlcareer.content.folder import content_folder  # noqa: PLC0415 - the script starts without
    from mlcareer.content.questions import load_questions  # noqa: PLC0415
    from mlcareer.content.skills import load_skill_map  # noqa: PLC0415

    folder = content_folder()
    skill_map = load_skill_map(folder)
    questions = load_questions(folder, skill_map).values()
    return {
        "background": {
            "degree": "physics",
            "work": "data-analyst",
            "goal": "first-job",
            "hours": 6,
        },
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


def assess_seconds(home: Path) -> dict[str, float]:
    """Return what the first question takes, with and without compiled content, and the next."""
    environment = make_environment(home)
    shutil.rmtree(home / "cache", ignore_errors=True)
    anew, first = (_assess(environment) for _ in range(2))
    more = _assess(environment, (_DONT_KNOW,) * FURTHER)
    return {ANEW: anew, FIRST: first, NEXT: (more - first) / FURTHER}


def _assess(environment: Environment, replies: Sequence[bytes] = ()) -> float:
    """Assess with a copy of the answers, so that each time begins with the same question."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(environment["XDG_DATA_HOME"], Path(folder) / "data")
        own = {**environment, "XDG_DATA_HOME": str(copy)}
        return cpu_until_prompt([program(), "assess"], own, replies)


def measure(rounds: int, folder: Path) -> dict[str, float]:
    """Return how many times `python -c pass` each command takes."""
    answered, sittings = folder / "answered", folder / "sittings"
    for home in (answered, sittings):
        home.mkdir()
    take_in(answered, all_answers())
    prepare_sittings(sittings)
    environment = make_environment(answered)
    seconds: dict[str, list[float]] = {}
    baseline: list[float] = []
    for _ in range(rounds):
        baseline.append(cpu_seconds([sys.executable, "-c", "pass"], environment))
        for name in (*(name for name in LIMITS if name not in {FIRST, NEXT}), *UNLIMITED):
            taken = cpu_seconds([program(), *name.split()], environment)
            seconds.setdefault(name, []).append(taken)
        for name, taken in assess_seconds(sittings).items():
            seconds.setdefault(name, []).append(taken)
    base = median(baseline)
    print(f"python -c pass: {base * 1000:.1f} ms CPU, {rounds} rounds")
    return {name: median(taken) / base for name, taken in seconds.items()}


def is_within(name: str, ratio: float) -> bool:
    """Tell whether a figure keeps to its limit, if it has one."""
    return ratio <= LIMITS.get(name, ratio)


def line(name: str, ratio: float) -> str:
    """Write a figure with its limit."""
    limit = f"  limit {LIMITS[name]:g}x" if name in LIMITS else ""
    above = "" if is_within(name, ratio) else "  ABOVE LIMIT"
    return f"mlcareer {name:<44} {ratio:5.1f}x{limit}{above}"


def main() -> int:
    """Print the figures; 1 when a command is above its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=21)
    rounds: int = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        ratios = measure(rounds, Path(folder))
    for name, ratio in ratios.items():
        print(line(name, ratio))
    return 0 if all(is_within(name, ratio) for name, ratio in ratios.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
