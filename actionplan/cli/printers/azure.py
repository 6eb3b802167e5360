"""Findings as issues in the log of an Azure pipeline.

The format is Azure's "logging commands"; the escapes are those of azure-pipelines-task-lib. There are errors and
warnings only, so advice is plain lines. The exit code fails the step: issues do not.
"""

from __future__ import annotations

from actionplan.checks.diagnostic import Finding
from actionplan.cli.printers import Checked, summary
from actionplan.cli.printers.machine import sentence
from actionplan.plaintext import one_line


def render(checked: Checked) -> str:
    """An issue for each error and each warning, errors first, then advice and the summary as plain text."""
    return "".join(
        f"{line}\n" for line in (*map(_line, checked.ranked), f"{summary(checked)}.", *map(one_line, checked.notes))
    )


def _line(finding: Finding) -> str:
    if finding.severity == "advice":
        place = f"{one_line(finding.file)}:{finding.line}:{finding.column}"
        return f"{place}: advice {finding.code} {sentence(finding)}"
    properties = {
        "type": finding.severity,
        "sourcepath": one_line(finding.file),
        "linenumber": str(finding.line),
        "columnnumber": str(finding.column),
        "code": finding.code,
    }
    written = "".join(f"{name}={_property(value)};" for name, value in properties.items())
    return f"##vso[task.logissue {written}]{_message(sentence(finding))}"


def _message(text: str) -> str:
    return text.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace("]", "%5D").replace(";", "%3B")
