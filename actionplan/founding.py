"""What was answered about a new plan to the texts of its files, and of those beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from string import Template
from typing import NamedTuple

from actionplan.domain.dates import MONTHS
from actionplan.domain.model import EVERYBODY, FORMAT, NOBODY, PlanFile
from actionplan.domain.said import said_span
from actionplan.domain.types import ID_LENGTH
from actionplan.domain.vocabulary import vocabulary_of
from actionplan.shipped import shipped
from actionplan.yamltext.emit import entry_lines, flow_value, modeline
from actionplan.yamltext.operations import Bare
from actionplan.yamltext.scalars import Style, one_line

PRE_COMMIT = ".pre-commit-config.yaml"
RETURNS_WITHIN = 14  # days


class Founded(NamedTuple):
    """A new plan as it was answered: `partners` and `themes` are printed names by their keys.

    `every` is None without a cycle.
    """

    plan: str
    title: str
    agreement: str
    first: date
    last: date
    partners: Mapping[str, str]
    every: str | None = "quarter"
    themes: Mapping[str, str] = {}

    @property
    def year_starts(self) -> int:
        """The month the plan's year starts in: January for calendar years, April where its quarters fit."""
        if (self.first.month, self.last.month) == (1, 12):
            return 1
        return 4 if self.first.month % 3 == 1 else self.first.month


class Copy(NamedTuple):
    """Where an organisation keeps its copy of this project on GitHub: `owner/name`, and the revision it trusts."""

    repository: str
    revision: str


def plan_files(founded: Founded, today: date) -> dict[str, str]:
    """The plan's own files, by their names in its folder: its head, and one for each partner."""
    style = Style()
    head = "".join(f"{line}\n" for line in _head(founded, style))
    partners = {f"{key}.yaml": _partner(key, name, founded, today) for key, name in founded.partners.items()}
    return {"plan.yaml": head, **partners}


def _head(founded: Founded, style: Style) -> Iterator[str]:
    yield f"# {modeline('plan')}"
    yield "# Lines that begin with # are remarks; some show what else may be said here."
    yield f"format: {FORMAT}"
    yield from entry_lines("plan", founded.plan, 0, style)
    yield from entry_lines("title", founded.title, 0, style)
    yield "agreement:"
    yield from entry_lines("title", founded.agreement, 2, style)
    yield f"  # date: {founded.first.year}-03"
    yield f"  # signatories: [{', '.join(founded.partners)}]"
    yield f"period: {{from: {founded.first}, to: {founded.last}}}"
    yield _cycle(founded)
    yield "partners:"
    for key, name in founded.partners.items():
        yield f"  {one_line(key, style.quote)}: {flow_value({'name': name}, style)}"
    yield "# A partner can have more: {name: Haven Trust, short: Haven, sector: housing, email: returns@haven.example}"
    yield "themes:" if founded.themes else "# themes:"
    for key, title in founded.themes.items():
        yield from entry_lines(key, title, 2, style)
    if not founded.themes:
        yield "#   advice: Advice close to home"


def _cycle(founded: Founded) -> str:
    month, every = MONTHS[founded.year_starts - 1], founded.every or "quarter"
    line = f"reviews: {{every: {every}, year_starts: {month}, returns_within: {RETURNS_WITHIN} days}}"
    return line if founded.every else f"# {line}"


def _partner(key: str, name: str, founded: Founded, today: date) -> str:
    lines = (
        f"# {modeline('commitments')}",
        f"# What {_remark(name)} leads. To add something, type: actionplan add",
        "# Or by hand: take “# ” away from the lines below, and put your own words in their place.",
        *entry_lines("partner", Bare(key), 0, Style()),
        "commitments:",
        *(f"# {line}" for line in _sample(f"{key}-example"[:ID_LENGTH], key, founded, today)),
    )
    return "".join(f"{line}\n" for line in lines)


def _remark(text: str) -> str:
    """*text* in a remark: one that begins like an order to the tool would be taken for one."""
    return re.sub(r"actionplan(?=\s*:)", "action plan", text, flags=re.IGNORECASE)


