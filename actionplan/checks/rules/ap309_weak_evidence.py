r"""Evidence that shows nothing, or shows too much.

What it checks: the title of evidence names something, rather than "as before" or "to follow", and so does the note of
an update. Its link leads to the thing itself: not through a mail filter or a search engine, not to a place only its
owner can open (`localhost`, an internal server, a personal drive), and with no e-mail address in it.

Why it matters: evidence is for others to look at, years later. Links that were copied out of a mail often go through
a filter that stops working, and many carry the address of whoever received the mail.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - date: 2025-12-05
        status: complete
        evidence:
          - title: Opening of the third hub
            url: https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fhaven.example%2Fhubs&data=05%7C01
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - date: 2025-12-05
        status: complete
        evidence:
          - title: Opening of the third hub
            url: https://haven.example/hubs
```

See also: AP303 for missing evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.domain.model import Commitment, Evidence
from actionplan.domain.written import echo

CODE = "AP309"
SEVERITY = "warning"
SINCE = "0.1.0"

LONGEST_EXCUSE = 60

_EXCUSE = re.compile(
    r"""(?: (?:please\ )? (?:see|as|as\ in|as\ per|same\ as|refer\ to)\ (?:in\ )?(?:the\ |our\ |my\ )?
            (?:previous|last|earlier|prior|above|below|before|already)
            (?:\ (?:update|report|return|entry|quarter|note|evidence|sent|reported|provided))*
          | ditto | idem | same | n/?a | tbc | tba | to\ follow | to\ be\ confirmed | none | available\ on\ request
        ) [.!\s]*""",
    re.IGNORECASE | re.VERBOSE,
)
_DRIVE = re.compile(r"(?:^|[\s(])(?:file:|\\\\\w|[A-Za-z]:\\)")
_LEADS_ELSEWHERE = re.compile(
    r"""https?://(?:
          (?P<filter> (?:[\w-]+\.)*
           (?: safelinks\.protection\.outlook\.com | urldefense(?:\.proofpoint)?\.(?:com|us)
             | mimecast(?:protect)?\.com/s | linkprotect\.cudasvc\.com | clicktime\.symantec\.com
             | secure-web\.cisco\.com | slack-redir\.net | lm?\.facebook\.com/l\.php | l\.instagram\.com
             | google\.[a-z.]{2,6}/url(?=\?) | youtube\.com/redirect(?=\?) | linkedin\.com/redir ) (?=[/?]|$) )
        | (?P<closed> [\w-]+ | (?:127|10)(?:\.\d+){3} | 192\.168(?:\.\d+){2}
           | [\w.-]+\.(?:local|internal|intranet|lan|corp) | [\w-]+-my\.sharepoint\.com
           | mail\.google\.com | outlook\.(?:office|office365|live)\.com ) (?=:\d|[/?]|$) )""",
    re.IGNORECASE | re.VERBOSE,
)
_ADDRESS = re.compile(r"(?<![@\w.+-])[\w.+-]{1,64}(?:@|%(?:25)*40)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)

NAME_IT = "Name what shows it, and give its web address: evidence is read on its own, also years later."
UNWRAP = "Open the link, and write the address that the browser then shows."
NO_ADDRESS = "Find the same page without it: often the part of the link from “?” on can go."
PUBLISH = "Put it where every partner can open it, and link to that; or link to the page that announces it."


def check(context: Context) -> Iterator[Hit]:
    """A hit for each title, note and link that does not show what it should."""
    for commitment in context.plan.commitments:
        for number, update in enumerate(commitment.updates):
            if update.note is not None and len(update.note) < LONGEST_EXCUSE and _EXCUSE.fullmatch(update.note):
                message = f"the note of an update of {commitment.id} only says {echo(update.note.strip())}"
                fix = "Write what is the case now, in a sentence: each update is read on its own."
                yield Hit(context.at(commitment, "updates", number, "note"), message, fix)
            if update.evidence:
                for item, evidence in enumerate(update.evidence):
                    yield from _weak(context, commitment, (number, item), evidence)


def _weak(context: Context, commitment: Commitment, numbers: tuple[int, int], evidence: Evidence) -> Iterator[Hit]:
    route = ("updates", numbers[0], "evidence", numbers[1])
    title = evidence.title
    if len(title) < LONGEST_EXCUSE and _EXCUSE.fullmatch(title.strip()):
        message = f"the evidence of {commitment.id} is only called {echo(title.strip())}"
        yield Hit(context.at(commitment, *route, "title"), message, NAME_IT)
    elif _DRIVE.search(title):
        message = f"the evidence of {commitment.id} is a file on somebody's own drive or server"
        yield Hit(context.at(commitment, *route, "title"), message, PUBLISH)
    weakness = None if evidence.url is None else _weakness(evidence.url)
    if weakness is not None:
        message, fix = weakness
        yield Hit(context.at(commitment, *route, "url"), f"an evidence link of {commitment.id} {message}", fix)


def _weakness(url: str) -> tuple[str, str] | None:
    """What is wrong with a link, and the fix. The link is not repeated: it may hold somebody's address."""
    elsewhere = _LEADS_ELSEWHERE.match(url)
    if elsewhere is not None and elsewhere["filter"]:
        return f"goes through {elsewhere['filter'].split('/')[0].lower()}, not to the thing itself", UNWRAP
    if elsewhere is not None:
        return f"leads to {elsewhere['closed'].lower()}, which others cannot open", PUBLISH
    if ("@" in url or "%" in url) and _ADDRESS.search(url):
        return "holds an e-mail address", NO_ADDRESS
    return None
