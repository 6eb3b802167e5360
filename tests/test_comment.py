"""The comment that the action makes on a pull request: its own script, against a server that answers as GitHub does."""

from __future__ import annotations

import importlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.cli.plans import HAVEN, make_plan
from tests.cli.readers import github_commands
from tests.cli.run import scrubbed_environment
from tests.github_api import (
    BOT,
    LONGEST,
    NUMBER,
    REPOSITORY,
    TOKEN,
    GitHub,
    Trouble,
    does_it_but_says,
    drips,
    github,
    hangs_up,
    is_a_login_page,
    keeps_silent,
    says,
)
from tests.services import ROOT, action, bash, github_environment, put_program, step_environment
from tests.world.made import Made, clone, made

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the scripts are for bash")

PLACE = f"repos/{REPOSITORY}/issues"
LIST = f"GET /{PLACE}/{NUMBER}/comments?per_page=100"
CREATE = f"POST /{PLACE}/{NUMBER}/comments"
PAGE = f"https://github.example/{REPOSITORY}/actions/runs/4711"
HEAD = "0123456789abcdef0123456789abcdef01234567"
MARK = re.compile(r"<!-- actionplan [0-9a-f]{16} [0-9]+\.[0-9]+ -->\n")
FILE = "commitments/northfield/haven.yaml"

# With nothing of what a check would say of HAVEN but one thing, which is the same before and after.
QUIET = HAVEN.partition("  - id: haven-3")[0]
LATER = QUIET + "  - {id: haven-4, title: Open a fourth hub, due: 2026-12}\n"
BROKEN = LATER.replace("due: 2026-12", "due: 31/12/2026")


@pytest.fixture
def service() -> Iterator[GitHub]:
    with github() as running:
        yield running


@pytest.fixture
def plans(tmp_path: Path) -> Made:
    """A clone as actions/checkout leaves it for a pull request into main, in which nothing is wrong."""
    (tmp_path / "plans").mkdir()
    make_plan(tmp_path / "plans", {"haven.yaml": QUIET})
    repository = made(tmp_path / "plans")
    repository.commit({"README.md": "Our plans.\n"})
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    return repository


def _event(folder: Path, service: GitHub, **other: str) -> dict[str, str]:
    """What GitHub says of a run on a pull request, but for *other*."""
    head = {"sha": HEAD, "repo": {"full_name": other.pop("fork", REPOSITORY)}}
    event = folder / "event.json"
    event.write_text(json.dumps({"number": NUMBER, "pull_request": {"number": NUMBER, "head": head}}), encoding="utf-8")
    return {
        "GITHUB_EVENT_NAME": "pull_request",
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_API_URL": service.address,
        "GITHUB_SERVER_URL": "https://github.example",
        "GITHUB_REPOSITORY": REPOSITORY,
        "GITHUB_BASE_REF": "main",
        "GITHUB_RUN_ID": "4711",
        "GITHUB_RUN_NUMBER": "12",
        "GITHUB_RUN_ATTEMPT": "1",
        "GITHUB_WORKFLOW": "Check the plan",
        "GITHUB_WORKFLOW_REF": f"{REPOSITORY}/.github/workflows/plan.yml@refs/pull/{NUMBER}/merge",
        "NO_PROXY": "127.0.0.1",
        **other,
    }


def _action(
    plans: Made, service: GitHub, inputs: Mapping[str, str] | None = None, **other: str
) -> subprocess.CompletedProcess[str]:
    """The whole step of the action, commenting. *inputs* come on top; *other* is what GitHub says differently."""
    folder = plans.top.parent
    step = action()["runs"]["steps"][1]
    given_ = {"comment": "true", "base": "origin/main", **(inputs or {})}
    return bash(
        step["run"],
        plans.top,
        github_environment(folder) | step_environment(step, given_, TOKEN) | _event(folder, service, **other),
    )


def _script(folder: Path, service: GitHub, /, code: str = "3", **other: str) -> subprocess.CompletedProcess[str]:
    """Only what comes after the check; a check that could not be made, where *code* says so, has little to say."""
    env = {"TOKEN": TOKEN, "PYTHONPATH": str(ROOT), **_event(folder, service, **other)}
    return subprocess.run(
        [sys.executable, str(ROOT / "action"), str(folder), code],
        cwd=folder,
        env=scrubbed_environment(env),
        capture_output=True,
        text=True,
        check=False,
    )


