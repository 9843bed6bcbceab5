import string
from dataclasses import replace
from threading import Event, Lock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.content.proofs import Proof, Proofs, missing_proofs, program_fingerprint
from mlcareer.model.questions import Question
from mlcareer.proving.process import Limits
from mlcareer.proving.runs import (
    Failure,
    Plan,
    Program,
    carry_out,
    plan_runs,
    programs_of,
    result_of,
)
from support import make_question
from support_proving import PATIENT, code_question, without_tools

NOTHING = Proofs({}, {})
SUM = code_question("sum", "print(1 + 1)", "2")


def calculation(id_: str, proof: str, answer: str = "1") -> Question:
    """Make a question whose answer is computed."""
    return replace(make_question(id_, kind="calculation", answer=answer), proof=proof)


def on_record(question: Question, output: str = "2", tool: str = "Python 1.0") -> Proof:
    """Make the record of a run of the program that a question shows."""
    return Proof(program_fingerprint(question.lang, question.code), tool, output)


def test_programs_and_proofs_are_found() -> None:
    """A question may show a program, compute its answer, both or neither."""
    both = replace(SUM, id="both", proof="print(2)")
    found = programs_of([make_question("words"), SUM, calculation("c", "print(1)"), both])

    assert [(p.question, p.part, p.lang, p.code) for p in found] == [
        ("sum", "programs", "python", "print(1 + 1)"),
        ("c", "calculations", "python", "print(1)"),
        ("both", "programs", "python", "print(1 + 1)"),
        ("both", "calculations", "python", "print(2)"),
    ]


def test_code_that_is_not_run_is_no_program() -> None:
    """What is shown without a language is left alone."""
    assert programs_of([make_question("shown", code="x = ?")]) == ()


def test_only_what_is_new_or_changed_is_run() -> None:
    """What is on record as it stands is not run again, unless all is asked for."""
    changed = code_question("changed", "print(3)", "3")
    known = Proofs({"sum": on_record(SUM), "changed": on_record(SUM)}, {})
    questions = [SUM, changed, calculation("new", "print(1)")]

    plan = plan_runs(questions, known)
    assert [program.question for program in plan.run] == ["changed", "new"]
    plan = plan_runs(questions, known, everything=True)
    assert [program.question for program in plan.run] == ["sum", "changed", "new"]


def test_what_has_no_tool_is_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program whose tools are missing is not run, and they are named."""
    without_tools(monkeypatch, "sbcl")
    lisp = code_question("lisp", "(princ 1)", lang="lisp")

    plan = plan_runs([SUM, lisp], NOTHING)
    assert [program.question for program in plan.run] == ["sum"]
    assert {p.question: tools for p, tools in plan.out_of_reach.items()} == {"lisp": ("sbcl",)}


def test_the_record_is_renewed_where_it_is_stale() -> None:
    """New programs are run, others are left as they were, and what is gone is dropped."""
    new = code_question("new", "print('a', 3)", "a 3")
    known = Proofs({"sum": on_record(SUM), "gone": on_record(SUM)}, {"gone": on_record(SUM)})

    proofs, failures = carry_out(plan_runs([new, SUM], known), known, PATIENT)
    assert failures == ()
    assert list(proofs.programs) == ["new", "sum"]
    assert proofs.programs["sum"] == known.programs["sum"]
    assert proofs.programs["new"].output == "a 3"
    assert proofs.programs["new"].tool.startswith("Python 3.")
    assert list(missing_proofs(new, proofs)) == []
    assert proofs.calculations == {}


def test_what_cannot_be_run_stays_on_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing tool takes nothing off the record, be it up to date or not."""
    without_tools(monkeypatch, "sbcl")
    lisp = code_question("lisp", "(princ 1)", lang="lisp")
    for run in (on_record(lisp), on_record(SUM)):
        known = Proofs({"lisp": run}, {})
        plan = plan_runs([lisp], known, everything=True)

        assert carry_out(plan, known, PATIENT).proofs == known


def test_a_failure_does_not_stop_the_others() -> None:
    """A program that fails is named and is not on record; all others are run."""
    bad = code_question("bad", "print(1 / 0)")
    known = Proofs({"bad": on_record(bad, "1")}, {})
    plan = plan_runs([bad, SUM, calculation("c", "print(1)")], known, everything=True)

    proofs, failures = carry_out(plan, known, PATIENT)
    assert [(f.program.question, f.what) for f in failures] == [
        ("bad", "it ends with exit code 1: ZeroDivisionError: division by zero")
    ]
    assert (list(proofs.programs), list(proofs.calculations)) == (["sum"], ["c"])
    assert list(missing_proofs(bad, proofs)) == ["the program was never run"]


