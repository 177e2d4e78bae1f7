"""Vacancies told honestly: the gap with them, the gap if every post were filled, and what makes the difference."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from mtfp.engine import project
from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array
from mtfp.model.base.draws import Draws
from mtfp.model.costs.cost import Costs, costs
from mtfp.model.costs.line import Line
from mtfp.model.costs.rows import Rows
from mtfp.model.plan import Plan
from mtfp.results.by_year import first_draw, heading, table_by_year
from mtfp.results.figure_rows import figure_row
from mtfp.results.figures import figures
from mtfp.results.money_in_words import in_money
from mtfp.results.table import Row, Table

FILLED = "{}.filled"
"""The name under which an assumption stands as a vacancy that is nil: no assumption of a plan has a dot."""


def vacancies(projection: Projection, scenario: str) -> Table:
    """The gap with vacancies and at full establishment, and the difference by line."""
    title = "What vacancies keep out of the gap"
    if not _staffed(projection.plan):
        note = "No line of the plan says what its vacancies are, so what filling every post would add can't be shown."
        return table_by_year("vacancies", title, projection, scenario, (), [note])
    full = at_full_establishment(projection)
    rows = list(_integrated(projection, full))
    if any(projection.plan.lines[line].set_aside for line, _ in _staffed(projection.plan)):
        rows += _set_aside(projection, full)
    return table_by_year("vacancies", title, projection, scenario, rows, NOTES)


NOTES = (
    "Full establishment: every post filled in every projected year, by staff at the plan's pay; the budget of the base "
    "year is what it is. Above zero, filling the posts would cost more than leaving them vacant; below zero, agency "
    "cover costs more than staff would.",
    "Savings from posts held open on purpose are savings of the plan, and stay in both gaps.",
)


def at_full_establishment(projection: Projection) -> Projection:
    """The same draws with every post filled after the base year: k[t] = 1 in section 6 of the model.

    Vacancies alone are nil. An assumption that is used elsewhere too, or followed by another, keeps its values there.
    """
    plan, draws = _filled(projection.plan, projection.draws)
    return project(plan, draws)


def by_component(projection: Projection, filled: Costs) -> dict[tuple[str, str], Array]:
    """What filling posts adds to cost, by line and assumption of the component, shape (year, draw); income below zero.

    A line's cost is linear in the prices of its components, so that these add up to its difference:
    B · w · I · (S at full establishment − S) · volume.
    """
    added = {}
    for line, part in _staffed(projection.plan):
        by = projection.costs.drivers[line]
        place = list(projection.plan.lines[line].components).index(part)
        price, full = by.prices[place], filled.drivers[line].prices[place]
        rise = price.share * price.index * price.on_costs * (full.vacancies - price.vacancies)
        added[line, part] = projection.plan.lines[line].sign * by.base * rise * by.cost_volume
    return added


def vacancy_note(projection: Projection) -> Iterator[str]:
    """For readers of the statement: that its gap counts on vacancies, and what they do to cost; nothing without any."""
    plan = projection.plan
    mine = [line for line, _ in _staffed(plan) if not plan.lines[line].set_aside]
    if not mine:
        return
    filled_plan, draws = _filled(plan, projection.draws)
    filled = costs(Rows.line_by_line(filled_plan.lines), draws, projection.ageing)
    kept_out = float((filled.total(mine) - projection.costs.total(mine))[-1, 0])
    amount, year = in_money(abs(kept_out), plan.unit), plan.timeline.last
    does = f"keep {amount} out of" if kept_out >= 0 else f"add {amount}, by agency cover, to"
    yield f"Vacant posts {does} the expenditure of {year}; the table `vacancies` shows the gap with every post filled."


def _staffed(plan: Plan) -> list[tuple[str, str]]:
    """The lines and components that have vacancies."""
    return [
        (name, part)
        for name, line in plan.lines.items()
        if line.cost is None
        for part, component in line.components.items()
        if component.vacancy
    ]


def _filled(plan: Plan, draws: Draws) -> tuple[Plan, Draws]:
    """A plan whose vacancies are nil after the base year, with its draws."""
    parts = (part for line in plan.lines.values() for part in line.components.values())
    held = {part.vacancy for part in parts if part.vacancy}
    nil = {FILLED.format(name): _nil_after_base(draws.values[name]) for name in held}
    lines = {name: _with_posts_filled(line) for name, line in plan.lines.items()}
    return plan.but(lines=lines), replace(draws, values={**draws.values, **nil})


def _with_posts_filled(line: Line) -> Line:
    components = {
        name: part.but(vacancy=FILLED.format(part.vacancy)) if part.vacancy else part
        for name, part in line.components.items()
    }
    return line.but(components=components)


def _nil_after_base(values: Array) -> Array:
    return np.concatenate([values[:1], np.zeros_like(values[1:])])


def _integrated(projection: Projection, full: Projection) -> Iterator[Row]:
    yield figure_row(figures(projection), "gap", "Gap with vacancies", strong=True)
    yield from _differences(projection, full, set_aside=False)
    follows = projection.gap.funding - full.gap.funding
    yield Row("funding", "Funding that follows", first_draw(_known(follows)), depth=1, signed=True, quiet=True)
    yield Row("gap_full_establishment", "Gap at full establishment", first_draw(figures(full)["gap"]), strong=True)


def _set_aside(projection: Projection, full: Projection) -> Iterator[Row]:
    yield heading("Gap of the set-aside, shown apart", len(projection.plan.timeline))
    yield figure_row(figures(projection), "set_aside_gap", "With vacancies", depth=1)
    yield from _differences(projection, full, set_aside=True)
    follows = projection.set_aside.funding - full.set_aside.funding
    label = "Funding that follows"
    yield Row("set_aside_funding", label, first_draw(_known(follows)), depth=2, signed=True, quiet=True)
    yield Row(
        "set_aside_gap_full_establishment", "At full establishment", first_draw(figures(full)["set_aside_gap"]), depth=1
    )


def _differences(projection: Projection, full: Projection, *, set_aside: bool) -> Iterator[Row]:
    plan = projection.plan
    several = [line for line, _ in _staffed(plan)]
    for (line, part), added in by_component(projection, full.costs).items():
        if plan.lines[line].set_aside == set_aside:
            label = plan.label("lines", line)
            named = f"{label}: {plan.label('assumptions', part)}" if several.count(line) > 1 else label
            depth = 2 if set_aside else 1
            yield Row(f"lines.{line}.{part}", named, first_draw(added), depth=depth, signed=True, quiet=True)


def _known(difference: Array) -> Array:
    """A difference between two futures, nil in a base year whose money isn't known."""
    return np.nan_to_num(difference)
