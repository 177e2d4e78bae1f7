"""Dates in words: the financial years that “from April 2027”, “until March 2028” or “2026/27 only” can mean."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from mtfp.model.base.form import Form
from mtfp.model.base.years import Timeline
from mtfp.model.consistency.words.plan_years import plan_years_in
from mtfp.model.consistency.words.texts import Text

Kind = Literal["start", "end", "only", "length", "by", "in", "to", "month", "closes", "over"]
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FEBRUARY, MARCH, APRIL, MAY = 2, 3, 4, 5
NUMBERS = {"one": 1, "a single": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
DATE = rf"""(?:the\ )?(?:financial\ year\ )?(?:(?P<part>start|beginning|middle|end)\ of\ )?(?:
    (?P<iso>20\d\d)-(?P<iso_month>[01]\d)-[0-3]\d
  | \d{{1,2}}/(?P<number>\d{{1,2}})/(?P<british>20\d\d)
  | (?:\d{{1,2}}(?:st|nd|rd|th)?\ )?(?P<month>(?:{"|".join(MONTHS)})[a-z]*)\.?,?\ (?P<year>20\d\d)(?![/\d])
  | (?<![\d/])(?P<first>(?:20)?\d\d)\s?[/–-]\s?(?P<second>(?:20)?\d\d)(?!\d)
  | (?P<season>early|mid|late|spring|summer|autumn|winter)[\ -](?:in\ )?(?P<of>20\d\d)(?![/\d])
  | (?P<plain>20\d\d)(?![\d/–-])
)"""
STARTS = r"""with\ effect\ from|in\ force\ from|comes?\ into\ force|takes?\ effect|effective(?:\ from)?|(?:as\ )?from
  |as\ of|start(?:s|ing|ed)?|begin(?:s|ning)?|commenc(?:es?|ing)|opens?|opening|goes?\ live|go-live|launch(?:es)?
  |payable|due|first\ paid|introduced"""
ENDS = r"""until|till|up\ to|ends?|ending|expir(?:es|ing)|ceas(?:es|ing)|stops?|finish(?:es)?|runs?\ (?:to|until|out)
  |lasts?\ (?:to|until)|lapses?|(?:funded|agreed|confirmed|guaranteed|committed|available|in\ place)\ (?:to|until)"""
FORMS = Form(
    rf"\b(?:(?P<start>{STARTS})|(?P<end>{ENDS}))\s+(?:in\s+|on\s+|from\s+|at\s+)?{DATE}", re.IGNORECASE | re.VERBOSE
)
CLOSES = Form(rf"\b(?:clos(?:es?|ing)|shuts?)\s+(?:in\s+|on\s+|at\s+|by\s+)?{DATE}", re.IGNORECASE | re.VERBOSE)
"""Form of the end of a place, and of the cost or the payment that is for it."""
BY = Form(rf"\bby\s+{DATE}", re.IGNORECASE | re.VERBOSE)
TO = Form(rf"\s*(?:to|until|till|–)\s+{DATE}", re.IGNORECASE | re.VERBOSE)
MONTH_OR_YEAR = Form(
    r"\bto\s+(?:the\s+end\s+of\s+)?(?:20\d\d-|\d{1,2}/|(?:\d{1,2}(?:st|th)?\s)?(?!20)[A-Z]|20\d\d\s?[/–-]\s?\d)"
)
ALONE = Form(rf"\bto\s+{DATE}", re.IGNORECASE | re.VERBOSE)
"""Form of an end without a word for one."""
MOVED = Form(
    r"(?:\b(?:ris\w+|grow\w*|increas\w+|fall\w*|phas\w+|stag\w+|spread|deferred|delay\w*|moved?|slip\w*|postponed"
    r"|forward|back|due|up|down|next|prior|close|compared|relat\w+|subject|according|roll\w*|carr\w+|extend\w*|deal|plan|strategy|settlement|budget|forecast|projection|accounts?"
    r"|outturn)"
    r"(?:\s\S+)?|\d)\s*$",
    re.IGNORECASE,
)
"""Words before “to” a date that don't make it an end, and the beginning of a range."""
IN_MONTH = Form(
    rf"""\b(?:in|on|at)\s+
    (?=(?:the\ )?(?:start|beginning|end|middle)?\s?(?:of\ )?
    (?:\d{{1,2}}(?:st|nd|rd|th)?\ )?(?:{"|".join(MONTHS)})){DATE}""",
    re.IGNORECASE | re.VERBOSE,
)
"""Form of a month without a word for a start or an end."""
MEETING = Form(
    r"\b(?:decid\w+|decision|consult\w+|business case|review\w*|tender\w*|procur\w+|vot\w+|elections?|inspect\w+"
    r"|valu\w+|permission|considered|comes? back|returns?|expected|paid back|write\w*|written|seen|talks?"
    r"|started|began)\b"
)
"""Words before a month that make it the month of a decision."""
ONLY = (
    Form(rf"\bonly\ (?:in|for)\ {DATE}", re.IGNORECASE | re.VERBOSE),
    Form(rf"(?<![\w/]){DATE}\ (?:only|alone)\b", re.IGNORECASE | re.VERBOSE),
)
LENGTH = Form(
    rf"\b(?<!the\ )(?<!its\ )(?<!our\ )(?:for|lasts?|runs\ for)\ (?P<years>{'|'.join(NUMBERS)}|\d)"
    rf"\ (?:financial\ )?(?:year|winter)s?"
    rf"(?!['’\w])(?:\ only)?"
    rf"|\b(?P<only>{'|'.join(NUMBERS)}|\d)\ years?\ only\b",
    re.IGNORECASE | re.VERBOSE,
)
OVER = Form(
    rf"\b(?:over|across|spread over|phased over)\ (?P<years>{'|'.join(NUMBERS)}|\d)\ (?:financial\ )?years?(?!['’\w])"
    rf"(?!\ (?:old|ago|late|of))",
    re.IGNORECASE | re.VERBOSE,
)
"""Form of the number of years over which amounts are spread."""
FINITE = Form(
    rf"(?<!\bfor )(?<!over )\b(?P<since>one|two|three|four|five|[1-9])\ years\ "
    rf"(?=from\ (?:{'|'.join(MONTHS)}|20\d\d|1\ april))"
    rf"|\b(?:ends?|stops?|ceases?|closes?|expires?|finish(?:es)?|runs\ out|lapses?)\ after\ "
    rf"(?P<years>{'|'.join(NUMBERS)}|\d)\ years?(?!['’\w])"
    rf"|\b(?P<only>{'|'.join(NUMBERS)}|\d)-year\ (?:fixed|pilot|project|programme|post|funding|grant|fund|trial|test"
    r"|secondment|transition)\b",
    re.IGNORECASE | re.VERBOSE,
    (" years ", " after ", "-year "),
)
"""Forms of a length that say that the money ends."""
CALENDAR = Form(r"(?<![/\d–-])(?<!to )(?<!by )(?<!from )(?<!until )(?<!since )\b(?P<year>20\d\d)(?=$|[,;:)])")
"""Form of a calendar year that stands at the end of a label or of its clause."""
PAPER = Form(
    r"\b(?:strateg\w+|vision|plans?|programmes?|act|budget|settlement|deal|agreement|circular|letter|report|review|survey"
    r"|census|target|forecast|contract|tender|framework|towards|agenda|standards?|prices|rates?|order|regulations?|bill"
    r"|brought forward|carried forward|overspend|outturn)\b",
    re.IGNORECASE,
)
"""Words of a label whose year is that of a paper."""
_YEAR = r"20\d\d\s?[/–-]\s?(?:20)?\d\d(?!\d)"
IN = Form(
    rf"\b(?:in|during|for)\s+(?:the\s)?(?:financial\s)?(?:year\s)?(?P<years>{_YEAR}(?:(?:,|,? and)\s+{_YEAR})*)"
    r"(?!\s*(?:to|–|onwards))",
    re.IGNORECASE,
)
"""Form of financial years without a word for a start or an end."""
BARE = Form(
    rf"(?<!to )(?<!until )(?<!by )(?<!from )(?<!since )(?<!after )(?<!before )(?<!and )(?<![\w/])"
    rf"(?:FY\s?)?(?P<years>{_YEAR})(?=$|[),.;]|\s+(?!to\b|and\b|–|onwards|prices|budget))",
    re.IGNORECASE,
)
"""Form of a financial year that stands alone in a label."""
HISTORY = Form(
    r"\b(agreed|approved|published|reviewed|dated|letter|set|announced|signed|report|paper|minutes?|meeting|census|survey"
    r"|audit|data|figures?|forecasts?|estimates?|quotes?|tenders?|bulletin|taken|extract|outturn|budgets?|projections?"
    r"|confirmed|fixed|guaranteed|frozen|known|averages?|history|since|then|after|before|unlike|instead|delay(ed)?|full"
    r"|repaid|payback|last|past|previous|not|no)\b"
)
"""Words before a date that make it the date of something else than of the figure."""
NOUNS = Form(
    r"^\s*(onwards,? )?(report|paper|outturn|budgets?|settlement|letter|board|data|figures|prices|forecast|survey"
    r"|valuation|projection|census|estimate|illustrative|judged?|assumed|estimated|own\b|levels?|base)\b"
)
"""Words after a date that make it the date of a document, or of later years that are judged."""
GOES_ON = Form(r"\b(then|thereafter|afterwards|baselined|mainstreamed|rolled into|continu\w+|replac\w+|renew\w+)\b")
"""Words in a text after which an end in words isn't the end of the money."""


