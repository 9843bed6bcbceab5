import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mlcareer.errors import ExitCode
from mlcareer.measure.stretches import MOST_SECONDS
from mlcareer.render.driver_json import PROTOCOL, Code
from support import REPOSITORY, clean_environment
from support_jsonl import GARDEN, SCHEMA, Message, interview

PAGE = (REPOSITORY / "docs" / "jsonl.md").read_text(encoding="utf-8")
LEFT_OUT = "..."


def block(language: str) -> str:
    """Find the one block of a language."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


def rows(title: str) -> list[list[str]]:
    """Read the first table below a heading, without its own heading."""
    section = PAGE.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]
    table = re.search(r"^\|.*?(?=\n\n|\Z)", section, re.MULTILINE | re.DOTALL)
    assert table
    return [line.strip("|").split(" | ") for line in table[0].splitlines()[2:]]


def quoted(text: str) -> list[str]:
    """List what stands in backticks."""
    return re.findall(r"`([^`]+)`", text)


def test_the_program_of_the_page_drives_a_whole_interview(home: Path) -> None:
    """Run as it stands there, it comes to the end and prints what came of it."""
    source = block("python")
    installed = '["mlcareer", '
    assert source.count(installed) == 1
    file = home / "drive.py"
    here = json.dumps([sys.executable, "-m", "mlcareer"]).removesuffix("]") + ", "
    file.write_text(source.replace(installed, here), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "ignore::ResourceWarning", str(file)],
        env=clean_environment(home),
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (ExitCode.OK, "")
    assert re.fullmatch(r"[a-z].* (0\.\d+|0|1|None)\n", done.stdout), done.stdout
    assert (home / "mlcareer" / "mlcareer.db").exists()


def fits(shown: Any, came: Any) -> bool:  # noqa: ANN401 - any JSON
    """Whether a value is as shown, but for what is left out there."""
    if shown == LEFT_OUT:
        return True
    if isinstance(shown, dict) and isinstance(came, dict):
        open_ended = LEFT_OUT in shown
        keys = shown.keys() - {LEFT_OUT}
        return (keys <= came.keys() if open_ended else keys == came.keys()) and all(
            fits(shown[key], came[key]) for key in keys
        )
    if isinstance(shown, list) and isinstance(came, list):
        if shown[-1:] == [LEFT_OUT]:
            shown, came = shown[:-1], came[: len(shown) - 1]
        return len(shown) == len(came) and all(map(fits, shown, came))
    return bool(shown == came)


def test_the_conversation_of_the_page_goes_on_like_this() -> None:
    """What is shown there is what comes when the same lines are sent."""
    recorded = [(line[0], json.loads(line[2:])) for line in block("jsonl").splitlines()]
    assert {mark for mark, _ in recorded} == {"<", ">"}
    to_send = iter([message for mark, message in recorded if mark == ">"])

    def answer(_: Message) -> Message | None:
        return next(to_send, None)

    came = interview(*GARDEN, "--seed", "1", "--learn", answer=answer)
    shown = [message for mark, message in recorded if mark == "<"]
    assert [message["type"] for message in shown] == came.types
    for one, other in zip(shown, came, strict=True):
        assert fits(one, other), (one, other)


@pytest.mark.parametrize(
    ("shown", "came", "fit"),
    [
        ({"a": 1, "...": "..."}, {"a": 1, "b": 2}, True),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ({"a": 1, "...": "..."}, {"a": 2}, False),
        ([1, "..."], [1, 2, 3], True),
        ([2, "..."], [1, 2], False),
        ([1], [1, 2], False),
        ("...", {"x": 1}, True),
    ],
)
def test_what_is_left_out_may_be_anything(shown: object, came: object, *, fit: bool) -> None:
    """Dots stand for more keys, more items or any value, and for nothing else."""
    assert fits(shown, came) is fit


def test_every_message_of_the_program_stands_on_the_page() -> None:
    """The table has the types of the schema, in its order, each with keys it has."""
    described = [one["$ref"].rsplit("/", 1)[1] for one in SCHEMA["$defs"]["from_program"]["oneOf"]]
    table = rows("What the program writes")
    assert [quoted(row[0])[0] for row in table] == described
    texts = {"degree", "work", "hours", "goal", "finished", "stopped", "end-of-input"}
    texts |= {"interrupted", "--learn", "back", "note", "profile"}
    for row, name in zip(table, described, strict=True):
        keys = set(quoted(row[2])) - texts
        assert keys <= SCHEMA["$defs"][name]["properties"].keys() | {"known"}, name


def test_every_message_to_the_program_stands_on_the_page() -> None:
    """The table shows each wish, and each line in it is as the schema says."""
    lines = [json.loads(quoted(row[0])[0]) for row in rows("What the program reads")]
    wishes = [line["do"] for line in lines if "do" in line]
    assert sorted(wishes) == sorted(SCHEMA["$defs"]["to_program"]["properties"]["do"]["enum"])
    keys = {key for line in lines for key in line} | {"about", "re", "id"}
    assert keys == set(SCHEMA["$defs"]["to_program"]["properties"])
    for key in ("about", "re", "id"):
        assert f'`"{key}"`' in PAGE


def test_every_form_and_code_stands_on_the_page() -> None:
    """Forms of questions and codes of errors are explained."""
    for form in SCHEMA["$defs"]["form"]["enum"]:
        assert f"\n| `{form}` | " in PAGE
    codes = [code for row in rows("Errors") for code in quoted(row[0])]
    assert sorted(codes) == sorted([*(code.value for code in Code), "store"])


def test_numbers_of_the_page_are_those_of_the_program() -> None:
    """Version, and the longest time that a reply counts for, are told as they are."""
    assert f"`protocol` is {PROTOCOL}." in PAGE
    assert SCHEMA["$defs"]["hello"]["properties"]["protocol"]["const"] == PROTOCOL
    assert MOST_SECONDS == 5 * 60
    assert "at most five minutes a reply" in PAGE


def test_links_of_the_page_lead_somewhere() -> None:
    """Each file that the page names is there."""
    for target in re.findall(r"\]\(([^)#]+)", PAGE):
        assert (REPOSITORY / "docs" / target).is_file(), target


def test_every_key_of_a_line_is_described() -> None:
    """Each property of the schema has a sentence, so that nobody has to guess."""
    silent = [
        f"{name}.{key}"
        for name, record in SCHEMA["$defs"].items()
        for key, about in record.get("properties", {}).items()
        if "description" not in about and about.get("$ref") != "#/$defs/re"
    ]
    assert silent == []
