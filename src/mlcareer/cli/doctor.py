"""`mlcareer doctor`: all that a bug report needs, and nothing personal."""

import os
import platform
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from mlcareer import __version__
from mlcareer.cli.output import put, put_json
from mlcareer.cli.paths import database_path
from mlcareer.cli.session import existing_store
from mlcareer.cli.streams import page_for
from mlcareer.content.everything import part_readers
from mlcareer.content.folder import Folders, Given, content_folder, default_role, role_ids
from mlcareer.content.proofs import load_proofs
from mlcareer.content.questions import load_questions
from mlcareer.content.raw_file import first_bytes
from mlcareer.content.reviews import load_reviews
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.content.study import load_projects, load_resources
from mlcareer.errors import ContentError, ExitCode, MlcareerError, Problem, StoreError, visible
from mlcareer.model.skills import SkillMap
from mlcareer.model.wording import counted
from mlcareer.store.contents import read_contents
from mlcareer.store.database import schema_version


def doctor(content: Given, *, json: bool, in_settings: Sequence[Problem] = ()) -> int:
    """Print the state of the installation; exit code 1 when something is wrong.

    Args:
        content: The content folders that were named; none for what came with the program.
        json: Whether to print it for programs.
        in_settings: What is wrong in the files with settings.
    """
    problems: list[MlcareerError] = [ContentError(*in_settings)] if in_settings else []
    facts = {
        "mlcareer": __version__,
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.release()}",
        **_terminal(),
        **dict(_guard(lambda: _content(content), problems)),
        **dict(_guard(_database, problems)),
    }
    if json:
        from mlcareer.render.envelope import error_entries  # noqa: PLC0415 - only here

        data = {name.replace(" ", "_"): value for name, value in facts.items()}
        put_json("doctor", data, [entry for one in problems for entry in error_entries(one)])
    else:
        put("".join(f"{line}\n" for line in _lines(facts, problems)))
    return ExitCode.NEGATIVE if problems else ExitCode.OK


def _lines(facts: Mapping[str, str], problems: Sequence[MlcareerError]) -> Iterator[str]:
    for name, value in facts.items():
        yield f"{name + ':':<18} {value}"
    yield ""
    for problem in problems:
        yield from (f"PROBLEM {line}" for line in str(problem).splitlines())
    if not problems:
        yield "All is well."


def _guard(
    check: Callable[[], Iterator[tuple[str, str]]], problems: list[MlcareerError]
) -> Iterator[tuple[str, str]]:
    try:
        yield from check()
    except MlcareerError as error:
        problems.append(error)


def _terminal() -> dict[str, str]:
    page = page_for(sys.stdout)
    colour = "colour" if page.color else "no colour"
    return {"output": f"{sys.stdout.encoding}, {page.width} columns, {colour}"}


def _content(content: Given) -> Iterator[tuple[str, str]]:
    folders = content_folder(content)
    yield "content", " + ".join(_short(layer.path) for layer in folders.layers)
    yield "content hash", _hash(folders)
    skill_map = load_skill_map(folders)
    yield "skills", f"{len(skill_map.skills)} in {len(skill_map.areas)} areas"
    default_role(folders)
    for role_id in role_ids(folders):
        role = load_role(folders, role_id, skill_map)
        yield f"role {role.id}", f"{len(role.demands)} skills"
    questions = load_questions(folders, skill_map)
    measured = len({question.skill for question in questions.values()})
    yield "questions", f"{len(questions)} for {counted(measured, 'skill')}"
    yield "study", _study(folders, skill_map)


def _study(folders: Folders, skill_map: SkillMap) -> str:
    for read in part_readers(folders, skill_map):
        read()
    load_proofs(folders)
    load_reviews(folders)
    resources = load_resources(folders, skill_map)
    projects = load_projects(folders, skill_map)
    return f"{len(resources)} resources, {len(projects)} projects"


def _short(path: Path) -> str:
    # The home folder tends to carry the person's name.
    home = Path.home()
    near = path.is_relative_to(home)
    return visible(f"~/{path.relative_to(home).as_posix()}" if near else str(path))


def _hash(folders: Folders) -> str:
    digest = sha256()
    for layer in folders.layers:
        for path in sorted(layer.path.rglob("*.yaml")):
            digest.update(path.relative_to(layer.path).as_posix().encode())
            digest.update(first_bytes(path))
    return digest.hexdigest()[:16]


def _database() -> Iterator[tuple[str, str]]:
    path = database_path()
    yield "database", _short(path) if path.exists() else f"{_short(path)} (not there yet)"
    place = next(folder for folder in (path, *path.parents) if folder.exists())
    if not os.access(place, os.W_OK) or (place != path and not place.is_dir()):
        message = f"{_short(place)} cannot be written, so no answer can be kept. Set MLCAREER_HOME."
        raise StoreError(message)
    with existing_store() as store:
        if store is None:
            return
        yield "schema", f"{store.version()} of {schema_version()}"
        logs = read_contents(store).logs
        if logs:
            yield "assessment", f"number {len(logs)}, {len(logs[-1].kept)} events"
