"""Tables that compare scenarios: differences, people and places, gaps by year, and figures of a year."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from mtfp.findings.arguments import in_short, instance_of
from mtfp.findings.suggest import quoted
from mtfp.results.by_year import blank_unknown, first_draw, heading
from mtfp.results.figures import figure_named
from mtfp.results.services import activity, bought_elsewhere
from mtfp.results.table import MONEY, POINTS, SHARE, Column, Row, Table
from mtfp.views.compared.lever_parts import lever_parts
from mtfp.views.compared.levers import levers
from mtfp.views.compared.names import COMPARISONS, LEVER_PARTS
from mtfp.views.compared.scenario_run import ScenarioRun
from mtfp.views.scenario_columns import scenario_columns

LEVELS = (
    "expenditure",
    "funding",
    "savings",
    "gap",
    "recurring_gap",
    "additional_payments.council",
    "additional_payments.nhs",
    "deficit",
    "unmet",
    "set_aside_gap",
)
"""Figures that are compared in a single year."""
SUMMED = (
    "expenditure",
    "funding",
    "savings",
    "gap",
    "additional_payments.council",
    "additional_payments.nhs",
    "carried",
    "unmet",
)
"""Figures that are compared over all projected years together."""


ALL = "all"
"""Year of figures that are sums over all projected years."""


def compare(
    base: ScenarioRun,
    scenarios: Sequence[ScenarioRun],
    years: Sequence[str] = (),
    names: Collection[str] = (*COMPARISONS, LEVER_PARTS),
    *,
    for_programs: bool = True,
) -> tuple[Table, ...]:
    """Return tables that compare scenarios with the plan as it stands, `base`, in the first draw of each projection.

    The tables are differences, people and places, gaps by year, what each lever did (if the scenarios have their
    `levers`), and figures of a year; `names` has those that are wanted, and without `for_programs` rows for programs
    are left out. They show the given years, with `all` for all projected years together; if none is given, the last
    year and `all`. A table without rows is left out. A difference is the scenario's figure less the
    plan's, in the plan's unit of money. A positive gap is a shortfall, so a negative difference of gaps is an
    improvement. All projections must have the years, unit and lines of the plan.

    Raises Unknown (a LookupError), with the nearest year, for a year that the plan lacks; ValueError if a scenario has
    other years, another unit or other prices, lacks a line with an `activity`, or has the name of another; and
    TypeError for arguments of other kinds.

    >>> from mtfp import Plan, central_draws, project
    >>> empty = {"lines": {}, "funding": {}}
    >>> plan = Plan.model_validate({"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k", **empty})
    >>> base = ScenarioRun("base", "The plan as it stands", project(plan, central_draws(plan)))
    >>> [table.name for table in compare(base, [ScenarioRun("same", "The same again", base.projection)])]
    ['difference', 'gap', 'levels']
    """
    _check_runs(base, scenarios)
    _check_years(base, years)
    wanted = years or (base.projection.plan.timeline.last, ALL)
    shown = [year for year in wanted if year != ALL]
    every = [base, *scenarios]
    makers = (
        ("difference", partial(_differences, base, scenarios, shown, together=ALL in wanted)),
        *(("people", partial(_people_and_places, base, scenarios, year)) for year in shown),
        ("gap", partial(_gaps, base, scenarios)),
        ("levers", partial(levers, every, for_programs=for_programs)),
        (LEVER_PARTS, partial(lever_parts, every)),
        *(("levels", partial(_levels, base, scenarios, year)) for year in shown),
    )
    return tuple(table for name, make in makers if name in names and (table := make()).rows)


def _check_runs(base: ScenarioRun, scenarios: Sequence[ScenarioRun]) -> None:
    instance_of(base, ScenarioRun, "the plan as it stands")
    plan, names = base.projection.plan, {base.name}
    active = {name for name, line in plan.lines.items() if line.activity}
    if not isinstance(scenarios, Sequence):
        raise TypeError(f"the scenarios must be a list, not {in_short(scenarios)}")
    for run in scenarios:
        other = instance_of(run, ScenarioRun, "a scenario").projection.plan
        of = f"scenario {quoted(run.name)}"
        if run.name in names:
            raise ValueError(f"{of} is there twice: give each scenario its own name")
        if (other.timeline, other.unit) != (plan.timeline, plan.unit):
            mine, theirs = (f"{each.base_year} to {each.timeline.last} in {each.unit}" for each in (plan, other))
            raise ValueError(f"{of} has {theirs}, the plan {mine}: give both the same years and unit")
        if run.real != base.real:
            raise ValueError(f"{of} and the plan differ in prices: give both the same `real`")
        if missing := sorted(active - other.lines.keys()):
            raise ValueError(f"{of} lacks the line {quoted(missing[0])}: keep every line that has an `activity`")
        names.add(run.name)


def _check_years(base: ScenarioRun, years: Sequence[str]) -> None:
    if isinstance(years, str) or not isinstance(years, Sequence):
        raise TypeError(f'the years must be a list, such as ["2027/28"], not {in_short(years)}')
    timeline = base.projection.plan.timeline
    for year in years:
        if not isinstance(year, str):
            raise TypeError(f"a year must be a label such as {timeline.last}, not {in_short(year)}")
        if year != ALL:
            timeline.position(year)


def _differences(base: ScenarioRun, scenarios: Sequence[ScenarioRun], years: Sequence[str], *, together: bool) -> Table:
    everything, rows = base.projection.plan.timeline.span, list[Row]()
    for year in years:
        rows += [heading(f"In {year}", len(scenarios)), *_of_year(base, scenarios, year, signed=True)]
    rows += [heading(f"{everything} together", len(scenarios))] if together else []
    for row in SUMMED if together else ():
        totals = tuple(_total(scenario, row) - _total(base, row) for scenario in scenarios)
        rows.append(Row(row, figure_named(row).label, totals, depth=1, signed=True, quiet=row != "gap", year=ALL))
    return _table("difference", "Difference from the plan as it stands", base, scenarios, "", rows)


def _levels(base: ScenarioRun, scenarios: Sequence[ScenarioRun], year: str) -> Table:
    every = (base, *scenarios)
    return _table("levels", f"Figures of {year}", base, every, year, list(_of_year(base, every, year, signed=False)))


def _of_year(base: ScenarioRun, scenarios: Sequence[ScenarioRun], year: str, *, signed: bool) -> Iterator[Row]:
    """Yield a row for each figure of a year. With `signed`, rows show differences from the plan as it stands."""
    for row in (*LEVELS, "reserves"):
        before = _at(base, row, year) if signed else 0.0
        values = blank_unknown(_at(scenario, row, year) - before for scenario in scenarios)
        yield Row(
            row,
            figure_named(row).label,
            values,
            depth=1,
            strong=row == "gap",
            signed=signed,
            quiet=row not in ("gap", "expenditure"),
            year=year,
        )
    yield _balance_of_care(base, scenarios, year, signed=signed)


def _balance_of_care(base: ScenarioRun, scenarios: Sequence[ScenarioRun], year: str, *, signed: bool) -> Row:
    """Return the community share of spending; with `signed`, the difference from the plan in percentage points."""
    shares = [_at(scenario, "community_share", year) for scenario in scenarios]
    label, before = "Balance of care: community share", _at(base, "community_share", year)
    if not signed:
        return Row("community_share", label, blank_unknown(shares), SHARE, depth=1, quiet=True, year=year)
    points = blank_unknown((share - before) * 100 for share in shares)
    return Row("community_share", label, points, POINTS, depth=1, signed=True, quiet=True, year=year)


def _people_and_places(base: ScenarioRun, scenarios: Sequence[ScenarioRun], year: str) -> Table:
    """Return the volume that each line buys in a year under each scenario, less its volume in the plan.

    The volume bought elsewhere has a row of its own.
    """
    plan, before = base.projection.plan, activity(base.projection)
    at = plan.timeline.at(year)
    after = [activity(scenario.projection) for scenario in scenarios]
    elsewhere = [bought_elsewhere(run.projection) for run in (base, *scenarios)]
    rows = []
    for name, volume in before.items():
        unit = plan.lines[name].activity.unit  # type: ignore[union-attr]
        counts = " → ".join(dict.fromkeys(f"{volume[t, 0]:,.0f}" for t in (0, at)))
        label = f"{plan.label('lines', name)} ({counts} {unit})"
        change = tuple(float(each[name][at, 0] - volume[at, 0]) for each in after)
        rows.append(Row(f"{name}.activity", label, change, unit, signed=True))
        if any(name in each for each in elsewhere):
            bought = [float(each[name][at, 0]) if name in each else 0.0 for each in elsewhere]
            more = tuple(each - bought[0] for each in bought[1:])
            rows.append(Row(f"{name}.bought_elsewhere", f"bought elsewhere, {unit}", more, unit, depth=1, signed=True))
    title = f"People and places in {year}: difference from the plan"
    notes = (f"In brackets: the units of {plan.base_year} → the units that the plan pays for in {year}.",)
    return _table("people", title, base, scenarios, year, rows, notes if rows else ())


def _gaps(base: ScenarioRun, scenarios: Sequence[ScenarioRun]) -> Table:
    plan = base.projection.plan
    columns = tuple(Column(year, year) for year in plan.timeline.labels)
    rows = tuple(
        Row("gap", scenario.label or scenario.name, first_draw(scenario.figures["gap"]), scenario=scenario.name)
        for scenario in (base, *scenarios)
    )
    return _in_prices(Table("gap", "Gap by year", plan.name, plan.unit, columns, rows), base)


def _table(
    name: str,
    title: str,
    base: ScenarioRun,
    shown: Sequence[ScenarioRun],
    year: str,
    rows: Sequence[Row],
    notes: tuple[str, ...] = (),
) -> Table:
    plan = base.projection.plan
    columns = scenario_columns({scenario.name: scenario.label for scenario in shown}, year)
    return _in_prices(Table(name, title, plan.name, plan.unit, columns, tuple(rows), notes), base)


def _in_prices(table: Table, base: ScenarioRun) -> Table:
    """Return the table with a mark that its money is in prices of the base year, if it is and there is money."""
    if not base.real or not any(row.unit == MONEY and not row.is_heading for row in table.rows):
        return table
    year = base.projection.plan.base_year
    note = f"Amounts are in prices of {year}: each year's cash divided by the price index of the same scenario."
    return replace(table, title=f"{table.title}, real terms", notes=(*table.notes, note), prices_of=year)


def _at(scenario: ScenarioRun, row: str, year: str) -> float:
    return float(scenario.figures[row][scenario.projection.plan.timeline.at(year), 0])


def _total(scenario: ScenarioRun, row: str) -> float:
    return float(np.nansum(scenario.figures[row][1:, 0]))