def _found(folder: Path, text: str = "## Check of the action plan\n", findings: object = ()) -> None:
    """What the check leaves in *folder*."""
    (folder / "findings.md").write_text(text, encoding="utf-8")
    (folder / "findings.json").write_text(json.dumps({"findings": findings}), encoding="utf-8")


def _said(done: subprocess.CompletedProcess[str]) -> str:
    """The last line of the log, which is the script's."""
    assert TOKEN not in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    return done.stdout.splitlines()[-1]


def _notice(done: subprocess.CompletedProcess[str]) -> str:
    """What the script shows on the page of the run."""
    (command,) = github_commands(_said(done))
    assert (command.name, command.properties) == ("notice", {"title": "actionplan"})
    return command.message


def _summary(plans: Made) -> str:
    return (plans.top.parent / "github_step_summary").read_text(encoding="utf-8")


# One comment, kept up to date


def test_the_first_run_comments_and_the_next_one_edits(plans: Made, service: GitHub) -> None:
    plans.commit({FILE: LATER})
    first = _action(plans, service)
    (comment,) = service.comments
    body = comment["body"]
    plans.commit({FILE: BROKEN})
    second = _action(plans, service, GITHUB_RUN_NUMBER="13")

    base = plans.at("origin/main")[:12]
    changes = (
        f"## northfield: changes since {base} (origin/main itself), until now\n\n"
        "1 of 3 commitments changed (new 1).\n\n"
        "### Haven Trust\n\n"
        "- haven-4 is new: Open a fourth hub; due December 2026.\n"
    )
    findings = (
        "## Check of the action plan\n\n"
        "No errors, 2 warnings and no advice in 1 plan, 2 files, 3 commitments, as at 31 December 2025.\n\n"
        f"Compared with {base}: origin/main itself.\n\n"
    )
    foot = f"\n*For commit 0123456789ab, from [the summary of the job]({PAGE}).*\n"
    assert (first.returncode, _said(first)) == (0, "A comment was made on the pull request."), first.stderr
    assert MARK.match(body)
    assert body.partition("\n")[2].startswith(f"{changes}\n{findings}")
    assert body.endswith(foot)
    assert body.count("| warning AP") == 2
    assert findings in _summary(plans)
    assert changes in _summary(plans)
    assert (second.returncode, _said(second)) == (1, "The comment on the pull request was brought up to date.")
    assert [each["id"] for each in service.comments] == [comment["id"]]
    assert re.search(r"^\| error AP201 \| commitments/northfield/haven.yaml:[0-9]+ \|", comment["body"], re.MULTILINE)
    assert service.asked == [LIST, CREATE, LIST, f"PATCH /{PLACE}/comments/{comment['id']}"]


def test_what_could_not_be_read_is_not_said_to_be_unchanged(plans: Made, service: GitHub) -> None:
    plans.commit({FILE: BROKEN})

    done = _action(plans, service)

    assert done.returncode == 1
    assert service.bodies[0].split("\n")[1:4] == [
        "Not all of the files can be read, so there may be more changes than are told. The log of the job says which.",
        "",
        "## Check of the action plan",
    ]
    assert "Not all of commitments/northfield/haven.yaml could be read" in done.stderr


def test_where_there_is_nothing_to_say_only_an_old_comment_says_so(plans: Made, service: GitHub) -> None:
    plans.commit({"README.md": "Our plans, and who keeps them.\n"})
    without = _action(plans, service)
    assert (without.returncode, _said(without)) == (0, "No comment was made: there is nothing to say.")
    assert service.asked == [LIST]
    plans.commit({FILE: LATER})
    _action(plans, service)
    plans.commit({FILE: QUIET})

    done = _action(plans, service)

    assert (done.returncode, _said(done)) == (0, "The comment on the pull request was brought up to date.")
    (body,) = service.bodies
    assert body.split("\n")[1:6] == [
        "In the plans that were there before and still are, nothing changes.",
        "",
        "## Check of the action plan",
        "",
        "No errors, no warnings and no advice in 1 plan, 2 files, 2 commitments, as at 31 December 2025.",
    ]


