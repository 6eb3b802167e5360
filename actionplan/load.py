"""Texts to a plan: everything that can be read, where it is written, and what could not be read.

Loading never raises on data. What is wrong is a hit with its code; what cannot be read is left out, and the routes left
out are kept, so that one mistake is said once and not again by every rule that misses the value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from actionplan.checks.diagnostic import Coded, Hit, Home, Opened, Place, Route
from actionplan.domain.model import Commitment, CommitmentsFile, OutcomesFile, Plan, PlanFile
from actionplan.loaded import Loaded, Sheet, Text
from actionplan.sheets import BASELINE, BESIDE, DEFAULT_YEAR_STARTS, HEAD, OUTCOMES, WAIVERS, is_review, read_sheet
from actionplan.yamltext.tree import Places

if TYPE_CHECKING:
    from actionplan.domain.reviewed import Filed

NOTHING_KNOWN: Mapping[str, Sheet] = {}


def load(
    name: str, texts: Iterable[Text], *, is_part: bool = False, known: Mapping[str, Sheet] = NOTHING_KNOWN
) -> Loaded:
    """What the files of one plan hold; *name* is the folder's name. plan.yaml comes first among *texts*.

    *is_part* says that the plan has other files, which nobody needs now. *known* are files read before, by their names:
    one that has not changed is not read again.
    """
    joining = _Joining(name, is_whole=not is_part)
    for sheet in _sheets(name, texts, known):
        joining.take(sheet)
    return joining.loaded()


def joined(name: str, head: PlanFile, files: Mapping[str, CommitmentsFile]) -> Loaded:
    """The plan of *head* and of the partners' *files*, by their names, as it will be loaded once they are written."""
    joining = _Joining(name, is_whole=True)
    joining.head = head
    for file, record in files.items():
        joining.take_commitments(record, file, frozenset())
    return joining.loaded()


def _sheets(name: str, texts: Iterable[Text], known: Mapping[str, Sheet]) -> Iterable[Sheet]:
    """Each file, read; after a plan.yaml in a format of another version none."""
    year_starts = DEFAULT_YEAR_STARTS
    singles: dict[str, str] = {}
    for text in texts:
        first = singles.setdefault(text.stem, text.name) if text.stem in (HEAD, OUTCOMES, *BESIDE) else text.name
        if first != text.name:
            twice = text._replace(trouble=f"the plan has this file twice: {first}", remedy="Keep one of the two.")
            yield read_sheet(twice, name, year_starts)._replace(text=text, role="")
            continue
        sheet = known.get(text.name)
        if sheet is None or not _is_same(sheet, text, year_starts):
            sheet = read_sheet(text, name, year_starts)
        yield sheet
        if sheet.is_foreign:
            return
        if text.stem == HEAD:
            year_starts = sheet.year_starts


def _is_same(sheet: Sheet, text: Text, year_starts: int) -> bool:
    """Whether *sheet* is what reading *text* would give."""
    before = sheet.text
    return (
        (text.stem == HEAD or sheet.year_starts == year_starts)
        and before.stem == text.stem
        and before.trouble == text.trouble
        and before.data == text.data
    )


