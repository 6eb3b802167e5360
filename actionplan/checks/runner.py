"""Run the rules, look at settings and allowances, and say where each finding is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from actionplan.checks.allowances import Allowance, allowances_in, judge_allowances
from actionplan.checks.context import Context
from actionplan.checks.diagnostic import SEVERITIES, Coded, Finding, Hit, Home, Mend, Opened, Place, Route, Severity
from actionplan.checks.rules import ALWAYS_SAID, CHANGE, CODES, JUDGEMENT, slug_of
from actionplan.checks.suggest import offered
from actionplan.domain.written import recognise
from actionplan.yamltext.tree import Places

if TYPE_CHECKING:
    from actionplan.checks.change import Turn

ROUTE_TO_COMMITMENT = 2  # ("commitments", 3)

# The rules that would find what is not so where this part of plan.yaml could not be read.
_RESTS_ON: Mapping[str, frozenset[str]] = {
    "period": frozenset(("AP204", "AP205", "AP207", "AP402", "AP403")),
    "reviews": frozenset(("AP112", "AP216", "AP402", "AP403", "AP405", "AP406")),
    "partners": frozenset(("AP104", "AP108", "AP113")),
    "themes": frozenset(("AP105",)),
    "reasons": frozenset(("AP310",)),
    "vocabulary": frozenset(code for code in CODES if code.startswith(("AP30", "AP40"))),
}


_CHANGES = frozenset(name[:5].upper() for name in CHANGE)

# The rules that ask what a log says last.
_QUESTION_THE_LOG = frozenset(("AP205", "AP206", "AP207", "AP301"))  # what follows from these is not said again
_ASK_THE_LOG = frozenset(code for code in CODES if code.startswith(("AP304", "AP4")))


def rule(code: str) -> Any:
    """The module of the rule *code*."""
    return import_module(f"actionplan.checks.rules.{CODES[code]}")


def judge(
    context: Context | None, hits: Iterable[Coded], files: Mapping[str, Opened], plan: str
) -> tuple[Finding, ...]:
    """Every finding of one plan: what reading found (*hits*) and what the rules find in *context*, in file order.

    *context* is None where there is no plan to judge. *plan* is its id, for the names of commitments.
    """
    found = list(hits)
    settings: Mapping[str, str] = {}
    if context is not None:
        found += _run(context, files)
        found += _settings(context)
        settings = context.plan.head.rules
    shown = _Shown(files, context.homes if context else {}, plan, settings)
    is_whole = context is not None and context.is_whole and not files[context.head_file].left_out
    findings = shown.findings(found)
    if context is not None and (context.waivers or context.baseline):
        from actionplan.checks.waivers import judge_accepted  # most plans have neither

        findings += shown.findings(judge_accepted(context, files, findings))
    return in_order(_allowed(findings, files, shown, is_whole=is_whole))


def judge_change(turn: Turn, files: Mapping[str, Opened], plan: str) -> tuple[Finding, ...]:
    """What is wrong with a change, in the order of *files*, which are the plan's files after it.

    The settings are those from before: who changes the rules is judged by the rules that were there. *plan* is its id.
    """
    shown = _Shown(files, turn.homes, plan, turn.was.head.rules)
    modules = [import_module(f"actionplan.checks.rules.{name}") for name in CHANGE]
    findings = shown.findings(Coded(module.CODE, hit) for module in modules for hit in module.check(turn))
    if turn.places.waivers:
        from actionplan.checks.waivers import judge_waivers_of_change  # as above

        findings += shown.findings(judge_waivers_of_change(turn.places, files, findings))
    allowed = _allowed(findings, files, shown, is_whole=turn.places.is_whole, is_change=True)
    return in_order(allowed)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """*findings* in the order of files, and of the lines in them."""
    return tuple(sorted(findings, key=lambda each: (each.file, each.line, each.column, each.code, each.message)))


def _run(context: Context, files: Mapping[str, Opened]) -> Iterable[Coded]:
    """What each rule finds, but for what only follows from something that could not be read."""
    homes: dict[str, set[Route]] = defaultdict(set)
    if any(opened.left_out for opened in files.values()):
        for home in context.homes.values():
            homes[home.file].add(home.route)
    mended = {name: _Mended(opened.left_out, homes[name]) for name, opened in files.items() if opened.left_out}
    for code, hit in _hits(context, _groundless(files[context.head_file].left_out)):
        file = mended.get(hit.place.file)
        if file is None:
            yield Coded(code, hit)
            continue
        route = file.route_of(hit.place)
        if not file.has_left_out(route) and not (code in _ASK_THE_LOG and file.has_gaps_in_log(route)):
            yield Coded(code, hit._replace(place=hit.place._replace(route=route)))


def errors_in(context: Context, also: AbstractSet[str]) -> Iterable[Coded]:
    """What the rules that find errors, and those named in *also*, find in *context*, as the settings are by themselves.

    Nothing has a line: what is judged need not stand in a file yet.
    """
    codes = [name[:5].upper() for name in JUDGEMENT]
    return _hits(context, {code for code in codes if rule(code).SEVERITY != "error"} - also - _QUESTION_THE_LOG)


def _hits(context: Context, groundless: AbstractSet[str]) -> Iterable[Coded]:
    """What each rule finds that is not *groundless*, but for what only follows from a log that is wrong itself."""
    in_question: set[Home] = set()
    for name in JUDGEMENT:
        module = import_module(f"actionplan.checks.rules.{name}")
        for hit in module.check(context) if module.CODE not in groundless else ():
            home = Home(hit.place.file, hit.place.route[:ROUTE_TO_COMMITMENT])
            if module.CODE in _QUESTION_THE_LOG:
                in_question.add(home)
            if module.CODE not in _ASK_THE_LOG or home not in in_question:
                yield Coded(module.CODE, hit)


def _groundless(left_out: frozenset[Route]) -> AbstractSet[str]:
    """The rules that rest on what was *left_out* of plan.yaml: a section, an entry of one, or any of its words."""
    entry = len(("partners", "haven"))
    parts = {str(route[0]) for route in left_out if len(route) <= entry or route[0] == "vocabulary"}
    return {code for part in parts for code in _RESTS_ON.get(part, ())}


class _Mended:
    """A file of which something could not be read: what was left out, and the routes of its commitments."""

    def __init__(self, left_out: frozenset[Route], homes: AbstractSet[Route]) -> None:
        self._left_out = left_out
        self._homes = homes
        self._around = {route[:length] for route in left_out for length in range(len(route))}
        self._inside: dict[Route, set[Route]] = defaultdict(set)
        for route in left_out:
            self._inside[route[:ROUTE_TO_COMMITMENT]].add(route[ROUTE_TO_COMMITMENT:])

    def route_of(self, place: Place) -> Route:
        """The route in the file for a rule's place: a home is one already; what follows counts items that were read."""
        from actionplan.checks.shape.mend import restore

        home, inner = place.route[:ROUTE_TO_COMMITMENT], place.route[ROUTE_TO_COMMITMENT:]
        if home not in self._homes:
            return restore(place.route, self._left_out)
        return home + restore(inner, self._inside.get(home, frozenset()))

    def has_gaps_in_log(self, route: Route) -> bool:
        """Whether an update of the commitment at *route* could not be read: what it said last is then unknown."""
        inside = self._inside.get(route[:ROUTE_TO_COMMITMENT], ())
        return any(each[:1] == ("updates",) for each in inside)

    def has_left_out(self, route: Route) -> bool:
        """Whether *route* leads to something that was left out, into it, or to what holds it."""
        return route in self._around or any(route[:length] in self._left_out for length in range(len(route) + 1))


