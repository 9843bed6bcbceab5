import sys
from pathlib import Path

import pytest

from support import run_process
from support_ads import ADS

_READ = """
import sys
from pathlib import Path
from mlcareer.cli.ad import read_ad
from mlcareer.render.page import Page
for file in sorted(Path(sys.argv[1]).glob("*.*")):
    if file.suffix != ".yaml" and file.stem[:3] not in {"a12", "a13", "b02", "b04"}:
        ad = read_ad(file, None, "2026-11-22")
        sys.stdout.buffer.write(ad.text(Page()).encode() + repr(ad.data()).encode())
"""


def read_all(home: Path, seed: str) -> str:
    """Read all ads in a process whose sets come in an order of their own."""
    command = [sys.executable, "-c", _READ, str(ADS)]
    done = run_process(command, home, environment={"PYTHONHASHSEED": seed})
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("seed", ["3", "4"])
def test_an_ad_reads_the_same_each_time(home: Path, seed: str) -> None:
    """Text and data of an ad do not hang on the order in which sets come."""
    first = read_all(home, "1")
    assert "requires:" in first
    assert read_all(home, seed) == first
