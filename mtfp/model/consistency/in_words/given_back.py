"""Check of reserves whose words say that all, or nothing, of the unspent money goes back to the funder."""

import re
from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.consistency.words.percentages import percent
from mtfp.model.consistency.words.texts import NO_REMARKS, Entry, Remarks, Text, entries, quoted
from mtfp.model.plan import Plan
from mtfp.model.scheme.reserve import Reserve

_GOES = r"(?:returned|repaid|clawed back|handed back|given back|paid back|taken back|recovered|go(?:es)? back|returns?)"
_MONEY = (
    r"(?:(?:unspent|unused|remaining) (?:money|funds?|funding|grant|balances?)"
    r"|(?:any |the )?(?:balance|underspends?|remainder))"
)
ALL = Form(
    rf"\b(?:all(?: of (?:it|this|the (?:balance|money)))?|everything|the whole (?:of it|balance|sum)|in full"
    rf"|{_MONEY})(?: (?:that |which )?(?:is|are) (?:left|unspent|over))?(?: (?:must|will|has to|have to|is to))?"
    rf"(?: be| is| are)? {_GOES}\b|\b{_GOES} in full\b",
    re.IGNORECASE,
    ("return", "repaid", "back", "recover"),
)
NOTHING = Form(
    rf"\b(?:nothing|none of it|no part of it)(?: (?:must|will|has to|needs to|is to))?(?: be| is| gets)? {_GOES}\b"
    rf"|\b(?:is|are|be)(?: not|n[’']t|never) {_GOES}\b|\bdo(?:es)?(?: not|n[’']t) go back\b"
    r"|\b(?:no|without(?: any)?) claw-?back\b|\b(?:kept|retained|carried forward) in full\b",
    re.IGNORECASE,
    ("return", "repaid", "back", "recover", "claw", "in full"),
)
"""Forms of the whole and of nothing of a balance that goes back; a share in words is read by another check."""
DOUBTFUL = Form(r"%|\b(?:if|unless|may|might|could|part|half|third|quarter|above|beyond|over £|until|yet)\b", re.I)
"""Words of a text for a return that depends on something, or that is of a part."""


def check_given_back(plan: Plan, remarks: Remarks = NO_REMARKS) -> Iterator[Complaint]:
    """Ask about a reserve with a clawback of a part, or with none, whose words say that all of it goes back."""
    for entry in entries(plan, remarks):
        if not isinstance(entry.item, Reserve):
            continue
        shares = set(map(float, entry.item.clawback.values())) or {0.0}
        for right, text, words in _told(entry):
            if right not in shares:
                yield _asked(entry, entry.item, right, text, words)
                break


def _told(entry: Entry) -> Iterator[tuple[float, Text, str]]:
    """Yield the share that words say goes back: nothing or all of it."""
    for text in (each for each in entry.texts if not DOUBTFUL.search(each.words)):
        nothing, everything = NOTHING.search(text.words), ALL.search(text.words)
        if nothing:
            yield 0.0, text, nothing.group()
        elif everything:
            yield 1.0, text, everything.group()


def _asked(entry: Entry, reserve: Reserve, right: float, text: Text, words: str) -> Complaint:
    first = min(reserve.clawback, default="")
    has = f"{percent(float(reserve.clawback[first]))} under `clawback`" if first else "no `clawback`"
    message = f"{entry.label} has {has}, but {quoted(text, words)}: is it {percent(right)}?"
    fix = "correct the percentage or the words" if first else "write `clawback:` with its year, or correct the words"
    at = (*entry.path, "clawback", first) if first else entry.path
    return Complaint("W597", at, message, fix, not first)
