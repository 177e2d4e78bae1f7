"""The statement: the table that finance officers print, in their words and order."""

from collections.abc import Iterator, Mapping

import numpy as np

from mtfp.analysis.bridge import cost_bridge, statement_causes
from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array
from mtfp.model.uncertainty.risk import LIKELY
from mtfp.results.by_year import first_draw, heading, in_money, year_columns
from mtfp.results.figures import figures
from mtfp.results.table import SHARE, Row, Table
from mtfp.views.plan.services.vacancies import vacancy_note

CAUSES = {
    "remove_one_offs": "One-offs, adjustments",
    "pay": "Pay",
    "prices": "Prices",
    "demography": "Demography",
    "other_growth": "Other growth",
    "service_change": "Service change",
    "stated": "Stated lines",
    "commitments": "Commitments",
    "investments": "Investments",
    "risk_events": "Risk events",
}
"""The pressures by cause, which add up from one year's expenditure to the next."""


def statement(projection: Projection, scenario: str = "base") -> Table:
    """The statement of a projection's first draw: pressures, funding, gap, how it is closed, and what is left."""
    plan = projection.plan
    known = figures(projection)
    rows = [*_cost(projection, known), *_funding(known), *_gap(known), *_closing(known), *_after(projection, known)]
    return Table(
        name="statement",
        title=plan.title or plan.name,
        plan=plan.name,
        money=plan.unit,
        columns=year_columns(projection, scenario),
        rows=tuple(rows),
        notes=tuple(_notes(projection)),
    )


def _cost(projection: Projection, known: Mapping[str, Array]) -> Iterator[Row]:
    expenditure = known["expenditure"]
    brought_forward = np.concatenate([np.full_like(expenditure[:1], np.nan), expenditure[:-1]])
    yield Row("brought_forward", "Base budget b/f", first_draw(brought_forward))
    for cause, pressure in statement_causes(cost_bridge(projection)).items():
        pressure = pressure.copy()
        pressure[0] = np.nan
        yield Row(cause, CAUSES[cause], first_draw(pressure), depth=1, signed=True, quiet=True)
    yield Row("expenditure", "Expenditure", first_draw(expenditure), strong=True)


def _funding(known: Mapping[str, Array]) -> Iterator[Row]:
    yield Row("payments.council", "Council payment", first_draw(known["payments.council"]), depth=1, quiet=True)
    yield Row("payments.nhs", "NHS board payment", first_draw(known["payments.nhs"]), depth=1, quiet=True)
    yield Row("ring_fenced", "Ring-fenced, as usable", first_draw(known["ring_fenced"]), depth=1, quiet=True)
    yield Row(
        "ring_fenced_reserves",
        "Ring-fenced reserves",
        first_draw(known["ring_fenced_reserves"]),
        depth=1,
        quiet=True,
    )
    yield Row("other_income", "Other income", first_draw(known["other_income"]), depth=1, quiet=True)
    yield Row(
        "repayments.council", "Less: repaid to council", first_draw(known["repayments.council"]), depth=1, quiet=True
    )
    yield Row("repayments.nhs", "Less: repaid to NHS board", first_draw(known["repayments.nhs"]), depth=1, quiet=True)
    yield Row("funding", "Funding", first_draw(known["funding"]), strong=True)


def _gap(known: Mapping[str, Array]) -> Iterator[Row]:
    yield Row("gap_before_savings", "Gap before savings", first_draw(known["gap_before_savings"]), strong=True)
    yield Row("savings_recurring", "Savings, recurring", first_draw(known["savings_recurring"]), depth=1)
    yield Row("savings_non_recurring", "Savings, non-recurring", first_draw(known["savings_non_recurring"]), depth=1)
    yield Row("savings", "Savings achieved", first_draw(known["savings"]), depth=1, quiet=True)
    yield Row("gap", "Gap", first_draw(known["gap"]), strong=True)


