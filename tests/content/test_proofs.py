from dataclasses import replace
from pathlib import Path

import pytest

from mlcareer.content.proofs import (
    Proof,
    Proofs,
    disproved,
    load_proofs,
    missing_proofs,
    program_fingerprint,
)
from mlcareer.errors import ContentError
from mlcareer.model.questions import Form, Question
from support import EXAMPLE, make_question

SUM = make_question(
    "sum", kind="code", lang="python", code="print(1 + 1)", answer="2", wrong=("3", "4")
)


def printed(question: Question, output: str, *, proof: bool = False) -> list[str]:
    """Say what an output of the program or of the proof of a question disproves."""
    text, lang = (question.proof, "python") if proof else (question.code, question.lang)
    run = {question.id: Proof(program_fingerprint(lang, text), "", output)}
    return list(disproved(question, Proofs({}, run) if proof else Proofs(run, {})))


@pytest.mark.parametrize(
    ("form", "answer", "wrong", "output", "found"),
    [
        (Form.CHOICE, "2", ("3", "4"), "2\n", []),
        (Form.CHOICE, "a b", ("b a", "c"), "a\n  b\n", []),
        (Form.CHOICE, "2", ("3", "4"), "2.0\n", ["it prints '2.0', the key says '2'"]),
        (
            Form.CHOICE,
            "2",
            ("3", "4"),
            "3",
            ["it prints '3', the key says '2'", "the distractor '3' is what it prints"],
        ),
        (Form.NUMBER, "2", ("3",), "2.0\n", []),
        (
            Form.NUMBER,
            "2",
            ("3",),
            "3.0",
            ["it prints '3.0', the key says '2'", "the distractor '3' is what it prints"],
        ),
        (Form.NUMBER, "2", ("3",), "two", ["it prints 'two', the key says '2'"]),
        (Form.TEXT, "True", ("None",), "True\n", []),
        (Form.TEXT, "True", ("None",), "true\n", ["it prints 'true', the key says 'True'"]),
    ],
)
def test_an_output_is_held_against_the_key(
    form: Form, answer: str, wrong: tuple[str, ...], output: str, found: list[str]
) -> None:
    """A key that is not printed and a distractor that is are reported, numbers by their value."""
    question = make_question(
        form=form, kind="code", lang="python", code="x", answer=answer, wrong=wrong
    )

    assert printed(question, output) == found


@pytest.mark.parametrize("form", [Form.SEVERAL, Form.SEQUENCE])
def test_where_the_key_is_no_output_the_output_is_compared(form: Form) -> None:
    """A program beside options or steps prints what the question says that it prints."""
    question = make_question(
        form=form, kind="code", lang="python", code="x", answer="a\nb\nc", wrong=("2 1 3",)
    )

    assert printed(question, "") == []
    assert printed(question, "a") == ["it prints 'a', output says ''"]


@pytest.mark.parametrize(
    ("output", "found"), [("0.333", []), ("0.34", ["it prints '0.34', the key says '0.33'"])]
)
def test_a_proof_is_held_against_the_key(output: str, found: list[str]) -> None:
    """What a proof computes is the answer, within the tolerance where a number is typed."""
    sums = replace(
        make_question(form=Form.NUMBER, answer="0.33", wrong=("0.67",), tolerance=0.005),
        proof="x",
    )
    assert printed(sums, output, proof=True) == found


def test_what_was_printed_before_a_change_says_nothing() -> None:
    """A run of another text or in another language is held against no key."""
    question = replace(SUM, proof="print(2)")
    ran = {"programs": ("python", SUM.code), "calculations": ("python", "print(2)")}
    for part, (lang, text) in ran.items():
        now = {"sum": Proof(program_fingerprint(lang, text), "", "7")}
        assert list(disproved(question, Proofs({}, {})._replace(**{part: now}))) == [
            "it prints '7', the key says '2'"
        ]
        for other in ((lang, "print(7)"), ("r", text)):
            before = {"sum": Proof(program_fingerprint(*other), "", "7")}
            assert list(disproved(question, Proofs({}, {})._replace(**{part: before}))) == []


def test_a_program_is_run_again_when_it_changes() -> None:
    """A run of another text or in another language proves nothing."""
    run = Proof(program_fingerprint("python", SUM.code), "Python 3.11.2", "2")

    assert list(missing_proofs(SUM, Proofs({"sum": run}, {}))) == []
    assert list(missing_proofs(SUM, Proofs({}, {}))) == ["the program was never run"]
    for lang, code in (("python", "print(2)"), ("r", SUM.code)):
        stale = run._replace(fingerprint=program_fingerprint(lang, code))
        assert list(missing_proofs(SUM, Proofs({"sum": stale}, {}))) == [
            "the program has changed since it was run"
        ]


def test_a_folder_need_not_have_a_record() -> None:
    """Without the file nothing was run, and that is no error."""
    assert load_proofs(EXAMPLE) == Proofs({}, {})


def test_a_broken_record_is_named_with_its_line(tmp_path: Path) -> None:
    """A run without its output is refused where it stands."""
    text = 'format: 1\nprograms:\n  x: {fingerprint: "1", tool: "R"}\ncalculations: {}\n'
    (tmp_path / "proofs.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(ContentError, match=r"proofs\.yaml:3: missing key 'output'"):
        load_proofs(tmp_path)
