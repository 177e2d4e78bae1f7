"""Table of vacancies: the gap with vacant posts, the gap if every post were filled, and the difference by line."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from mtfp.engine import project
from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array
from mtfp.model.base.draws import Draws
from mtfp.model.base.money_in_words import in_money
from mtfp.model.costs.cost import Costs, costs
from mtfp.model.costs.line import Line
from mtfp.model.costs.rows import Rows
from mtfp.model.plan import Plan
from mtfp.results.by_year import first_draw, heading, table_by_year
from mtfp.results.figure_rows import figure_row
from mtfp.results.figures import figures
from mtfp.results.table import Row, Table

FILLED = "{}.filled"
"""Name of an added assumption that sets a vacancy rate to zero. It has a dot, which no name in a plan may have."""


def vacancies(projection: Projection, scenario: str) -> Table:
    """Return the gap with vacancies, the gap at full establishment (every post filled), and the difference by line."""
    title = "Gap with vacancies and at full establishment"
    if not _staffed(projection.plan):
        note = "No line of the plan gives its vacancies, so the cost of filling every post can't be shown."
        return table_by_year("vacancies", title, projection, scenario, (), [note])
    full = at_full_establishment(projection)
    rows = list(_integrated(projection, full))
    if any(projection.plan.lines[line].set_aside for line, _ in _staffed(projection.plan)):
        rows += _set_aside(projection, full)
    return table_by_year("vacancies", title, projection, scenario, rows, NOTES)


NOTES = (
    "Full establishment: every post is filled in every projected year, by staff at the plan's pay; the base year "
    "doesn't change. Above zero, filling the posts would cost more than leaving them vacant. Below zero, agency cover "
    "costs more than staff would.",
    "Both gaps include the plan's savings from posts held open on purpose.",
)


def at_full_establishment(projection: Projection) -> Projection:
    """Return the projection in the same draws with every post filled after the base year.

    The factor k[t] in section 6 of the model is then 1. Only vacancies change. If the plan also uses a
    vacancy assumption for another purpose, or if another assumption follows it, these uses keep the planned values.
    """
    plan, draws = _filled(projection.plan, projection.draws)
    return project(plan, draws)


def by_component(projection: Projection, filled: Costs) -> dict[tuple[str, str], Array]:
    """Return the cost that filled posts would add, by line and by assumption of the component, shape (year, draw).

    For each component, the added cost is

        B · w · I · (S at full establishment − S) · volume

    in the symbols of section 6 of the model. A line's cost is linear in the prices of its components, so the components
    add up to the line's difference. Money that a move re-invests follows the prices of the line that releases it, so
    the difference of a line in `into` also has a part of its own.
    """
    added = {}
    for line, part in _staffed(projection.plan):
        by = projection.costs.drivers[line]
        place = list(projection.plan.lines[line].components).index(part)
        price, full = by.prices[place], filled.drivers[line].prices[place]
        rise = price.share * price.index * price.on_costs * (full.vacancies - price.vacancies)
        added[line, part] = projection.plan.lines[line].sign * by.base * rise * by.cost_volume
    return added


def saved_by_vacancies(projection: Projection) -> float | None:
    """Return the money that vacant posts save in the last year, agency cover paid; negative if they cost money.

    In the plan's unit, for the integrated budget. None if no line gives its vacancies.
    """
    plan = projection.plan
    if all(plan.lines[line].set_aside for line, _ in _staffed(plan)):
        return None
    filled_plan, draws = _filled(plan, projection.draws)
    filled = costs(Rows.line_by_line(filled_plan.lines), draws, projection.ageing, filled_plan.moves)
    mine = filled.rows.integrated
    return float((filled.of(mine) - projection.costs.of(mine))[-1, 0])


def vacancy_note(projection: Projection) -> Iterator[str]:
    """Yield a note for the statement on the effect of vacancies on cost, if the plan has vacancies."""
    saved, year = saved_by_vacancies(projection), projection.plan.timeline.last
    if saved is None:
        return
    amount = in_money(abs(saved), projection.plan.unit)
    effect = (
        f"Vacant posts lower the expenditure of {year} by {amount}"
        if saved >= 0
        else f"Vacant posts with agency cover raise the expenditure of {year} by {amount}"
    )
    yield f"{effect}. The table of vacancies (`--table vacancies`) shows the gap with every post filled."


def _staffed(plan: Plan) -> list[tuple[str, str]]:
    """Return the line and the component of each vacancy rate in a plan."""
    return [
        (name, part)
        for name, line in plan.lines.items()
        if line.cost is None
        for part, component in line.components.items()
        if component.vacancy
    ]


def _filled(plan: Plan, draws: Draws) -> tuple[Plan, Draws]:
    """Return the plan and its draws without vacancies after the base year."""
    parts = (part for line in plan.lines.values() for part in line.components.values())
    names = {part.vacancy for part in parts if part.vacancy}
    filled = {FILLED.format(name): _zero_after_base(draws.values[name]) for name in names}
    lines = {name: _with_posts_filled(line) for name, line in plan.lines.items()}
    return plan.with_fields(lines=lines), replace(draws, values={**draws.values, **filled})


def _with_posts_filled(line: Line) -> Line:
    components = {
        name: part.with_fields(vacancy=FILLED.format(part.vacancy)) if part.vacancy else part
        for name, part in line.components.items()
    }
    return line.with_fields(components=components)


def _zero_after_base(values: Array) -> Array:
    return np.concatenate([values[:1], np.zeros_like(values[1:])])


def _integrated(projection: Projection, full: Projection) -> Iterator[Row]:
    yield figure_row(figures(projection), "gap", "Gap with vacancies", strong=True)
    yield from _differences(projection, full, set_aside=False)
    mine = projection.costs.rows.integrated
    more = full.costs.of(mine) - projection.costs.of(mine)
    yield Row("cost_of_filling", "Cost of filling every post", first_draw(more), strong=True, signed=True)
    follows = projection.gap.funding - full.gap.funding
    yield Row(
        "funding", "Funding that follows cost", first_draw(_without_blanks(follows)), depth=1, signed=True, quiet=True
    )
    yield Row("gap_full_establishment", "Gap at full establishment", first_draw(figures(full)["gap"]), strong=True)


def _set_aside(projection: Projection, full: Projection) -> Iterator[Row]:
    yield heading("Gap of the set-aside, shown separately", len(projection.plan.timeline))
    yield figure_row(figures(projection), "set_aside_gap", "With vacancies", depth=1)
    yield from _differences(projection, full, set_aside=True)
    follows = projection.set_aside.funding - full.set_aside.funding
    label = "Funding that follows cost"
    yield Row("set_aside_funding", label, first_draw(_without_blanks(follows)), depth=2, signed=True, quiet=True)
    yield Row(
        "set_aside_gap_full_establishment", "At full establishment", first_draw(figures(full)["set_aside_gap"]), depth=1
    )


def _differences(projection: Projection, full: Projection, *, set_aside: bool) -> Iterator[Row]:
    plan = projection.plan
    several = [line for line, _ in _staffed(plan)]
    mine = projection.costs.rows.integrated != set_aside
    rest, depth = full.costs.of(mine) - projection.costs.of(mine), 2 if set_aside else 1
    for (line, part), added in by_component(projection, full.costs).items():
        if plan.lines[line].set_aside == set_aside:
            label = plan.label("lines", line)
            named = f"{label}: {plan.label('assumptions', part)}" if several.count(line) > 1 else label
            yield Row(f"lines.{line}.{part}", named, first_draw(added), depth=depth, signed=True, quiet=True)
            rest -= added
    if plan.moves:
        row, label = "set_aside_moves" if set_aside else "moves", "Money that moves of activity re-invest"
        yield Row(row, label, first_draw(rest), depth=depth, signed=True, quiet=True)


def _without_blanks(difference: Array) -> Array:
    """Return a difference with zero in place of NaN: the gap of a base year without funding is NaN."""
    return np.nan_to_num(difference)
