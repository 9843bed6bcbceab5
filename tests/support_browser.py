"""Drives a browser, where one is installed."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PHONE, NARROW, DESKTOP = 375, 320, 1280


def missing(what: str) -> None:
    """Skip the test where something is missing, or fail it where it is required."""
    if os.environ.get("MLCAREER_REQUIRE_TOOLCHAINS"):
        pytest.fail(f"{what} is required and not installed")
    pytest.skip(f"{what} is not installed")


def import_required(module: str) -> Any:  # noqa: ANN401 - the types of an optional package
    """Import what drives a browser, where it is installed."""
    try:
        return __import__(module, fromlist=["_"])
    except ImportError:
        missing(module)


@contextmanager
def started_browser() -> Iterator[Any]:
    """Start the first browser that is there, and end it."""
    playwright = import_required("playwright.sync_api")
    paths = list(filter(None, map(shutil.which, BROWSERS)))
    if not paths:
        missing(" or ".join(BROWSERS))
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=paths[0], args=["--no-sandbox"])
        yield started
        started.close()


def unfold(page: Any) -> None:  # noqa: ANN401
    """Open everything that is folded."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


def overflow(page: Any) -> int:  # noqa: ANN401
    """Say by how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


OVERLAPPING = """selector => {
  const boxes = [...document.querySelectorAll(selector)].map(one => one.getBoundingClientRect());
  let pairs = 0;
  for (const [at, a] of boxes.entries())
    for (const b of boxes.slice(at + 1))
      pairs += a.width && b.width && a.left < b.right - 1 && b.left < a.right - 1
        && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return pairs;
}"""
"""How many pairs of elements lie on each other."""
