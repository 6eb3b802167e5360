"""A plan's findings mended where that can be done: proved, judged again, and left alone where it would do harm.

A mend is tried with all the others at once, and what the rules say of the result decides. Where they are not content,
the mends near what they find are tried by themselves, so that one that does harm keeps no other from being made.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import NamedTuple, TypeAlias

from actionplan.checks.diagnostic import Finding, Mend, Opened, Piece, Route
from actionplan.load import load
from actionplan.loaded import Loaded
from actionplan.validation import findings_of
from actionplan.yamltext.operations import Bare, Refused, Set

MAX_ROUNDS = 25
ROUTE_TO_COMMITMENT = 2  # ("commitments", 3)
_NOWHERE: tuple[str, Route] = ("", ())

Known: TypeAlias = tuple[str, ...]


class State(NamedTuple):
    """A plan and what is found in it."""

    loaded: Loaded
    findings: tuple[Finding, ...]


class Mended(NamedTuple):
    """A finding that was mended: the value or the key before and after; both are empty where blanks were mended."""

    finding: Finding
    before: str = ""
    after: str = ""


class Left(NamedTuple):
    """A finding that was to be mended and could not be, and the reason as a sentence."""

    finding: Finding
    why: str


class Mending(NamedTuple):
    """What became of a plan: before and after, what was mended, in the order of files and lines, and what was not."""

    before: State
    after: State
    mended: tuple[Mended, ...]
    left: tuple[Left, ...]

    @property
    def changed(self) -> tuple[str, ...]:
        """The names of the files that are other ones now."""
        pairs = zip(self.before.loaded.texts, self.after.loaded.texts, strict=True)
        return tuple(old.name for old, new in pairs if old.data != new.data)

    @property
    def news(self) -> tuple[Finding, ...]:
        """What is found now and was not before: mostly what nobody could see while a value could not be read."""
        return _new(self.before.findings, self.after.findings)


class _Failed(NamedTuple):
    """Why a trial was no good, and what it brought to light."""

    why: str
    news: tuple[Finding, ...] = ()


_Outcome: TypeAlias = "State | _Failed"
_Trial: TypeAlias = Callable[[Sequence[Finding]], _Outcome]


class _Best(NamedTuple):
    """The best that was found so far: the state, the mends that led to it, and those that did harm."""

    state: State
    taken: tuple[Finding, ...] = ()
    left: tuple[Left, ...] = ()


def mend_plan(
    loaded: Loaded,
    on: date,
    today: date,
    codes: AbstractSet[str] = frozenset(),
    files: AbstractSet[str] | None = None,
) -> Mending:
    """*loaded* with every finding mended that has a safe mend, and those of *codes* that have a doubtful one.

    Only *files* are touched, where they are given. A mend can bring another finding to light, which is then mended too.
    """
    before = state = State(loaded, findings_of(loaded, on, today))
    mended: list[Mended] = []
    left: dict[Known, Left] = {}
    for _ in range(MAX_ROUNDS):
        batch = _batch([each for each in state.findings if _is_wanted(each, codes, files) and _known(each) not in left])
        if not batch:
            break
        best = _most(_trial(state, on, today), _Best(state), batch)
        mended += [_told(each, state.loaded) for each in best.taken]
        state = best.state
        left = {} if best.taken else left  # what did harm then may do none now
        left |= {_known(each.finding): each for each in best.left if not best.taken}
    found = {_known(each) for each in state.findings}
    mended.sort(key=lambda each: (each.finding.file, each.finding.line, each.finding.column, each.finding.code))
    return Mending(before, state, tuple(mended), tuple(each for known, each in left.items() if known in found))


def can_be_mended(finding: Finding, codes: AbstractSet[str] = frozenset()) -> bool:
    """Whether *finding* has a safe mend, or a doubtful one that *codes* ask for."""
    return finding.mend is not None and (finding.mend.is_safe or finding.code in codes)


def _told(finding: Finding, loaded: Loaded) -> Mended:
    """What is to be said of *finding*, which stands so in *loaded* and is mended."""
    route = finding.place.route
    if _pieces(finding):
        return Mended(finding)
    if finding.place.part == "key":
        return Mended(finding, str(route[-1]), _mend(finding).text)
    value = loaded.files[finding.file].tree.value
    for step in route:
        value = value[step]
    return Mended(finding, str(value), _mend(finding).text)


def _is_wanted(finding: Finding, codes: AbstractSet[str], files: AbstractSet[str] | None) -> bool:
    return can_be_mended(finding, codes) and (files is None or finding.file in files)


def _known(finding: Finding) -> Known:
    """What tells *finding* from the others. Mends move no lines."""
    return (*finding.recognised_by, str(finding.line), finding.message)


def _batch(wanted: Sequence[Finding]) -> list[Finding]:
    """Those to be tried next: first the safe ones, and in each file what is mended in the text before the values."""
    ready = [each for each in wanted if _mend(each).is_safe] or wanted
    in_text = {each.file for each in ready if _is_in_text(each)}
    return [each for each in ready if _is_in_text(each) or each.file not in in_text]


def _mend(finding: Finding) -> Mend:
    return finding.mend or Mend("")


def _is_in_text(finding: Finding) -> bool:
    """Whether *finding* is mended in the text or in a key, not in a value."""
    return bool(_mend(finding).pieces) or finding.place.span is not None or finding.place.part == "key"


def _most(trial: _Trial, best: _Best, batch: Sequence[Finding]) -> _Best:
    """*best* with as many of *batch* as do no harm together."""
    if not batch:
        return best
    outcome = trial((*best.taken, *batch))
    if isinstance(outcome, State):
        return best._replace(state=outcome, taken=(*best.taken, *batch))
    if len(batch) == 1:
        return best._replace(left=(*best.left, Left(batch[0], outcome.why)))
    for part in _parts(batch, outcome):
        best = best._replace(left=(*best.left, part)) if isinstance(part, Left) else _most(trial, best, part)
    return best


def _parts(batch: Sequence[Finding], failed: _Failed) -> list[Left | Sequence[Finding]]:
    """*batch* in parts to be tried: what is not near any news, then commitment by commitment; in halves where all is.

    What is the only mend near some news is left as it is.
    """
    suspects = {_home(each): each for each in reversed(failed.news)}
    groups: dict[tuple[str, Route], list[Finding]] = defaultdict(list)
    for each in batch:
        groups[_home(each) if _home(each) in suspects else _NOWHERE].append(each)
    if len(groups) == 1:
        half = len(batch) // 2
        return [batch[:half], batch[half:]]
    harmless = groups.pop(_NOWHERE, [])
    near = [Left(group[0], _harm(suspects[home])) if len(group) == 1 else group for home, group in groups.items()]
    return [harmless, *near]


def _home(finding: Finding) -> tuple[str, Route]:
    return finding.file, finding.place.route[:ROUTE_TO_COMMITMENT]


def _trial(state: State, on: date, today: date) -> _Trial:
    """A function that tells what the plan would be with some of its findings mended."""

    def trial(findings: Sequence[Finding]) -> _Outcome:
        by_file: dict[str, list[Finding]] = defaultdict(list)
        for each in findings:
            by_file[each.file].append(each)
        try:
            data = {name: _written(state.loaded.files[name], group) for name, group in by_file.items()}
        except Refused as refused:
            return _Failed(refused.reason)
        texts = [each._replace(data=data.get(each.name, each.data)) for each in state.loaded.texts]
        loaded = load(state.loaded.name, texts)
        return _judged(state, State(loaded, findings_of(loaded, on, today)), findings)

    return trial


def _written(opened: Opened, findings: Sequence[Finding]) -> bytes:
    """The file with *findings* mended; raises Refused where that cannot be proved."""
    if not any(_is_in_text(each) for each in findings):
        from actionplan.yamltext.edit import edit, encode

        operations = [Set(each.place.route, Bare(_mend(each).text)) for each in findings]
        return encode(opened.source, edit(opened.source.text, operations, opened.tree).text)
    from actionplan.yamltext.retouch import retouch

    pieces = [piece for each in findings for piece in _pieces(each)]
    renamed = {each.place.route: _mend(each).text for each in findings if each.place.part == "key"}
    return retouch(opened.source, opened.tree, pieces, renamed)


def _pieces(finding: Finding) -> tuple[Piece, ...]:
    mend, span = _mend(finding), finding.place.span
    return mend.pieces or ((Piece(*span, mend.text),) if span else ())


def _judged(before: State, after: State, mended: Sequence[Finding]) -> _Outcome:
    """*after*, if what was to be *mended* is gone and nothing has come that would do harm."""
    if {_spot(each) for each in mended} & {_spot(each) for each in after.findings}:
        return _Failed("The finding would still be there.")
    doubtful = {each.code[:3] for each in mended if not _mend(each).is_safe}
    own = {(each.file, each.place.route) for each in mended}
    news = tuple(
        each
        for each in _new(before.findings, after.findings)
        if _does_harm(each, doubtful, is_hidden=(each.file, each.place.route) not in own and _was_hidden(each, before))
    )
    if news:
        return _Failed(_harm(news[0]), news)
    return after


def _harm(finding: Finding) -> str:
    return f"It would bring another finding: {finding.message} ({finding.code})."


def _was_hidden(finding: Finding, before: State) -> bool:
    """Whether *finding* is about something that could not be read *before*.

    Of a file that could not be read at all, what is wrong with its values was hidden; that its keys are wrong may come
    of the mend.
    """
    opened, route = before.loaded.files[finding.file], finding.place.route
    if not opened.tree.is_whole:
        return not finding.code.startswith("AP0")
    return any(route[:length] in opened.left_out for length in range(1, len(route) + 1))


def _does_harm(finding: Finding, doubtful: AbstractSet[str], *, is_hidden: bool) -> bool:
    """Whether *finding*, which a mend brings, speaks against it.

    An error does, unless it was there and only hidden, or can be mended safely in its turn. Against a guess, so does a
    warning of the same kind: a day that lies outside the plan was hardly meant.
    """
    if finding.severity == "error":
        return not (is_hidden or can_be_mended(finding))
    return finding.severity == "warning" and finding.code[:3] in doubtful


def _counts(findings: Iterable[Finding]) -> Mapping[Known, int]:
    return Counter(each.recognised_by for each in findings)


def _new(before: Sequence[Finding], after: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings of *after* that were not there *before*: neither of the same thing, nor the same words in its line.

    What was said of a commitment that could not be read is said under its name once it can be.
    """
    then, now = _counts(before), _counts(after)
    said = {_words(each) for each in before}
    more = (each for each in after if now[each.recognised_by] > then[each.recognised_by])
    return tuple(each for each in more if _words(each) not in said)


def _spot(finding: Finding) -> tuple[str, str, Route, int]:
    """The rule and the place: a route in the values, else a line in the text."""
    route = finding.place.route
    return finding.code, finding.file, route, 0 if route else finding.line


def _words(finding: Finding) -> tuple[str, str, int, str]:
    return finding.code, finding.file, finding.line, finding.message
