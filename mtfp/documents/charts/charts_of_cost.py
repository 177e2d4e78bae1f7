"""Make charts of cost: its causes since the base year, and cost against funding."""

from collections.abc import Sequence

import numpy as np

from mtfp.analysis.bridge import cost_bridge, statement_causes
from mtfp.documents.charts.bars import Amount, Waterfall
from mtfp.documents.charts.chart import is_illustrative
from mtfp.documents.charts.in_words import NOTHING, Part, change_in_words, fraction, largest, listed, verb
from mtfp.documents.charts.series import Lines, Series
from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import NOISE
from mtfp.model.base.money_in_words import in_money
from mtfp.results.by_year import first_draw
from mtfp.results.figures import Figures, figures
from mtfp.views.plan.statement import CAUSES

SEEN = 0.02
"""Smallest part of the largest cause of which a bar is seen."""
OTHER = "Other causes"
PLURAL = ("remove_one_offs", "prices", "stated", "commitments", "investments", "risk_events")
"""Causes whose labels are plurals."""


def causes(projection: Projection, scenario: str = "base") -> Waterfall:
    """Return a waterfall of the causes of the change in cost since the base year, the largest first."""
    plan = projection.plan
    found = statement_causes(cost_bridge(projection).cumulative())
    amounts = [Amount(cause, CAUSES[cause], float(added[-1, 0])) for cause, added in found.items()]
    expenditure = figures(projection)["expenditure"][:, 0]
    total = Amount("change", "Change in expenditure", float(expenditure[-1] - expenditure[0]))
    return Waterfall(
        name="causes_chart",
        figure="expenditure",
        plan=plan.name,
        title=_title_of_causes(amounts, total.value, projection),
        sentence=f"Expenditure before savings {change_in_words(expenditure[0], expenditure[-1], plan.unit)} between "
        f"{plan.base_year} and {plan.timeline.last}.",
        unit=plan.unit,
        illustrative=is_illustrative(plan),
        year=plan.timeline.last,
        head=f"Since {plan.base_year}",
        opening=None,
        changes=_shown(amounts),
        closing=total,
        scenario=scenario,
    )


def _shown(causes: Sequence[Amount]) -> tuple[Amount, ...]:
    """Return the causes of which a bar is seen, from the largest rise to the largest fall, and the rest as one."""
    widest = max((abs(each.value) for each in causes), default=0.0)
    shown = [each for each in causes if each.value and abs(each.value) >= SEEN * widest]
    rest = sum(each.value for each in causes if each not in shown)
    other = [Amount("other", OTHER, rest)] if abs(rest) > NOISE * max(1.0, widest) else []
    return (*sorted(shown, key=lambda each: -each.value), *other)


def _title_of_causes(causes: Sequence[Amount], total: float, projection: Projection) -> str:
    plan = projection.plan
    amount, by = in_money(abs(total), plan.unit), f"by {plan.timeline.last}"
    sign = 1 if total > 0 else -1
    parts = [Part(_in_sentence(each.label), sign * each.value, each.id in PLURAL) for each in causes]
    top = largest(parts, plan.unit)
    if amount == NOTHING or not top:
        return f"Cost {by} is the same as in {plan.base_year}"
    if total < 0:
        return f"Cost falls by {amount} {by}, most of all through {_in_sentence(listed(top))}"
    drive = verb(top, "drives", "drive" if len(top) == 1 else "each drive")
    return f"{listed(top)} {drive} {fraction(top[0].amount / total)} of the {amount} rise in cost {by}"


def _in_sentence(label: str) -> str:
    return label[:1].lower() + label[1:]


def cost_and_funding(projection: Projection, scenario: str = "base") -> Lines:
    """Return the lines of cost before savings and of funding; the distance between them is the gap before savings."""
    plan, known = projection.plan, figures(projection)
    return Lines(
        name="cost_and_funding",
        figure="gap_before_savings",
        plan=plan.name,
        title=_title_of_gap(known),
        sentence=_growth(known),
        unit=plan.unit,
        illustrative=is_illustrative(plan),
        years=plan.timeline.labels,
        lines=(
            Series("expenditure", "Cost before savings", first_draw(known["expenditure"])),
            Series("funding", "Funding", first_draw(known["funding"])),
        ),
        scenario=scenario,
    )


def _title_of_gap(known: Figures) -> str:
    plan = known.projection.plan
    last, gap = plan.timeline.last, float(known["gap_before_savings"][-1, 0])
    amount = in_money(abs(gap), plan.unit)
    if amount == NOTHING:
        return f"Funding meets the cost of {last} before savings"
    if gap > 0:
        return f"Before savings, the cost of {last} is {amount} more than its funding"
    return f"Before savings, the funding of {last} is {amount} more than its cost"


def _growth(known: Figures) -> str:
    """Return a sentence on the yearly growth of both lines, since the first year for which both are known."""
    plan, cost, money = known.projection.plan, known["expenditure"][:, 0], known["funding"][:, 0]
    first = int(np.argmax(~np.isnan(money)))
    years, begins = len(cost) - 1 - first, plan.timeline.labels[first]
    if years == 0 or min(cost[first], money[first], cost[-1], money[-1]) <= 0:
        return "The distance between the lines is the gap before savings."
    rates = [(values[-1] / values[first]) ** (1 / years) - 1 for values in (cost, money)]
    return (
        f"Between {begins} and {plan.timeline.last}, cost {_grows(rates[0])} and funding {_grows(rates[1])} a year on "
        "average. The distance between the lines is the gap before savings."
    )


def _grows(rate: float) -> str:
    """Return a yearly rate in words.

    >>> _grows(0.0412), _grows(-0.002), _grows(0.0001)
    ('grows by 4.1%', 'falls by 0.2%', 'grows by 0.0%')
    """
    text = f"{100 * abs(rate):.1f}%"
    return f"falls by {text}" if rate < 0 and text != "0.0%" else f"grows by {text}"
