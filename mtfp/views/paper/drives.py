"""Sentences on what makes cost rise, and a title that states the main cause."""

from collections.abc import Iterator

import numpy as np

from mtfp.analysis.bridge import cost_bridge, statement_causes
from mtfp.engine.projection import Projection
from mtfp.model.base.money_in_words import in_money
from mtfp.views.paper.amounts import is_zero

LABELS = {
    "remove_one_offs": "one-offs and adjustments",
    "pay": "pay",
    "prices": "prices",
    "demography": "a changing population",
    "other_growth": "other growth in need",
    "service_change": "changes of services",
    "stated": "lines with stated cost",
    "commitments": "commitments",
    "investments": "investments",
    "risk_events": "risk events",
}
"""Causes of cost inside a sentence."""
FRACTIONS = (
    (0.97, "nearly all"),
    (0.83, "nine tenths"),
    (0.775, "four fifths"),
    (0.71, "three quarters"),
    (0.635, "two thirds"),
    (0.57, "three fifths"),
    (0.525, "over half"),
    (0.475, "about half"),
    (0.37, "two fifths"),
    (0.29, "a third"),
    (0.225, "a quarter"),
    (0.15, "a fifth"),
    (0.075, "a tenth"),
)
"""Words for shares from each share on."""
NAMED_FROM = 0.02
"""Part of the rise from which a cause has its own sentence."""


def fraction(share: float) -> str:
    """Return a share of a rise in words.

    >>> fraction(0.62), fraction(0.5), fraction(0.52), fraction(0.53), fraction(0.02), fraction(1.2)
    ('three fifths', 'about half', 'about half', 'over half', 'a small part', 'more than all')
    """
    if share > 1.03:
        return "more than all"
    return next((words for least, words in FRACTIONS if share >= least), "a small part")


def causes_of_rise(projection: Projection) -> dict[str, float]:
    """Return the change of cost from the base year to the last by cause, in the plan's unit, the largest first."""
    causes = statement_causes(cost_bridge(projection).cumulative())
    found = {cause: float(np.asarray(added)[-1, 0]) for cause, added in causes.items()}
    return dict(sorted(found.items(), key=lambda each: -abs(each[1])))


def title_of_causes(projection: Projection) -> str:
    """Return the finding about the causes of cost: the main cause and its share of the rise.

    Causes that add are compared with the rise; a fall of cost, or no change, has a title of its own.
    """
    causes, unit = causes_of_rise(projection), projection.plan.unit
    rise, last = sum(causes.values()), projection.plan.timeline.last
    if is_zero(rise, unit):
        return f"Cost in {last} is what it is today"
    if rise < 0:
        return f"Cost falls by {in_money(-rise, unit)} by {last}"
    cause, amount = max(causes.items(), key=lambda each: each[1])
    return f"{LABELS[cause].capitalize()} {_verb(cause)} {fraction(amount / rise)} of the rise in cost"


def _verb(cause: str) -> str:
    singular = cause in ("pay", "demography", "other_growth")
    return "drives" if singular else "drive"


def what_drives(projection: Projection) -> Iterator[str]:
    """Yield a sentence on the rise of cost, then one for each cause that is not small."""
    causes, plan = causes_of_rise(projection), projection.plan
    rise, last, unit = sum(causes.values()), plan.timeline.last, plan.unit
    spent = projection.gap.expenditure[:, 0]
    way = "rises" if rise >= 0 else "falls"
    yield f"Cost {way} from {in_money(float(spent[0]), unit)} in {plan.base_year} to {in_money(float(spent[-1]), unit)} in {last}."  # noqa: E501
    for cause, amount in causes.items():
        if abs(amount) >= NAMED_FROM * abs(rise) and not is_zero(amount, unit):
            effect = "adds" if amount > 0 else "takes off"
            if _verb(cause) == "drive":
                effect = "add" if amount > 0 else "take off"
            yield f"{LABELS[cause].capitalize()} {effect} {in_money(abs(amount), unit)}."
