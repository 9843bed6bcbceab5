import shutil
from pathlib import Path

import pytest

from support import EXAMPLE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the small map about gardening, for a test to change."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "garden"))
