"""Read a change in words: a name, what happens to it, an amount and years, such as `pay_nhs +1% from 2027/28`."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Way = Literal["set", "add", "scale"]

_OPERATOR = r"(?P<operator>[+\-−–]|(?<=\s)[x×*](?=[\s\d])|(?<=\s)(?:to|at|=)\s|(?<=\s))"
_AMOUNT = r"(?P<amount>(?P<pound>£\s?)?(?P<digits>\d[\d,_]*(?:\.\d+)?|\.\d+)\s?(?P<unit>%|bn|[km]|points?)?)"
_YEAR = r"\s+(?:from|to|until|in)\s+(?:year\s\d+|\S+)"
_PHRASE = re.compile(
    rf"(?P<name>[^\s+×%£{{}}\[\]:][^+×%£{{}}\[\]:]*?)\s*{_OPERATOR}\s*{_AMOUNT}(?P<years>(?:{_YEAR})*)\s*"
)
_YEARS = re.compile(r"(?P<word>from|to|until|in)\s+(?P<year>year\s\d+|\S+)")
_WAYS: dict[str, Way] = {"+": "add", "-": "add", "−": "add", "–": "add", "x": "scale", "×": "scale", "*": "scale"}
_MINUS = "-−–"
THOUSANDS = {"k": 1e3, "m": 1e6, "bn": 1e9}
FORMS = "`pay_nhs +1%`, `pay_nhs 4%` or `savings_delivery x 60%`, each with `from 2027/28` or `to 2028/29`"


@dataclass(frozen=True)
class Part:
    """Part of a phrase: its text, and where it begins, counted from 0."""

    text: str
    start: int


@dataclass(frozen=True)
class Phrase:
    """Change in words. `number` has the sign of the change; `unit` is `%`, `£` (the number is in pounds) or empty."""

    name: Part
    way: Way
    amount: Part
    number: float
    unit: str
    years: dict[str, Part]

    @property
    def percentage(self) -> str:
        """Return the number as a percentage, as a file would have it.

        >>> read_phrase("pay_nhs -0.5%").percentage
        '-0.5%'
        """
        return f"{_plainly(self.number)}%"

    @property
    def factor(self) -> str:
        """Return the factor of `x 60%` or `x 1.1` as a percentage.

        >>> read_phrase("cpi x 1.1").factor, read_phrase("cpi x 60%").factor
        ('110%', '60%')
        """
        return self.percentage if self.unit == "%" else f"{_plainly(100 * self.number)}%"


def _plainly(number: float) -> str:
    """Return a number without an exponent, which no file may have.

    >>> _plainly(-0.000005), _plainly(60.0)
    ('-0.000005', '60')
    """
    return f"{Decimal(f'{number:.15g}'):f}"


def read_phrase(text: str) -> Phrase | None:
    """Return the change that a text describes, or None if it isn't one.

    >>> read_phrase("pay_nhs +1% from 2027/28 to 2028/29").years["to"].text
    '2028/29'
    >>> read_phrase("council_payment -£500k in year 2").number
    -500000.0
    >>> read_phrase("NHS pay award 4%").name.text, read_phrase("savings_delivery x 60%").way
    ('NHS pay award', 'scale')
    """
    found = _PHRASE.fullmatch(text)
    if not found:
        return None
    operator, unit = found["operator"].strip(), (found["unit"] or "").rstrip("s")
    digits = float(found["digits"].replace(",", "").replace("_", "")) * THOUSANDS.get(unit, 1.0)
    start = found.start("operator") if operator in _MINUS and operator else found.start("amount")
    amount = Part(text[start : found.end("amount")], start)
    return Phrase(
        Part(found["name"], found.start("name")),
        _WAYS.get(operator, "set"),
        amount,
        -digits if operator and operator in _MINUS else digits,
        "£" if found["pound"] or unit in THOUSANDS else "%" if unit in ("%", "point") else "",
        _years(text, found.start("years")),
    )


def _years(text: str, start: int) -> dict[str, Part]:
    """Return the years by the words of a lever, `from` and `to`; `in` is both, `until` is `to`."""
    years: dict[str, Part] = {}
    for found in _YEARS.finditer(text, start):
        words = {"in": ("from", "to"), "until": ("to",)}.get(found["word"], (found["word"],))
        years |= dict.fromkeys(words, Part(found["year"], found.start("year")))
    return years
