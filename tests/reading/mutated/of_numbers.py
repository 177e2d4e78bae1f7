"""Changes of one number or one year of a text: its size, its sign, a digit, the point, the percent sign, the unit."""

import re
from collections.abc import Callable
from random import Random

NUMBER = re.compile(r"(?<![\w./:#%-])[-+]?\d[\d_]*(?:\.\d+)?%?(?![\w/.-])")
"""A number as plans write it, without years (2026/27), dates and parts of names."""
YEAR = re.compile(r"\b20\d\d/\d\d\b")
UNIT = re.compile(r"(?<=^unit: )\S+", re.MULTILINE)
Rewrite = Callable[[str, Random], str]


def times(factor: float) -> Rewrite:
    """Return the change that multiplies a number by a factor, and keeps its percent sign."""
    return lambda number, _: scaled(number, factor)


def scaled(number: str, factor: float) -> str:
    """Return a number as written, multiplied.

    >>> scaled("12_300", 1000), scaled("2.5%", 0.001), scaled("+4", -1)
    ('12300000', '0.0025%', '-4')
    """
    percent = "%" if number.endswith("%") else ""
    return f"{float(number.rstrip('%').replace('_', '')) * factor:.12g}{percent}"


def flip(number: str, _: Random) -> str:
    return number[1:] if number.startswith("-") else f"-{number.lstrip('+')}"


def digit(number: str, random: Random) -> str:
    """Change, drop or double one digit."""
    at = random.choice([at for at, sign in enumerate(number) if sign.isdigit()])
    new = random.choice((random.choice("0123456789"), "", number[at] * 2, "0" + number[at]))
    return number[:at] + new + number[at + 1 :]


def percent(number: str, _: Random) -> str:
    return number[:-1] if number.endswith("%") else f"{number}%"


def point(number: str, random: Random) -> str:
    """Move or lose the decimal point, or write a comma."""
    at = random.randrange(len(number) + 1)
    plain = number.replace(".", "")
    return random.choice((plain, number.replace(".", ","), plain[:at] + "." + plain[at:]))


def in_unit(number: str, random: Random) -> str:
    return random.choice(("£{}", "{}k", "{}m", "£{}m", "{} %", "({})", "{}p", "{}e3", "{}.", "{}-", "+-{}")).format(
        number
    )


def huge(number: str, random: Random) -> str:
    sizes = ("1e300", "1e308", "-1e300", "1e-300", "999999999999999999", "0", "-0.0", "1e16", "1e12", ".inf", ".nan")
    return random.choice(sizes) + ("%" if number.endswith("%") else "")


def year_moved(year: str, random: Random) -> str:
    return shifted(year, random.choice((-100, -10, -5, -1, 1, 5, 10, 100)))


def shifted(year: str, by: int) -> str:
    """Return a financial year moved by a number of years.

    >>> shifted("2026/27", 10), shifted("2099/00", 1)
    ('2036/37', '2100/01')
    """
    first = int(year[:4]) + by
    return f"{first}/{(first + 1) % 100:02d}"


def year_misspelt(year: str, random: Random) -> str:
    forms = (
        year[2:],
        year[:4],
        year.replace("/", "-"),
        f"{year[:5]}20{year[5:]}",
        year.replace("/", ""),
        f"{year[:5]}99",
    )
    return random.choice((*forms, f"FY{year}", year.replace("/", " / "), year[:6]))


OF_NUMBERS: tuple[Rewrite, ...] = (
    *(times(1000), times(0.001), times(10), times(0.1), times(1e6), times(1e12)),
    *(flip, flip, digit, digit, percent, point, in_unit, huge),
)
OF_YEARS: tuple[Rewrite, ...] = (year_moved, year_moved, year_misspelt)
UNITS = ("£", "£k", "£m", "£bn", "k", "rate", "$", "", "£K", "pounds")


def change_number(text: str, random: Random) -> str:
    return _rewritten(text, NUMBER, OF_NUMBERS, random)


def change_year(text: str, random: Random) -> str:
    return _rewritten(text, YEAR, OF_YEARS, random)


def change_unit(text: str, random: Random) -> str:
    return UNIT.sub(random.choice(UNITS), text)


def _rewritten(text: str, what: re.Pattern[str], ways: tuple[Rewrite, ...], random: Random) -> str:
    found = [*what.finditer(text)]
    if not found:
        return text
    old = random.choice(found)
    return text[: old.start()] + random.choice(ways)(old.group(), random) + text[old.end() :]


CHANGES = (*[change_number] * 8, change_year, change_year, change_year, change_unit)
