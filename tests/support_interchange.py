"""Questions as anybody might write them, and what each format keeps of them."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

from hypothesis import strategies as st

from mlcareer.content.questions import RESERVED, load_questions
from mlcareer.content.skills import load_skill_map
from mlcareer.interchange.exchange import Format
from mlcareer.model.drafts import Draft, draft_of
from mlcareer.model.questions import Distractor, Form, Question, Reference, guessing
from support import EXAMPLE, make_item
from support_forms import FORMS

FRAGMENTS = (
    *("word", "two words", "é", "日本語", "\u200d", "1", "12.5", "'", '"', ">", "<", "&", "$", "@"),
    *(" ", "  ", "\n", "\n\n", "\n\n\n", "\t", "\u00a0"),
    *("`", "`x = 1`", "``", "<b>", "</p>", "<pre>", "</pre>", "<br>", "<code>", "&amp;", "&lt;"),
    *("<!--", "-->", "]]>", "<![CDATA[", "<script>", "</text>", "<img src=x alt=y>"),
    *("#", "####", "=", "~", "{", "}", ":", "::", "\\", "\\n", "\\*", "*", "%50%", "%-100%"),
    *("[html]", "[plain]", "[id:x]", "//", "->", "$CATEGORY: x", "- ", "_____", "TRUE"),
)
"""What means something in one of the formats, and what does not."""


def texts() -> st.SearchStrategy[str]:
    """Make texts that a content file may hold."""
    parts = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=6)
    whole = parts.map(lambda found: "".join(found).rstrip("\n"))
    return whole.filter(lambda text: bool(text.strip()))


def lines() -> st.SearchStrategy[str]:
    """Make texts of one line without white space that does not count."""
    return texts().map(lambda text: " ".join(text.split()))


def slugs() -> st.SearchStrategy[str]:
    """Make ids."""
    return st.from_regex(r"[a-z]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)


def numerals() -> st.SearchStrategy[str]:
    """Make numbers as they are typed."""
    return st.from_regex(r"-?[0-9]{1,4}(\.[0-9]{1,3})?", fullmatch=True)


def bare(text: str) -> str:
    """Spell a text as it is compared when it is typed."""
    return " ".join(text.split()).strip("`\"' ").casefold()


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Make a question of any form that the reader of content files would take."""
    form = draw(st.sampled_from(Form))
    key, wrong, accepted, tolerance = draw(_answers(form))
    has_code = draw(st.booleans())
    order = "shuffle"
    if form is Form.CHOICE and draw(st.booleans()):
        order = "numeric"
        key, *wrong = (f"{at} {text}" for at, text in enumerate((key, *wrong), 1))
    return Question(
        id=draw(slugs()),
        skill="digging",
        sub=draw(st.sampled_from(("tools", "depth"))),
        level=draw(st.integers(1, 4)),
        kind=draw(st.sampled_from(("concept", "scenario"))),
        form=form,
        stem=draw(texts()),
        lang=draw(st.sampled_from(("python", "sql"))) if has_code else "",
        code=draw(texts()) if has_code else "",
        output="",
        proof="",
        answer=key,
        accepted=tuple(accepted),
        tolerance=tolerance,
        distractors=tuple(Distractor(text, draw(slugs()), draw(texts())) for text in wrong),
        order=order,
        explanation=draw(texts()),
        reference=Reference(draw(slugs()), draw(st.sampled_from(("", "4.9.1 Default, values")))),
        item=make_item("digging", c=guessing(form, len(key.split("\n")), len(wrong))),
    )


@st.composite
def _answers(draw: st.DrawFn, form: Form) -> tuple[str, list[str], list[str], float]:
    """Make the answer, the wrong ones, other spellings and the tolerance."""
    match form:
        case Form.CHOICE:
            options = draw(st.lists(texts(), min_size=2, max_size=5, unique_by=bare))
            return options[0], options[1:], [], 0.0
        case Form.SEVERAL:
            options = draw(st.lists(lines(), min_size=3, max_size=6, unique_by=bare))
            right = draw(st.integers(2, len(options) - 1))
            return "\n".join(options[:right]), options[right:], [], 0.0
        case Form.SEQUENCE:
            steps = draw(st.lists(lines(), min_size=2, max_size=6, unique_by=bare))
            reverse = " ".join(str(at) for at in range(len(steps), 0, -1))
            return "\n".join(steps), [reverse], [], 0.0
        case Form.NUMBER:
            numbers = draw(st.lists(numerals(), min_size=2, max_size=4, unique_by=float))
            return numbers[0], numbers[1:], [], draw(st.sampled_from((0.0, 0.0001)))
        case _:
            typed = lines().filter(lambda text: bare(text) not in {*RESERVED, ""})
            found = draw(st.lists(typed, min_size=3, max_size=5, unique_by=bare))
            return found[0], found[2:], found[1:2], 0.0


def kept_by(form: Format, question: Question) -> Draft:
    """Name what of a question a format keeps, where its tags are short."""
    draft = replace(draft_of(question), output="", proof="")
    if form is not Format.QTI and question.form is Form.SEQUENCE:
        draft = replace(draft, distractors=())
    return draft


def garden_questions(folder: Path) -> list[Question]:
    """Read the questions about digging: choices, and one of each other form."""
    skill_map = load_skill_map(EXAMPLE)
    found = list(load_questions(EXAMPLE, skill_map, ["digging"]).values())
    copytree(EXAMPLE, folder, dirs_exist_ok=True)
    (folder / "questions" / "digging.yaml").write_text(FORMS, encoding="utf-8")
    return [*found, *load_questions(folder, skill_map, ["digging"]).values()]