class _Joining:
    """The plan as far as its files have been taken together."""

    def __init__(self, name: str, *, is_whole: bool) -> None:
        self.name = name
        self.is_whole = is_whole
        self.sheets: dict[str, Sheet] = {}
        self.hits: list[Coded] = []
        self.homes: dict[str, Home] = {}
        self.partner_files: dict[str, str] = {}
        self.commitments: dict[str, Commitment] = {}
        self.head: PlanFile | None = None
        self.head_file = f"{name}/plan.yaml"
        self.outcomes: OutcomesFile | None = None
        self.outcomes_file: str | None = None
        self.beside: dict[str, Sheet] = {}
        self._ids: dict[str, str] = {}

    def take(self, sheet: Sheet) -> None:
        """Add what one file holds."""
        name = sheet.text.name
        self.sheets[name] = sheet
        self.hits += sheet.hits
        if sheet.role in BESIDE or is_review(sheet.role):
            self.beside[sheet.role if sheet.role in BESIDE else name] = sheet
            return
        self.is_whole = self.is_whole and sheet.is_whole
        if sheet.role == HEAD:
            self.head, self.head_file = sheet.record, name
        elif sheet.role == OUTCOMES:
            self.outcomes, self.outcomes_file = sheet.record, name
        elif isinstance(sheet.record, CommitmentsFile):
            self.take_commitments(sheet.record, name, sheet.opened.left_out)

    def take_commitments(self, record: CommitmentsFile, name: str, left_out: frozenset[Route]) -> None:
        """Add the commitments of a partner's file, of which *left_out* could not be read."""
        self.partner_files.setdefault(record.partner, name)
        for number, commitment in enumerate(record.commitments):
            self._add(commitment, record.partner, Home(name, ("commitments", _original(number, left_out))))

    def _add(self, commitment: Commitment, partner: str, home: Home) -> None:
        known_as = self._ids.setdefault(commitment.id.lower(), commitment.id)
        if known_as in self.homes:
            self.hits.append(self._second(commitment, home, known_as))
            return
        self.homes[commitment.id] = home
        if commitment.lead is None:
            # The file says who leads. The record is new and nobody has seen it yet; a copy of each would take longer
            # than reading it.
            object.__setattr__(commitment, "lead", partner)
        self.commitments[commitment.id] = commitment

    def _second(self, commitment: Commitment, home: Home, known_as: str) -> Coded:
        """Another commitment with an id that is taken: by one that still runs, or by one that was closed."""
        place = Place(home.file, (*home.route, "id"))
        first, earlier = self.homes[known_as], self.commitments[known_as]
        where = f"{first.file}, line {self._line(first)}"
        if commitment.title != earlier.title and _is_closed_by_log(earlier, self.head):
            closed = f"the id {commitment.id} belonged to another commitment ({where}), whose log is closed"
            return Coded("AP103", Hit(place, closed, "Ids are never used again. Give this one a new id."))
        if commitment.title == earlier.title:
            message = f"the commitment {commitment.id} stands here and in {where}"
            return Coded("AP102", Hit(place, message, "Delete one of the two; or is one of the files a copy?"))
        message = f"the id {commitment.id} is used here and in {where}, for “{earlier.title[:60]}”"
        if commitment.id != known_as:
            message += ": capital and small letters make no difference"
        return Coded(
            "AP102", Hit(place, message, "The one that had it first keeps it; give the other an id of its own.")
        )

    def _line(self, home: Home) -> int:
        opened = self.sheets[home.file].opened
        return opened.source.position(Places(opened.tree).locate(home.route)[0])[0]

    def loaded(self) -> Loaded:
        """The plan, and all there is to know about its files."""
        plan = None
        if self.head is not None:
            outcomes = self.outcomes.outcomes if self.outcomes else ()
            plan = Plan(self.head, tuple(self.commitments.values()), outcomes)
        waivers, baseline = self.beside.get(WAIVERS), self.beside.get(BASELINE)
        files: dict[str, Opened] = {name: sheet.opened for name, sheet in self.sheets.items()}
        return Loaded(
            name=self.name,
            sheets=self.sheets,
            plan=plan,
            files=files,
            hits=tuple(self.hits),
            homes=self.homes,
            head_file=self.head_file,
            outcomes_file=self.outcomes_file,
            partner_files=self.partner_files,
            also_known=frozenset().union(*(each.also_known for each in self.sheets.values())),
            is_whole=self.is_whole,
            waivers=waivers and waivers.record,
            waivers_file=waivers and waivers.text.name,
            baseline=baseline and baseline.record,
            baseline_file=baseline and baseline.text.name,
            reviews=tuple(_filed(each) for each in self.beside.values() if is_review(each.role) and each.record),
        )


def _filed(sheet: Sheet) -> Filed:
    from actionplan.domain.reviewed import Filed  # most plans have no closed review

    return Filed(sheet.text.name, sheet.record, is_whole=sheet.is_whole and not sheet.opened.left_out)


def _is_closed_by_log(commitment: Commitment, head: PlanFile | None) -> bool:
    from actionplan.domain.vocabulary import STATUSES, Vocabulary, vocabulary_of

    statuses = (vocabulary_of(head).statuses if head else None) or STATUSES["default"]
    words = Vocabulary("own", statuses, {}, {})
    said = [each.status for each in commitment.updates if each.status]
    return bool(said) and not words.status(said[-1]).is_open


def _original(number: int, left_out: frozenset[Route]) -> int:
    if not left_out:
        return number
    from actionplan.checks.shape.mend import restore

    return int(restore(("commitments", number), left_out)[-1])