def test_only_plans_with_news_are_in_the_comment(plans: Made, service: GitHub) -> None:
    other = Path("commitments") / "westfield"
    shutil.copytree(plans.top / "commitments" / "northfield", plans.top / other)
    head = (plans.top / other / "plan.yaml").read_text(encoding="utf-8").replace("plan: northfield", "plan: westfield")
    plans.commit({str(other / "plan.yaml"): head})
    plans.git("update-ref", "refs/remotes/origin/main", "HEAD")
    plans.commit({str(other / "haven.yaml"): LATER})

    _action(plans, service)

    assert re.findall(r"^## \w+", service.bodies[0], re.MULTILINE) == ["## westfield", "## Check"]


def test_without_a_base_the_changes_since_the_branch_are_told(plans: Made, service: GitHub) -> None:
    plans.git("update-ref", "refs/remotes/origin/release", "refs/remotes/origin/main")
    plans.git("update-ref", "-d", "refs/remotes/origin/main")
    plans.commit({FILE: LATER})

    _action(plans, service, {"base": ""}, GITHUB_BASE_REF="release")

    assert "(origin/release itself)" in service.bodies[0]
    assert "Compared with" not in service.bodies[0]


def test_a_shallow_clone_has_findings_and_a_remedy(plans: Made, service: GitHub, tmp_path: Path) -> None:
    plans.commit({FILE: BROKEN})
    shallow = clone(plans, tmp_path / "shallow", "--depth=1")
    shallow.git("remote", "remove", "origin")

    done = _action(shallow, service, {"base": ""})

    assert done.returncode == 1
    assert "set fetch-depth: 0" in done.stderr
    assert service.bodies[0].split("\n")[1] == "What changes in the plans cannot be told. The log of the job says why."
    assert "| error AP201 |" in service.bodies[0]


def test_a_check_that_could_not_be_made_is_said(plans: Made, service: GitHub) -> None:
    done = _action(plans, service, {"base": "origin/nowhere"})

    assert done.returncode == 3
    assert service.bodies[0].split("\n")[1:5] == [
        "",
        "## Check of the action plan",
        "",
        "The check could not be made (exit code 3). The log of the job says why.",
    ]


# Which comment


def test_the_comment_is_found_on_any_page(tmp_path: Path, service: GitHub) -> None:
    _script(tmp_path, service)
    ours = service.comments.pop()
    for number in range(250):
        service.add(f"Comment {number}", {"login": f"officer-{number}", "type": "User"})
    service.comments.insert(230, ours)
    service.asked.clear()

    _script(tmp_path, service)

    assert len(service.comments) == 251
    assert service.asked == [
        LIST,
        f"{LIST}&page=2",
        f"{LIST}&page=3",
        f"PATCH /{PLACE}/comments/{ours['id']}",
    ]


@pytest.mark.parametrize(
    ("other", "count"),
    [
        ({}, 1),
        ({"GITHUB_WORKFLOW_REF": f"{REPOSITORY}/.github/workflows/plan.yml@refs/heads/x"}, 1),
        ({"GITHUB_WORKFLOW_REF": f"{REPOSITORY}/.github/workflows/other.yml@refs/pull/7/merge"}, 2),
        ({"PLAN": "northfield"}, 2),
        ({"WORKSPACE": "plans"}, 2),
        ({"WORKSPACE": "--> @team"}, 2),
    ],
)
def test_each_workflow_has_a_comment_for_what_it_checks(
    other: dict[str, str], count: int, tmp_path: Path, service: GitHub
) -> None:
    _script(tmp_path, service)
    _script(tmp_path, service, **other)

    assert len(service.comments) == count
    assert all(MARK.match(each) for each in service.bodies)
    assert "@team" not in "".join(service.bodies)


def test_a_comment_of_somebody_else_with_our_mark_is_left_alone(tmp_path: Path, service: GitHub) -> None:
    _script(tmp_path, service)
    (mark,) = MARK.findall(service.bodies[0])
    service.comments.clear()
    for body, author in [
        (f"{mark}All is well.", {"login": "mallory", "type": "User"}),
        (f"{mark}All is well.", None),  # their account is gone
        (f"Look:\n{mark}", BOT),
        (mark.replace(" 12.1 ", " 99.1 "), {"login": "mallory", "type": "User"}),
    ]:
        service.add(body, author)
    before = service.bodies

    done = _script(tmp_path, service)

    assert _said(done) == "A comment was made on the pull request."
    assert service.bodies[:-1] == before


