import os
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pytest

from mlcareer.content.shapes.questions import LANGUAGES
from mlcareer.proving.languages import PACKAGES, missing_tools, tool_of
from support_proving import BRIEF, PATIENT, complaint_of, output_of, require, without_tools

HELLO = {
    "python": "print('hello', 1)",
    "sql": "SELECT 'hello', 1;",
    "cpp": '#include <iostream>\nint main() { std::cout << "hello " << 1 << "\\n"; }',
    "java": (
        "public class Main {\n"
        '  public static void main(String[] a) { System.out.println("hello " + 1); }\n'
        "}"
    ),
    "r": 'cat("hello", 1, "\\n")',
    "lisp": '(format t "hello ~a~%" 1)',
    "prolog": ":- initialization(main).\nmain :- format('hello ~w~n', [1]).",
}
ENDLESS = {
    "python": "while True: pass",
    "cpp": "int main() { volatile int x = 0; while (true) { x = x + 1; } }",
    "java": (
        "public class Main {\n"
        "  public static void main(String[] a) { while (true) { Thread.onSpinWait(); } }\n"
        "}"
    ),
    "r": "repeat {}",
    "lisp": "(loop)",
    "prolog": ":- initialization(main).\nmain :- repeat, fail.",
}
CHATTY = {
    "python": "while True: print('more')",
    "cpp": '#include <iostream>\nint main() { while (true) { std::cout << "more\\n"; } }',
    "java": (
        "public class Main {\n"
        '  public static void main(String[] a) { while (true) { System.out.println("more"); } }\n'
        "}"
    ),
    "r": 'repeat cat("more\\n")',
    "lisp": '(loop (format t "more~%"))',
    "prolog": ":- initialization(main).\nmain :- repeat, format('more~n'), fail.",
}
WARNING = {
    "cpp": "int main() { int unused = 1; }",
    "java": (
        "import java.util.*;\n"
        "public class Main {\n"
        "  public static void main(String[] a) { List x = new ArrayList(); x.add(1); }\n"
        "}"
    ),
    "r": 'warning("old")',
    "lisp": "(defun f (x) (undefined-thing x))\n(f 1)",
    "prolog": ":- initialization(main).\nmain :- X = 1.",
}
BROKEN = {
    "cpp": "int main() { return 1 }",
    "java": "public class Main { void f( }",
    "r": "f(",
    "lisp": "(format t",
    "prolog": ":- initialization(main).\nmain :- .",
}


@pytest.mark.toolchain
@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_language_runs(lang: str) -> None:
    """A program in each language runs where its tools are, and they tell their version."""
    require(lang)

    assert output_of(lang, HELLO[lang]).replace("|", " ").split() == ["hello", "1"]
    assert missing_tools(lang) == ()
    assert any(character.isdigit() for character in tool_of(lang))


@pytest.mark.toolchain
@pytest.mark.parametrize("lang", ENDLESS)
def test_a_program_without_end_is_ended_in_each_language(lang: str) -> None:
    """No language keeps a program running beyond its time."""
    require(lang)

    assert complaint_of(lang, ENDLESS[lang], BRIEF) == "it takes longer than 0.3 s"


@pytest.mark.toolchain
@pytest.mark.parametrize("lang", CHATTY)
def test_output_without_end_is_ended_in_each_language(lang: str) -> None:
    """No language lets a program print more than the limit."""
    require(lang)

    assert complaint_of(lang, CHATTY[lang]) == "it prints more than 64 kB"


@pytest.mark.toolchain
@pytest.mark.parametrize("lang", WARNING)
def test_a_warning_is_refused(lang: str) -> None:
    """A program of which a compiler or interpreter warns proves nothing."""
    require(lang)

    assert complaint_of(lang, WARNING[lang])


@pytest.mark.toolchain
@pytest.mark.parametrize("lang", BROKEN)
def test_a_program_that_is_none_is_refused(lang: str) -> None:
    """What cannot be compiled or read is refused, and the compiler is named where there is one."""
    require(lang)
    complaint = complaint_of(lang, BROKEN[lang])

    assert complaint.startswith("the compiler ends" if lang in {"cpp", "java"} else "it ")
    assert "error" in complaint.lower()


