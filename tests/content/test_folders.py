import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from mlcareer.content.check import check_folder
from mlcareer.content.folder import (
    MOST_FILES,
    Folders,
    Given,
    Place,
    content_folder,
    default_role,
    folders_of,
    question_files,
    role_file,
    role_files,
    shipped_folder,
)
from mlcareer.content.parts import read_file
from mlcareer.content.proofs import load_proofs
from mlcareer.content.questions import load_questions
from mlcareer.content.reviews import load_reviews
from mlcareer.content.roles import load_role
from mlcareer.content.shape import MapOf
from mlcareer.content.shapes import FILES
from mlcareer.content.shapes.the_map import REPLACES
from mlcareer.content.skills import load_skill_map
from mlcareer.content.study import load_resources
from mlcareer.errors import ContentError, UsageError
from mlcareer.model.remarks import Severity
from spoiling import complaints, write
from support import DATA, EXAMPLE
from support_content import (
    a_resource,
    a_role,
    a_skill,
    errors,
    lay,
    questions_file,
    skills_file,
)

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes")
LEADS_OUT = "a link that leads out of the content folder; put the file itself here"
NO_ID = "the name of this file is no id: use letters a to z, digits and hyphens"


@pytest.fixture
def more(tmp_path: Path) -> Path:
    """Make an empty folder, for what is added to the garden."""
    return lay(tmp_path / "more", {})


def paths(given: Given) -> list[Path]:
    """List the folders in their order."""
    return [layer.path for layer in folders_of(given).layers]


def on(*folders: Path) -> Folders:
    """Lay folders on each other."""
    return folders_of(folders)


def manifest(**says: object) -> dict[str, object]:
    """Make a content.yaml."""
    return {"content.yaml": {"format": 1, **says}}


# What builds on what


def test_a_folder_stands_alone_unless_it_says_otherwise(folder: Path) -> None:
    """Without content.yaml, or with one that says nothing, nothing is beneath a folder."""
    assert paths(folder) == [folder]
    assert folders_of(folder).manifests == ()
    lay(folder, manifest())
    assert paths(folder) == [folder]
    assert folders_of(folder).manifests == (folder / "content.yaml",)


def test_nothing_given_is_what_came_with_the_program() -> None:
    """No folder, an empty list of them and the shipped one are the same content."""
    ways: tuple[Given, ...] = ((), [], DATA)
    assert [paths(content_folder(given)) for given in ways] == [[DATA]] * 3
    assert shipped_folder() == DATA


def test_a_folder_that_extends_lies_on_what_was_shipped(more: Path) -> None:
    """It comes last, and is what somebody works on."""
    lay(more, manifest(extends="shipped"))
    folders = folders_of(more)

    assert paths(more) == [DATA, more]
    assert folders.last.path == more
    assert str(folders) == f"{DATA} + {more}"
    assert folders_of(folders) is folders


def test_several_folders_keep_their_order(folder: Path, more: Path, tmp_path: Path) -> None:
    """They lie on each other as they were named, each once, the shipped one below if asked for."""
    third = lay(tmp_path / "third", {})
    assert paths((third, folder, more)) == [third, folder, more]
    assert paths((folder, more, folder)) == [folder, more]
    lay(third, manifest(extends="shipped"))
    assert paths((folder, third, more)) == [DATA, folder, third, more]


@pytest.mark.parametrize("name", [DATA, DATA / "roles" / ".."])
def test_the_shipped_folder_is_there_once(more: Path, name: Path) -> None:
    """Whoever names it as well, in whatever spelling, gets it once, and at the bottom."""
    lay(more, manifest(extends="shipped"))
    assert paths((more, name)) == [DATA, more]


def test_one_folder_named_in_two_ways_is_there_once(folder: Path, tmp_path: Path) -> None:
    """A folder does not stand in its own way, whether named by a detour or by a link."""
    link = tmp_path / "link"
    detour = folder / "questions" / ".."
    given = [folder, detour]
    if sys.platform != "win32":
        link.symlink_to(folder, target_is_directory=True)
        given.append(link)

    assert paths(given) == [folder]
    assert errors(given) == errors(folder)


