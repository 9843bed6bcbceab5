"""Runs the programs of all questions and keeps what they print in data/proofs.yaml.

    python tests/prove.py [--all]

Runs those that are new or have changed since, or all of them. It executes the code
that stands in the questions. Exit code 1 where a program does not bear out its key.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from interpreters import outputs, run_python, tool_of
from mlcareer.content.proofs import (
    Proof,
    Proofs,
    collapse,
    disproved,
    load_proofs,
    program_fingerprint,
)
from mlcareer.content.questions import LANGUAGES, load_questions
from mlcareer.content.skills import load_skill_map
from mlcareer.model.questions import Question

DATA = Path(__file__).resolve().parent.parent / "data"
HEAD = """\
# What the programs of questions printed when they were run: `python tests/prove.py` writes this.
# A changed program has to be run again. programs: shown in questions; calculations: their proofs.
format: 1
"""

Run = Callable[[Sequence[Question]], dict[str, Proof]]


def run_programs(questions: Sequence[Question]) -> dict[str, Proof]:
    """Run the programs that questions show, each in its own language."""
    proofs = {}
    with tempfile.TemporaryDirectory() as folder:
        for lang in LANGUAGES:
            group = [question for question in questions if question.lang == lang]
            place = Path(folder) / lang
            place.mkdir()
            printed = outputs(lang, group, place) if group else {}
            for question in group:
                proofs[question.id] = Proof(
                    program_fingerprint(lang, question.code),
                    tool_of(lang, question.code),
                    collapse(printed[question.id]),
                )
    return proofs


def run_calculations(questions: Sequence[Question]) -> dict[str, Proof]:
    """Run the programs that compute the answers of questions."""

    def run(question: Question) -> Proof:
        with tempfile.TemporaryDirectory() as folder:
            printed = collapse(run_python(question.proof, Path(folder)))
        tool = tool_of("python", question.proof)
        return Proof(program_fingerprint("python", question.proof), tool, printed)

    with ThreadPoolExecutor() as pool:
        return dict(zip((q.id for q in questions), pool.map(run, questions), strict=True))


def renew(
    questions: Sequence[Question],
    program: Callable[[Question], str],
    known: Mapping[str, Proof],
    run: Run,
) -> dict[str, Proof]:
    """Run what is not on record as it stands; keep the rest in the order of the questions."""
    stale = [q for q in questions if q.id not in known or known[q.id].fingerprint != program(q)]
    proofs = {**known, **run(stale)}
    return {question.id: proofs[question.id] for question in questions}


def prove(questions: Mapping[str, Question], known: Proofs) -> Proofs:
    """Bring the record up to date."""
    shown = [question for question in questions.values() if question.lang]
    computed = [question for question in questions.values() if question.proof]
    return Proofs(
        renew(shown, lambda q: program_fingerprint(q.lang, q.code), known.programs, run_programs),
        renew(
            computed,
            lambda q: program_fingerprint("python", q.proof),
            known.calculations,
            run_calculations,
        ),
    )


def text_of(proofs: Proofs) -> str:
    """Write the record as YAML."""
    lines = [HEAD.rstrip()]
    for part, runs in zip(Proofs._fields, proofs, strict=True):
        lines.append(f"{part}:" if runs else f"{part}: {{}}")
        for id_, run in runs.items():
            output = run.output.replace("'", "''")
            line = f'fingerprint: "{run.fingerprint}", tool: "{run.tool}", output: \'{output}\''
            lines.append(f"  {id_}: {{{line}}}")
    return "\n".join([*lines, ""])


def main() -> int:
    """Write the record and list what it disproves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true")
    questions = load_questions(DATA, load_skill_map(DATA))
    known = Proofs({}, {}) if parser.parse_args().all else load_proofs(DATA)
    proofs = prove(questions, known)
    (DATA / "proofs.yaml").write_text(text_of(proofs), encoding="utf-8", newline="\n")
    wrong = [f"{q.id}: {what}" for q in questions.values() for what in disproved(q, proofs)]
    summary = f"{len(proofs.programs)} programs, {len(proofs.calculations)} proofs"
    print("\n".join([*wrong, summary]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
