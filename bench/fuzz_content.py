"""Feeds the readers of content with bytes until one of them breaks, led by coverage.

    python -m pip install -e ".[fuzz]"
    python bench/fuzz_content.py --runs 100000 --target yaml

Targets: yaml (one file), folder (one file of a small map), moodle, gift and qti (questions of
other programs). What breaks a target is kept beside the tests, which run it ever after.
Exit code 1 when something broke, 2 when atheris is missing.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

LONGEST = 12_000
"""Bytes of an input."""

SECONDS = 30
"""A single input that takes longer counts as broken."""

MEGABYTES = 1500

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one target, or say what is missing."""
    given = _parser().parse_args(arguments)
    if find_spec("atheris") is None:
        print('atheris is not installed: python -m pip install -e ".[fuzz]"', file=sys.stderr)
        return 2
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["mlcareer.content", "mlcareer.interchange", "yaml"]):
        import fuzz_targets  # noqa: PLC0415 - what it imports is instrumented
    return _run(atheris, fuzz_targets, given)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", default="yaml", help="yaml, folder, moodle, gift or qti")
    parser.add_argument("--runs", type=int, default=100_000, help="inputs that are tried")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--crashes", type=Path, help="where to keep what breaks the target")
    return parser


def _run(atheris: ModuleType, targets: ModuleType, given: argparse.Namespace) -> int:
    if given.target not in targets.MAKERS:
        print(f"unknown target {given.target!r}; known: {', '.join(targets.MAKERS)}")
        return 2
    kept: Path = given.crashes or targets.CRASHES
    kept.mkdir(parents=True, exist_ok=True)
    in_memory = IN_MEMORY if IN_MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=in_memory) as name:
        folder = Path(name)
        options = (
            f"-runs={given.runs}",
            f"-seed={given.seed}",
            f"-max_len={LONGEST}",
            f"-timeout={SECONDS}",
            f"-rss_limit_mb={MEGABYTES}",
            f"-dict={_dictionary(folder, targets.words())}",
            f"-artifact_prefix={kept}/{given.target}-",
            str(_corpus(folder, targets.seeds(given.target))),
        )
        child = os.fork()
        if not child:
            atheris.Setup([sys.argv[0], *options], targets.MAKERS[given.target](folder))
            # The fuzzer ends its process when it is done, so that nothing would be cleared away.
            atheris.Fuzz()
        _, status = os.waitpid(child, 0)
    return 1 if status else 0


def _corpus(folder: Path, seeds: Iterable[bytes]) -> Path:
    corpus = folder / "corpus"
    corpus.mkdir()
    for raw in seeds:
        (corpus / sha256(raw).hexdigest()).write_bytes(raw[:LONGEST])
    return corpus


def _dictionary(folder: Path, words: Iterable[str]) -> Path:
    """Write words in the form that libFuzzer reads."""
    path = folder / "words"
    escaped = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in words)
    path.write_text("".join(f'"{word}"\n' for word in escaped), encoding="ascii")
    return path


if __name__ == "__main__":
    sys.exit(main())