def _settings(context: Context) -> list[Coded]:
    """A hit for each setting in plan.yaml that names no rule, or asks what cannot be asked."""
    hits = []
    settings = context.plan.head.rules
    for code, wanted in settings.items():
        place = context.at_head("rules", code)
        if code not in CODES:
            hits.append(
                Hit(
                    context.at_head("rules", code, part="key"),
                    f"there is no rule {code}",
                    "See “actionplan rules” for every code.",
                    Mend(code.upper()) if code.upper() in CODES and code.upper() not in settings else None,
                )
            )
        elif wanted not in ("off", *SEVERITIES):
            hits.append(
                Hit(
                    place,
                    f"a rule can be off, advice, warning or error, not “{wanted[:60]}”",
                    "Write one of those four words.",
                    offered(recognise(wanted, ("off", *SEVERITIES))),
                )
            )
        elif rule(code).SEVERITY == "error" and wanted != "error":
            hits.append(
                Hit(
                    place,
                    f"{code} finds errors, and errors cannot be switched off",
                    "Remove this line and mend what the rule finds.",
                )
            )
    return [Coded("AP901", hit) for hit in hits]


def severity_of(code: str, settings: Mapping[str, str]) -> Severity | None:
    """How serious findings of *code* are with these settings; None where they are switched off."""
    usual: Severity = rule(code).SEVERITY
    wanted = settings.get(code)
    if wanted is None or usual == "error":
        return usual
    if wanted == "off":
        return None
    return next((each for each in SEVERITIES if each == wanted), usual)


