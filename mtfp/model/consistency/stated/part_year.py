"""Check of the share that a saving makes in its first year, against the month or season in which its words begin."""

import re
from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.year_forms import financial_year
from mtfp.model.consistency.words.dates import APRIL, HISTORY, MARCH, MONTHS
from mtfp.model.consistency.words.percentages import percent
from mtfp.model.consistency.words.texts import Entry, Remarks, Text, entries, quoted
from mtfp.model.costs.saving import Saving
from mtfp.model.plan import Plan

MONTHS_A_YEAR = 12
_VERB = (
    r"open(?:s|ing)?|start(?:s|ing)?|begin(?:s|ning)?|go(?:es)? live|introduced|takes? effect|chang(?:es?|ing)|moves?"
    r"|launch(?:es)?|comes?|clos(?:es?|ing)|ends?|in (?:place|post)|effective|commenc(?:es|ing)|expires?|switch(?:es)?"
    r"|merges?|implemented|saves?"
)
IN_MONTH = Form(
    rf"\b(?:(?:{_VERB})(?: only)?(?: from| in| on| at| by)?|from|with effect from)(?: about)?"
    r"(?: (?P<part>early|mid|late|the (?:start|beginning|middle|end) of))?[ -](?:\d{1,2}(?:st|nd|rd|th)? )?"
    rf"(?P<month>(?:{'|'.join(MONTHS)})[a-z]*)\b(?: (?P<year>20\d\d))?",
    re.IGNORECASE,
    MONTHS,
)
"""Form of the month in which something begins."""
SEASONS = {
    0.5: r"after the summer|(?:from|in|by|since) (?:the )?autumn|half[- ]?way through (?:the|its) (?:first )?year"
    r"|mid[- ]year|middle of (?:the|its|each) (?:first )?(?:financial )?year|at half[- ]year",
    0.25: r"after christmas|(?:from|in) the new (?:calendar )?year|(?:from|in) the last quarter"
    r"|(?:last|fourth|final) quarter of (?:the|its|each)",
    0.75: r"(?:from|in|after) the (?:first quarter|second quarter starts)|(?:from|in) the (?:early )?summer",
}
"""Share of the first year that is left, and words for it."""
WHOLE = Form(r"\b(?:from 1 april|from the start of the year|full years?['’]? (?:effect|savings?) from)\b", re.I)
NEAR = 0.13
"""Largest difference of a share from that of the words; a larger one is over a month and a half."""
NEAR_WHOLE = 0.3
"""The same for a saving without `part_year`, whose amount may be that of its first year."""
FIX = "correct the share under `part_year`, or the words"
Left = tuple[float, str, Text]
"""Share of a year that is left, the words, and their text."""


def check_part_years(plan: Plan, remarks: Remarks) -> Iterator[Complaint]:
    """Ask about savings that make another share in their first year than their words leave of it."""
    used = any(saving.part_year < 1 for saving in plan.savings.values())
    for entry in entries(plan, remarks):
        if isinstance(entry.item, Saving) and entry.item.recurring:
            yield from _of_saving(entry, entry.item, used=used)


def _of_saving(entry: Entry, saving: Saving, *, used: bool) -> Iterator[Complaint]:
    """Ask about one recurring saving; about one without `part_year` only if the plan has it for others (`used`)."""
    left = list(_left(entry, saving))
    stated = "part_year" in saving.model_fields_set
    single = len([each for each in saving.planned.values() if each]) == 1
    if (
        not left
        or max(each[0] for each in left) - min(each[0] for each in left) > NEAR
        or not (stated or (single and used))
    ):
        return
    share, words, text = left[0]
    if abs(share - saving.part_year) > (NEAR if stated else NEAR_WHOLE) and not WHOLE.search(text.words):
        has = f"saves {percent(saving.part_year)} of a full year in its first year" if stated else (
            "saves a full year's amount in its first year"
        )  # fmt: skip
        message = f"{entry.label} {has}, but {quoted(text, words)}: is it {percent(round(share, 2))}?"
        yield Complaint("W597", (*entry.path, "part_year" if stated else "planned"), message, FIX)


def _left(entry: Entry, saving: Saving) -> Iterator[Left]:
    """Yield the shares of a first year that are left after a month or a season in words."""
    for text in (each for each in entry.texts if each.key != "source"):
        for match in IN_MONTH.finditer(text.words):
            if not HISTORY.search(text.before(match.start())) and _is_planned(match, saving):
                yield share_left(match), match.group(), text
        for share, form in SEASONS.items():
            if found := re.search(rf"\b(?:{form})\b", text.words, re.IGNORECASE):
                yield share, found.group(), text


def share_left(match: re.Match[str]) -> float:
    """Return the share of a financial year that is left after a month's beginning, middle or end.

    >>> found = [IN_MONTH.search(words) for words in ("opens in October 2027", "starts in mid-July", "from 1 April")]
    >>> [round(share_left(each), 2) for each in found]
    [0.5, 0.71, 1.0]
    """
    month = 1 + MONTHS.index(match["month"][:3].lower())
    part = (match["part"] or "").lower()
    gone = 1.0 if "end" in part or part == "late" else 0.5 if "mid" in part else 0.0
    if re.search(r"\b(?:ends?|clos(?:es?|ing)|expires?)\b", match.group(), re.IGNORECASE) and not part:
        gone = 0.5
    return ((MARCH - month) % MONTHS_A_YEAR + 1 - gone) / MONTHS_A_YEAR


def _is_planned(match: re.Match[str], saving: Saving) -> bool:
    """Return True if a month is in a year of the saving, or in no certain year."""
    if not match["year"]:
        return True
    month, year = 1 + MONTHS.index(match["month"][:3].lower()), int(match["year"])
    return bool(saving.planned.get(financial_year(year if month >= APRIL else year - 1)))
