"""Find the number that a text such as `gap 2028/29` names: a figure or a named array, and a year."""

from collections.abc import Mapping

from mtfp.findings.suggest import Unknown, did_you_mean, one_of, quoted
from mtfp.model.base.year_forms import year_meant
from mtfp.results.renamed import renamed

ITEMS = (
    "lines", "funding", "reserves", "savings", "commitments", "investments", "transfers", "risk_events", "assumptions",
)  # fmt: skip
"""Sections whose items may be named without the section."""


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
    meant = year if year in years else year_meant(year)
    if meant not in years:
        wrong = f"the year {quoted(year)} is not in the plan" if year else "the year is missing"
        raise ValueError(f"{wrong}: name one of {years[0]} to {years[-1]}, as in `gap {years[-1]}`")
    return years.index(meant)


def identifier_of(text: str, labels: Mapping[str, str]) -> str:
    """Return the identifier of a named number, given by identifier, by label, or by the name of its item.

    Raises Unknown, with the nearest name, for an unknown text, and with all of them for a text that names several.

    >>> labels = {"gap": "Gap", "lines.home": "Care at home", "funding.home": "Grant"}
    >>> identifier_of("Gap", labels), identifier_of("care at home", labels)
    ('gap', 'lines.home')
    >>> identifier_of("home", labels)
    Traceback (most recent call last):
    mtfp.findings.suggest.Unknown: `home` names several numbers: write `lines.home` or `funding.home`
    """
    if text in labels:
        return text
    word = text.casefold()
    same = [id for id, label in labels.items() if label.casefold() == word]
    items = {section: f"{section}.{word}" for section in ITEMS}
    found = same[:1] or [id for section, id in items.items() if id in labels]
    if len(found) == 1:
        return found[0]
    if found:
        raise Unknown(f"{quoted(text)} names several numbers", f"write {one_of(found)}")
    near = renamed(text) or did_you_mean(text, [*labels, *labels.values()])
    fix = near or f"use {one_of(list(labels), most=12)}"
    raise Unknown(f"no number of this plan is called {quoted(text)}", fix)