@pytest.mark.toolchain
def test_memory_errors_of_cpp_are_found() -> None:
    """A program that reads beyond its array is refused although it would print something."""
    require("cpp")
    code = (
        "#include <iostream>\n#include <vector>\n"
        "int main() { std::vector<int> v(3); std::cout << *(v.data() + 3) << '\\n'; }"
    )

    assert "heap-buffer-overflow" in complaint_of("cpp", code)


@pytest.mark.toolchain
def test_a_compiler_without_end_is_ended() -> None:
    """What a program makes its compiler do has a limit of its own."""
    require("cpp")
    limits = PATIENT._replace(compiling=0.01)

    assert complaint_of("cpp", HELLO["cpp"], limits).startswith("the compiler takes longer than")


@pytest.mark.parametrize("package", PACKAGES)
def test_packages_are_named_with_their_version(package: str) -> None:
    """What a Python program imports beside the standard library is part of what ran it."""
    python = f"Python {'.'.join(map(str, sys.version_info[:3]))}"

    assert tool_of("python", "import math") == python
    assert tool_of("python", f"import {package} as x") == f"{python}, {package} {version(package)}"
    assert tool_of("python", f"if 1:\n  from {package} import y").endswith(version(package))
    assert tool_of("sql", f"import {package}").startswith("SQLite ")


def test_missing_tools_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not installed is named; Python and SQL are there wherever this program is."""
    without_tools(monkeypatch, "javac", "java", "g++")

    assert missing_tools("java") == ("javac", "java")
    assert missing_tools("cpp") == ("g++",)
    assert missing_tools("python") == missing_tools("sql") == ()


def test_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python program whose package is not installed cannot be run here."""
    monkeypatch.setattr(sys, "path", [])
    for name in PACKAGES:
        monkeypatch.delitem(sys.modules, name, raising=False)

    assert missing_tools("python", "import numpy as np\nimport pandas") == ("numpy", "pandas")
    assert missing_tools("python", "import math") == ()


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("import numpy", ("numpy",)),
        ("import os, numpy", ("numpy",)),
        ("import pandas as pd, numpy as np  # both", ("numpy", "pandas")),
        ("import os, \\\n  sys\nimport numpy.linalg", ("numpy",)),
        ("from  pandas.api import types", ("pandas",)),
        ("import\tpandas", ("pandas",)),
        ("import math; x = 1", ()),
        ("numpy = 1\nprint('import numpy')", ()),
        ("import mynumpy, numpyx", ()),
        ("from math import (\n    pi,\n)", ()),
        ("import ,\nimport", ()),
    ],
)
def test_each_way_to_import_a_package_is_seen(
    code: str, wanted: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However a program names a package, it is asked whether that is there."""
    monkeypatch.setattr(sys, "path", [])
    for name in PACKAGES:
        monkeypatch.delitem(sys.modules, name, raising=False)

    assert missing_tools("python", code) == wanted


def test_packages_of_one_user_are_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What only this user has installed is not seen by a program, and so it is named."""
    from mlcareer.proving import languages  # noqa: PLC0415 - its view of the place is changed

    assert missing_tools("python", "import numpy") == ()
    monkeypatch.setattr(languages, "getusersitepackages", lambda: str(tmp_path))
    assert missing_tools("python", "import numpy") == ()
    place = find_spec("numpy")
    assert place is not None
    assert place.origin is not None
    user = str(Path(place.origin).parent.parent)
    monkeypatch.setattr(languages, "getusersitepackages", lambda: user)
    assert missing_tools("python", "import numpy, pandas") == ("numpy", "pandas")


def test_packages_can_be_imported() -> None:
    """NumPy and pandas work within the limits."""
    code = "import numpy as np, pandas as pd\nprint(np.ones(2).sum(), pd.Series([1, 2]).sum())"

    assert output_of("python", code) == "2.0 3\n"


@pytest.mark.toolchain
@pytest.mark.skipif(sys.platform == "win32", reason="a script that stands for a tool")
def test_a_tool_that_tells_no_version_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tool that runs a program but not its own question is a failure of that program alone."""
    from mlcareer.proving import languages  # noqa: PLC0415 - its memory is emptied
    from mlcareer.proving.process import ProgramError  # noqa: PLC0415 - only here

    tool = tmp_path / "sbcl"
    tool.write_text("#!/bin/sh\necho none of your business\n", encoding="utf-8")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    languages._tool.cache_clear()  # noqa: SLF001 - versions are asked once a process

    with pytest.raises(ProgramError, match="sbcl does not tell its version"):
        tool_of("lisp")
