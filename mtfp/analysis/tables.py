"""The tables of one projection beside the statement: one function each.

To add a table: one function here, and its name in `TABLES`; it then shows in every format.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import numpy as np

from mtfp.analysis.bridge import cost_bridge, gap_bridge
from mtfp.analysis.comparators import comparators
from mtfp.analysis.directions import directions
from mtfp.analysis.hosted import hosted
from mtfp.analysis.mix import mix
from mtfp.analysis.partners import partners
from mtfp.analysis.report_as import report_as
from mtfp.analysis.reserves import reserves
from mtfp.analysis.savings import savings
from mtfp.analysis.scheme import scheme
from mtfp.analysis.statement import CAUSES, statement
from mtfp.analysis.vacancies import vacancies
from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import share_of, sum_of
from mtfp.model.costs.population import people_of
from mtfp.population.sources import attribution
from mtfp.results.by_year import changes, first_draw, table_by_year
from mtfp.results.figures import activity, figures, spend_by_setting, spent_on_lines
from mtfp.results.table import MONEY, POUNDS, SHARE, Row, Table


def lines(projection: Projection, scenario: str) -> Table:
    """What each line costs, income below zero; set-aside lines apart."""
    plan, cost = projection.plan, projection.costs.cost
    held = {name: first_draw(cost[row]) for row, name in enumerate(plan.lines)}
    mine = [_row("lines", projection, name, held[name]) for name, line in plan.lines.items() if not line.set_aside]
    apart = [_row("lines", projection, name, held[name]) for name, line in plan.lines.items() if line.set_aside]
    integrated = np.array([not line.set_aside for line in plan.lines.values()], dtype=bool)
    total = Row("total", "Integrated budget", first_draw(cost[integrated].sum(axis=0)), strong=True)
    set_aside = (
        [Row("total_set_aside", "Set-aside", first_draw(cost[~integrated].sum(axis=0)), strong=True)] if apart else []
    )
    return table_by_year("lines", "Cost by line", projection, scenario, [*mine, total, *apart, *set_aside])


def funding(projection: Projection, scenario: str) -> Table:
    """What each stream pays, before ring-fences and repayments."""
    plan = projection.plan
    receipts = {name: receipt.total for name, receipt in projection.receipts.items()}
    apart = [name for name, stream in plan.funding.items() if stream.type == "set_aside"]
    rows = [_row("funding", projection, name, first_draw(paid)) for name, paid in receipts.items() if name not in apart]
    set_aside = [_row("funding", projection, name, first_draw(receipts[name])) for name in apart]
    paid = sum_of([receipts[name] for name in receipts if name not in apart], projection.draws.shape)
    kept = first_draw(projection.gap.funding - paid)
    rows.append(Row("ring_fenced_net", "Ring-fenced: kept or drawn", kept, signed=True, quiet=True))
    usable = Row("funding", "Funding, as usable", first_draw(projection.gap.funding), strong=True)
    return table_by_year("funding", "Funding by stream", projection, scenario, [*rows, usable, *set_aside])


def bridge(projection: Projection, scenario: str) -> Table:
    """What moved the cost of the integrated budget from each year to the next, cause by cause."""
    causes = cost_bridge(projection).causes
    rows = [
        Row(name, _cause(projection, name), changes(effect), signed=True, quiet=True) for name, effect in causes.items()
    ]
    change = np.diff(projection.gap.expenditure, axis=0, prepend=np.nan)
    total = Row("change", "Change in expenditure", first_draw(change), strong=True, signed=True)
    return table_by_year("bridge", "What moves the cost, year on year", projection, scenario, [*rows, total])


def gap_since_base(projection: Projection, scenario: str) -> Table:
    """Why the gap is what it is: from the base year's gap, what cost, funding, savings and reserves have done since."""
    base_year = projection.plan.base_year
    labels = {
        **CAUSES,
        "opening_gap": f"Gap of {base_year}",
        "funding": "Funding",
        "savings_recurring": "Savings, recurring",
        "savings_non_recurring": "Savings, non-recurring",
        "planned_use": "Planned use of reserves",
        "to_close": "Still to close",
    }
    title = f"Why the gap is what it is, since {base_year}"
    if np.isnan(projection.gap.funding[0]).any():
        note = f"Can't be worked out: the funding of {base_year} isn't known."
        return table_by_year("gap_bridge", title, projection, scenario, (), [note])
    ends = ("opening_gap", "to_close")
    rows = [
        Row(name, labels[name], changes(values), strong=name in ends, signed=name not in ends, quiet=name not in ends)
        for name, values in gap_bridge(projection).items()
    ]
    return table_by_year("gap_bridge", title, projection, scenario, rows)


def people_and_places(projection: Projection, scenario: str) -> Table:
    """What each line buys in hours, places or people, and what one of them costs with what falls on the line."""
    rows: list[Row] = []
    unit_money = {"£": 1.0, "£k": 1e3, "£m": 1e6}[projection.plan.unit]
    volumes = activity(projection)
    for name, spent in zip(projection.plan.lines, spent_on_lines(projection), strict=True):
        if (volume := volumes.get(name)) is None:
            continue
        unit = projection.plan.lines[name].activity.unit  # type: ignore[union-attr]
        rows.append(
            Row(f"{name}.activity", f"{projection.plan.label('lines', name)}: {unit}", first_draw(volume), unit)
        )
        each = share_of(spent * unit_money, volume)
        rows.append(Row(f"{name}.unit_cost", "cost of one", first_draw(each), POUNDS, depth=1))
    return table_by_year("activity", "People and places", projection, scenario, rows)


