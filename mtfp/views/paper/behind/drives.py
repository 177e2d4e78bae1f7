"""Sentences on what makes cost rise."""

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
SINGULAR = ("pay", "demography", "other_growth")
"""Causes whose labels are singular."""
NAMED_FROM = 0.02
"""Part of the rise from which a cause has its own sentence."""


def causes_of_rise(projection: Projection) -> dict[str, float]:
    """Return the change of cost from the base year to the last by cause, in the plan's unit, the largest first."""
    causes = statement_causes(cost_bridge(projection).cumulative())
    found = {cause: float(np.asarray(added)[-1, 0]) for cause, added in causes.items()}
    return dict(sorted(found.items(), key=lambda each: -abs(each[1])))


def what_drives(projection: Projection) -> Iterator[str]:
    """Yield a sentence on the change of cost, then one for each cause that is not small."""
    causes, plan = causes_of_rise(projection), projection.plan
    rise, unit = sum(causes.values()), plan.unit
    before, after = (in_money(float(projection.gap.expenditure[year, 0]), unit) for year in (0, -1))
    way = "rises" if rise >= 0 else "falls"
    yield f"Cost {way} from {before} in {plan.base_year} to {after} in {plan.timeline.last}."
    for cause, amount in causes.items():
        if abs(amount) >= NAMED_FROM * abs(rise) and not is_zero(amount, unit):
            yield f"{LABELS[cause].capitalize()} {_effect(cause, amount)} {in_money(abs(amount), unit)}."


def _effect(cause: str, amount: float) -> str:
    words = ("adds", "takes off") if cause in SINGULAR else ("add", "take off")
    return words[0] if amount > 0 else words[1]
