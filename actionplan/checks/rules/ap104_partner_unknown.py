"""A partner is named by a key that plan.yaml does not list.

What it checks: the agreement's signatories, and each commitment's `with` and `lead`, are keys under `partners` in
plan.yaml. `lead` may also be `none` or `all`. A file that belongs to an unknown partner is said once, by AP108.

Why it matters: a misspelt key makes a partner of its own. Its commitments are missing from the right partner's page,
and nobody is asked for the return.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    with: [elmm]
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    with: [elm]
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

See also: AP108 for the partner of a whole file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit, Place
from actionplan.checks.suggest import correct_or_add, offered, similar_partners
from actionplan.domain.model import EVERYBODY, NOBODY, Commitment
from actionplan.domain.written import Meant, echo

CODE = "AP104"
SEVERITY = "error"
SINCE = "0.1.0"


def check(context: Context) -> Iterator[Hit]:
    """A hit for each key that no partner has: the signatories, then the commitments."""
    partners = context.plan.head.partners
    # An unknown partner with a file of its own is AP108's: one mistake, one message.
    known = {*partners, *context.also_known, *context.partner_files}
    unknown = list(_unknown(context, known))
    near = similar_partners((key for _, key, _ in unknown), partners)
    for place, key, message in unknown:
        meant = None if key in (NOBODY, EVERYBODY) else near.get(key)
        yield Hit(place, f"{message}, and no partner has that key", _fix(key, meant), offered(meant))


def _unknown(context: Context, known: Collection[str]) -> Iterator[tuple[Place, str, str]]:
    """Where an unknown key stands, the key, and who uses it for what."""
    for number, key in enumerate(context.plan.head.agreement.signatories):
        if key not in known:
            place = context.at_head("agreement", "signatories", number)
            yield place, key, f"the agreement names {echo(key)} as a signatory"
    leads = {*known, NOBODY, EVERYBODY}
    for commitment in context.plan.commitments:
        if commitment.with_:
            yield from _supporters(context, commitment, known)
        lead = commitment.lead
        if lead is not None and lead not in leads:
            yield context.at(commitment, "lead"), lead, f"{commitment.id} names {echo(lead)} as its lead"


def _supporters(context: Context, commitment: Commitment, known: Collection[str]) -> Iterator[tuple[Place, str, str]]:
    for number, key in enumerate(commitment.with_):
        if key not in known:
            place = context.at(commitment, "with", number)
            yield place, key, f"{commitment.id} names {echo(key)} as a supporting partner"


def _fix(key: str, near: Meant | None) -> str:
    if key in (NOBODY, EVERYBODY):
        return f"Name the partners one by one: only a lead can be “{NOBODY}” or “{EVERYBODY}”."
    return correct_or_add(near, f"{key} under partners in plan.yaml")
