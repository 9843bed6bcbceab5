import doctest
import re

import pytest

from mlcareer import api
from mlcareer.measure.stopping import Reason
from support import REPOSITORY

PAGE = (REPOSITORY / "docs" / "library.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = set(re.findall(r"\w+", " ".join(re.findall(r"`[^`\n]+`|```.*?```", PAGE, re.DOTALL))))


def public(of: type) -> list[str]:
    """List what a class offers."""
    return [name for name in dir(of) if not name.startswith("_")]


def test_the_code_of_the_page_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The blocks are one program, and print what the page says they print."""
    monkeypatch.chdir(REPOSITORY)
    names: dict[str, object] = {"__name__": "__main__"}
    shown = 0
    for found in BLOCK.finditer(PAGE):
        line = PAGE.count("\n", 0, found.start(1))
        source = found[1]
        if ">>>" not in source:
            # The line numbers of a failure are then those of the page.
            exec(compile("\n" * line + source, "docs/library.md", "exec"), names)  # noqa: S102
            continue
        test = doctest.DocTestParser().get_doctest(
            source, names, "docs/library.md", "docs/library.md", line
        )
        complaints: list[str] = []
        result = doctest.DocTestRunner().run(test, out=complaints.append, clear_globs=False)
        names |= test.globs
        assert result.failed == 0, "".join(complaints)
        shown += result.attempted
    assert shown > 20
    assert "1 of at most 8: " in capsys.readouterr().out


def test_every_public_name_stands_on_the_page() -> None:
    """What the library offers is documented: names, methods, and the parts of an estimate."""
    assert set(api.__all__) - CODE == set()
    assert set(public(api.Assessment)) - CODE == set()
    parts = set(public(api.Estimate)) - set(public(tuple))
    assert parts - CODE == set()


def test_every_setting_stands_on_the_page() -> None:
    """Each argument of an assessment is explained."""
    names = set(api.Assessment.__init__.__annotations__) - {"return"}
    assert names - CODE == set()


def test_every_reason_for_stopping_stands_on_the_page() -> None:
    """The reasons are told as they are given, where a number is set with an example of it."""
    flat = " ".join(re.sub(r" \(\d+( min)?\)", "", PAGE).split())
    assert [reason for reason in Reason if reason.value not in flat] == []
