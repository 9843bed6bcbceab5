"""Tests a wheel where the source is not: in a fresh environment, beside a copy of the tests.

Run it with the Python to test with; what follows the wheel goes to pytest:

    python .github/wheel_run.py dist/mlcareer-*.whl [-- tests/store -n 0]
"""  # noqa: INP001

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent

TAKEN = (
    *("tests", "data", "docs", "bench", "examples", ".ci", ".github"),
    *("pyproject.toml", ".pre-commit-config.yaml", "LICENSE"),
)
"""What tests look at beside the program, and all pages."""

APART = ("--ignore=tests/test_wheel.py",)
"""Tests that need the source, as they build from it."""


def copy_tests(place: Path) -> None:
    """Copy all but the source into a folder."""
    unwanted = shutil.ignore_patterns("__pycache__", ".*_cache")
    pages = (path.name for path in REPOSITORY.glob("*.md"))
    for name in (*TAKEN, *pages):
        path = REPOSITORY / name
        if path.is_dir():
            shutil.copytree(path, place / name, ignore=unwanted)
        elif path.is_file():
            shutil.copy(path, place / name)


def install(wheel: Path, place: Path) -> Path:
    """Make an environment with the wheel and what its tests need; returns its Python."""
    venv.EnvBuilder(with_pip=True).create(place)
    scripts = place / ("Scripts" if sys.platform == "win32" else "bin")
    python = scripts / ("python.exe" if sys.platform == "win32" else "python")
    wanted = f"mlcareer[test] @ {wheel.resolve().as_uri()}"
    _run([str(python), "-m", "pip", "install", "--quiet", wanted], place)
    return python


def imported_from(python: Path, place: Path) -> Path:
    """Ask an environment where it imports the program from."""
    command = [str(python), "-c", "import mlcareer; print(mlcareer.__file__)"]
    done = subprocess.run(command, cwd=place, env=_plain(), stdout=subprocess.PIPE, check=True)  # noqa: S603
    return Path(done.stdout.decode().strip()).resolve()


def run_tests(wheel: Path, arguments: Sequence[str]) -> int:
    """Install a wheel elsewhere and run tests against it; returns the exit code of pytest."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        place = Path(folder).resolve()
        tests = place / "tests-alone"
        tests.mkdir()
        copy_tests(tests)
        python = install(wheel, place / "environment")
        program = imported_from(python, tests)
        sys.stderr.write(f"Testing {program.parent}\n")
        if not program.is_relative_to(place / "environment"):
            return 1
        command = [str(python), "-m", "pytest", *APART, *arguments]
        return subprocess.run(command, cwd=tests, env=_plain(), check=False).returncode  # noqa: S603


def _run(command: Sequence[str], place: Path) -> None:
    subprocess.run(command, cwd=place, env=_plain(), check=True)  # noqa: S603


def _plain() -> dict[str, str]:
    """Leave out what would let Python find the source all the same."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def main() -> int:
    """Test the wheel that was named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("arguments", nargs="*", help="for pytest, behind --")
    given = parser.parse_args()
    return run_tests(given.wheel, given.arguments)


if __name__ == "__main__":
    sys.exit(main())
