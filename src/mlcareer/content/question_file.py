"""Writes questions, finished or not, as the YAML that questions are read from."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from mlcareer.model.drafts import PLACEHOLDER, Draft
from mlcareer.model.questions import Distractor, Form

__all__ = ["question_file"]

_TO_DO: Final = {
    "sub": "a sub-competence of the skill",
    "level": "1, 2, 3 or 4",
    "kind": "concept, code, calculation or scenario",
    "lang": "the language of the program",
    "proof": "a Python program that prints the answer",
    "explanation": "why the answer is right, for the person who missed it",
    "resource": "the id of a resource",
    "text": "a wrong answer that a misconception leads to",
    "misconception": "the misconception in a short slug",
    "why": "what is wrong with it, in a sentence or two",
}
_WRONG_ORDER: Final = "a wrong order that is foreseen, as in 2 1 3"
_WIDTH: Final = 96


def question_file(skill: str, drafts: Iterable[Draft]) -> str:
    """Write the questions of a skill as a file.

    What is not known stands in it as TODO with what is wanted, each on a line of its own.
    Finished questions are read back as they were, but for their difficulty.
    """
    import yaml  # noqa: PLC0415 - takes long to import, and few commands write YAML

    class Dumper(yaml.SafeDumper):
        """Writes texts of several lines as such, and indents lists."""

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
            super().increase_indent(flow, indentless=False)

    def text(dumper: Any, value: str) -> Any:  # noqa: ANN401 - PyYAML's nodes
        style = "|" if "\n" in value else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    Dumper.add_representer(str, text)
    content = {"format": 1, "skill": skill, "questions": [dict(_entry(d)) for d in drafts]}
    return str(yaml.dump(content, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH))


def _entry(draft: Draft) -> Iterator[tuple[str, Any]]:
    yield "id", draft.id
    yield "sub", draft.sub or _to_do("sub")
    yield "level", draft.level or _to_do("level")
    yield "kind", draft.kind or _to_do("kind")
    if draft.form is not Form.CHOICE:
        yield "form", str(draft.form)
    yield "stem", draft.stem
    if draft.lang:
        yield "lang", draft.lang
    elif draft.kind == "code":
        yield "lang", _to_do("lang")
    for name in ("code", "output"):
        if getattr(draft, name):
            yield name, getattr(draft, name)
    if draft.proof or draft.kind == "calculation":
        yield "proof", draft.proof or _to_do("proof")
    yield from _answer(draft)
    yield "explanation", draft.explanation or _to_do("explanation")
    yield "reference", dict(_reference(draft))


def _answer(draft: Draft) -> Iterator[tuple[str, Any]]:
    yield "answer", list(draft.key) if draft.form.in_parts else draft.key[0]
    if draft.accepted:
        yield "accept", list(draft.accepted)
    if draft.tolerance:
        yield "tolerance", draft.tolerance
    distractors = draft.distractors or (Distractor("", "", ""),)
    yield "distractors", [dict(_distractor(draft.form, one)) for one in distractors]
    if draft.order != "shuffle":
        yield "order", draft.order


def _distractor(form: Form, one: Distractor) -> Iterator[tuple[str, str]]:
    wanted = _WRONG_ORDER if form is Form.SEQUENCE else _TO_DO["text"]
    yield "text", one.text or f"{PLACEHOLDER} {wanted}"
    yield "misconception", one.misconception or _to_do("misconception")
    yield "why", one.why or _to_do("why")


def _reference(draft: Draft) -> Iterator[tuple[str, str]]:
    yield "resource", draft.resource or _to_do("resource")
    if draft.section:
        yield "section", draft.section


def _to_do(name: str) -> str:
    return f"{PLACEHOLDER} {_TO_DO[name]}"
