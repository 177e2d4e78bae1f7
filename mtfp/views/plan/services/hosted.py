"""Table of services that one partnership hosts for several: the whole cost, our share, and the shares of others."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array, sum_of
from mtfp.model.costs.drivers import base_of
from mtfp.model.costs.line import Hosted
from mtfp.results.by_year import first_draw, heading, table_by_year
from mtfp.results.table import Row, Table

US = "us"


def hosted(projection: Projection, scenario: str) -> Table:
    """Return the cost of each hosted service, our share of it, and the payments to us or to the host."""
    lines = {name: line.hosted for name, line in projection.plan.lines.items() if line.hosted}
    whole = whole_services(projection)
    rows = [*_lines(projection, lines, whole), *_totals(projection, lines, whole)] if lines else []
    notes = NOTES if lines else ("No line of the plan is a hosted service.",)
    return table_by_year("hosted", "Hosted services", projection, scenario, rows, notes)


NOTES = (
    "The plan's expenditure counts only our share. Commitments and savings on a hosted line belong to the plan alone, "
    "so this table leaves them out.",
)


def whole_services(projection: Projection) -> dict[str, Array]:
    """Return the cost of the whole service of each hosted line, shape (year, draw); negative for an income line."""
    plan, whole = projection.plan, {}
    for name, line in plan.lines.items():
        if line.hosted:
            service = line.with_fields(hosted=None)
            factors = replace(projection.costs.drivers[name], base=base_of(service, plan.base_year))
            whole[name] = line.sign * factors.cost
            whole[name][0] = line.sign * service.opening(plan.base_year)
    return whole


def _lines(projection: Projection, lines: Mapping[str, Hosted], whole: Mapping[str, Array]) -> Iterator[Row]:
    plan = projection.plan
    for name, cost in whole.items():
        ours, host = projection.costs.total([name]), lines[name].by
        yield heading(f"{plan.label('lines', name)} (hosted by {host})", len(plan.timeline))
        yield Row(f"{name}.whole", "Whole service", first_draw(cost), depth=1)
        label = "Our share" if host == US else "Our share, paid to the host"
        yield Row(f"{name}.our_share", label, first_draw(ours), depth=1)
        if host == US:
            yield Row(f"{name}.from_others", "Income from others", first_draw(cost - ours), depth=1)


def _totals(projection: Projection, lines: Mapping[str, Hosted], whole: Mapping[str, Array]) -> Iterator[Row]:
    shape = projection.draws.shape
    ours = {name: projection.costs.total([name]) for name in lines}
    from_others = sum_of([whole[name] - ours[name] for name, by in lines.items() if by.by == US], shape)
    to_hosts = sum_of([ours[name] for name, by in lines.items() if by.by != US], shape)
    yield Row("whole", "Whole services, total", first_draw(sum_of(whole.values(), shape)), strong=True)
    yield Row("our_share", "Our share, total", first_draw(sum_of(ours.values(), shape)), strong=True)
    yield Row("from_others", "Income from others", first_draw(from_others), depth=1, quiet=True)
    yield Row("to_hosts", "Paid to other hosts", first_draw(to_hosts), depth=1, quiet=True)
