"""What the programs of questions printed when they were run, and whether it bears out the keys."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from mlcareer.content.folder import Place
from mlcareer.content.parts import has_file, read_parts
from mlcareer.content.shapes.records import PROOF
from mlcareer.content.yamlfile import Field, collect
from mlcareer.model.questions import Form, Question


class Proof(NamedTuple):
    """One run of a program.

    Attributes:
        fingerprint: Of the program that was run.
        tool: What ran it, with its version.
        output: What it printed.
    """

    fingerprint: str
    tool: str
    output: str


class Proofs(NamedTuple):
    """All runs that are on record, by question id.

    Attributes:
        programs: Of the programs that the questions show.
        calculations: Of the programs that compute an answer.
    """

    programs: Mapping[str, Proof]
    calculations: Mapping[str, Proof]


def program_fingerprint(lang: str, program: str) -> str:
    """Tell programs apart: 12 hex digits over language and text."""
    return sha256(f"{lang}\0{program}".encode()).hexdigest()[:12]


def load_proofs(place: Place) -> Proofs:
    """Read `proofs.yaml` of a content folder, which need not have one.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    if not has_file(place, "proofs"):
        return Proofs({}, {})
    top = read_parts(place, "proofs")
    return Proofs(_proofs(top["programs"]), _proofs(top["calculations"]))


def _proofs(field: Field) -> dict[str, Proof]:
    entries = {} if field.is_empty() else field.entries()
    return collect(entries.items(), lambda _, entry: _proof(entry))


def _proof(field: Field) -> Proof:
    entry = PROOF.read(field)
    return Proof(entry["fingerprint"].text(), entry["tool"].text(), entry["output"].text())


def missing_proofs(question: Question, proofs: Proofs) -> Iterator[str]:
    """Say what of a question has never been run, or has changed since."""
    for program, lang, runs, what in (
        (question.code if question.lang else "", question.lang, proofs.programs, "program"),
        (question.proof, "python", proofs.calculations, "proof"),
    ):
        run = runs.get(question.id)
        if program and run is None:
            yield f"the {what} was never run"
        elif program and run and run.fingerprint != program_fingerprint(lang, program):
            yield f"the {what} has changed since it was run"


def disproved(question: Question, proofs: Proofs) -> Iterator[str]:
    """Say where what was printed and what the question claims differ.

    What a program printed before it was changed says nothing about it.
    """
    if question.lang and _is_of(proofs.programs, question, question.code, question.lang):
        printed = collapse(proofs.programs[question.id].output)
        if question.kind == "code" and not question.form.in_parts:
            yield from _against_key(question, printed)
        elif printed != collapse(question.output):
            yield f"it prints {printed!r}, output says {collapse(question.output)!r}"
    if question.proof and _is_of(proofs.calculations, question, question.proof, "python"):
        yield from _against_key(question, collapse(proofs.calculations[question.id].output))


def _is_of(runs: Mapping[str, Proof], question: Question, program: str, lang: str) -> bool:
    """Tell whether a program was run as it is now."""
    run = runs.get(question.id)
    return run is not None and run.fingerprint == program_fingerprint(lang, program)


def _against_key(question: Question, printed: str) -> Iterator[str]:
    if question.form is Form.NUMBER:
        right = question.says(printed, question.answer)
        wrong = [mistake.text for mistake in question.mistakes_in(printed)]
    else:
        right = printed == collapse(question.answer)
        wrong = [d.text for d in question.distractors if collapse(d.text) == printed]
    if not right:
        yield f"it prints {printed!r}, the key says {collapse(question.answer)!r}"
    for text in wrong:
        yield f"the distractor {text!r} is what it prints"


def collapse(text: str) -> str:
    """Make outputs comparable: white space counts as one space."""
    return " ".join(text.split())
