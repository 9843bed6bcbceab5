"""All that is known about how well the program measures, in one run.

Writes docs/measurement.md: the tables between its markers are made anew, the words
around them are left alone. Needs the packages of the `bench` group:

    python -m pip install -e ".[bench]"
    python bench/measuring.py [--data DIR] [--people 100] [--runs 200] [--seed 1]

DIR holds answers of real people, one folder a data set; without it that part is
skipped, and what stands in the page is kept.
"""

import argparse
import sys
from pathlib import Path

import cost
import harm
import real_people
import shares
import skill_profile

PAGE = Path(__file__).resolve().parent.parent / "docs" / "measurement.md"

SHARES_OF = 3
"""People who take the interview for the table of shares, for each who takes all arms."""


def put(page: str, part: str, text: str) -> str:
    """Replace what stands between the markers of one part.

    Raises:
        ValueError: The page has no such part.
    """
    begin, end = f"<!-- {part} -->\n", f"<!-- end of {part} -->"
    if begin not in page or end not in page:
        message = f"{PAGE.name} has no part between {begin.strip()!r} and {end!r}"
        raise ValueError(message)
    before, rest = page.split(begin, 1)
    _, after = rest.split(end, 1)
    return f"{before}{begin}\n{text.strip()}\n\n{end}{after}"


def fill(part: str, text: str) -> None:
    """Write one part of the page."""
    PAGE.write_text(put(PAGE.read_text(encoding="utf-8"), part, text), encoding="utf-8")
    print(f"{PAGE.name}: {part}", flush=True)


def main() -> int:
    """Run everything and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    # First, while nothing else runs: times would suffer.
    fill("cost", cost.tables(peers=True))
    fill("harm", harm.tables(given.runs))
    fill("shares", shares.tables(SHARES_OF * given.people, given.seed))
    arms = skill_profile.chosen_arms(peers=True)
    results = skill_profile.run(given.people, given.seed, arms)
    for part, text in skill_profile.parts(results):
        fill(part, text)
    if given.data and given.data.is_dir():
        fill("real people", real_people.tables(real_people.run(given.data, None, given.seed)))
    else:
        print("No answers of real people: --data names no folder. That part is kept as it was.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
