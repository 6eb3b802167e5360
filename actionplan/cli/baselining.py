"""`validate --write-baseline`: a plan taken over as it is."""

from __future__ import annotations

import typer

from actionplan.baseline import baseline_name, baseline_text
from actionplan.cli import console
from actionplan.cli.gather import Gathered
from actionplan.cli.printers import counted
from actionplan.cli.writing import How, Offer, carry_out
from actionplan.loaded import Loaded, Text
from actionplan.proposal import FileChange, Proposal, propose_changes
from actionplan.validation import findings_of
from actionplan.world.workspace import CannotRun


def write_baselines(gathered: Gathered, *, is_today: bool) -> None:
    """Write the baseline of each plan: what is found now; of one that is there, what is left of it."""
    if not is_today:
        raise typer.BadParameter(
            "a baseline is what is found today, in the files as they are: leave out --as-at, and ACTIONPLAN_AS_AT",
            param_hint="--write-baseline",
        )
    offer = Offer(gathered, tuple(_proposal(each, gathered) for each in gathered.plans))
    if carry_out(lambda: offer, How(yes=True), {}) is not None:
        for proposal in offer.proposals:
            baseline = proposal.after.baseline
            number = counted(len(baseline.findings) if baseline else 0, "finding")
            console.say(f"Written: {proposal.changes[0].name}, with {number}.")


def _proposal(loaded: Loaded, gathered: Gathered) -> Proposal:
    if loaded.plan is None or not loaded.is_whole:
        raise CannotRun(
            f"Not all of {loaded.name} could be read, so a baseline would leave things out.\nMend that first."
        )
    found = findings_of(loaded, gathered.on, gathered.today)
    data = baseline_text(loaded, found, gathered.today, loaded.baseline).encode()
    name = baseline_name(loaded)
    before = loaded.sheets[name].text.data if name in loaded.sheets else None
    new = (Text(name, "baseline", data),) if before is None else ()
    return propose_changes(loaded, [FileChange(name, before, data)], gathered.on, gathered.today, new)