def test_limits_hold_for_each_program() -> None:
    """A program without end does not take the time of the others."""
    endless = [code_question(f"endless-{at}", f"x = {at}\nwhile True: pass") for at in range(3)]

    outcome = carry_out(plan_runs([*endless, SUM], NOTHING), NOTHING, Limits(seconds=2))
    assert [failure.what for failure in outcome.failures] == ["it takes longer than 2 s"] * 3
    assert list(outcome.proofs.programs) == ["sum"]


def test_the_same_runs_make_the_same_record() -> None:
    """However programs overlap, the record is in the order of the questions."""
    questions = [code_question(f"q-{at}", f"print({at})", str(at)) for at in range(12)]
    plan = plan_runs(questions, NOTHING)

    one, other = (carry_out(plan, NOTHING, PATIENT).proofs for _ in range(2))
    assert one == other
    assert list(one.programs) == [question.id for question in questions]
    assert [run.output for run in one.programs.values()] == [str(at) for at in range(12)]


def test_each_program_is_told_of_when_it_begins() -> None:
    """Whoever watches hears of each program once."""
    heard: list[Program] = []
    lock = Lock()

    def begun(program: Program) -> None:
        with lock:
            heard.append(program)

    plan = plan_runs([SUM, code_question("other", "print(2)", "2")], NOTHING)
    carry_out(plan, NOTHING, PATIENT, begun)
    assert sorted(heard) == sorted(plan.run)


def test_an_interruption_ends_all_programs() -> None:
    """Ctrl-C ends what runs and begins nothing more, without waiting for any time limit."""
    questions = [
        code_question(f"q-{at}", f"x = {at}\nimport threading\nthreading.Event().wait()")
        for at in range(40)
    ]
    heard: list[str] = []
    another = Event()

    def begun(program: Program) -> None:
        heard.append(program.question)
        if program.question == "q-0":
            another.wait(60)
            raise KeyboardInterrupt
        another.set()

    with pytest.raises(KeyboardInterrupt):
        carry_out(plan_runs(questions, NOTHING), NOTHING, Limits(seconds=3000), begun)
    assert {"q-0", "q-1"} <= set(heard)
    assert len(heard) < len(questions)


def test_a_stopped_program_has_no_proof() -> None:
    """What was ended early is told, and never taken for output."""
    stop = Event()
    stop.set()
    (program,) = programs_of([code_question("wait", "import threading\nthreading.Event().wait()")])

    assert result_of(program, PATIENT, stop) == "it was stopped"


@given(
    st.dictionaries(
        st.text(string.ascii_lowercase, min_size=1, max_size=3),
        st.tuples(st.sampled_from(["print(1)", "print(2)"]), st.sampled_from(["", "print(3)"])),
    ),
    st.dictionaries(st.text(string.ascii_lowercase, min_size=1, max_size=3), st.booleans()),
)
def test_a_plan_leaves_nothing_stale(
    bank: dict[str, tuple[str, str]], recorded: dict[str, bool]
) -> None:
    """What is neither run nor out of reach is on record as it stands."""
    questions = [
        replace(code_question(id_, code), proof=proof) for id_, (code, proof) in bank.items()
    ]
    runs = {
        id_: Proof(program_fingerprint("python", "print(1)" if fits else "?"), "", "1")
        for id_, fits in recorded.items()
    }
    plan = plan_runs(questions, Proofs(runs, runs))

    assert set(plan.run) <= set(plan.programs)
    assert not plan.out_of_reach
    for program in set(plan.programs) - set(plan.run):
        assert runs[program.question].fingerprint == program.fingerprint
    for program in plan.run:
        run = runs.get(program.question)
        assert run is None or run.fingerprint != program.fingerprint


def test_nothing_to_run_is_no_work() -> None:
    """An empty plan gives an empty record."""
    outcome = carry_out(Plan((), (), {}), NOTHING, PATIENT)

    assert outcome.proofs == NOTHING
    assert outcome.failures == ()


def test_a_failure_names_its_program() -> None:
    """A failure holds the program, of which the question and the part are known."""
    (program,) = programs_of([calculation("c", "raise SystemExit('no')")])
    plan = Plan((program,), (program,), {})

    assert carry_out(plan, NOTHING, PATIENT).failures == (
        Failure(program, "it ends with exit code 1: no"),
    )


def test_programs_do_not_see_each_other() -> None:
    """A program cannot leave anything for the next one."""
    writer = code_question("writer", "with open('left.txt', 'x'):\n    print(1)")
    reader = code_question("reader", "import os\nprint(os.path.exists('left.txt'))", "False")
    outcome = carry_out(plan_runs([writer, reader], NOTHING), NOTHING, PATIENT)

    assert {id_: run.output for id_, run in outcome.proofs.programs.items()} == {
        "writer": "1",
        "reader": "False",
    }
