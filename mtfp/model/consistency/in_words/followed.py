"""Checks of an assumption that follows another: the years of its minimum, and additions that are the whole rise."""

import re
from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.year_forms import financial_year
from mtfp.model.base.years import Timeline, first_calendar_year
from mtfp.model.consistency.in_words.pairs import rises_in
from mtfp.model.consistency.words.percentages import A_SHARE, RATE, Share, percent, shares_in
from mtfp.model.consistency.words.texts import NO_REMARKS, Entry, Remarks, Text, entries, quoted
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import Assumption, AtLeast, Tracks

GUARANTEE = Form(
    r"\b(?:guarant\w+|at least|minimum|floor|underpin\w*|(?:no|not) less than|protect\w+|inflation[- ]proof\w*)\b", re.I
)
"""Words for a minimum."""
_FIRST = r"20(?P<{}>\d\d)\s?[/–-]\s?(?:20)?\d\d(?!\d)"
YEARS = Form(
    rf"(?P<how>\bfrom\s+|\b(?:until|up to|to)\s+)?{_FIRST.format('first')}"
    rf"(?:\s*(?:to|until|–|-)\s*{_FIRST.format('last')})?",
    re.IGNORECASE,
)
"""Form of financial years, of a range of them, and of all years from or until one."""
OF_PAPERS = Form(r"\b(?:budgets?|reports?|papers?|letters?|forecasts?|prices|outturn)\s+(?:of\s+|for\s+)?$", re.I)
"""Words straight before a year that make it that of a document."""
OF_RATE = Form(rf"{RATE}\s(?:in|for|from)\s$", re.IGNORECASE, A_SHARE)
"""Words straight before a year that make it that of a rate."""
ONLY = Form(r"\b(?:only|alone|just)\b", re.IGNORECASE)
SENTENCE = Form(r"[.;](?=\s|$)")
WHOLE_RISE = Form(
    rf"\b(?:ris(?:es?|ing)|goes up|went up|up|increas(?:es?|ed|ing)|award|uplift|grow(?:s|n|ing|th)?)"
    rf"(?: (?:by|of|is|at|will be))?(?: about)? {RATE}"
    rf"|{RATE.replace('?P<', '?P<p_')} (?:rise|increase|uplift|award)\b",
    re.IGNORECASE,
    A_SHARE,
    ("ris", "up", "increas", "award", "grow"),
)
"""Form of a whole rise."""
ON_TOP = Form(
    r"\b(?:above|over|on top|more|faster|beyond|plus|than|points?|real|extra|additional|higher|ahead|adds?|added)\b",
    re.I,
)
"""Words of a sentence whose rise comes on top of another."""
NEAR, LEAST = 0.0006, 0.0025
"""Most that rounding leaves of a rate, and the least rate of which a rise has a telling part."""


def check_followed(plan: Plan, remarks: Remarks = NO_REMARKS) -> Iterator[Complaint]:
    """Ask about the years of a minimum and about additions that aren't those of the words."""
    for entry in entries(plan, remarks):
        if isinstance(entry.item, Assumption):
            yield from _minimum(entry, entry.item, plan.timeline)
            yield from _additions(entry, entry.item, plan)


def _minimum(entry: Entry, item: Assumption, timeline: Timeline) -> Iterator[Complaint]:
    if item.at_least is None:
        return
    given = {first_calendar_year(year) for year in item.at_least.years or timeline.projected}
    sentences = [(text, each) for text in entry.texts for each in SENTENCE.split(text.words)]
    for text, sentence in sentences:
        named = _years_in(sentence, timeline)
        about = text.at[:1] == ("at_least",) or GUARANTEE.search(sentence)
        if named and ((about and named != given) or (ONLY.search(sentence) and not named & given)):
            has = " and ".join(financial_year(year) for year in sorted(given)) if item.at_least.years else "every year"
            message = f"{entry.label} has its minimum in {has}, but {quoted(text, sentence)}: are the years right?"
            at = (*entry.path, "at_least", *(("years",) if item.at_least.years else ()))
            yield Complaint("W593", at, message, "correct the years or the words")
            return


def _years_in(sentence: str, timeline: Timeline) -> set[int]:
    """Return the projected years that a sentence names, each by the calendar year in which it begins."""
    projected = [first_calendar_year(year) for year in timeline.projected]
    found: set[int] = set()
    for match in YEARS.finditer(sentence):
        if OF_PAPERS.search(sentence[: match.start()]) or OF_RATE.search(sentence[: match.start()]):
            continue
        first = 2000 + int(match["first"])
        last = 2000 + int(match["last"]) if match["last"] else first
        how = (match["how"] or "").strip().lower()
        if how == "from" and not match["last"]:
            last = projected[-1]
        elif how and how != "from":
            first = projected[0]
        found |= {year for year in projected if first <= year <= last}
    return found


def _additions(entry: Entry, item: Assumption, plan: Plan) -> Iterator[Complaint]:
    """Ask about the first addition to a followed rate that words call the whole rise."""
    if item.unit != "rate":
        return
    rises = [each for text in entry.texts for each in _whole_rises(text)]
    for key, link in (("tracks", item.tracks), ("at_least", item.at_least)):
        if link is None or not rises:
            continue
        for year, plus in ((year, link.plus.at(year)) for year in plan.timeline.projected):
            part = _part(plan, link, year)
            rise = next((each for each in rises if plus and abs(each.value - plus) < NEAR), None)
            if plus and rise and part >= LEAST and not _is_whole_elsewhere(rises, plus + part):
                at = (*entry.path, key, "plus", *((year,) if year in link.plus.years else ()))
                right = f"write {percent(round(plus - part, 6))}, which comes on top of the followed rate; {IF_ON_TOP}"
                yield Complaint("W711", at, _asked(entry, plan, link, year, plus, part, rise), right)
                return


IF_ON_TOP = "if the rise in words comes on top of it, say so in the words, such as “above prices”"


def _asked(entry: Entry, plan: Plan, link: Tracks | AtLeast, year: str, plus: float, part: float, rise: Share) -> str:
    return (
        f"{entry.label} adds {percent(plus)} in {year} to {plan.label('assumptions', link.of)} of {percent(part)}, "
        f"together {percent(plus + part)}, but {quoted(rise.text, rise.words)}: is it {percent(round(plus - part, 6))}?"
    )


def _is_whole_elsewhere(rises: list[Share], whole: float) -> bool:
    return any(abs(each.value - whole) < NEAR for each in rises)


def _whole_rises(text: Text) -> Iterator[Share]:
    """Yield the rises of a text that don't come on top of another.

    >>> [round(each.value, 4) for each in _whole_rises(Text("source", "£12.60 to £13.45; the floor rises 6.7%"))]
    [0.067, 0.0675]
    """
    for sentence in SENTENCE.split(text.words):
        if not ON_TOP.search(sentence):
            yield from (Share(each.value, each.words, text) for each in shares_in(Text("", sentence), WHOLE_RISE))
    yield from (Share(rise, match.group(), text) for rise, match in rises_in(text))


def _part(plan: Plan, link: Tracks | AtLeast, year: str) -> float:
    """Return the followed rate that counts in a year; zero if it has no central value."""
    lag, weight = (link.lag, link.weight) if isinstance(link, Tracks) else (0, 1.0)
    followed = plan.assumptions.get(link.of)
    central = followed.central if followed else None
    rate = central.at(financial_year(first_calendar_year(year) - lag)) if central else None
    return (rate or 0.0) * weight
