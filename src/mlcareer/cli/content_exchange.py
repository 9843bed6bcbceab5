"""`mlcareer content export` and `import`: questions in the formats that teachers have."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from mlcareer.cli.output import put
from mlcareer.cli.streams import say
from mlcareer.content.folder import Given, content_folder
from mlcareer.content.question_file import question_file
from mlcareer.content.questions import load_questions
from mlcareer.content.skills import load_skill_map
from mlcareer.content.yamlfile import close_match
from mlcareer.errors import UsageError, visible
from mlcareer.interchange.exchange import MAX_FILE, Format, export, take_over
from mlcareer.model.skills import SkillMap
from mlcareer.model.wording import counted

_BYTE_FOR_BYTE = "latin-1"
"""Writes each of the first 256 characters as the byte of that number."""

_MOST = 200
"""Remarks that are listed; whoever has more begins with these."""


def export_questions(
    content: Given, to: str, skills: Sequence[str], output: Path | None = None
) -> None:
    """Write questions in a format, and say on standard error what it does not keep.

    Args:
        content: The content folder, or () for the shipped one.
        to: moodle, gift or qti.
        skills: Of these skills, or of all where none is named.
        output: File to write, or None for standard output, which takes no package.

    Raises:
        UsageError: A skill is not known, has no questions, or a package has no file to go to.
    """
    form = Format(to)
    if form is Format.QTI and (output is None or str(output) == "-"):
        message = "A QTI package is a zip file: name the file with -o, as in -o questions.zip."
        raise UsageError(message)
    folder = content_folder(content)
    skill_map = load_skill_map(folder)
    _check_skills(skills, skill_map)
    questions = tuple(load_questions(folder, skill_map, skills or None).values())
    if not questions:
        message = "There are no questions to export; mlcareer skills lists the skills."
        raise UsageError(message)
    exported = export(questions, form)
    if form is Format.QTI:
        put(exported.data.decode(_BYTE_FOR_BYTE), output, encoding=_BYTE_FOR_BYTE)
    else:
        put(exported.data.decode(), output)
    say(f"{counted(len(questions), 'question')}. {_losses(exported.lost)}")


def import_questions(
    content: Given, file: Path, skill: str, form: str | None = None, output: Path | None = None
) -> None:
    """Write questions from another program as a questions file, and say what was left out.

    Args:
        content: The content folder whose skill they are about, or () for the shipped one.
        file: What to read; nothing in it is trusted.
        skill: What the questions are about.
        form: moodle, gift or qti, or None to tell it from the file.
        output: File to write, or None for standard output.

    Raises:
        UsageError: The skill is not known, the file cannot be read, or the output exists.
        ContentError: The file is not of that format, or nothing of it can be taken over.
    """
    _check_skills([skill], load_skill_map(content_folder(content)))
    if output is not None and output.is_file():
        message = f"{output} exists; it stays. Name another file with -o."
        raise UsageError(message)
    taken = take_over(_read(file), str(file), skill, Format(form) if form else None)
    put(question_file(skill, taken.drafts), output)
    for remark in taken.remarks[:_MOST]:
        say(str(remark))
    if len(taken.remarks) > _MOST:
        say(f"And {len(taken.remarks) - _MOST} more.")
    say(
        f"{counted(len(taken.drafts), 'question')} taken over. Write what TODO stands for, then"
        " run mlcareer content check."
    )


def _check_skills(skills: Iterable[str], skill_map: SkillMap) -> None:
    for skill in skills:
        if skill not in skill_map.skills:
            hint = close_match(skill, skill_map.skills)
            message = f"Unknown skill {skill!r}.{hint or ' mlcareer skills lists them.'}"
            raise UsageError(message)


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_FILE + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        message = visible(f"{file} cannot be read: {reason}. Name another file.")
        raise UsageError(message) from error


def _losses(lost: Sequence[str]) -> str:
    if not lost:
        return "Nothing of them is lost."
    return "Lost in this format:\n" + "\n".join(f"  {what}" for what in lost)
