import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path
from typing import NamedTuple

import platformdirs
import pytest
import rich
import typer
import yaml

from support import DATA, REPOSITORY, clean_environment, run_process

CONTENT = {path.relative_to(DATA).as_posix() for path in DATA.rglob("*.yaml")}
SHARED = {
    "data/share/man/man1/mlcareer.1": "man/mlcareer.1",
    "data/share/bash-completion/completions/mlcareer": "shell/mlcareer.bash",
    "data/share/zsh/site-functions/_mlcareer": "shell/_mlcareer",
    "data/share/fish/vendor_completions.d/mlcareer.fish": "shell/mlcareer.fish",
}
"""Where other programs look for files, and what each is in docs/."""


class Installed(NamedTuple):
    """A fresh environment with the wheel in it."""

    python: Path
    program: Path
    packages: Path


def build(kind: str, target: Path) -> Path:
    """Build the wheel or the source archive with what is installed here."""
    pytest.importorskip("build", reason="needs the extra 'test'")
    done = subprocess.run(
        [sys.executable, "-m", "build", kind, "--no-isolation", "--outdir", target, REPOSITORY],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = target.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel once."""
    return build("--wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Install the wheel in an environment that has our dependencies, but not this checkout."""
    folder = tmp_path_factory.mktemp("environment")
    venv.EnvBuilder(with_pip=True).create(folder)
    scheme = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", "venv", scheme))
    scripts = Path(sysconfig.get_path("scripts", "venv", scheme))
    suffix = ".exe" if sys.platform == "win32" else ""
    python = scripts / f"python{suffix}"
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel],
        check=True,
        capture_output=True,
        timeout=300,
    )
    # Dependencies come from where they lie now; a .pth file there, as that of an editable
    # installation of this checkout, is not followed.
    found = {Path(str(module.__file__)).parents[1] for module in (platformdirs, rich, typer, yaml)}
    lines = "\n".join(sorted(map(str, found)))
    (packages / "dependencies.pth").write_text(lines, encoding="utf-8")
    return Installed(python, scripts / f"mlcareer{suffix}", packages)


def run(installed: Installed, home: Path, *arguments: str) -> str:
    """Run the installed program elsewhere and return what it printed."""
    done = run_process([installed.program, *arguments], home)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_wheel_carries_the_content(wheel: Path) -> None:
    """The wheel has every content file, the migrations, the files to share, and no tests."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {name.removeprefix("mlcareer/data/") for name in names if "/data/" in name} >= CONTENT
    assert {"mlcareer/py.typed", "mlcareer/store/migrations/0001.sql"} <= names
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith((".dist-info", ".data"))} == {"mlcareer"}
    assert {name.split(".data/", 1)[1] for name in names if ".data/" in name} == SHARED.keys()


def test_sdist_carries_the_content(tmp_path: Path) -> None:
    """The source archive has every content file, the source, the tests and the licence."""
    with tarfile.open(build("--sdist", tmp_path)) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {f"data/{name}" for name in CONTENT} <= names
    assert {"src/mlcareer/cli/app.py", "tests/test_wheel.py", "LICENSE", "README.md"} <= names


def test_installed_program_is_not_this_checkout(installed: Installed, home: Path) -> None:
    """The environment imports the wheel, and the content it uses lies inside of it."""
    where = "import mlcareer.content.folder as f; print(f.__file__); print(f.content_folder())"
    done = subprocess.run(
        [installed.python, "-c", where],
        capture_output=True,
        text=True,
        env=clean_environment(home),
        cwd=home,
        check=True,
        timeout=60,
    )
    for line in done.stdout.splitlines():
        assert Path(line).resolve().is_relative_to(installed.packages.resolve())
        assert not Path(line).resolve().is_relative_to(REPOSITORY / "src")
    assert str(installed.packages.resolve()) in run(installed, home, "doctor")


def test_installed_files_lie_where_others_look(installed: Installed) -> None:
    """The manual page and the scripts for completion are in share/ of the environment."""
    place = installed.python.parents[1]
    for name, source in SHARED.items():
        text = (place / name.removeprefix("data/")).read_text(encoding="utf-8")
        assert text == (REPOSITORY / "docs" / source).read_text(encoding="utf-8")


def test_installed_program_works_elsewhere(installed: Installed, home: Path) -> None:
    """The program answers, assesses and reports from a folder that has nothing to do with it."""
    assert run(installed, home, "--version").startswith("mlcareer ")
    assert "Python" in run(installed, home, "skills", "python")
    (home / "answers.yaml").write_text(
        "ratings: {python: 2}\nanswers: {python-count-labels: '3 4'}\n", encoding="utf-8"
    )
    assert run(installed, home, "assess", "--answers", "answers.yaml") == ""
    assert "Python" in run(installed, home, "report")
    run(installed, home, "roadmap", "--export", "md", "-o", "plan.md")
    assert "- [ ] " in (home / "plan.md").read_text(encoding="utf-8")
    run(installed, home, "roadmap", "--export", "html", "-o", "plan.html")
    assert "<script>" in (home / "plan.html").read_text(encoding="utf-8")
    assert "Nothing" in run(installed, home, "sync", "plan.html")
    assert "python.1" in run(installed, home, "done", "python.1")
    assert "mlcareer" in run(installed, home, "next")