def _sample(id_: str, key: str, founded: Founded, today: date) -> Sequence[str]:
    """A commitment with one update, as the file of the partner *key* would hold it."""
    return (
        f"  - id: {id_}",
        "    title: Open 3 advice hubs",
        f"    due: {founded.last:%Y-%m}",
        "    updates:",
        f"      - date: {max(today, founded.first)}",
        "        status: in-progress",
        "        confidence: green",
        "        note: Two of the three sites are chosen.",
        f"        by: {key}",
    )


def page_for_partners(head: PlanFile, files: Mapping[str, str]) -> str:
    """The page that tells partners, in plain words, what is asked of them. *files* are by the keys of the partners."""
    rows = [f"| {_plain(partner.name)} | {files.get(key, 'none yet')} |" for key, partner in head.partners.items()]
    rows += [f"| {said} | {files[key]} |" for key, said in _NOT_ONE.items() if key in files]
    key = next((each for each in files if each in head.partners), "haven")
    first, last = (head.period.from_, head.period.to) if head.period else (date(2026, 4, 1), date(2027, 3, 31))
    sample = Founded(head.plan, head.title, head.agreement.title, first, last, {})
    return Template(_starter("README.md")).substitute(
        title=_plain(head.title),
        agreement=_plain(head.agreement.title),
        period=said_span(head.period.from_, head.period.to) if head.period else "not agreed",
        reviews=f"every {head.reviews.every}" if head.reviews else "no fixed times agreed",
        partners="\n".join(rows),
        returns=_asked(head),
        statuses=_either([word.label.lower() for word in vocabulary_of(head).statuses.values()]),
        example="\n".join(line[2:] for line in _sample(f"{key}-1", key, sample, first)),
    )


_NOT_ONE = {EVERYBODY: "All together", NOBODY: "Nobody yet"}


def _asked(head: PlanFile) -> str:
    if head.reviews is None:
        return "When you are asked for news,"
    return f"Within {head.reviews.returns_within} days after the end of each {head.reviews.every},"


def _either(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else "".join(words)


def _plain(text: str) -> str:
    """*text* so that a page of Markdown shows it as it is."""
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", text)


def editor_files() -> dict[str, str]:
    """What an editor needs: its settings, the extension it may offer."""
    return {f".vscode/{name}": _starter(name) for name in ("settings.json", "extensions.json")}


def pre_commit_file(copy: Copy | None) -> dict[str, str]:
    """The check before each commit."""
    return {PRE_COMMIT: _starter("pre-commit.yaml") if copy is None else _with(_starter("pre-commit-copy.yaml"), copy)}


def ci_file(service: str, workspace: str, copy: Copy | None) -> dict[str, str]:
    """The file that has *service* check each change; *workspace* names the plans' folder where CI would not find it."""
    path, name, anchor, variables = _SERVICES[service]
    text = _starter(name) if copy is None or service != "github" else _with(_starter("github-action.yml"), copy)
    if workspace:
        text = text.replace(anchor, variables.format(flow_value(workspace, Style())), 1)
    return {path: text}


def _with(text: str, copy: Copy) -> str:
    named = {"THE-COPY": f"{copy.repository}@{copy.revision}", "THE-REPOSITORY": copy.repository}
    for mark, word in (*named.items(), ("THE-REVISION", copy.revision)):
        text = text.replace(mark, word)
    return text


# By service: where its file lies, which of ours it is, and where the variable that names the plans' folder goes.
_SERVICES = {
    "github": (
        ".github/workflows/plan.yml",
        "github.yml",
        "jobs:\n",
        "env: {{ACTIONPLAN_WORKSPACE: {}}}\njobs:\n",
    ),
    "gitlab": (".gitlab-ci.yml", "gitlab.yml", "{GIT_DEPTH: '0'}", "{{GIT_DEPTH: '0', ACTIONPLAN_WORKSPACE: {}}}"),
    "azure": (
        "azure-pipelines.yml",
        "azure-pipelines.yml",
        "steps:\n",
        "variables: {{ACTIONPLAN_WORKSPACE: {}}}\nsteps:\n",
    ),
}
SERVICES = tuple(_SERVICES)


def _starter(name: str) -> str:
    """The text of a file that every new plan is given."""
    return shipped("actionplan.starter", name).decode("utf-8")
