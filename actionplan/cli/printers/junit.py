"""The check as JUnit XML: a test case a file, so that what is in order can be seen as well.

There is no standard; this is what Azure, GitLab and Jenkins read. Times are 0, so that the same files give the same
bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from actionplan.checks.diagnostic import Finding
from actionplan.cli.printers import Checked, counted
from actionplan.cli.printers.machine import sentence
from actionplan.plaintext import one_line

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SUITE = "actionplan"


def render(checked: Checked) -> str:
    """A test case for each file: failed where the check fails by it, and with what else was found as its output."""
    from xml.etree.ElementTree import Element, indent, tostring

    by_file: dict[str, list[Finding]] = defaultdict(list)
    for each in checked.findings:
        by_file[each.file].append(each)
    failed = sum(1 for found in by_file.values() if any(each.severity in checked.failing for each in found))
    counts = {"tests": str(len(checked.files)), "failures": str(failed), "errors": "0", "skipped": "0", "time": "0"}
    root = Element("testsuites", {"name": SUITE, **counts})
    suite = Element("testsuite", {"name": SUITE, **counts})
    root.append(suite)
    suite.extend(_case(name, by_file[name], checked.failing) for name in checked.files)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _case(name: str, findings: Sequence[Finding], failing: Sequence[str]) -> Element:
    from xml.etree.ElementTree import Element, SubElement

    shown = one_line(name)
    case = Element("testcase", {"classname": _folder(shown), "name": shown, "file": shown, "time": "0"})
    failed = [each for each in findings if each.severity in failing]
    other = [each for each in findings if each.severity not in failing]
    if failed:
        what = {"message": _headline(failed), "type": failed[0].code}
        SubElement(case, "failure", what).text = _lines(failed)
    if other:
        SubElement(case, "system-out").text = _lines(other)
    return case


def _folder(name: str) -> str:
    return name.rpartition("/")[0] or SUITE


def _headline(findings: Sequence[Finding]) -> str:
    more = f" (and {counted(len(findings) - 1, 'more finding')})" if len(findings) > 1 else ""
    return f"{sentence(findings[0])}{more}"


def _lines(findings: Sequence[Finding]) -> str:
    return "\n".join(
        f"{one_line(each.file)}:{each.line}:{each.column}: {each.severity} {each.code} {sentence(each)}"
        for each in findings
    )
