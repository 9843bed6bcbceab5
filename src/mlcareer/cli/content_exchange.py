"""`mlcareer content export` and `import`: questions in the formats that teachers have."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from mlcareer.cli.output import put, refuse_to_replace
from mlcareer.cli.streams import say
from mlcareer.content.folder import Given, content_folder
from mlcareer.content.question_file import question_file
from mlcareer.content.questions import load_questions
from mlcareer.content.skills import load_skill_map
from mlcareer.content.yamlfile import close_match
from mlcareer.errors import OutputError, UsageError, visible
from mlcareer.interchange.exchange import MAX_FILE, Format, export, take_over
from mlcareer.model.wording import counted

_BYTE_FOR_BYTE = "latin-1"
"""Writes each of the first 256 characters as the byte of that number."""

_MOST = 200
"""Remarks that are listed; whoever has more begins with these."""

_MOST_SKILLS = 5
"""Skills that a complaint names."""

_QUESTIONS_FILE = (".yaml", ".yml")
"""How the name of a questions file ends, and that of a folder does not."""


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
    _check_skills(skills, skill_map.skills)
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
    """Write questions from another program as questions files, and say what was left out.

    A questions file is about one skill, so that questions about several need a folder.

    Args:
        content: The content folder whose skills they are about, or () for the shipped one.
        file: What to read; nothing in it is trusted.
        skill: What the questions are about, but for those whose tags name another skill.
        form: moodle, gift or qti, or None to tell it from the file.
        output: File to write, or folder for a file a skill, or None for standard output.

    Raises:
        UsageError: The skill is not known, the file cannot be read, the output exists, or
            there is no folder for questions about several skills.
        OutputError: The output cannot be written.
        ContentError: The file is not of that format, or nothing of it can be taken over.
    """
    skills = load_skill_map(content_folder(content)).skills
    _check_skills([skill], skills)
    if output is not None and str(output) != "-":
        refuse_to_replace(output)
    named = Format(form) if form else None
    taken = take_over(_read(file), str(file), skill, named, others=skills)
    numbers = Counter(draft.skill for draft in taken.drafts)
    for about, place in _places([*numbers], output).items():
        put(question_file(about, (one for one in taken.drafts if one.skill == about)), place)
    for remark in taken.remarks[:_MOST]:
        say(str(remark))
    if len(taken.remarks) > _MOST:
        say(f"And {len(taken.remarks) - _MOST} more.")
    say(
        f"{counted(len(taken.drafts), 'question')} taken over{_shares(numbers, skill)}."
        " They belong under questions: of questions/SKILL.yaml. Write what TODO stands for,"
        " then run mlcareer content check."
    )


def _check_skills(skills: Iterable[str], known: Collection[str]) -> None:
    for skill in skills:
        if skill not in known:
            hint = close_match(skill, known)
            message = f"Unknown skill {skill!r}.{hint or ' mlcareer skills lists them.'}"
            raise UsageError(message)


def _places(skills: Sequence[str], output: Path | None) -> Mapping[str, Path | None]:
    """Find a file for the questions about each skill: in a folder, the one of its name."""
    is_folder = output is not None and output.is_dir()
    if len(skills) == 1 and not is_folder:
        return {skills[0]: output}
    if output is None or str(output) == "-" or output.suffix in _QUESTIONS_FILE:
        named = ", ".join((*skills[:_MOST_SKILLS], *["..."] * (len(skills) > _MOST_SKILLS)))
        message = (
            f"The questions are about {len(skills)} skills ({named}), and a questions file is"
            " about one: name a folder with -o, as in -o questions."
        )
        raise UsageError(message)
    places = {skill: output / f"{skill}.yaml" for skill in skills}
    for place in places.values():
        refuse_to_replace(place, "folder")
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{output} cannot be made: {error.strerror}. Name another folder with -o."
        raise OutputError(visible(message)) from error
    return places


def _shares(numbers: Mapping[str, int], given: str) -> str:
    """Say how many questions went to which skill, and why if not to the one that was given."""
    why = "" if [*numbers] == [given] else ", as their tags say"
    if len(numbers) == 1:
        return f" for {next(iter(numbers))}{why}"
    return f": {', '.join(f'{number} for {skill}' for skill, number in numbers.items())}{why}"


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