def settings(projection: Projection, scenario: str) -> Table:
    """Gross spend by setting, and the balance of care."""
    spend = spend_by_setting(projection)
    rows = [Row(name, name.replace("_", " ").capitalize(), first_draw(values)) for name, values in spend.items()]
    share = figures(projection)["community_share"]
    rows.append(Row("community_share", "Balance of care: community share", first_draw(share), SHARE))
    return table_by_year("settings", "Spend by setting, set-aside included", projection, scenario, rows)


def localities(projection: Projection, scenario: str) -> Table:
    """The cost of lines by locality, set-aside included; lines that don't say where are a row of their own."""
    plan = projection.plan
    if not plan.localities:
        return table_by_year("localities", "Cost by locality", projection, scenario, ())
    by_place = {place: projection.draws.nil() for place in plan.localities}
    elsewhere = projection.draws.nil()
    for row, line in enumerate(plan.lines.values()):
        cost = projection.costs.cost[row]
        if line.localities is None:
            elsewhere += cost
            continue
        for place, share in zip(plan.localities, line.localities.of(plan.localities), strict=True):
            by_place[place] += share * cost
    rows = [Row(f"locality.{place}", place, first_draw(cost)) for place, cost in by_place.items()]
    rows.append(Row("not_local", "Not split by locality", first_draw(elsewhere), quiet=True))
    total = projection.costs.cost.sum(axis=0)
    rows.append(Row("total", "All lines, with set-aside", first_draw(total), strong=True))
    return table_by_year("localities", "Cost by locality", projection, scenario, rows)


def demand(projection: Projection, scenario: str) -> Table:
    """What ageing does to the demand of each profile, the base year being 100%."""
    rows = [
        Row(f"demand.{name}", name.replace("_", " ").capitalize(), first_draw(by.ageing * by.healthier), SHARE)
        for name, by in projection.ageing.items()
    ]
    notes = _sources(projection) if rows else ()
    return table_by_year("demand", "Demand from the population's ageing", projection, scenario, rows, notes)


def _sources(projection: Projection) -> Iterable[str]:
    """Where the population comes from, with the attribution that bundled figures ask for."""
    plan = projection.plan
    if plan.population:
        people = people_of(plan.population, projection.draws.variants[0], plan.supplied)
        yield f"{people.area}: {people.source}."
        if plan.population.area:
            yield attribution()


TableOf = Callable[[Projection, str], Table]
TABLES: Mapping[str, TableOf] = {
    "statement": statement,
    "lines": lines,
    "funding": funding,
    "bridge": bridge,
    "gap_bridge": gap_since_base,
    "savings": savings,
    "mix": mix,
    "vacancies": vacancies,
    "reserves": reserves,
    "scheme": scheme,
    "partners": partners,
    "activity": people_and_places,
    "settings": settings,
    "localities": localities,
    "demand": demand,
    "directions": directions,
    "hosted": hosted,
    "report_as": report_as,
    "comparators": comparators,
}
"""Every table of one projection, by the name that people ask for it."""


ROLLING = ("bridge", "gap_bridge", "savings", "reserves", "scheme", "partners")
"""Tables that roll forward from year to year: divided by an index, their parts would no longer add up."""


def in_real_terms(table: Table, projection: Projection) -> Table:
    """A table's money in the prices of the base year: divided by the index of the plan's deflator."""
    plan, index = projection.plan, projection.draws.indices[projection.plan.deflator or ""][:, 0].tolist()
    by_year = dict(zip(plan.timeline.labels, index, strict=True))
    divisors = tuple(by_year.get(column.year, 1.0) for column in table.columns)
    rows = tuple(_deflated(row, divisors) if row.unit in (MONEY, POUNDS) else row for row in table.rows)
    label = plan.label("assumptions", plan.deflator or "")
    note = (
        f"In prices of {plan.base_year}: each year's cash divided by that year's index ({label}), so that a year's "
        "base budget is not the expenditure shown for the year before."
    )
    notes = (*table.notes, note)
    return replace(table, rows=rows, notes=notes, title=f"{table.title}, real terms", prices_of=plan.base_year)


def _deflated(row: Row, divisors: tuple[float, ...]) -> Row:
    values = tuple(None if v is None else v / by for v, by in zip(row.values, divisors, strict=True))
    return replace(row, values=values)


def _row(section: str, projection: Projection, name: str, values: tuple[float | None, ...]) -> Row:
    return Row(f"{section}.{name}", projection.plan.label(section, name), values)


def _cause(projection: Projection, name: str) -> str:
    kind, _, assumption = name.partition(".")
    said = {
        "one_offs": "One-offs, adjustments",
        "on_costs": "Employer on-costs",
        "demographic": "Ageing and numbers",
        "healthier_ageing": "Healthier ageing",
        "non_demographic": "Other growth in need",
        "provision": "Service levels",
        "stated": "Stated lines",
        "risk_events": "Risk events",
    }
    if assumption:
        return f"{kind.capitalize()}: {projection.plan.label('assumptions', assumption)}"
    return said.get(name, name.replace("_", " ").capitalize())