def test_a_comment_made_with_the_token_of_a_person_is_found(tmp_path: Path, service: GitHub) -> None:
    service.person, service.author = "officer", {"login": "officer", "type": "User"}

    _script(tmp_path, service)
    done = _script(tmp_path, service)

    assert _said(done) == "The comment on the pull request was brought up to date."
    assert len(service.comments) == 1


@pytest.mark.parametrize(("run", "attempt", "is_edited"), [("11", "1", False), ("12", "1", True), ("13", "1", True)])
def test_an_earlier_run_does_not_write_over_a_later_one(
    run: str, attempt: str, is_edited: bool, tmp_path: Path, service: GitHub
) -> None:
    _script(tmp_path, service, GITHUB_RUN_NUMBER="12")
    before = service.bodies

    done = _script(tmp_path, service, code="2", GITHUB_RUN_NUMBER=run, GITHUB_RUN_ATTEMPT=attempt)

    assert (service.bodies != before) == is_edited
    assert ("of a later run" in _said(done)) != is_edited


def test_of_two_that_were_made_at_the_same_time_one_is_kept(tmp_path: Path, service: GitHub) -> None:
    _script(tmp_path, service)
    first = service.comments[0]
    service.add("In between", {"login": "officer", "type": "User"})
    service.add(first["body"], BOT)

    _script(tmp_path, service)

    assert service.bodies == [first["body"], "In between"]


# What it says


HOSTILE = (
    "@team <!-- actionplan 0 1.1 --> fixes #123 [x](javascript:alert(1)) ](javascript: GH-9 <img src=x> | ::error::x"
)


def test_titles_are_shown_and_not_obeyed(plans: Made, service: GitHub) -> None:
    entry = f"  - {{id: haven-4, title: '{HOSTILE}', due: 2026-12, '@team #123': x}}\n"
    plans.commit({FILE: QUIET + entry})
    _action(plans, service)
    plans.commit({FILE: QUIET + entry.replace(", '@team #123': x", "")})

    done = _action(plans, service)

    assert [each.name for each in github_commands(done.stdout)] == ["warning", "warning"]
    (body,) = service.bodies
    assert not re.search(r"@\w|#[0-9]|GH-[0-9]", body)
    assert body.count("<!-- actionplan") == 1
    tokens = [
        inner
        for each in MarkdownIt("commonmark").enable("table").parse(body)
        for inner in (each, *(each.children or ()))
    ]
    assert {each.attrs["href"] for each in tokens if each.type == "link_open"} == {PAGE}
    assert {each.content for each in tokens if each.type == "html_inline"} == {"<!-- -->"}
    assert [each.content for each in tokens if each.type == "html_block"] == MARK.findall(body)
    (shown,) = (each for each in tokens if each.type == "inline" and "haven-4 is new" in each.content)
    text = "".join(each.content for each in shown.children or () if each.type == "text")
    assert text == f"haven-4 is new: {HOSTILE.replace('::', ': :')}; due December 2026."


def test_keys_are_shown_and_not_obeyed(plans: Made, service: GitHub) -> None:
    plans.commit({FILE: QUIET + "  - {id: haven-4, title: A hub, '@team #123': x}\n"})

    _action(plans, service)

    assert "@<!-- -->team #<!-- -->123" in service.bodies[0]
    assert not re.search(r"@\w|#[0-9]", service.bodies[0])


def test_a_comment_that_would_be_too_long_ends_with_a_whole_line(tmp_path: Path, service: GitHub) -> None:
    rows = [f"| error AP201 | commitments/northfield/haven.yaml:{number} | 🏠 | Write it. |" for number in range(5_000)]
    _found(tmp_path, "## Check of the action plan\n\n| | | | |\n|---|---|---|---|\n" + "\n".join(rows) + "\n", ["x"])

    done = _script(tmp_path, service, code="1")

    assert _said(done) == "A comment was made on the pull request."
    (body,) = service.bodies
    assert LONGEST - 100 < len(body.encode("utf-16-le")) // 2 <= LONGEST
    *lines, last, blank, rest, blank_too, foot, end = body.split("\n")
    assert (last, blank, blank_too, end) == (rows[sum(each in lines for each in rows)], "", "", "")
    assert rest == f"*This is not all of it: the rest is in [the summary of the job]({PAGE}).*"
    assert foot == f"*For commit 0123456789ab, from [the summary of the job]({PAGE}).*"


def _part(monkeypatch: pytest.MonkeyPatch, name: str) -> Any:
    """A module of the script."""
    monkeypatch.syspath_prepend(str(ROOT / "action"))
    return importlib.import_module(name)


