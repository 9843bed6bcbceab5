import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

import mlcareer
from support import REPOSITORY


def load(name: str) -> ModuleType:
    """Load a script of the release."""
    file = REPOSITORY / ".github" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"release_{name}", file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


RELEASE = load("release")
WHEEL_RUN = load("wheel_run")

SOURCE = '"""Doc."""\n\n__version__ = "1.2.0"\n'
CHANGELOG = """\
# Changelog

## [Unreleased]

## [1.2.0] - 2026-12-01

### Added

- Something [that matters][x].

## [1.1.0] - 2026-11-01

- Older.

[x]: https://example.org
"""


def test_a_tag_that_agrees_is_released() -> None:
    """Where tag, version and changelog name the same version, nothing is said."""
    assert RELEASE.complaints("v1.2.0", SOURCE, CHANGELOG) == []


@pytest.mark.parametrize(
    ("tag", "source", "changelog", "complaint"),
    [
        ("1.2.0", SOURCE, CHANGELOG, "names no version"),
        ("v1.2", SOURCE, CHANGELOG, "names no version"),
        ("v1.2.0-dirty", SOURCE, CHANGELOG, "names no version"),
        ("v1.2.0", SOURCE.replace("1.2.0", "1.2.1"), CHANGELOG, "1.2.1"),
        ("v1.2.0", "", CHANGELOG, "none"),
        ("v1.2.0", SOURCE, CHANGELOG.replace(" - 2026-12-01", ""), "needs a heading"),
        ("v1.2.0", SOURCE, CHANGELOG.replace("## [1.2.0]", "## [1.2.9]"), "needs a heading"),
        ("v1.2.0", SOURCE, "## [1.2.0] - 2026-12-01\n\n## [1.1.0] - 2026-11-01\n", "says nothing"),
    ],
)
def test_a_tag_that_differs_is_refused(
    tag: str, source: str, changelog: str, complaint: str
) -> None:
    """A tag that is none, another version or a changelog without its section stops the release."""
    (found,) = RELEASE.complaints(tag, source, changelog)
    assert complaint in found


def test_the_notes_are_the_section_of_the_version() -> None:
    """What is new is all below the heading of the version, and nothing of another one."""
    assert RELEASE.section(CHANGELOG, "1.2.0") == "### Added\n\n- Something [that matters][x]."
    assert RELEASE.section(CHANGELOG, "1.1.0") == "- Older."
    assert RELEASE.section(CHANGELOG, "9.9.9") == ""


def test_the_version_of_the_program_is_found() -> None:
    """The real module has its version where the script looks, so that no tag is refused for it."""
    source = Path(mlcareer.__file__).read_text(encoding="utf-8")
    version = mlcareer.__version__
    changelog = f"## [{version}] - 2026-12-01\n\n- Everything.\n"
    assert RELEASE.complaints(f"v{version}", source, changelog) == []


def test_the_changelog_has_the_form_that_the_release_reads() -> None:
    """Each version has a section that the script finds, with its day, newest first."""
    text = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    for heading in headings[1:]:
        assert RELEASE.section(text, heading.split("]")[0].strip("["))
    days = re.findall(r"^## \[[^\]]+\] - (\S+)$", text, re.MULTILINE)
    assert days == sorted(days, reverse=True)


def test_the_tests_of_a_wheel_have_no_source_beside_them(tmp_path: Path) -> None:
    """The copy has tests, data and pages, and nothing from which the program could be imported."""
    WHEEL_RUN.copy_tests(tmp_path)
    for name in ("tests/conftest.py", "data/skills.yaml", "docs/build.py", "README.md"):
        assert (tmp_path / name).is_file()
    assert not (tmp_path / "src").exists()
    assert not [*tmp_path.rglob("mlcareer/__init__.py")]


def test_what_is_left_out_of_the_tests_of_a_wheel_is_there() -> None:
    """Each test that is left out exists, so that none is left out by a name that was its own."""
    for option in WHEEL_RUN.APART:
        path, _, name = option.split("=")[1].partition("::")
        assert f"def {name}" in (REPOSITORY / path).read_text(encoding="utf-8")


def test_an_environment_says_where_it_imports_from(tmp_path: Path) -> None:
    """The place that is checked is that of the program which the tests would import."""
    found = WHEEL_RUN.imported_from(Path(sys.executable), tmp_path)
    assert found == Path(mlcareer.__file__).resolve()
