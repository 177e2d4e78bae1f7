"""Split a text such as `gap 2028/29` into a name and a year, and find the position of a year."""

from mtfp.findings.suggest import quoted
from mtfp.model.base.year_forms import year_meant
from mtfp.results.named import year_of


def in_two(text: str) -> tuple[str, str]:
    """Return the name and the year of a text. The year is the last word, or empty if the text has none.

    >>> in_two("gap 2028/29"), in_two("Care at home 28-29"), in_two("gap")
    (('gap', '2028/29'), ('Care at home', '2028/29'), ('gap', ''))
    """
    name, _, last = text.strip().rpartition(" ")
    year = year_meant(last) if name else ""
    return (name.strip(), year) if year else (text.strip(), "")


def position_of(year: str, years: tuple[str, ...]) -> int:
    """Return the position of a year; raises ValueError with the years that can be traced for any other text."""
    meant = year_of(year, years)
    if meant is None:
        wrong = f"the year {quoted(year)} is not in the plan" if year else "the year is missing"
        raise ValueError(f"{wrong}: name one of {years[0]} to {years[-1]}, as in `gap {years[-1]}`")
    return years.index(meant)