def _this(monkeypatch: pytest.MonkeyPatch) -> Any:
    run = _part(monkeypatch, "pullrequest").Run
    return run("https://x", "t", REPOSITORY, NUMBER, False, "0" * 16, (12, 1), HEAD[:12], PAGE)


LINES = st.lists(
    st.tuples(st.sampled_from("a£🏠"), st.integers(0, 9_000)).map(lambda each: each[0] * each[1]), max_size=12
)


def test_both_parts_have_room(monkeypatch: pytest.MonkeyPatch) -> None:
    told, this = _part(monkeypatch, "told"), _this(monkeypatch)
    seen = set()

    @given(LINES, LINES)
    @settings(derandomize=True, max_examples=300)
    def holds(changes: list[str], findings: list[str]) -> None:
        parts = ["".join(f"{sign} {line}\n" for line in lines) for sign, lines in (("-", changes), ("|", findings))]
        body = told.body_of(this, *parts)
        kept = [[line[2:] for line in body.split("\n") if line.startswith(f"{sign} ")] for sign in "-|"]
        assert len(body.encode("utf-16-le")) // 2 <= LONGEST
        assert (kept[0], kept[1]) == (changes[: len(kept[0])], findings[: len(kept[1])])
        is_cut = len(kept[0]) < len(changes) or len(kept[1]) < len(findings)
        assert is_cut == ("This is not all of it" in body)
        assert is_cut or f"{parts[0]}\n{parts[1]}" in body
        seen.add(is_cut)

    holds()
    assert seen == {True, False}


@pytest.mark.parametrize(("over", "is_cut"), [(-1, False), (0, False), (1, True)])
def test_the_last_character_counts(over: int, is_cut: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    told, this = _part(monkeypatch, "told"), _this(monkeypatch)
    around = len(told.body_of(this, "\n", "\n")) - 2

    body = told.body_of(this, "-" * (LONGEST - around - 2 + over) + "\n", "\n")

    assert len(body) <= LONGEST
    assert ("This is not all of it" in body) == is_cut


def test_the_summary_has_no_more_than_it_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told, path = _part(monkeypatch, "told"), tmp_path / "summary"
    path.write_bytes(b"x" * (told.SUMMARY_BYTES - 10))

    told.summarise({"GITHUB_STEP_SUMMARY": str(path)}, "- one\n- two\n")
    told.summarise({"GITHUB_STEP_SUMMARY": str(tmp_path / "no" / "folder")}, "- one\n")
    told.summarise({}, "- one\n")

    assert path.read_bytes()[-7:] == b"xx- one"


# What may go wrong


NEEDED = "permissions: {contents: read, pull-requests: write}"


def test_a_token_that_may_only_read_is_explained(tmp_path: Path, service: GitHub) -> None:
    service.may_write = False

    own, fork = _script(tmp_path, service), _script(tmp_path, service, fork="somebody/plans")
    nobody = _script(tmp_path, service, fork="")

    assert _notice(own) == (
        "No comment was made: GitHub answered 403: Resource not accessible by integration. "
        f"If the token may only read, give the job this: {NEEDED}"
    )
    assert _said(fork) == (
        "No comment was made: for a pull request from a fork GitHub gives the job a token that may only read. "
        "What it would say is in the summary of the job."
    )
    assert _said(nobody) == _said(fork)
    assert [each.returncode for each in (own, fork, nobody)] == [0, 0, 0]


@pytest.mark.parametrize("event", ["push", "pull_request_target", "workflow_dispatch", ""])
def test_elsewhere_nobody_is_asked(event: str, tmp_path: Path, service: GitHub) -> None:
    done = _script(tmp_path, service, GITHUB_EVENT_NAME=event)

    assert (done.returncode, service.asked) == (0, [])
    assert done.stdout == (
        "No comment was made: that is done where a workflow runs on pull_request, and this run is not.\n"
    )


@pytest.mark.parametrize(
    "event", ["", "{", "[]", "{}", '{"pull_request": []}', '{"pull_request": {"number": "7/../8", "head": null}}']
)
def test_without_a_number_nobody_is_asked(event: str, tmp_path: Path, service: GitHub) -> None:
    path = tmp_path / "other.json"
    path.write_text(event, encoding="utf-8")

    done = _script(tmp_path, service, GITHUB_EVENT_PATH=str(path))

    assert service.asked == []
    assert _notice(done) == (
        "No comment was made: GitHub does not say which pull request this run is for. Run the job again."
    )


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"TOKEN": ""}, "there is no token, or it is not one. Leave out the input “token” of the action."),
        ({"TOKEN": "two words"}, "there is no token, or it is not one. Leave out the input “token” of the action."),
        ({"TOKEN": "other"}, "GitHub answered 401: Bad credentials. Leave out the input “token” of the action, or "),
        ({"GITHUB_API_URL": "file:///etc"}, "GITHUB_API_URL is not the address of a web server. Leave it as GitHub"),
        ({"GITHUB_REPOSITORY": "../.."}, "GitHub answered 404: Not Found. If the token may not see the pull request, "),
        ({"GITHUB_REPOSITORY": "a/b/c"}, "GitHub does not say which pull request this run is for. Run the job again."),
    ],
)
def test_what_is_not_as_it_should_be_is_said(other: dict[str, str], said: str, tmp_path: Path, service: GitHub) -> None:
    done = _script(tmp_path, service, **other)

    assert done.returncode == 0
    assert _notice(done).startswith(f"No comment was made: {said}")


