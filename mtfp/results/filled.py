"""Fill the figures into texts that name them in braces, such as `{gap in 2027/28}`."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from mtfp.engine.projection import Projection
from mtfp.findings.suggest import Unknown, quoted
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import in_money
from mtfp.model.governance.texts import texts
from mtfp.results.figures import Figures, figures
from mtfp.results.named import identifier_of, year_of

BRACES = re.compile(r"\{([^{}]*)\}")


class FigureName(NamedTuple):
    """Figure and year as a text names them in braces; either is empty if it is missing."""

    figure: str
    year: str


class NoValue(Unknown):
    """Raised for a figure in a year that the plan doesn't have, or in which the figure has no value."""


def names_in(text: str) -> tuple[FigureName, ...]:
    """Return the figures that a text names in braces, in order.

    >>> names_in("Close {gap in 2027/28}, and keep {reserves}.")
    (FigureName(figure='gap', year='2027/28'), FigureName(figure='reserves', year=''))
    """
    return tuple(_split(found) for found in BRACES.findall(text))


def filled(text: str, projection: Projection) -> str:
    """Return a text with each figure in braces replaced by its value in the first draw: money, or a percentage.

    Raises Unknown (a LookupError), with the nearest name, for a figure or a year that the plan doesn't have.

    >>> from mtfp import Plan, central_draws, project
    >>> home = {"partner": "council", "setting": "community", "budget": 110, "components": {"flat": "100%"}}
    >>> plan = Plan.model_validate({
    ...     "mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k", "lines": {"home": home},
    ...     "assumptions": {"flat": {"unit": "rate", "central": "0%", "source": "illustrative"}},
    ...     "funding": {"council": {"partner": "council", "type": "payment", "base": 100, "uplift": "flat"}}})
    >>> filled("Close {gap in 2026/27} of {expenditure in 26/27}.", project(plan, central_draws(plan)))
    'Close £10,000 of £110,000.'
    """
    known = figures(projection)
    return BRACES.sub(lambda found: _in_words(_split(found[1]), known), text)


def value_of(name: FigureName, known: Figures) -> tuple[str, str, float]:
    """Return the identifier, the year and the value of a named figure, in the first draw.

    Raises Unknown for an unknown figure, and NoValue for a year without a value.
    """
    id = identifier_of(name.figure, {id: each.label for id, each in known.records.items()})
    timeline, values = known.projection.plan.timeline, known[id][:, 0]
    have = [year for year, value in zip(timeline.labels, values, strict=True) if not np.isnan(value)]
    year = year_of(name.year, have)
    if year is None:
        years = f"name one of {have[0]} to {have[-1]}, as in `{{{name.figure} in {have[-1]}}}`" if have else ""
        wrong = f"has no value in {quoted(name.year)}" if name.year else "needs a year"
        raise NoValue(f"`{id}` {wrong}", years)
    return id, year, float(values[timeline.at(year)])


def unknown_names(projection: Projection) -> Iterator[Complaint]:
    """Yield a complaint for each figure or year that the plan's texts name and the plan doesn't have.

    The last step of its path is the name in its braces, as typed.
    """
    known = figures(projection)
    for path, text in texts(projection.plan):
        for name, typed in {_split(inside): inside for inside in reversed(BRACES.findall(text))}.items():
            at = (*path, f"{{{typed}}}")
            try:
                value_of(name, known)
            except NoValue as error:
                yield Complaint("E681", at, error.message, error.fix)
            except Unknown as error:
                yield Complaint("E680", at, error.message, error.fix)


def _split(inside: str) -> FigureName:
    """Return the figure and the year inside a pair of braces; the year follows the last `in`."""
    typed = " ".join(inside.split())
    figure, between, year = typed.rpartition(" in ")
    return FigureName(figure, year) if between else FigureName(typed, "")


def _in_words(name: FigureName, known: Figures) -> str:
    id, _, value = value_of(name, known)
    if known.records[id].is_share:
        return f"{value:.1%}".replace("-", "−")
    return in_money(value, known.projection.plan.unit)