class _Shown:
    """Places turned into lines and columns; each file's places are worked out once."""

    def __init__(
        self, files: Mapping[str, Opened], homes: Mapping[str, Home], plan: str, settings: Mapping[str, str]
    ) -> None:
        self._files = files
        self.severity = cache(lambda code: severity_of(code, settings))
        self._places: dict[str, Places] = {}
        self._plan = plan
        self._ids = {(home.file, home.route): id_ for id_, home in homes.items()}

    def findings(self, found: Iterable[Coded]) -> list[Finding]:
        """What is *found* and not switched off."""
        return [self._finding(each, severity) for each in found if (severity := self.severity(each.code))]

    def _finding(self, coded: Coded, severity: Severity) -> Finding:
        place = coded.hit.place
        start, end = place.span or self._span(place)
        source = self._files[place.file].source
        line, column = source.position(start)
        end_line, end_column = source.position(max(end, start))
        commitment = self._ids.get((place.file, place.route[:ROUTE_TO_COMMITMENT]))
        key = next((str(step) for step in reversed(place.route) if isinstance(step, str)), "")
        return Finding(
            code=coded.code,
            slug=slug_of(coded.code),
            severity=severity,
            message=coded.hit.message,
            fix=coded.hit.fix,
            file=place.file,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            about=f"{self._plan}/{commitment}" if commitment else "",
            key="" if key == "commitments" else key,
            place=place,
            mend=coded.hit.mend,
        )

    def _span(self, place: Place) -> tuple[int, int]:
        if place.file not in self._places:
            self._places[place.file] = Places(self._files[place.file].tree)
        return self._places[place.file].locate(place.route, place.part)


def _allowed(
    findings: list[Finding], files: Mapping[str, Opened], shown: _Shown, *, is_whole: bool, is_change: bool = False
) -> list[Finding]:
    """*findings* without those that a line allows, and with one for each allowance that is not in order.

    Whether an allowance of a rule about changes is needed can only be told from a change, and of another rule from a
    plan.
    """
    allowances = [each for opened in files.values() for each in allowances_in(opened)]
    if not allowances:
        return findings
    by_line: dict[tuple[str, int], list[Allowance]] = defaultdict(list)
    for each in allowances:
        by_line[each.file, each.line].append(each)
    used: set[Allowance] = set()
    kept = []
    for finding in findings:
        granted = [each for each in by_line[finding.file, finding.line] if each.code == finding.code and each.reason]
        if granted and finding.severity != "error" and finding.code != ALWAYS_SAID:
            used.update(granted)
        else:
            kept.append(finding)
    used.update(each for each in allowances if (each.code in _CHANGES) != is_change)
    unsure = {name for name, opened in files.items() if opened.left_out or not is_whole}
    amiss = judge_allowances(allowances, used, shown.severity, unsure)
    return kept + shown.findings(each for each in amiss if not is_change or each.code == "AP902")