@pytest.mark.parametrize(
    ("troubles", "made_by"),
    [
        ([says(500)], [LIST, LIST, CREATE]),
        ([says(502), says(503)], [LIST, LIST, LIST, CREATE]),
        ([says(429, Retry_After="0")], [LIST, LIST, CREATE]),
        ([says(403, "secondary rate limit", Retry_After="0")], [LIST, LIST, CREATE]),
        ([says(403, X_RateLimit_Remaining="0")], [LIST, LIST, CREATE]),
        ([hangs_up], [LIST, LIST, CREATE]),
        ([is_a_login_page], [LIST, LIST, CREATE]),
        ([keeps_silent], [LIST, LIST, CREATE]),
        ([lambda _: False, says(500)], [LIST, CREATE, LIST, CREATE]),
        ([lambda _: False, does_it_but_says(502)], [LIST, CREATE, LIST, f"PATCH /{PLACE}/comments/1001"]),
    ],
)
def test_trouble_that_passes_leaves_one_comment(
    troubles: list[Trouble], made_by: list[str], tmp_path: Path, service: GitHub
) -> None:
    service.troubles += troubles

    done = _script(tmp_path, service, ACTIONPLAN_PATIENCE="30")

    assert done.returncode == 0
    assert service.asked == made_by, done.stdout
    assert len(service.comments) == 1


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (says(500), "GitHub answered 500. Run the job again for it. The check itself is not touched by this."),
        (hangs_up, "127.0.0.1 did not answer (Remote end closed connection without response). Run the job again "),
        (is_a_login_page, "127.0.0.1 did not answer in JSON. Run the job again for it. The check itself is not "),
        (says(422, "Validation Failed"), "GitHub answered 422: Validation Failed. Run the job again for it. "),
        (says(200, "Hello"), "what answered at GITHUB_API_URL does not speak as GitHub does. See what it is."),
        (says(400, f"{TOKEN}?"), "GitHub answered 400: ***?. Run the job again for it."),
        (says(400, "100 %\n::error::x\n ##[error]y\x1b"), "GitHub answered 400: 100 % ::error::x  # #[error]y . Run "),
    ],
)
def test_trouble_that_stays_is_said(trouble: Trouble, said: str, tmp_path: Path, service: GitHub) -> None:
    service.troubles += [trouble] * 3

    done = _script(tmp_path, service)

    assert (done.returncode, service.comments) == (0, [])
    assert _notice(done).startswith(f"No comment was made: {said}")


@pytest.mark.parametrize("trouble", [keeps_silent, drips])
def test_nobody_is_waited_for_without_end(trouble: Trouble, tmp_path: Path, service: GitHub) -> None:
    service.troubles += [trouble] * 3

    done = _script(tmp_path, service, ACTIONPLAN_PATIENCE="1")

    assert done.returncode == 0
    assert _notice(done) == ("No comment was made: GitHub took longer than 1 seconds. Run the job again for it.")


def test_the_token_goes_nowhere_else(tmp_path: Path, service: GitHub) -> None:
    with github() as elsewhere:
        service.troubles += [says(code, Location=f"{elsewhere.address}/{LIST}") for code in (302, 307)]

        first, second = _script(tmp_path, service), _script(tmp_path, service)

        assert elsewhere.asked == []
    assert _notice(first).startswith("No comment was made: GitHub answered 302: ")
    assert _notice(second).startswith("No comment was made: GitHub answered 307: ")


