"""Figures of cost, funding, savings and the gap: sections 7, 9 and 10 of the model."""

import numpy as np

from mtfp.model.base.arrays import Array, share_of, sum_of, total_over_items
from mtfp.model.costs.line import PARTNERS
from mtfp.results.figures.figure import Figure, Values
from mtfp.results.table import SHARE

SHORT = {"council": "Council", "nhs": "NHS board"}
LONG = {"council": "the council", "nhs": "the NHS board"}


def _paid(known: Values, kind: str, payer: str = "") -> Array:
    """Return the usable money from funding sources of the type `kind`, paid by `payer`; if empty, by both partners."""
    streams = known.projection.plan.funding
    names = [name for name, stream in streams.items() if stream.type == kind and payer in ("", stream.partner)]
    return sum_of([known.projection.usable[name] for name in names], known.projection.draws.shape)


def _payment(partner: str) -> Figure:
    return Figure(
        id=f"payments.{partner}",
        label=f"{SHORT[partner]} payment",
        of=lambda known: _paid(known, "payment", partner),
        section=7,
        worse="low",
    )


def _repayment(partner: str) -> Figure:
    number = PARTNERS.index(partner)
    return Figure(
        id=f"repayments.{partner}",
        label=f"Repaid to {LONG[partner]}",
        phrase=f"repayments to {LONG[partner]}",
        of=lambda known: known.closing.repayments[number],
        section=11,
        begins="projected",
    )


def _requirement(known: Values) -> Array:
    """Return the savings requirement: the gap before savings, less planned use of reserves; zero in the base year."""
    return _from_zero(known.gap.before_savings - known.closing.planned_use)


def _unidentified(known: Values) -> Array:
    """Return the savings requirement less planned savings; positive is savings not yet identified."""
    return known.gap.before_savings - known.closing.planned_use - known.gap.savings_planned


def _from_zero(values: Array) -> Array:
    """Return the figures of the projected years, with zero in the base year."""
    return np.concatenate([np.zeros_like(values[:1]), values[1:]])


def _since_last_year(cumulative: Array) -> Array:
    """Return the changes of a cumulative amount from year to year. The amount counts as zero in the base year."""
    known = _from_zero(cumulative)
    return np.concatenate([known[:1], known[1:] - known[:-1]])


GAP = (
    Figure(
        id="expenditure",
        label="Expenditure",
        phrase="expenditure",
        of=lambda known: known.gap.expenditure,
        section=10,
        sums=True,
    ),
    *(_payment(partner) for partner in PARTNERS),
    Figure(
        id="ring_fenced",
        label="Ring-fenced, usable",
        phrase="usable ring-fenced funding",
        of=lambda known: _paid(known, "ring_fenced"),
        section=7,
    ),
    Figure(
        id="ring_fenced_reserves",
        label="Ring-fenced reserves",
        phrase="the use of ring-fenced reserves",
        of=lambda known: known.closing.drawn_by_lines,
        section=7,
    ),
    Figure(
        id="other_income",
        label="Other income",
        of=lambda known: _paid(known, "income"),
        section=7,
    ),
    Figure(
        id="funding",
        label="Funding",
        phrase="funding",
        of=lambda known: known.gap.funding,
        section=10,
        worse="low",
        sums=True,
    ),
    Figure(
        id="gap_before_savings",
        label="Gap before savings",
        of=lambda known: known.gap.before_savings,
        section=10,
    ),
    Figure(
        id="gap",
        label="Gap",
        of=lambda known: known.gap.gap,
        section=10,
        sums=True,
    ),
    Figure(
        id="requirement",
        label="Requirement, cumulative",
        phrase="the savings requirement",
        of=_requirement,
        section=10,
    ),
    Figure(
        id="annual_requirement",
        label="Requirement, annual",
        phrase="the savings requirement of the year",
        of=lambda known: _since_last_year(_requirement(known)),
        section=10,
        begins="projected",
    ),
    Figure(
        id="unidentified",
        label="Unidentified, cumulative",
        phrase="savings not yet identified",
        of=_unidentified,
        section=10,
        begins="projected",
    ),
    Figure(
        id="to_identify",
        label="Of which the budget has still to identify",
        phrase="savings that the budget has still to identify",
        of=lambda known: known.gap.to_identify,
        section=8,
        begins="projected",
    ),
    Figure(
        id="annual_unidentified",
        label="Unidentified, annual",
        phrase="savings of the year not yet identified",
        of=lambda known: _since_last_year(_unidentified(known)),
        section=10,
        begins="projected",
    ),
    Figure(
        id="unidentified_share",
        label="Unidentified share of gap before savings",
        phrase="the unidentified share of the gap before savings",
        part="of gap before savings",
        of=lambda known: share_of(known["unidentified"], known["gap_before_savings"]),
        section=10,
        unit=SHARE,
        begins="projected",
        adds=False,
    ),
    Figure(
        id="recurring_gap",
        label="Recurring gap",
        of=lambda known: known.gap.recurring_gap,
        section=10,
    ),
    Figure(
        id="cost_after_funding_ends",
        label="Cost after funding ends",
        phrase="the cost that stays after time-limited money has ended",
        of=lambda known: known.gap.cost_after_funding_ends,
        section=10,
    ),
    Figure(
        id="repayments",
        label="Repaid to the partners",
        phrase="repayments to the partners",
        of=lambda known: total_over_items(known.closing.repayments),
        section=11,
        begins="projected",
    ),
    *(_repayment(partner) for partner in PARTNERS),
    Figure(
        id="savings_recurring",
        label="Savings, recurring",
        phrase="recurring savings achieved",
        of=lambda known: known.gap.savings_recurring,
        section=8,
        begins="projected",
    ),
    Figure(
        id="savings_non_recurring",
        label="Savings, non-recurring",
        phrase="non-recurring savings achieved",
        of=lambda known: known.gap.savings_non_recurring,
        section=8,
        begins="projected",
    ),
    Figure(
        id="savings",
        label="Savings achieved",
        phrase="savings achieved",
        of=lambda known: known.gap.savings,
        section=8,
        begins="projected",
        worse="low",
        sums=True,
    ),
    Figure(
        id="savings_planned",
        label="Savings planned",
        phrase="savings planned",
        of=lambda known: known.gap.savings_planned,
        section=8,
        begins="projected",
    ),
    Figure(
        id="undelivered",
        label="Planned, not achieved",
        phrase="savings planned and not achieved",
        of=lambda known: known.gap.savings_planned - known.gap.savings,
        section=8,
        begins="projected",
    ),
)
"""Figures of cost, funding, savings and the gap between them."""
