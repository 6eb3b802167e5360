"""The commits that changed the plans: each change once, at the commit that made it."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from actionplan.world.ancestry import Ancestry
from actionplan.world.commits import Changed, Commit, commits
from actionplan.world.objects import Blobs
from actionplan.world.repository import Repository, repository_of
from actionplan.world.trees import Trees
from actionplan.world.workspace import CannotRun
from tests.world.made import Made, Written, clone, made, write_history

HISTORIES = int(os.environ.get("ACTIONPLAN_HISTORIES", "15"))
COMMITS = int(os.environ.get("ACTIONPLAN_COMMITS", "2000"))


@pytest.fixture
def plan(tmp_path: Path) -> Made:
    return made(tmp_path / "plan")


def walked(repository: Made, ref: str = "HEAD", since: str | None = None, prefix: str = "commitments") -> list[Commit]:
    return list(commits(Repository(repository.top, prefix), ref, since))


def told(repository: Made, walk: Sequence[Commit]) -> list[tuple[str, list[str]]]:
    """Each commit's hash, with what it did: path, text before, text after, and with the other parents' texts."""
    return [(each.hash, [_told(repository, change) for change in each.changes]) for each in walk]


def _told(repository: Made, change: Changed) -> str:
    texts = [_text(repository, each) for each in (change.before, *change.others, change.after)]
    return f"{change.path}: {' | '.join(texts[:-1])} > {texts[-1]}"


def _text(repository: Made, blob: str | None) -> str:
    return " ".join(repository.git("cat-file", "blob", blob).split("\n")) if blob else "-"


def refusal(repository: Made, ref: str = "HEAD", since: str | None = None, prefix: str = "commitments") -> str:
    with pytest.raises(CannotRun) as caught:
        walked(repository, ref, since, prefix)
    return str(caught.value)


def test_who_when_and_what(plan: Made) -> None:
    first = plan.commit({"commitments/a.yaml": "1", "readme": "x"}, "Begin\nhere\n\nMore.")
    plan.commit({"readme": "y"})
    second = plan.commit({"commitments/a.yaml": "2", "commitments/b/c.yaml": "3", "readme": "z"})
    third = plan.commit({"commitments/a.yaml": None})

    walk = walked(plan)

    assert told(plan, walk) == [
        (first, ["a.yaml: - > 1"]),
        (second, ["a.yaml: 1 > 2", "b/c.yaml: - > 3"]),
        (third, ["a.yaml: 2 > -"]),
    ]
    assert walk[0] == Commit(
        first,
        (),
        "Ada Officer",
        "ada@haven.example",
        "2015-10-05T09:30:00+01:00",
        "2015-10-06T10:00:00+00:00",
        "Begin here",
        walk[0].changes,
        plan.at(f"{first}:commitments"),
        "",
    )
    assert walk[1].parents == (plan.at(f"{second}^"),)
    assert (walk[1].before, walk[1].folder) == (plan.at(f"{first}:commitments"), plan.at(f"{second}:commitments"))
    assert [change.mode for each in walk for change in each.changes] == ["100644", "100644", "100644", ""]


def test_the_state_at_each_commit_can_be_had(plan: Made) -> None:
    plan.commit({"commitments/a.yaml": "1", "commitments/b/c.yaml": "2"})
    plan.commit({"commitments/a.yaml": "3"})
    walk = walked(plan)
    with Blobs(Repository(plan.top, "commitments")) as blobs:
        trees = Trees(blobs)
        states = [{entry.path: blobs.read(entry.blob) for entry in trees.entries(each.folder)} for each in walk]
    assert states == [{"a.yaml": b"1", "b/c.yaml": b"2"}, {"a.yaml": b"3", "b/c.yaml": b"2"}]


def test_files_that_become_folders_links_or_programs(plan: Made) -> None:
    plan.commit({"commitments/a": "1", "commitments/b/c": "2", "commitments/d": "3"})
    (plan.top / "commitments/a").unlink()
    (plan.top / "commitments/b/c").unlink()
    (plan.top / "commitments/b").rmdir()
    second = plan.commit({"commitments/a/x": "1", "commitments/b": "2"})
    (plan.top / "commitments/d").unlink()
    (plan.top / "commitments/d").symlink_to("3")
    third = plan.commit({})
    plan.git("update-index", "--chmod=+x", "commitments/b")
    plan.git("commit", "--quiet", "-m", "Mode")
    walk = walked(plan)[1:]
    assert told(plan, walk) == [
        (second, ["a: 1 > -", "a/x: - > 1", "b: - > 2", "b/c: 2 > -"]),
        (third, ["d: 3 > 3"]),
        (plan.at("HEAD"), ["b: 2 > 2"]),
    ]
    assert [change.mode for change in walk[1].changes + walk[2].changes] == ["120000", "100755"]


def test_the_folder_comes_goes_and_is_something_else(plan: Made) -> None:
    plan.commit({"readme": "1"})
    second = plan.commit({"commitments/a": "1"})
    third = plan.commit({"commitments/a": None, "readme": "2"})
    (plan.top / "commitments").rmdir()
    (plan.top / "commitments").symlink_to("nowhere")
    plan.commit({})
    (plan.top / "commitments").unlink()
    fifth = plan.commit({"commitments/a": "2"})
    assert told(plan, walked(plan)) == [(second, ["a: - > 1"]), (third, ["a: 1 > -"]), (fifth, ["a: - > 2"])]


def test_the_whole_repository(plan: Made) -> None:
    first = plan.commit({"readme": "1"})
    second = plan.commit({"commitments/a": "1"})
    assert told(plan, walked(plan, prefix="")) == [(first, ["readme: - > 1"]), (second, ["commitments/a: - > 1"])]


def two_sides(plan: Made) -> tuple[str, str, str]:
    """Start, a change on main and one on review; main is checked out."""
    start = plan.commit({"commitments/main": "0", "commitments/review": "0", "commitments/both": "0"})
    plan.branch("review")
    theirs = plan.commit({"commitments/review": "1"})
    plan.branch("main", "main")
    ours = plan.commit({"commitments/main": "1"})
    return start, ours, theirs


def test_a_merge_that_only_takes_over_is_not_named(plan: Made) -> None:
    start, ours, theirs = two_sides(plan)
    plan.merge("review")
    last = plan.commit({"commitments/both": "2"})
    walk = walked(plan)
    assert [each.hash for each in walk if each.hash not in {ours, theirs}] == [start, last]
    assert dict(told(plan, walk)) == {
        start: ["both: - > 0", "main: - > 0", "review: - > 0"],
        ours: ["main: 0 > 1"],
        theirs: ["review: 0 > 1"],
        last: ["both: 0 > 2"],
    }


def test_a_merge_names_what_it_put_together_in_one_file(plan: Made) -> None:
    start = plan.commit({"commitments/a": "1\n2\n3\n4\n5\n"})
    plan.branch("review")
    theirs = plan.commit({"commitments/a": "one\n2\n3\n4\n5\n"})
    plan.branch("main", "main")
    ours = plan.commit({"commitments/a": "1\n2\n3\n4\nfive\n"})
    merge = plan.merge("review")
    walk = walked(plan)
    assert [each.hash for each in walk] == [start, *([ours, theirs] if walk[1].hash == ours else [theirs, ours]), merge]
    assert told(plan, walk[3:]) == [(merge, ["a: 1 2 3 4 five | one 2 3 4 5 > one 2 3 4 five"])]
    assert walk[3].brought == (frozenset({theirs}), frozenset({ours}))


def test_a_merge_that_drops_what_one_side_did(plan: Made) -> None:
    _, ours, theirs = two_sides(plan)
    merge = plan.merge("review", result={})
    assert told(plan, walked(plan)[3:]) == [(merge, ["review: 0 | 1 > 0"])]
    plan.git("reset", "--quiet", "--hard", ours)
    merge = plan.merge("review", result={"commitments/review": "1", "commitments/main": "0"})
    walk = walked(plan)[3:]
    assert told(plan, walk) == [(merge, ["main: 1 | 0 > 0"])]
    assert walk[0].brought == (frozenset({theirs}), frozenset({ours}))
    assert walk[0].before == plan.at(f"{ours}:commitments")


def test_a_merge_that_adds_something_of_its_own(plan: Made) -> None:
    two_sides(plan)
    merge = plan.merge("review", result={"commitments/review": "1", "commitments/both": "2", "commitments/new": "3"})
    assert told(plan, walked(plan)[3:]) == [(merge, ["both: 0 | 0 > 2", "new: - | - > 3"])]


def test_a_merge_of_three(plan: Made) -> None:
    start, ours, theirs = two_sides(plan)
    plan.branch("third", start)
    third = plan.commit({"commitments/both": "1"})
    plan.branch("main", "main")
    plan.merge("review", "third")
    assert {each.hash for each in walked(plan)} == {start, ours, theirs, third}
    plan.git("reset", "--quiet", "--hard", ours)
    merge = plan.merge("review", "third", result={"commitments/review": "1"})
    last = walked(plan)[-1]
    assert told(plan, [last]) == [(merge, ["both: 0 | 0 | 1 > 0"])]
    assert last.brought == (frozenset({theirs, third}), frozenset({ours, third}), frozenset({ours, theirs}))


def test_commits_since_another(plan: Made) -> None:
    _, ours, theirs = two_sides(plan)
    merge = plan.merge("review", result={})
    last = plan.commit({"commitments/new": "1"})
    assert [each.hash for each in walked(plan, since=theirs)] == [ours, merge, last]
    assert [each.hash for each in walked(plan, since=merge)] == [last]
    assert walked(plan, since="HEAD") == []
    assert refusal(plan, since="^main").startswith("git knows no commit by the name ^main.\n")


def test_parents_come_first_whatever_the_clocks_said(plan: Made) -> None:
    hashes = []
    for number, year in enumerate((2030, 1999, 2015, 1980)):
        (plan.top / "commitments").mkdir(exist_ok=True)
        (plan.top / "commitments/a").write_text(str(number), encoding="ascii")
        plan.git("add", ".")
        plan.git("commit", "--quiet", "-m", "x", env={"GIT_COMMITTER_DATE": f"{year}-01-01T00:00:00Z"})
        hashes.append(plan.at("HEAD"))
    assert [each.hash for each in walked(plan)] == hashes


def test_names_of_any_bytes(plan: Made) -> None:
    path = os.fsdecode(b"new\nline\t\xe9.yaml")
    commit = plan.commit({f"commitments/{path}": "1"})
    raw = plan.git("cat-file", "commit", commit).partition("\n")[0].encode()
    who = b"\xe9\x1b[31m <a\x00@\xff> 1 +0000"
    text = (
        raw + b"\nauthor " + who.replace(b"\0", b"") + b"\ncommitter x <> 99999999999999999999 +9999\n\ncommit \xff\rx"
    )
    made_up = plan.git("hash-object", "-w", "-t", "commit", "--stdin", "--literally", given=text)
    (walk,) = walked(plan, made_up)
    assert [each.path for each in walk.changes] == [path]
    assert (walk.author, walk.email) == ("\\xe9\x1b[31m", "a@\\xff")
    assert walk.subject == "commit \\xff\rx"


def test_commits_that_are_hardly_any(plan: Made) -> None:
    plan.commit({"commitments/a": "1"})
    tree = plan.at("HEAD^{tree}")
    for rest in (
        "",
        "\n\n",
        "author\ncommitter\n\n",
        "author \0x\ncommitter y\n\nz",
        "encoding x\0\n\ncommit \0\ncommit ",
    ):
        name = plan.git(
            "hash-object", "-w", "-t", "commit", "--stdin", "--literally", given=f"tree {tree}\n{rest}".encode()
        )
        try:
            walk = walked(plan, name)
        except CannotRun:
            continue
        assert [each.hash for each in walk] == [name]


def test_a_folder_that_is_not_in_git(plan: Made) -> None:
    plan.commit({"other/a": "1"})
    (plan.top / "commitments").mkdir()
    assert repository_of(plan.top / "commitments").prefix == "commitments"
    assert refusal(plan) == "commitments is not in git at HEAD, so it has no history.\nCommit it first."
    assert refusal(plan, prefix="Other") == "In that commit the folder Other is spelt other.\nUse that spelling."


def test_part_of_a_history_is_none(plan: Made, tmp_path: Path) -> None:
    plan.commit({"commitments/a": "1"})
    plan.commit({"commitments/a": "2"})
    shallow = clone(plan, tmp_path / "shallow", "--depth=1")
    assert refusal(shallow).startswith("This clone holds only part of the history, so not all of it can be checked.\n")
    assert len(walked(clone(plan, tmp_path / "whole"))) == 2
    plan.git("config", "uploadpack.allowFilter", "true")
    folders = clone(plan, tmp_path / "folders", "--filter=tree:0", "--no-checkout")
    assert refusal(folders).startswith("This clone was made without all of its files")


@pytest.mark.parametrize("lost", ["HEAD", "HEAD~1", "HEAD~2", "HEAD~1^{tree}", "HEAD~2:commitments"])
def test_a_damaged_history_is_never_a_short_one(plan: Made, lost: str) -> None:
    for number in range(5):
        plan.commit({"commitments/a": str(number)})
    last, name = plan.at("HEAD"), plan.at(lost)
    (plan.top / ".git/objects" / name[:2] / name[2:]).unlink()
    assert refusal(plan, "main" if lost != "HEAD" else last)


def test_a_walk_that_is_left_early_ends_its_processes(plan: Made) -> None:
    write_history(plan, [Written((n - 1,) if n else (), {"commitments/a": b"%d" % n}) for n in range(500)])
    walk = commits(Repository(plan.top, "commitments"), "main")
    assert next(walk).subject == "Number 1"
    walk.close()  # type: ignore[attr-defined]  # it is a generator
    assert list(walk) == []


def reached(plan: Made, *names: str) -> frozenset[str]:
    """All that *names* descend from. To leave some out is not asked of git: where clocks are wrong it leaves out too few."""
    return frozenset(plan.git("rev-list", *names).split()) if names else frozenset()


def random_history(rnd: random.Random, length: int) -> list[Written]:
    """Commits of files that hold lines; merges put together, take one side, or drop lines and files at random."""
    history: list[Written] = [Written((), {"commitments/a": b"0", "commitments/b": b"0"})]
    for number in range(1, length):
        count = rnd.choice([1, 1, 1, 2, 2, 3])
        parents = tuple(rnd.sample(range(max(0, number - 6), number), min(count, number)))
        sides = [dict(history[each].files) for each in parents]
        files = {}
        for name in {name for side in sides for name in side}:
            texts = [side[name] for side in sides if name in side]
            whole = b" ".join(sorted({word for text in texts for word in text.split()}))
            files[name] = rnd.choice([whole, whole, *texts])
        if len(parents) == 1 or rnd.random() < 0.3:
            name = f"commitments/{rnd.choice('abcd')}"
            files[name] = b" ".join(sorted({*files.get(name, b"").split(), b"%d" % number}))
        history.append(Written(parents, files))
    for last in range(length - 1):  # so that one name leads to all of them
        if not any(last in each.parents for each in history):
            history.append(Written((len(history) - 1, last), history[-1].files))
    return history


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_nothing_that_was_written_goes_without_a_commit_that_is_named_for_it(plan: Made, seed: int) -> None:
    history = random_history(random.Random(seed), 40)
    names = write_history(plan, history)
    walk = {each.hash: each for each in walked(plan, "main")}
    named = {(each.hash, change.path) for each in walk.values() for change in each.changes}
    places = {name: place for place, name in enumerate(names)}

    def words(place: int, path: str) -> set[bytes]:
        return set(history[place].files.get(f"commitments/{path}", b"").split())

    for place, (name, (parents, _)) in enumerate(zip(names, history, strict=True)):
        for parent in parents:
            news = reached(plan, *(names[each] for each in parents)) - reached(plan, names[parent])
            for path in "abcd":
                gone = words(parent, path) - words(place, path)
                blamed = {name, *news} & {each for each, changed in named if changed == path}
                dropped: set[bytes] = set()
                for each in blamed:
                    above = history[places[each]].parents
                    dropped |= set().union(*(words(it, path) for it in above)) - words(places[each], path)
                assert gone <= dropped, (seed, place, path)
        if len(parents) < 2:
            before = dict(history[parents[0]].files) if parents else {}
            expected = {
                each for each in {*before, *history[place].files} if before.get(each) != history[place].files.get(each)
            }
            assert {f"commitments/{path}" for each, path in named if each == name} == expected


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_each_word_is_named_once_where_merges_only_put_together(plan: Made, seed: int) -> None:
    """Each officer has a file of their own, so that git would merge without a word."""
    rnd = random.Random(seed)
    history = [Written((), {f"commitments/{each}": b"0" for each in "abc"})]
    tips = dict.fromkeys("abc", 0)
    for number in range(1, 60):
        who = rnd.choice("abc")
        if rnd.random() < 0.3 and len(set(tips.values())) > 1:
            other = rnd.choice([tip for tip in tips.values() if tip != tips[who]])
            sides = [history[tips[who]].files, history[other].files]
            files = {name: max((side[name] for side in sides), key=int) for name in sides[0]}
            history.append(Written((tips[who], other), files))
        else:
            files = {**history[tips[who]].files, f"commitments/{who}": b"%d" % number}
            history.append(Written((tips[who],), files))
        tips[who] = number
    names = write_history(plan, history)
    for who, tip in tips.items():
        reached = set(plan.git("rev-list", names[tip]).split())
        expected = {
            name for name, each in zip(names, history, strict=True) if name in reached and len(each.parents) < 2
        }
        assert {each.hash for each in walked(plan, names[tip])} == expected, (seed, who)


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_what_a_merge_brought_is_what_git_says(plan: Made, seed: int) -> None:
    history = random_history(random.Random(seed), 30)
    names = write_history(plan, history)
    ancestry = Ancestry()
    for name, (parents, _) in zip(names, history, strict=True):
        above = [names[each] for each in parents]
        ancestry.add(name, above)
        expected = tuple(reached(plan, *above) - reached(plan, each) for each in above)
        assert ancestry.brought_by(above) == expected


def test_a_long_history(plan: Made) -> None:
    """Ten thousand commits of a plan of a hundred files are walked in one to three seconds."""
    files = {f"commitments/plan/p{number}.yaml": b"0" for number in range(100)}
    history = [Written((), dict(files))]
    for number in range(1, COMMITS):
        name = f"commitments/plan/p{number % 100}.yaml"
        is_merge = number % 10 == 0
        if not is_merge:
            files = {**files, name: b"%d" % number}
        history.append(Written((number - 1, number - 5) if is_merge else (number - 1,), files))
    names = write_history(plan, history)
    walk = walked(plan, "main")
    assert [each.hash for each in walk] == [name for at, name in enumerate(names) if at % 10 or not at]
    assert sum(len(each.changes) for each in walk) == len(walk) + 99