class Dated(NamedTuple):
    """Words that state a date or a length: the calendar years in which the financial years that fit begin."""

    kind: Kind
    years: frozenset[int]
    words: str
    text: Text


def dates_in(text: Text, timeline: Timeline) -> Iterator[Dated]:
    """Yield the dates that a text states for its figure, without those of documents and decisions."""
    for kind, year, match in plan_years_in(text.words, timeline):
        if kind == "start" or not GOES_ON.search(text.words.lower()):
            yield Dated(kind, frozenset({year}), match.group(), text)
    for match in FORMS.finditer(text.words):
        end, last = (TO.match(text.words, match.end()) if match["start"] else None), match
        if end:
            last = end
        if HISTORY.search(text.before(match.start())) or NOUNS.search(text.after(last.end())):
            continue
        if match["start"]:
            yield from _dated("start", match, text)
        if end and not GOES_ON.search(text.words.lower()):
            yield from _dated("end", end, text)
        elif match["end"] and not GOES_ON.search(text.words.lower()):
            yield from _dated("end", match, text)
    for match in (each for form in ONLY for each in form.finditer(text.words)):
        if not HISTORY.search(text.before(match.start())):
            yield from _dated("only", match, text)
    for match in CLOSES.finditer(text.words):
        if not HISTORY.search(text.before(match.start())) and not GOES_ON.search(text.words.lower()):
            yield from _dated("closes", match, text)
    for match in OVER.finditer(text.words):
        if not HISTORY.search(text.before(match.start())):
            number = match["years"].lower()
            yield Dated("over", frozenset({NUMBERS.get(number) or int(number)}), match.group(), text)
    for match in BY.finditer(text.words):
        if not HISTORY.search(text.before(match.start())):
            yield from _dated("by", match, text)
    yield from _months(text)
    yield from _named(text)
    for match in (each for form in (LENGTH, FINITE) for each in form.finditer(text.words)):
        if not HISTORY.search(text.before(match.start())) and not GOES_ON.search(text.words.lower()):
            number = next(each for each in match.groups() if each).lower()
            yield Dated("length", frozenset({NUMBERS.get(number) or int(number)}), match.group(), text)