def test_folders_that_only_look_alike_are_two(folder: Path, more: Path) -> None:
    """Two folders of the same files are two folders, and so in conflict."""
    lay(more, {"skills.yaml": (folder / "skills.yaml").read_text(encoding="utf-8")})

    assert paths((folder, more)) == [folder, more]
    assert any("'digging' is in" in each for each in errors((folder, more)))


@POSIX
def test_a_manifest_that_is_a_link_to_nothing_is_told(folder: Path) -> None:
    """It would read as if nobody had wanted the folder to build on anything."""
    (folder / "content.yaml").symlink_to(folder / "gone.yaml")

    assert complaints(lambda: folders_of(folder)) == [
        "content.yaml:0: cannot be read: No such file or directory"
    ]


@pytest.mark.parametrize("length", [200, 300, 5000])
def test_a_role_with_a_name_of_any_length_is_only_not_there(folder: Path, length: int) -> None:
    """No file can have a name of such a length, and the message is the one for other slips."""
    name = f"{'r' * length}.yaml"

    with pytest.raises(UsageError, match=f"There is no role file {name}. List the roles"):
        role_file(folder, name)


def test_where_there_is_no_role_none_is_listed(folder: Path) -> None:
    """An empty list would read as if something had gone wrong."""
    with pytest.raises(UsageError, match=r"Unknown role 'cook'\. Known: gardener\.$"):
        role_file(folder, "cook")
    shutil.rmtree(folder / "roles")
    with pytest.raises(UsageError, match=r"Unknown role 'cook'\. The content has none\.$"):
        role_file(folder, "cook")


def test_a_folder_adds_to_the_shipped_one(more: Path) -> None:
    """Skills, questions, resources and roles are those of both."""
    lay(
        more,
        {
            **manifest(extends="shipped", role="digger"),
            "skills.yaml": skills_file(digging=a_skill(area="ops", sub_competences={"tools": "t"})),
            "questions/digging.yaml": questions_file("digging-stone"),
            "questions/git.yaml": {
                **questions_file(
                    "git-ours", skill="git", sub="branch-and-merge", stem="Where do we merge?"
                )
            },
            "resources.yaml": {"format": 1, "resources": {"spade-book": a_resource()}},
            "roles/digger.yaml": a_role("digger", based_on="ml-engineer"),
        },
    )
    shipped, both = load_skill_map(DATA), load_skill_map(more)
    questions = load_questions(more, both)

    assert [*both.skills] == [*shipped.skills, "digging"]
    assert questions.keys() - load_questions(DATA, shipped).keys() == {"digging-stone", "git-ours"}
    assert [path.parent.parent for _, path in question_files(more)["git"]] == [DATA, more]
    assert [*load_resources(more, both)][-1] == "spade-book"
    assert role_files(more).keys() == {*role_files(DATA), "digger"}
    assert default_role(more) == "digger"
    assert errors(more) == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("format: 1\nextends: [shipped]\n", "content.yaml:2: a text was expected here"),
        ("format: 1\nextends: all\n", "content.yaml:2: unknown content 'all'. Known: shipped."),
        ("format: 2\n", "content.yaml:1: format 2 is newer than this program knows (1); upgrade"),
        ("extends: shipped\n", "content.yaml:1: missing key 'format'"),
        ("format: 1\nextend: shipped\n", "content.yaml:2: unknown key 'extend'. Did you mean"),
        ("format: 1\nreplaces: [a]\n", "content.yaml:2: a mapping (key: value) was expected here"),
        ("format: 1\nreplaces: {skils: [a]}\n", "content.yaml:2: unknown key 'skils'. Did you"),
        ("format: 1\nreplaces:\n  skills: a\n", "content.yaml:3: a list was expected here"),
        ("format: 1\nreplaces:\n  skills: [a b]\n", "content.yaml:3: 'a b' is no id: use"),
    ],
)
def test_what_a_folder_says_wrongly_of_itself_is_told(
    more: Path, text: str, complaint: str
) -> None:
    """Each mistake in content.yaml is named with its line, by every command and by a check."""
    write(more / "content.yaml", text)
    (found,) = complaints(lambda: folders_of(more))
    assert found.startswith(complaint)
    assert [each.startswith(f"more/{complaint}") for each in errors(more)] == [True]


