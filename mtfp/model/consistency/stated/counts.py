"""Check of numbers of units in words, such as hours, places or beds, against the activity of lines and moves."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.consistency.stated.money import FIX
from mtfp.model.consistency.stated.numbers import ABOUT, MOST_SLACK, Stated, is_elsewhere, slack
from mtfp.model.consistency.words.percentages import COUNTED
from mtfp.model.consistency.words.texts import Entry, Remarks, Text, entries, quoted
from mtfp.model.consistency.words.unit_prices import SIZES, TIMES
from mtfp.model.costs.line import Line
from mtfp.model.costs.move import Move
from mtfp.model.plan import Plan

DAYS = 365.25
_PLACES = "places?|residents?|placements?|beds?|people"
NOUNS = {"people": "people|persons|clients|adults|users|service users", "places": _PLACES, "placements": _PLACES}
"""Words for a unit that has others than its own: who has a place is a resident."""
MOST_NUMBERS = 50
"""Most numbers of a text of which two are multiplied."""
PERIODS = {**TIMES, "day": DAYS, "night": DAYS, "year": 1}
_COUNT = "|".join(sorted(COUNTED, key=len, reverse=True))
_HALF = {"and a half": 0.5, "and a quarter": 0.25, "and three quarters": 0.75}
NUMBER = (
    rf"(?<![£\d,.])(?P<number>\d[\d,]*(?:\.\d+)?(?:\s?(?:m|million|k|thousand)\b)?|\b(?:{_COUNT})\b)"
    rf"(?:\s(?P<half>{'|'.join(_HALF)}))?(?!\s?%)"
)
PART = Form(
    r"\b(?:another|extra|additional|more|fewer|less|new|one of|of|other|up to|each|every|vacant|empty|void|closed?"
    r"|closing|opened|opening|planned|from \d+ to)\s*$",
    re.IGNORECASE,
)
"""Words straight before a number of units that is a part, or a change."""
_NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*"
AT_PLACE = Form(rf"(?P<name>{_NAME}),? (?:with|has|have|had|offers|provides) (?:\w+ )?$")
"""Name of one place straight before the number of its units."""
OF_PLACE = Form(rf"^,? (?:at|in) {_NAME}")
"""Name of one place straight after it."""
TIMES_OF = Form(rf"\b(?:\d+|{_COUNT})\s(?:[\w-]+\s){{1,2}}(?:of|with)\s*$", re.IGNORECASE)
"""Words before it that say how many there are of such a size."""
EACH = Form(
    r"^\s*(?:(?:each|apiece)\b|(?:for|to|per|in) (?:each|every|a)\b"
    r"|(?:a|per) (?:day|night|shift|visit|person|home|ward|client)"
    r"|(?:are|is|were|lie|stand)? ?(?:more|fewer|vacant|empty|void|closed|short)|(?:to|or|–|-) \d)",
    re.IGNORECASE,
)
"""Words straight after it."""
PERIOD = Form(
    rf"^\s*(?:a|per|each|every)\s(?P<per>{'|'.join(sorted(PERIODS, key=len, reverse=True))})\b", re.IGNORECASE
)


def numbers_of(text: Text, unit: str) -> Iterator[tuple[Stated, re.Match[str]]]:
    """Yield the numbers of a unit in a text, each with where it stands.

    >>> [each.value for each, _ in numbers_of(Text("note", "1.62m hours; 12 new posts; two and a half hours"), "hours")]
    [1620000.0, 2.5]
    """
    noun = noun_of(unit)
    form = Form(rf"{NUMBER}\s(?:(?!(?:new|more|extra|other|fewer)\b)[\w-]+\s)?(?:{noun})\b", re.IGNORECASE)
    for match in form.finditer(text.words):
        digits = match["number"].lower().replace(",", "")
        size = re.search(r"(million|thousand|m|k)$", digits)
        plain = digits[: size.start()].strip() if size and digits not in COUNTED else digits
        scale = SIZES[size[0]] if size and digits not in COUNTED else 1.0
        value = float(COUNTED.get(plain) or plain) * scale + _HALF.get((match["half"] or "").lower(), 0.0)
        about = bool(ABOUT.search(text.words[: match.start()]))
        near = slack(plain, scale, about=about) if plain not in COUNTED else value * (MOST_SLACK if about else 0.0)
        if value:
            yield Stated(value, near, match.group(), text), match


def noun_of(unit: str) -> str:
    """Return the pattern of the words for one or more of a unit."""
    single = re.escape(unit[:-1] if unit.endswith("s") else unit)
    return NOUNS.get(unit, f"{single}s?")


def check_stated_counts(plan: Plan, remarks: Remarks) -> Iterator[Complaint]:
    """Ask about lines and moves whose words state another number of units; one question an entry."""
    for entry in entries(plan, remarks):
        if isinstance(entry.item, Line) and entry.item.activity:
            yield from _of_line(entry, entry.item)
        elif isinstance(entry.item, Move):
            yield from _of_move(entry, entry.item, plan)


def _of_line(entry: Entry, line: Line) -> Iterator[Complaint]:
    activity = line.activity
    assert activity is not None
    base = float(activity.base)
    there = (*activity.available.years.values(), activity.available.then) if activity.available else ()
    known = [base, *(each for each in there if each), *(base / times for times in {*PERIODS.values(), 365, 366})]
    stated = [each for text in entry.texts for each, match in numbers_of(text, activity.unit) if is_whole(text, match)]
    told = [each for text in entry.texts for each, _ in numbers_of(text, activity.unit)]
    made = [one * other for text in entry.texts for one, other in combinations(numbers_in(text), 2)]
    stated = [each for each in stated if not (each.value < base and _is_of_place(each))]
    if (
        stated
        and not any(each.fits(known) for each in told)
        and not any(abs(each - base) < 0.01 * base for each in made)
    ):
        yield _asked(entry, f"has {base:,.15g} {activity.unit}", stated[0], ("activity", "base"))


def is_whole(text: Text, match: re.Match[str]) -> bool:
    before, after = text.words[: match.start()], text.words[match.end() :]
    times = TIMES_OF.search(before)
    return not (
        (PART.search(before) and not times) or EACH.search(after) or is_elsewhere(text, match.start(), match.end())
    )


def _is_of_place(stated: Stated) -> bool:
    """Return True if a number of units is that of one named place, and so a part of the line's.

    >>> words = "Seaview with 60 places and Millburn with 44"
    >>> _is_of_place(Stated(60.0, 0.0, "60 places", Text("note", words)))
    True
    """
    words = stated.text.words
    at = words.find(stated.words)
    before, after = words[:at], words[at + len(stated.words) :]
    named = AT_PLACE.search(before)
    alone = named and named.start() == 0 and not AT_PLACE.search(re.split(r"\d", after)[0])
    return bool(OF_PLACE.match(after) or (named and not alone))


def numbers_in(text: Text) -> list[float]:
    """Return the first numbers of a text."""
    found = islice(re.finditer(rf"\b(?:\d[\d,]*(?:\.\d+)?|(?:{_COUNT}))\b", text.words, re.IGNORECASE), MOST_NUMBERS)
    return [float(COUNTED.get(each.group().lower()) or each.group().replace(",", "")) for each in found]


def _of_move(entry: Entry, move: Move, plan: Plan) -> Iterator[Complaint]:
    """Ask about a move whose ratio isn't the number of units a year that its words state for each that leaves."""
    units = {
        line.activity.unit for name in move.into.of(plan.lines) if (line := plan.lines.get(name)) and line.activity
    }
    if move.ratio is None or len(units) != 1:
        return
    (unit,) = units
    stated: list[Stated] = []
    for text in entry.texts:
        for each, match in numbers_of(text, unit):
            period = PERIOD.match(text.words[match.end() :])
            if period and not is_elsewhere(text, match.start(), match.end()):
                times = PERIODS[period["per"].lower()]
                words = f"{each.words}{period.group()}"
                stated.append(Stated(each.value * times, max(each.slack, each.value * MOST_SLACK) * times, words, text))
    if stated and not any(each.fits([float(move.ratio)]) for each in stated):
        yield _asked(
            entry, f"adds {float(move.ratio):,.15g} {unit} a year for each unit that leaves", stated[0], ("ratio",)
        )


def _asked(entry: Entry, has: str, stated: Stated, key: Sequence[str]) -> Complaint:
    message = f"{entry.label} {has}, but {quoted(stated.text, stated.words)}: which is right?"
    return Complaint("W662", (*entry.path, *key), message, FIX.replace("amounts", "number"))