def _months(text: Text) -> Iterator[Dated]:
    """Yield ends after “to” alone, and months after “in” alone."""
    taken = [match.span() for form in (FORMS, *ONLY) for match in form.finditer(text.words)]
    forms: tuple[tuple[Form, Kind], ...] = ((ALONE, "to"), (IN_MONTH, "month"))
    for form, kind in forms:
        for match in form.finditer(text.words):
            before = text.before(match.start())
            if any(first < match.end() and match.start() - 1 <= last for first, last in taken):
                continue
            if kind == "to" and (MOVED.search(before) or not MONTH_OR_YEAR.match(match.group())):
                continue
            if HISTORY.search(before) or MEETING.search(before) or GOES_ON.search(text.words.lower()):
                continue
            yield from _dated(kind, match, text)


def _named(text: Text) -> Iterator[Dated]:
    """Yield the financial years that a text names alone, if it names them in one place and no other year."""
    if text.key == "held_for":
        yield from _held_for(text)
        return
    if text.key == "label":
        yield from _calendar_year(text)
    form = IN if text.key != "label" or IN.search(text.words) else BARE
    found = [*form.finditer(text.words)]
    others = re.findall(r"20\d\d", form.sub("", text.words))
    if (
        len(found) != 1
        or others
        or HISTORY.search(text.before(found[0].start()).replace("frozen", ""))
        or NOUNS.search(text.after(found[0].end()))
    ):
        return
    years = frozenset(int(year[:4]) for year in re.findall(_YEAR, found[0]["years"]))
    yield Dated("in", years, found[0].group(), text)


