"""Identifiers of numbers that people name by identifier, by label or by the name of an item, and of their years."""

from collections.abc import Mapping, Sequence

from mtfp.findings.suggest import Unknown, did_you_mean, one_of, quoted
from mtfp.model.base.year_forms import year_meant
from mtfp.results.renamed import renamed

ITEMS = (
    "lines", "funding", "reserves", "savings", "commitments", "investments", "transfers", "risk_events", "assumptions",
)  # fmt: skip
"""Sections whose items may be named without the section."""


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


def year_of(text: str, years: Sequence[str]) -> str | None:
    """Return the year among `years` that a text means; None if it means none of them.

    >>> year_of("27-28", ("2026/27", "2027/28")), year_of("2031/32", ("2026/27", "2027/28"))
    ('2027/28', None)
    """
    meant = text if text in years else year_meant(text)
    return meant if meant in years else None
