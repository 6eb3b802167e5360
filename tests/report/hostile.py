"""Titles that try to be obeyed instead of shown, in a plan that shows them everywhere."""

from __future__ import annotations

import json

from actionplan.report.model import Report
from tests.report.plans import HEAD, report_on, subject_of

TITLES = {
    "markup": "<b>bold</b> **bold** _em_ `code` ~~gone~~ # Heading",
    "pipes": "a | b || c \\| d",
    "brackets": "[bold red]rich[/] [/] [link](javascript:alert(1)) ![i](http://x.example/i.png)",
    "mention": "ask @octocat and closes #1, fixes GH-2, see owner/repo#3 and !4 $5 %6 &7 ~8 :tada:",
    "entity": "&lt;script&gt; &amp; R&D &copy;",
    "log": "::error::stop ##vso[task.complete]done ##[error]x",
    "late-log": "word " * 14 + "::error file=x::boom",
    "glued-log": "w" * 70 + "::warning::boom",
    "quick": "/close",
    "list": "- 1. + * =",
    "rule": "---",
    "numbered": "1. first 2) second",
    "right-to-left": "\u05e9\u05dc\u05d5\u05dd \u0627\u0644\u0633\u0644\u0627\u0645 and home again",
    "wide": "\u4f4f\u5b85\u3068\u5065\u5eb7 " * 30,
    "emoji": "\U0001f3e0\U0001f469\u200d\U0001f469\u200d\U0001f467\u2764\ufe0f\u2764\ufe0f " * 12,
    "combining": "e\u0301" * 150,
    "long": "x" * 300,
    "long-words": "Supercalifragilistic " * 14,
    "address": "see https://a.example/b_c?d=1&e=*2*&copy=3#4, and ftp://b.example www.c.example",
    "html": "<!-- --> --> <details><summary>x</summary>",
    "dollar": "$x^2$ and $$y$$",
    "spaces": "a  b   c",
}


def hostile_report(**others: object) -> Report:
    """Each title as commitment, note, reason, condition, evidence and partner."""
    commitments = "".join(_commitment(key, title) for key, title in TITLES.items())
    head = HEAD.replace(
        "{name: Elm Housing}", f"{{name: {json.dumps(TITLES['mention'], ensure_ascii=False)}}}"
    ).replace("title: Northfield homes and health plan", f"title: {json.dumps(TITLES['markup'])}")
    files = {"plan.yaml": head, "elm.yaml": f"partner: elm\ncommitments:\n{commitments}"}
    return report_on(subject_of(files), **others)  # type: ignore[arg-type]  # options by name


def _commitment(key: str, title: str) -> str:
    text = json.dumps(title, ensure_ascii=False)
    return f"""\
  - id: {key}
    title: {text}
    due: 2025-06
    condition: {{text: {text}, state: met, date: 2025-05-01}}
    updates:
      - {{date: 2025-11-01, status: in-progress, confidence: red, reason: other, note: {text}, next: {text}}}
    extensions: [{{asked: 2025-12-01, to: 2026-06, note: {text}}}]
"""
