"""All that is known about how well the program measures, in one run.

Writes the tables into bench/results, from which `python docs/build.py` puts them between
the markers of docs/measurement.md. Needs the packages of the `bench` group:

    python -m pip install -e ".[bench]"
    python bench/measuring.py [--data DIR] [--people 100] [--runs 200] [--seed 1]

DIR holds answers of real people, one folder a data set; without it that part is
skipped, and what was measured before is kept.
"""

import argparse
import sys
from pathlib import Path

import cost
import harm
import real_people
import shares
import skill_profile

RESULTS = Path(__file__).resolve().parent / "results"

SHARES_OF = 3
"""People who take the interview for the table of shares, for each who takes all arms."""


def keep(part: str, text: str) -> None:
    """Keep the results of one part of the page."""
    file = RESULTS / f"{part.replace(' ', '_')}.md"
    file.write_text(f"{text.strip()}\n", encoding="utf-8", newline="\n")
    print(f"{file.name} written", flush=True)


def main() -> int:
    """Run everything and keep the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    # First, while nothing else runs: times would suffer.
    keep("cost", cost.tables(peers=True))
    keep("harm", harm.tables(given.runs))
    keep("shares", shares.tables(SHARES_OF * given.people, given.seed))
    arms = skill_profile.chosen_arms(peers=True)
    results = skill_profile.run(given.people, given.seed, arms)
    for part, text in skill_profile.parts(results):
        keep(part, text)
    if given.data and given.data.is_dir():
        keep("real people", real_people.tables(real_people.run(given.data, None, given.seed)))
    else:
        print("No answers of real people: --data names no folder. That part is kept as it was.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
