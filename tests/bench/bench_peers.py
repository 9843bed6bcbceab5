"""Skips tests of the peers where these are not installed, or fails them where required."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Final

import pytest

_PACKAGES: Final = frozenset({"catsim", "mirt", "numpy", "scipy"})


@contextmanager
def peers_wanted() -> Iterator[None]:
    """Import peers within: where one is missing, skip the module or the test.

    With MLCAREER_REQUIRE_PEERS set in the environment, a missing one is a failure.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        package = str(error.name).partition(".")[0]
        if package not in _PACKAGES:
            raise
        if os.environ.get("MLCAREER_REQUIRE_PEERS"):
            pytest.fail(f"{package} is required and not installed")
        pytest.skip(f"{package} is not installed", allow_module_level=True)


def need_peers() -> None:
    """Skip the test, or fail it, where a peer is missing."""
    with peers_wanted():
        import_module("peers")
