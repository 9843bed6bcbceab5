import json
from pathlib import Path

import pytest

from mlcareer.errors import ExitCode
from mlcareer.model.people import EventKind
from mlcareer.store.database import Store
from support import EXAMPLE, run_mlcareer

GARDEN = ("--content", str(EXAMPLE), "assess", "--seed", "1", "--answers")
SAID = {
    "ratings": {"digging": 2, "compost": 1},
    "answers": {"digging-clay": "a digging fork", "digging-wet": "dont-know"},
}
YAML = """\
ratings: {digging: 2, compost: 1}
answers:
  digging-clay: a digging fork
  digging-wet: dont-know
"""
ASCII = json.dumps(SAID)
PRETTY = json.dumps(SAID, indent=2)
TABS = json.dumps(SAID, indent="\t")
FORMS = {
    "yaml": YAML.encode(),
    "json": ASCII.encode(),
    "indented json": PRETTY.encode(),
    "json with tabs": TABS.encode(),
    "json with a byte-order mark": b"\xef\xbb\xbf" + PRETTY.encode(),
    "json of Windows": PRETTY.replace("\n", "\r\n").encode(),
}


def kept(home: Path) -> list[tuple[EventKind, str, str]]:
    """List what was said, as it stands in the database."""
    with Store(home / "mlcareer" / "mlcareer.db") as store:
        assessment = store.latest()
        assert assessment is not None
        events = store.events(assessment)
    said = (EventKind.RATING, EventKind.ANSWER)
    return sorted((e.kind, e.subject, e.value) for e in events if e.kind in said)


@pytest.mark.parametrize("form", FORMS)
def test_a_stream_is_as_good_as_a_file(home: Path, form: str) -> None:
    """YAML and JSON say the same, from a file and from standard input."""
    file = home / "answers"
    file.write_bytes(FORMS[form])
    logs = []
    for where, text in ((str(file), ""), ("-", FORMS[form].decode())):
        done = run_mlcareer(*GARDEN, where, "--new", home=home, stdin=text)
        assert done.returncode == ExitCode.OK, done.stderr
        assert done.stdout == ""
        logs.append(kept(home))
    assert logs[0] == logs[1]
    assert logs[0] == [
        (EventKind.ANSWER, "digging-clay", "right"),
        (EventKind.ANSWER, "digging-wet", "dont-know"),
        (EventKind.RATING, "compost", "1"),
        (EventKind.RATING, "digging", "2"),
    ]


def test_mistakes_in_a_stream_are_named_by_line(home: Path) -> None:
    """Standard input is called so in complaints, and nothing is kept of it."""
    text = PRETTY.replace("digging-wet", "digging-wat")
    done = run_mlcareer(*GARDEN, "-", home=home, stdin=text)
    assert done.returncode == ExitCode.USAGE
    line = text.split("digging-wat")[0].count("\n") + 1
    assert done.stderr.startswith(f"standard input:{line}: unknown question 'digging-wat'.")
    assert not (home / "mlcareer" / "mlcareer.db").exists()


def test_an_empty_stream_says_nothing(home: Path) -> None:
    """Without a word from standard input there is nothing to take in, and that is no error."""
    done = run_mlcareer(*GARDEN, "-", home=home)
    assert done.returncode == ExitCode.OK
    assert done.stderr.startswith("Taken in: 0 ratings, 0 answers to questions.")
    assert kept(home) == []