def _closing(known: Mapping[str, Array]) -> Iterator[Row]:
    yield heading("How the gap is closed", len(known["gap"]))
    yield Row(
        "planned_use_of_reserves", "Planned use of reserves", first_draw(known["planned_use_of_reserves"]), depth=1
    )
    yield Row("to_close", "Still to close", first_draw(known["to_close"]), depth=1)
    steps = {
        "recovery_plan": "Recovery plan",
        "reserves_used": "From reserves",
        "additional_payments": "Additional payments",
        "additional_payments.council": "asked of the council",
        "additional_payments.nhs": "asked of the NHS board",
        "carried": "Deficit carried forward",
        "surplus": "Surplus",
        "offset": "Memo: met between arms",
    }
    for row, label in steps.items():
        yield Row(row, label, first_draw(known[row]), depth=2 if "." in row else 1, quiet=True)
    yield Row("unmet", "Unmet", first_draw(known["unmet"]), strong=True)


def _after(projection: Projection, known: Mapping[str, Array]) -> Iterator[Row]:
    years = len(known["gap"])
    yield heading("Savings requirement", years)
    requirement = {
        "requirement": "Requirement, cumulative",
        "annual_requirement": "Requirement, annual",
        "savings_planned": "Savings planned",
        "undelivered": "Planned, not achieved",
        "annual_unidentified": "Unidentified, annual",
        "unidentified": "Unidentified, cumulative",
    }
    for row, label in requirement.items():
        yield Row(row, label, first_draw(known[row]), depth=1, quiet=row == "undelivered")
    share = first_draw(known["unidentified_share"])
    yield Row("unidentified_share", "of gap before savings", share, SHARE, depth=2, quiet=True)
    yield heading("Recurring position", years)
    yield Row("recurring_gap", "Recurring gap", first_draw(known["recurring_gap"]), depth=1)
    for name in projection.pots:
        label = f"Reserve: {projection.plan.label('reserves', name)}"
        yield Row(f"reserves.{name}", label, first_draw(known[f"reserves.{name}"]), depth=1)
    yield Row("deficit", "Deficit carried, in all", first_draw(known["deficit"]), depth=1, quiet=True)
    yield Row("owed", "Owed to the partners", first_draw(known["owed"]), depth=1, quiet=True)
    yield Row(
        "community_share",
        "Balance of care",
        first_draw(known["community_share"]),
        SHARE,
        depth=1,
        quiet=True,
    )
    yield from _set_aside(projection, known)


def _set_aside(projection: Projection, known: Mapping[str, Array]) -> Iterator[Row]:
    yield heading("Set-aside, shown apart", len(known["gap"]))
    rows = {
        "set_aside_cost": "Set-aside cost",
        "set_aside_funding": "Set-aside funding",
        "set_aside_gap": "Set-aside gap",
    }
    for row, label in rows.items():
        yield Row(row, label, first_draw(known[row]), depth=1, quiet=True)
    if known["set_aside_cost"].any() or known["set_aside_funding"].any():
        yield Row("gap_with_set_aside", "Gap with set-aside", first_draw(known["gap_with_set_aside"]), depth=1)


def _notes(projection: Projection) -> Iterator[str]:
    plan = projection.plan
    if np.isnan(projection.gap.funding[0, 0]):
        yield f"The funding of {plan.base_year} isn't known, so its gap is left blank."
    tbc = [
        f"{plan.label('commitments', name)} ({year})"
        for name, commitment in plan.commitments.items()
        for year, amount in commitment.amount.items()
        if amount is None
    ]
    if tbc:
        yield f"Still to be confirmed, counted as nil: {', '.join(tbc)}."
    unlikely = [event for event in plan.risk_events.values() if event.probability <= LIKELY]
    if expected := sum(float(event.expected(plan.timeline).sum()) for event in unlikely):
        cost = in_money(expected, plan.unit)
        yield f"Risk events not counted here: {cost} in cash over the plan, by probability times impact."
    if np.any(projection.set_aside.gap > 0):
        yield "The gap of the set-aside is the NHS board's, beside what is asked of it above."
    yield from vacancy_note(projection)
    yield from _limited_use(projection)


def _limited_use(projection: Projection) -> Iterator[str]:
    """Planned use of a pot that holds less by then, because a step of the scheme or an earlier year has taken it."""
    plan = projection.plan
    for name, pot in plan.pots.items():
        for t, year in enumerate(plan.timeline.labels):
            planned, used = pot.planned_use.get(year, 0.0), float(projection.pots[name].planned_use[t, 0])
            if planned - used > 1e-9 * max(1.0, planned):
                held, asked = in_money(used, plan.unit), in_money(planned, plan.unit)
                label = plan.label("reserves", name)
                yield f"{label}: {asked} is planned to be used in {year}, and only {held} is left by then."