def test_without_a_map_the_way_out_is_told(more: Path) -> None:
    """A folder without skills that extends nothing is refused with what to write."""
    with pytest.raises(UsageError, match=r"skills\.yaml does not exist.*extends: shipped"):
        content_folder(more)
    assert paths(content_folder((EXAMPLE, more))) == [EXAMPLE, more]


# What takes the place of what


def changes() -> Mapping[str, dict[str, object]]:
    """Make what replaces an entry of the garden, by the part it belongs to."""
    return {
        "skills": {"skills.yaml": skills_file(pruning=a_skill("Cutting"))},
        "resources": {
            "resources.yaml": {"format": 1, "resources": {"spade-book": a_resource("Other")}}
        },
        "questions": {
            "questions/digging.yaml": questions_file("digging-clay", stem="Which one is new?")
        },
        "roles": {
            "roles/gardener.yaml": {
                **a_role("gardener", name="New"),
                "sources": {},
                "first": [],
                "skills": {},
            }
        },
    }


IDS = {
    "skills": "pruning",
    "resources": "spade-book",
    "questions": "digging-clay",
    "roles": "gardener",
}


def named(given: Place) -> dict[str, str]:
    """Say what the four entries are called now."""
    skill_map = load_skill_map(given)
    return {
        "skills": skill_map.skills["pruning"].name,
        "resources": load_resources(given, skill_map)["spade-book"].title,
        "questions": load_questions(given, skill_map)["digging-clay"].stem,
        "roles": load_role(given, "gardener", skill_map).name,
    }


@pytest.mark.parametrize("part", [*IDS])
def test_an_entry_takes_the_place_of_another_where_that_is_said(
    folder: Path, more: Path, part: str
) -> None:
    """What a folder replaces is its own then, in the old place, and all else stays."""
    files = changes()[part]
    if part == "roles":
        role = files["roles/gardener.yaml"]
        assert isinstance(role, dict)
        del role["based_on"]
    lay(more, {**manifest(replaces={part: [IDS[part]]}), **files})
    new = {"skills": "Cutting", "resources": "Other", "questions": "Which one is new?"}
    expected = {**named(folder), part: new.get(part, "New")}

    assert named(on(folder, more)) == expected
    folders = on(folder, more)
    both, alone = load_skill_map(folders), load_skill_map(folder)
    assert [*both.skills] == [*alone.skills]
    assert load_questions(folders, both).keys() == load_questions(folder, alone).keys()
    assert errors((folder, more)) == []


@pytest.mark.parametrize("part", [*IDS])
def test_the_same_id_in_two_folders_is_a_conflict(folder: Path, more: Path, part: str) -> None:
    """Unless it is said which one counts, both places are named, and what to do."""
    lay(more, {**manifest(), **changes()[part]})
    found = [each for each in errors((folder, more)) if IDS[part] in each]

    assert len(found) == 1
    place = f"more/{next(iter(changes()[part])).rpartition('/')[2]}"
    assert found[0].startswith(place if "/" not in next(iter(changes()[part])) else part)
    assert str(folder) in found[0]
    assert "too" in found[0] or "stands twice" in found[0]
    assert f"replaces: {{{part}: [{IDS[part]}]}}" in found[0] or "rename one" in found[0]


@pytest.mark.parametrize("part", [*IDS])
def test_what_is_not_there_cannot_be_replaced(folder: Path, more: Path, part: str) -> None:
    """A folder that replaces what no earlier one has is told so, with what it may have meant."""
    near = f"{IDS[part]}s"
    files = {**manifest(replaces={part: [IDS[part], near]}), **changes()[part]}
    if part == "roles":
        files["roles/gardener.yaml"] = {**a_role("gardener"), "based_on": "weeder"}
        shutil.copy(folder / "roles" / "gardener.yaml", folder / "roles" / "weeder.yaml")
        text = (folder / "roles" / "weeder.yaml").read_text(encoding="utf-8")
        write(folder / "roles" / "weeder.yaml", text.replace("id: gardener", "id: weeder"))
    lay(more, files)
    found = [each for each in errors((folder, more)) if "to replace" in each]

    assert len(found) == 1
    assert found[0].startswith("more/content.yaml:1: ")
    assert near in found[0]
    assert found[0].endswith(f"Did you mean '{IDS[part]}'?")