def test_where_nobody_answers_it_is_said(tmp_path: Path) -> None:
    with github() as gone:
        pass

    done = _script(tmp_path, gone)

    assert done.returncode == 0
    assert _notice(done).startswith("No comment was made: 127.0.0.1 did not answer (Connection refused). Run the job")


# The step of the action


@pytest.mark.parametrize(
    ("haven", "inputs", "code"),
    [
        (LATER, {}, 0),
        (LATER, {"strict": "true"}, 1),
        (BROKEN, {}, 1),
        (LATER, {"base": "-x"}, 3),
        (LATER, {"also": "x"}, 2),
    ],
)
def test_the_check_leaves_with_what_it_found_whatever_becomes_of_the_comment(
    haven: str, inputs: dict[str, str], code: int, plans: Made, service: GitHub
) -> None:
    plans.commit({FILE: haven})
    service.may_write = False

    done = _action(plans, service, inputs)

    assert done.returncode == code, done.stderr
    assert _notice(done).startswith("No comment was made: GitHub answered 403")


@pytest.mark.parametrize("broken", ["action/__main__.py", "action"])
def test_the_check_leaves_with_what_it_found_where_the_script_is_broken(
    broken: str, plans: Made, service: GitHub, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(ROOT / "action", copy / "action")
    shutil.rmtree(copy / broken) if broken == "action" else (copy / broken).write_text("raise SystemExit(9)\n")
    plans.commit({FILE: BROKEN})

    done = _action(plans, service, GITHUB_ACTION_PATH=str(copy))

    assert (done.returncode, service.asked) == (1, [])


def test_no_comment_is_made_unless_it_is_asked_for(plans: Made, service: GitHub) -> None:
    plans.commit({FILE: BROKEN})
    default = _action(plans, service, {"comment": action()["inputs"]["comment"]["default"]})
    misspelt = _action(plans, service, {"comment": "yes$(touch pwned); `touch pwned`"})

    assert (default.returncode, misspelt.returncode, service.asked) == (1, 1, [])
    assert [each.message for each in github_commands(misspelt.stdout) if each.name == "notice"] == [
        "The input “comment” is neither true nor false, so no comment is made."
    ]
    assert sorted(each.name for each in plans.top.iterdir()) == [".git", "README.md", "commitments"]


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="no list of processes to look into")
def test_the_token_is_seen_by_nobody(plans: Made, service: GitHub) -> None:
    """Not in the log, not in the arguments of any process, and not by what reads the files of the pull request."""
    seen = plans.top.parent / "seen"
    (plans.top.parent / "bin").mkdir()
    put_program(plans.top.parent / "bin", "git", f'env >> "{seen}"\nexec "{shutil.which("git")}" "$@"')
    plans.commit({FILE: LATER})

    done = _action(plans, service)

    assert _said(done) == "A comment was made on the pull request."
    asking = [each for each in service.command_lines if str(ROOT / "action") in each]
    assert len(asking) == 1
    assert not [each for each in service.command_lines if TOKEN in each]
    assert "RUNNER_TEMP=" in seen.read_text(encoding="utf-8")
    assert TOKEN not in seen.read_text(encoding="utf-8")
    assert TOKEN not in _summary(plans) + "".join(service.bodies)
    left = [each for each in (plans.top.parent / "runner").rglob("*") if each.is_file()]
    assert {each.name for each in left} == {"findings.md", "findings.json"}
    assert not [each for each in left if TOKEN in each.read_text(encoding="utf-8")]


def test_no_file_of_the_pull_request_is_run(plans: Made, service: GitHub) -> None:
    for name in (
        "actionplan/__main__.py",
        "actionplan/__init__.py",
        "json.py",
        "pullrequest.py",
        "told.py",
        "sitecustomize.py",
    ):
        plans.commit({name: "import pathlib\npathlib.Path('pwned').touch()\nraise SystemExit(9)\n"})
    plans.git("update-ref", "refs/remotes/origin/main", "HEAD")
    plans.commit({FILE: LATER})

    done = _action(plans, service)

    assert "haven-4 is new" in service.bodies[0], done.stderr
    assert not (plans.top / "pwned").exists()