def _calendar_year(text: Text) -> Iterator[Dated]:
    """Yield the calendar year with which a label ends, if it names no other year and no paper of that year."""
    found = CALENDAR.search(text.words)
    if found and len(re.findall(r"20\d\d", text.words)) == 1 and not PAPER.search(text.words):
        year = int(found["year"])
        yield Dated("month", frozenset({year - 1, year}), found["year"], text)


def _held_for(text: Text) -> Iterator[Dated]:
    """Yield the financial years for which a reserve is held, if its words name nothing but years."""
    years = re.findall(_YEAR, text.words)
    if years and len(years) == len(re.findall(r"20\d\d", re.sub(_YEAR, "20yy", text.words))) + len(years):
        yield Dated("in", frozenset(int(year[:4]) for year in years), ", ".join(years), text)


def _dated(kind: Kind, match: re.Match[str], text: Text) -> Iterator[Dated]:
    if years := frozenset(_years(match, kind)):
        yield Dated(kind, years, match.group(), text)


def _years(match: re.Match[str], kind: Kind) -> tuple[int, ...]:
    """Return the calendar years in which the financial years begin that a date can mean; none if it is no date."""
    if match["first"]:
        return _of_financial_year(match, kind)
    if match["season"]:
        year = int(match["of"])
        return (year - 1, year) if match["season"].lower() in ("early", "spring", "winter") else (year,)
    if match["plain"]:
        year = int(match["plain"])
        return {None: (year - 1, year), "end": (year,)}.get(match["part"], (year - 1, year))
    year = int(match["iso"] or match["british"] or match["year"])
    month = int(match["iso_month"] or match["number"] or 0) or 1 + MONTHS.index(match["month"][:3].lower())
    return _of_month(year, month, kind)


def _of_financial_year(match: re.Match[str], kind: Kind) -> tuple[int, ...]:
    first, second = int(match["first"]) % 100 + 2000, int(match["second"])
    if second % 100 != (first + 1) % 100:
        return ()
    if kind in ("end", "closes"):
        return (first,) if not re.match(r"until|till|up to", match.group(), re.IGNORECASE) else (first - 1, first)
    return (first, first + 1) if match["part"] == "end" else (first,)


def _of_month(year: int, month: int, kind: Kind) -> tuple[int, ...]:
    if kind in ("end", "by", "to", "closes"):
        return (year - 1,) if month < APRIL else (year - 1, year) if month <= MAY else (year,)
    if month < APRIL:
        return (year - 1, year) if month in (FEBRUARY, MARCH) else (year - 1,)
    return (year,)