@pytest.mark.parametrize("part", [*IDS, "traits"])
def test_something_has_to_take_the_place(folder: Path, more: Path, part: str) -> None:
    """A folder that replaces an entry and has none of that id is told so."""
    id_ = IDS.get(part, "patience")
    lay(more, manifest(replaces={part: [id_]}))
    (found,) = errors((folder, more))
    assert found.startswith("more/content.yaml:1: ")
    assert repr(id_) in found
    assert "to take the place of the other" in found


def test_a_later_folder_replaces_a_replacement(folder: Path, more: Path, tmp_path: Path) -> None:
    """Of three that have a question, the last that says so counts."""
    replaces = manifest(replaces={"questions": ["digging-clay"]})
    for place, stem in ((more, "Second?"), (tmp_path / "third", "Third?")):
        write_ = {**replaces, "questions/digging.yaml": questions_file("digging-clay", stem=stem)}
        lay(place, write_)
    given = on(folder, more, tmp_path / "third")
    assert load_questions(given, load_skill_map(given))["digging-clay"].stem == "Third?"


def test_a_folder_that_stands_alone_replaces_nothing(folder: Path) -> None:
    """Where nothing lies beneath a folder, there is nothing that its entries could replace."""
    lay(folder, manifest(replaces={"skills": ["digging"], "areas": ["soil"]}))

    assert [each for each in errors(folder) if "to replace" in each] == [
        "garden/content.yaml:1: areas has no 'soil' to replace.",
        "garden/content.yaml:1: skills has no 'digging' to replace.",
    ]


def test_what_no_earlier_folder_has_a_file_for_cannot_be_replaced(folder: Path, more: Path) -> None:
    """An entry of a file that only the later folder has takes no other's place."""
    people = {"format": 1, "about": {"day": {"text": "One digs."}}}
    lay(more, {**manifest(replaces={"about": ["day"]}), "people.yaml": people})

    assert errors((folder, more)) == ["more/content.yaml:1: about has no 'day' to replace."]


def test_words_of_advertisements_are_not_what_a_folder_replaces(folder: Path, more: Path) -> None:
    """They stand under skills too, and add up: only the skill itself is replaced."""
    ads = {"format": 1, "skills": {"pruning": {"terms": ["secateurs"]}}}
    lay(more, {**manifest(replaces={"skills": ["pruning"]}), "ads.yaml": ads})
    lay(more, changes()["skills"])

    assert errors((folder, more)) == []


def test_a_question_without_records_can_be_replaced(folder: Path, more: Path) -> None:
    """What was never run or read beneath has no record that would have to be there."""
    run = {"fingerprint": "0123456789ab", "tool": "Python", "output": "5"}
    proofs = {"format": 1, "programs": {}, "calculations": {"digging-beds": run}}
    lay(folder, {"proofs.yaml": proofs})
    new = {**proofs, "calculations": {}}
    replaces = manifest(replaces={"questions": ["digging-clay"]})
    lay(more, {**replaces, **changes()["questions"], "proofs.yaml": new})

    assert [each for each in errors((folder, more)) if "to replace" in each] == []


