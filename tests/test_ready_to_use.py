"""What others copy or call: hooks, the action, templates, the snippets of docs/how-to/ci.md. Each is run where it can be."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.cli.plans import HAVEN, make_plan
from tests.cli.readers import azure_commands, github_commands, xml_tree
from tests.cli.run import run, scrubbed_environment
from tests.services import AS_AT, ROOT, action, bash, github_environment, step_environment
from tests.world.made import made

PAGE = (ROOT / "docs" / "how-to" / "ci.md").read_text(encoding="utf-8")
WRONG = HAVEN.replace("due: 2026-03", "due: 31/03/2026", 1)
FOUND = ["error", "warning", "warning"]  # in WRONG on that day; without the first in HAVEN
SNIPPETS = re.findall(r"^```yaml ([a-z-]+)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
SHELL = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
OFFLINE = re.compile("Could not fetch|No matching distribution|Max retries|Temporary failure|Could not find a version")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the scripts are for bash")


def _conforms(schema: str, path: Path) -> None:
    options = ["--builtin-schema", f"vendor.{schema}", "--regex-variant", "nonunicode"]
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *options, str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _repository(folder: Path, haven: str = WRONG) -> Path:
    make_plan(folder, {"haven.yaml": haven})
    _git(folder, "init", "--quiet")
    return folder


def _git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Officer", "-c", "user.email=officer@northfield.example", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *who, *arguments], cwd=folder, env=scrubbed_environment(), capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def _copy_of_the_project(folder: Path) -> Path:
    """What an installation needs, as a clone would have it."""
    folder.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "action.yml", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("actionplan", "action"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def _unless_offline(done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode and OFFLINE.search(done.stdout + done.stderr):
        pytest.skip("the package index cannot be reached, so nothing can be installed")


def _schema_and_text() -> list[tuple[str, str]]:
    template = (ROOT / "templates" / "gitlab.yml").read_text(encoding="utf-8")
    return [
        ("github-actions", (ROOT / "action.yml").read_text(encoding="utf-8")),
        *(("gitlab-ci", part) for part in template.split("---\n")),
        *((schema, text) for schema, text in SNIPPETS if schema != "pre-commit"),
    ]


@pytest.mark.parametrize(("schema", "text"), _schema_and_text(), ids=lambda each: str(each)[:16].strip())
def test_files_follow_the_schema_of_their_service(schema: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "file.yml"
    path.write_text(text, encoding="utf-8")

    _conforms(schema, path)


def test_every_snippet_is_held_against_something() -> None:
    kinds = [schema for schema, _ in SNIPPETS]

    whole = [*["github-workflows"] * 3, "gitlab-ci", "gitlab-ci", "azure-pipelines", "pre-commit"]
    assert kinds == [*whole, "github-workflows", "gitlab-ci"]
    assert PAGE.count("```") == 2 * (len(SNIPPETS) + len(SHELL))


def test_the_page_shows_the_pipeline_for_azure_as_it_is() -> None:
    assert dict(SNIPPETS)["azure-pipelines"] == (ROOT / "templates" / "azure-pipelines.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("line", [line for block in SHELL for line in block.splitlines()])
def test_commands_of_the_page_run(line: str, tmp_path: Path) -> None:
    """In a clone, one commit after what is on main."""
    make_plan(tmp_path)
    repository = made(tmp_path)
    repository.commit({"README.md": "Our plans.\n"})
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    repository.commit({"README.md": "Our plans, and who keeps them.\n"})
    words = shlex.split(line)

    assert words[0] == "actionplan"
    assert run(*words[1:], cwd=tmp_path).code in (0, 1)


# The action


def _check_by_action(tmp_path: Path, repository: Path, /, **inputs: str) -> subprocess.CompletedProcess[str]:
    step = action()["runs"]["steps"][1]
    named = {name.replace("_", "-"): value for name, value in inputs.items()}
    return bash(step["run"], repository, github_environment(tmp_path) | step_environment(step, named))


def test_no_script_of_the_action_takes_text_from_outside() -> None:
    steps = action()["runs"]["steps"]

    assert [each["shell"] for each in steps] == ["bash", "bash"]
    assert [each["run"] for each in steps if "${{" in each["run"]] == []


def test_every_input_of_the_action_is_on_the_page() -> None:
    used = {name for step in action()["runs"]["steps"] for name in re.findall(r"inputs\.([a-z-]+)", str(step["env"]))}

    assert set(action()["inputs"]) == used
    assert set(re.findall(r"^\| `([a-z-]+)` \| [^|]* \|$", PAGE, re.MULTILINE)) >= used


def test_the_action_marks_lines_writes_files_and_a_summary(tmp_path: Path) -> None:
    plan = _repository(tmp_path / "a plan")

    done = _check_by_action(tmp_path, plan, also="junit:tests.xml\nsarif:a b.sarif\n", strict="true")

    assert done.returncode == 1
    assert [each.name for each in github_commands(done.stdout)] == FOUND
    assert xml_tree((plan / "tests.xml").read_text(encoding="utf-8")).get("failures") == "1"
    assert len(json.loads((plan / "a b.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]) == len(FOUND)
    assert "| error AP201 | commitments/northfield/haven.yaml:" in (tmp_path / "github_step_summary").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(("strict", "code"), [("false", 0), ("true", 1)])
def test_the_action_is_strict_where_it_is_asked_to_be(strict: str, code: int, tmp_path: Path) -> None:
    plan = _repository(tmp_path / "plan", HAVEN)

    assert _check_by_action(tmp_path, plan, strict=strict, as_at="2026-09-30").returncode == code


HARMLESS = {"workspace": "commitments", "plan": "northfield", "as_at": AS_AT, "also": "json:nowhere/x", "base": "HEAD"}


@pytest.mark.parametrize("name", HARMLESS)
@pytest.mark.parametrize(
    "text", ['{} $(touch pwned)"; touch pwned; "', "`touch pwned`", "--output=pwned", "{} --output=pwned.md", "*"]
)
def test_no_input_of_the_action_is_obeyed(name: str, text: str, tmp_path: Path) -> None:
    plan = _repository(tmp_path / "plan", HAVEN)

    done = _check_by_action(tmp_path, plan, **{name: text.format(HARMLESS[name])})

    assert done.returncode in (2, 3), done.stderr
    assert sorted(each.name for each in plan.iterdir()) == [".git", "commitments"]


def test_the_action_installs_itself_from_its_own_files(tmp_path: Path) -> None:
    plan = _repository(tmp_path / "plan")
    install, check = action()["runs"]["steps"]
    copy = _copy_of_the_project(tmp_path / "action")
    github = github_environment(tmp_path) | {"GITHUB_ACTION_PATH": str(copy), "PIP_RETRIES": "0", "PIP_TIMEOUT": "10"}

    installed = bash(install["run"], plan, github | step_environment(install, {"python": sys.executable}))
    _unless_offline(installed)
    assert installed.returncode == 0, installed.stderr
    (bin_,) = (tmp_path / "github_path").read_text(encoding="utf-8").splitlines()
    done = bash(f'PATH="{bin_}:$PATH"\n{check["run"]}', plan, github | step_environment(check, {"comment": "true"}))

    assert (tmp_path / "runner" / "actionplan") in Path(bin_).parents
    assert done.returncode == 1
    assert [each.name for each in github_commands(done.stdout)] == FOUND
    assert done.stdout.endswith("runs on pull_request, and this run is not.\n")


# GitLab and Azure


def test_the_gitlab_template_runs(tmp_path: Path) -> None:
    plan = _repository(tmp_path / "plan")
    header, job = yaml.safe_load_all((ROOT / "templates" / "gitlab.yml").read_text(encoding="utf-8"))
    inputs = {name: str(each["default"]).lower() for name, each in header["spec"]["inputs"].items()}
    (step,) = job.values()
    variables = {
        name: re.sub(r"\$\[\[ inputs\.([a-z]+) \]\]", lambda found: inputs[found[1]], text)
        for name, text in step["variables"].items()
    }

    done = bash("\n".join(step["script"]), plan, variables | {"GITLAB_CI": "true", "ACTIONPLAN_AS_AT": AS_AT})

    assert done.returncode == 1, done.stderr
    assert "$[[" not in "".join(step["script"])
    assert (tmp_path / "bin" / "pip.log").read_text(encoding="utf-8") == "install --quiet actionplan\n"
    reports = step["artifacts"]["reports"]
    assert len(json.loads((plan / reports["codequality"]).read_text(encoding="utf-8"))) == len(FOUND)
    assert xml_tree((plan / reports["junit"]).read_text(encoding="utf-8")).get("tests") == "2"


def test_the_gitlab_snippet_runs(tmp_path: Path) -> None:
    plan = _repository(tmp_path / "plan", HAVEN)
    (step,) = yaml.safe_load(next(text for schema, text in SNIPPETS if schema == "gitlab-ci")).values()

    done = bash("\n".join(step["script"]), plan, {"GITLAB_CI": "true", "ACTIONPLAN_AS_AT": AS_AT})

    assert done.returncode == 0, done.stderr
    assert {plan / each for each in step["artifacts"]["reports"].values()} <= set(plan.iterdir())


@pytest.mark.parametrize(("haven", "code"), [(WRONG, 1), (HAVEN, 0)])
def test_the_azure_pipeline_runs(haven: str, code: int, tmp_path: Path) -> None:
    plan = _repository(tmp_path / "plan", haven)
    steps = yaml.safe_load((ROOT / "templates" / "azure-pipelines.yml").read_text(encoding="utf-8"))["steps"]
    (script,) = (each["script"] for each in steps if each.get("displayName") == "Check the plan")
    staging = tmp_path / "staging"
    staging.mkdir()

    done = bash(
        script, plan, {"TF_BUILD": "True", "BUILD_ARTIFACTSTAGINGDIRECTORY": str(staging), "ACTIONPLAN_AS_AT": AS_AT}
    )

    assert done.returncode == code, done.stderr
    *issues, upload = azure_commands(done.stdout)
    assert [each.properties["type"] for each in issues] == (FOUND if code else FOUND[1:])
    assert (upload.name, upload.message) == ("task.uploadsummary", str(staging / "actionplan.md"))
    assert Path(upload.message).read_text(encoding="utf-8").startswith("## Check of the action plan\n")
    (results,) = (each["inputs"]["testResultsFiles"] for each in steps if "PublishTestResults" in each.get("task", ""))
    assert xml_tree((plan / results).read_text(encoding="utf-8")).get("failures") == str(code)


# pre-commit


def _pre_commit(cwd: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=cwd,
        env=scrubbed_environment(
            {"PRE_COMMIT_HOME": str(home), "ACTIONPLAN_AS_AT": AS_AT, "PIP_RETRIES": "0", "PIP_TIMEOUT": "10"}
        ),
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_hooks_are_well_formed(tmp_path: Path) -> None:
    done = _pre_commit(ROOT, tmp_path, "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))

    assert (done.returncode, done.stdout) == (0, "")


def test_the_snippet_for_pre_commit_names_a_hook(tmp_path: Path) -> None:
    path = tmp_path / ".pre-commit-config.yaml"
    path.write_text(dict(SNIPPETS)["pre-commit"], encoding="utf-8")
    hooks = {each["id"] for each in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}

    assert _pre_commit(tmp_path, tmp_path / "home", "validate-config", str(path)).returncode == 0
    asked = yaml.safe_load(path.read_text(encoding="utf-8"))["repos"][0]["hooks"]
    assert {each["id"] for each in asked} <= hooks


def test_the_hooks_run(tmp_path: Path) -> None:
    copy = _copy_of_the_project(tmp_path / "hooks")
    _git(copy, "init", "--quiet")
    _git(copy, "add", "--all")
    _git(copy, "commit", "--quiet", "--message", "All of it")
    plan, home = _repository(tmp_path / "plan"), tmp_path / "home"
    hooks = [{"id": "actionplan"}, {"id": "actionplan-all"}]
    config = {"repos": [{"repo": str(copy), "rev": _git(copy, "rev-parse", "HEAD"), "hooks": hooks}]}
    (plan / ".pre-commit-config.yaml").write_text(json.dumps(config), encoding="utf-8")
    _git(plan, "add", "--all")
    _unless_offline(_pre_commit(plan, home, "install-hooks"))

    both = _pre_commit(plan, home, "run", "--verbose")
    _git(plan, "commit", "--quiet", "--message", "A plan")
    head = plan / "commitments" / "northfield" / "plan.yaml"
    head.write_text(f"{head.read_text(encoding='utf-8')}# read again\n", encoding="utf-8")
    _git(plan, "add", "--all")
    other = _pre_commit(plan, home, "run", "--verbose")
    haven = plan / "commitments" / "northfield" / "haven.yaml"
    haven.write_text(HAVEN, encoding="utf-8")
    _git(plan, "add", "--all")
    mended = _pre_commit(plan, home, "run", "--verbose")

    assert (_results(both), both.returncode) == (["Failed", "Failed"], 1), both.stdout + both.stderr
    assert both.stdout.count("the date “31/03/2026” is not written year first") == 2
    assert (_results(other), other.returncode) == (["Passed", "Failed"], 1)
    assert other.stdout.count("the date “31/03/2026” is not written year first") == 1
    assert (_results(mended), mended.returncode) == (["Passed", "Passed"], 0)


def _results(done: subprocess.CompletedProcess[str]) -> list[str]:
    return re.findall(r"\.(Passed|Failed|Skipped)$", done.stdout, re.MULTILINE)
