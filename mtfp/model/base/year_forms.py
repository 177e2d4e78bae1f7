"""Financial years in other forms than 2027/28, such as 27/28, 2027-28 or FY28, and the years that they mean."""

import re

from mtfp.findings.letters import as_typed
from mtfp.model.base.form import Form

_PAIR = Form(r"(?<!\d)(?<!\d[-/._])(\d{4}|\d{2})\s*(?:[-/._\\|:]|to|and|\s)\s*(\d{4}|\d{1,2})(?!\d)(?![-/._]\d)")
_RUN_TOGETHER = Form(r"(?:fy)?\s*(\d{4})(\d{4}|\d{2})")
_ENDING = Form(r"(?:.*\D)?\b(?:ending|ended|end|to)\b.*?(\d{4})")
_SINGLE = Form(r"(?:fy|f/y|(?:financial )?year)?[\s-]*'?(\d{4}|\d{2})(?:\.0)?")
_ISO = Form(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ].*)?")
_BRITISH = Form(r"\d{1,2}[-/.](\d{1,2})[-/.](\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = Form(rf"\b({'|'.join(_MONTHS)})[a-z]*[-/ ']*(\d{{4}}|\d{{2}})\b")
_LAST_OF_2000 = 80
"""Last short year of this century: 81 to 99 are the years 1981 to 1999."""
_LONG = 4
"""Number of digits of a calendar year in full."""
_NEAR = 2
"""Most years between the two of a pair typed wrong; a longer pair may mean a range."""
_LONGEST_RANGE = 10
_SINGLE_YEARS = range(2015, 2051)
"""Years that two digits alone can mean; other such numbers aren't years."""
_YEARS = range(1950, 2101)


def financial_year(first: int) -> str:
    """Return the financial year that begins in April of a calendar year.

    >>> financial_year(1999)
    '1999/00'
    """
    return f"{first}/{(first + 1) % 100:02d}"


def year_fix(text: str) -> str:
    """Return the repair for a text that is not a financial year: the year it means, or the two that it may mean.

    >>> year_fix("27/28"), year_fix("soon")
    ('write it as 2027/28', 'write a financial year like 2026/27')
    >>> year_fix("2027")
    'write 2027/28 if the year begins in April 2027, or 2026/27 if it begins in April 2026'
    >>> year_fix("2026-30")
    'write one year at a time, from 2026/27 to 2029/30'
    """
    typed = _plain(text)
    if (ends := _range(typed)) is not None:
        return f"write one year at a time, from {financial_year(ends[0])} to {financial_year(ends[1] - 1)}"
    match _first_years(typed):
        case (one,):
            return f"write it as {financial_year(one)}"
        case (one, other):
            likely, else_ = financial_year(one), financial_year(other)
            return f"write {likely} if the year begins in April {one}, or {else_} if it begins in April {other}"
    if re.fullmatch(r"(year|yr) ?\d+", typed):
        return "write the year itself, like 2026/27; only a scenario may count the years of a plan"
    return "write a financial year like 2026/27"


def year_meant(text: str) -> str:
    """Return the one financial year that a text means, or an empty text if it means none or may mean several.

    >>> year_meant("27-28"), year_meant("FY28"), year_meant("2027-04-01")
    ('2027/28', '', '2027/28')
    """
    years = _first_years(_plain(text))
    return financial_year(years[0]) if len(years) == 1 else ""


def _plain(text: str) -> str:
    """Return a text in small letters, without quotation marks, and with noughts in place of the letter o."""
    typed = as_typed(text).strip(" \t\"'").lower()
    return re.sub(r"(?<=\d)o|o(?=\d)", "0", typed)


def _first_years(typed: str) -> tuple[int, ...]:
    """Return the calendar years in which the year meant may begin, the likeliest first."""
    return tuple(year for year in _read(typed) if year in _YEARS)


def _read(typed: str) -> tuple[int, ...]:
    if (day := _ISO.fullmatch(typed)) and 1 <= int(day[2]) <= len(_MONTHS):
        return (_begins(int(day[1]), int(day[2])),)
    if (day := _BRITISH.fullmatch(typed)) and 1 <= int(day[1]) <= len(_MONTHS):
        return (_begins(int(day[2]), int(day[1])),)
    if month := _MONTH.search(typed):
        return (_begins(_full(month[2]), _MONTHS.index(month[1]) + 1),)
    if ending := _ENDING.fullmatch(typed):
        return (int(ending[1]) - 1,)
    if single := _SINGLE.fullmatch(typed):
        return _of_single(single[1], typed)
    if run := _RUN_TOGETHER.fullmatch(typed):
        return _of_pair(run[1], run[2])
    pairs = _PAIR.findall(typed)
    return _of_pair(*pairs[0]) if len(pairs) == 1 else ()


def _begins(year: int, month: int) -> int:
    return year if month > _MONTHS.index("mar") + 1 else year - 1


def _full(digits: str) -> int:
    year = int(digits)
    if len(digits) == _LONG:
        return year
    return year + (2000 if year <= _LAST_OF_2000 else 1900)


def _of_single(digits: str, typed: str) -> tuple[int, ...]:
    year = _full(digits)
    first, second = divmod(year, 100)
    if year not in _YEARS:
        return _of_pair(digits[:2], digits[2:]) if second == first + 1 else ()
    if len(digits) < _LONG and year not in _SINGLE_YEARS:
        return ()
    return (year - 1, year) if typed.startswith("f") else (year, year - 1)


def _of_pair(first: str, second: str) -> tuple[int, ...]:
    begins, unit = _full(first), 10 ** len(second)
    if begins not in _YEARS:
        return ()
    if (begins + 1) % unit == int(second):
        return (begins,)
    ends = begins - begins % unit + int(second)
    if ends == begins - 1:
        return ends, begins
    near = abs(ends - begins - 1) <= _NEAR
    return tuple(dict.fromkeys((begins, ends - 1))) if near or len(first) == _LONG else ()


def _range(typed: str) -> tuple[int, int] | None:
    """Return the first and the last calendar year of a text that means several years; None for any other text."""
    years = re.findall(r"(?<!\d)(\d{4})/(\d{2})(?!\d)", typed)
    if len(years) > 1 and years[0] < years[-1]:
        return int(years[0][0]), int(years[-1][0]) + 1
    pair = re.fullmatch(r"(\d{4})\s*(?:[-/]|to)\s*(\d{4}|\d{2})", typed)
    if not pair:
        return None
    begins, unit = int(pair[1]), 10 ** len(pair[2])
    ends = begins - begins % unit + int(pair[2])
    return (begins, ends) if _NEAR < ends - begins <= _LONGEST_RANGE else None