def test_of_what_lies_beneath_only_what_stops_is_told(
    folder: Path, more: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its weak points are not those of who builds on it; its errors stop the build all the same."""
    monkeypatch.setattr("mlcareer.content.folder.shipped_folder", lambda: folder)
    alone = check_folder(folder).remarks
    lay(more, manifest(extends="shipped"))
    remarks = check_folder(more).remarks

    assert {remark.severity for remark in alone} == {Severity.ERROR, Severity.WARNING}
    assert remarks == tuple(one for one in alone if one.severity is Severity.ERROR)


@POSIX
def test_a_link_to_itself_is_told(folder: Path) -> None:
    """Whatever a system makes of it, nothing hangs and the file is named."""
    (folder / "ads.yaml").symlink_to(folder / "ads.yaml")

    assert any(each.startswith("garden/ads.yaml:0: ") for each in errors(folder))


def test_a_folder_does_not_replace_its_own(folder: Path, more: Path) -> None:
    """To replace a question that only the folder itself has is a mistake."""
    lay(
        more,
        {
            **manifest(replaces={"questions": ["digging-new"]}),
            "questions/digging.yaml": questions_file("digging-new"),
        },
    )
    assert [each.partition(": ")[2] for each in errors((folder, more))] == [
        "there is no question 'digging-new' to replace. Did you mean 'digging-wet'?"
    ]


def test_records_go_with_the_question(folder: Path, more: Path) -> None:
    """What was on record of a replaced question does not speak for the one in its place."""
    review = {"fingerprint": "0123456789ab", "readers": 2, "agreed": True, "date": "2026-11-22"}
    run = {"fingerprint": "0123456789ab", "tool": "Python", "output": "5"}
    ids = ("digging-clay", "digging-wet")
    lay(
        folder,
        {
            "reviews.yaml": {"format": 1, "reviews": dict.fromkeys(ids, review)},
            "proofs.yaml": {
                "format": 1,
                "programs": dict.fromkeys(ids, run),
                "calculations": dict.fromkeys(ids, run),
            },
        },
    )
    lay(
        more,
        {
            **manifest(replaces={"questions": ["digging-clay"]}),
            **changes()["questions"],
            "reviews.yaml": {"format": 1, "reviews": {}},
            "proofs.yaml": {
                "format": 1,
                "programs": {"digging-clay": {**run, "output": "6"}},
                "calculations": None,
            },
        },
    )
    assert load_reviews(folder).keys() == {*ids}
    assert load_reviews(on(folder, more)).keys() == {"digging-wet"}
    proofs = load_proofs(on(folder, more))
    assert proofs.programs["digging-clay"].output == "6"
    assert proofs.calculations.keys() == {"digging-wet"}


def test_each_part_with_ids_can_be_replaced() -> None:
    """The parts that content.yaml may name are those whose entries have ids in any file."""
    of_records = {"reviews", "proofs", "ads", "role", "moves"}
    found = {
        name
        for kind in FILES.keys() - of_records
        for name, key in FILES[kind].keys.items()
        if isinstance(key.shape, MapOf)
    }
    assert {*REPLACES.optional} == found | {"roles", "questions"}
    assert REPLACES.required == ()


# The usual role


def test_the_usual_role_is_what_the_last_folder_says(
    folder: Path, more: Path, tmp_path: Path
) -> None:
    """A later content.yaml goes before an earlier one; one that says nothing leaves it."""
    lay(folder, {**manifest(role="gardener"), "roles/weeder.yaml": a_role("weeder")})
    lay(more, manifest(role="weeder"))
    third = lay(tmp_path / "third", manifest())
    assert default_role(folder) == "gardener"
    assert default_role(on(folder, more, third)) == "weeder"
    assert default_role(on(more, folder)) == "gardener"


def test_without_a_word_the_usual_role_is_the_shipped_one_or_the_first(folder: Path) -> None:
    """The engineer where there is one, else the first by name."""
    lay(folder, {"roles/a-weeder.yaml": a_role("a-weeder")})
    assert default_role(folder) == "a-weeder"
    assert default_role(DATA) == "ml-engineer"


def test_a_usual_role_that_is_none_is_told(folder: Path) -> None:
    """The line of content.yaml is named, with what may have been meant."""
    write(folder / "content.yaml", "format: 1\nrole: gardner\n")
    complaint = "content.yaml:2: unknown role 'gardner'. Did you mean 'gardener'?"
    assert complaints(lambda: default_role(folder)) == [complaint]
    assert errors(folder) == [f"garden/{complaint}"]


def test_without_roles_there_is_no_usual_one(folder: Path) -> None:
    """A folder without roles says where one is missing."""
    shutil.rmtree(folder / "roles")
    with pytest.raises(UsageError, match=r"No role: .*roles has no YAML file"):
        default_role(folder)


def test_own_roles_come_beside_those_of_the_content(folder: Path, tmp_path: Path) -> None:
    """A person's own role may build on one of the content, and takes the place of none."""
    own = lay(tmp_path / "own", {"mine.yaml": a_role("mine"), "gardener.yaml": a_role("gardener")})
    skill_map = load_skill_map(folder)

    assert role_files(folder, own) == {
        "gardener": folder / "roles" / "gardener.yaml",
        "mine": own / "mine.yaml",
    }
    assert role_file(folder, "mine", own) == own / "mine.yaml"
    mine = load_role(folder, "mine", skill_map, own)
    assert mine.demands == load_role(folder, "gardener", skill_map).demands


# Files that are none


def lead_out(link: Path, tmp_path: Path) -> None:
    """Put a link in the place of a file, to something secret beside the folder."""
    secret = tmp_path / "secret.yaml"
    write(secret, "format: 1\nsecret: s3cr3t\n")
    link.unlink(missing_ok=True)
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(secret)


def look_for(folder: Path, name: str) -> object:
    """Look for a file as readers do."""
    folders = folders_of(folder)
    return folders.role_files, folders.question_files, folders.last.file(name)


@POSIX
@pytest.mark.parametrize(
    "name",
    [
        *(f"{kind}.yaml" for kind in FILES if kind not in {"role", "questions"}),
        "roles/gardener.yaml",
        "questions/digging.yaml",
    ],
)
def test_no_link_leads_out_of_the_folder(folder: Path, tmp_path: Path, name: str) -> None:
    """Whatever file a stranger's link stands for is not read, nor told anything of."""
    lead_out(folder / name, tmp_path)
    (found,) = errors(folder)
    assert found.endswith(f"{Path(name).name}:0: {LEADS_OUT}")
    assert complaints(lambda: look_for(folder, name)) == [f"{Path(name).name}:0: {LEADS_OUT}"]


@POSIX
@pytest.mark.parametrize("name", ["roles", "questions"])
def test_no_folder_leads_out_of_the_folder(folder: Path, tmp_path: Path, name: str) -> None:
    """A whole folder that lies elsewhere is refused, file by file."""
    shutil.move(folder / name, tmp_path / "elsewhere")
    (folder / name).symlink_to(tmp_path / "elsewhere")
    (found,) = errors(folder)
    assert found.endswith(LEADS_OUT)


@POSIX
def test_a_link_inside_the_folder_is_a_file_like_others(folder: Path, tmp_path: Path) -> None:
    """Links may lead from one file of the folder to another, and to the folder itself."""
    (folder / "roles" / "gardener.yaml").rename(folder / "kept.txt")
    (folder / "roles" / "gardener.yaml").symlink_to(folder / "kept.txt")
    (tmp_path / "link").symlink_to(folder)
    assert errors(tmp_path / "link") == []
    assert default_role(tmp_path / "link") == "gardener"


@POSIX
@pytest.mark.parametrize("name", ["skills.yaml", "content.yaml", "roles/gardener.yaml"])
def test_a_link_to_itself_ends(folder: Path, name: str) -> None:
    """A link that leads nowhere but to itself is refused, or is as if it were not there."""
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(folder / name)
    try:
        found = errors(folder)
    except UsageError as error:
        found = [str(error)]
    assert any("link" in each or "skills.yaml does not exist" in each for each in found)


@POSIX
@pytest.mark.parametrize(
    "name",
    ["skills.yaml", "content.yaml", "resources.yaml", "roles/gardener.yaml", "questions/git.yaml"],
)
def test_a_pipe_is_no_file(folder: Path, name: str) -> None:
    """What would never end is not waited for."""
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    found = [each for each in errors(folder) if "no ordinary file" in each]
    assert len(found) == 1
    assert found[0].endswith(f"{Path(name).name}:0: cannot be read: it is no ordinary file")


@pytest.mark.parametrize("name", ["skills.yaml", "content.yaml", "resources.yaml"])
def test_a_folder_is_no_file(folder: Path, name: str) -> None:
    """A folder in the place of a file is named."""
    (folder / name).unlink(missing_ok=True)
    (folder / name).mkdir()
    assert any(f"{name}:0: cannot be read: " in each for each in errors(folder))


def test_names_of_files_are_ids(folder: Path) -> None:
    """Each role and question file whose name is no id is named, all at once."""
    for name in ("roles/my role.yaml", "roles/-x.yaml", "questions/größe.yaml"):
        shutil.copy(folder / "roles" / "gardener.yaml", folder / name)
    assert errors(folder) == [
        f"questions/größe.yaml:0: {NO_ID}",
        f"roles/-x.yaml:0: {NO_ID}",
        f"roles/my role.yaml:0: {NO_ID}",
    ]


def test_hidden_files_are_passed_over(folder: Path) -> None:
    """What some systems lay beside the files of a person is no content."""
    for name in ("roles/._gardener.yaml", "questions/.yaml", "._skills.yaml"):
        write(folder / name, "\x00")
    assert errors(folder) == []


@pytest.mark.parametrize("name", ["roles", "questions"])
def test_there_is_an_end_to_files(folder: Path, name: str) -> None:
    """A folder of more files than anybody asks about is refused before they are read."""
    here = len([*(folder / name).glob("*.yaml")])
    for number in range(MOST_FILES - here):
        (folder / name / f"r{number}.yaml").touch()
    assert len(folders_of(folder).last.files(name)) == MOST_FILES
    (folder / name / "one-more.yaml").touch()
    complaint = f"{name}:0: more than {MOST_FILES} files; put some of them elsewhere"
    assert errors(folder) == [f"garden/{complaint}"]


# Ids that differ by case


def test_ids_of_two_folders_differ_by_more_than_case(folder: Path, more: Path) -> None:
    """Skills, resources, questions and roles of one spelling are told apart from no other."""
    lay(
        more,
        {
            "skills.yaml": skills_file(Digging=a_skill()),
            "resources.yaml": {"format": 1, "resources": {"Spade-Book": a_resource()}},
            "questions/digging.yaml": questions_file("Digging-Clay"),
        },
    )
    found = [each for each in errors((folder, more)) if "but for ca" in each]
    assert [each.partition(": ")[2].partition(" (")[0] for each in found] == [
        "id 'Digging-Clay' is 'digging-clay' but for case",
        "'Spade-Book' is 'spade-book' but for capitals; rename one",
        "'Digging' is 'digging' but for capitals; rename one",
    ]
    assert [each.split("/")[0] for each in found] == ["questions", "more", "more"]
    assert str(folder / "questions" / "digging.yaml") in found[0]


def test_roles_differ_by_more_than_case(folder: Path, more: Path) -> None:
    """Two files of roles that some systems take for one are refused."""
    lay(more, {"roles/Gardener.yaml": a_role("Gardener")})
    assert errors((folder, more)) == [
        "roles/Gardener.yaml:0: the role 'Gardener' is 'gardener' but for capitals; rename one"
    ]


# What is put together is read as one


def test_parts_that_only_one_folder_has_are_its_own(folder: Path, more: Path) -> None:
    """A file that no earlier folder has is read from the later one, with its name."""
    moves = [{"from": ["raking"], "to": ["digging"], "date": "2026-11-22", "reason": "Why not."}]
    lay(more, {"moves.yaml": {"format": 1, "moves": moves}})
    assert read_file(on(folder, more), "moves").file == str(more / "moves.yaml")
    assert read_file(on(folder, more), "skills").file == str(folder / "skills.yaml")
    with pytest.raises(ContentError, match="this file is not there; write it"):
        read_file(on(folder, more), "people")


def test_folders_are_what_was_found_once(folder: Path) -> None:
    """Files are looked for once, so that a command sees one content from its begin to its end."""
    folders = content_folder(folder)
    before = folders.role_files
    lay(folder, {"roles/weeder.yaml": a_role("weeder")})
    assert folders.role_files is before
    assert isinstance(folders, Folders)
    assert content_folder(folder).role_files.keys() == {"gardener", "weeder"}
