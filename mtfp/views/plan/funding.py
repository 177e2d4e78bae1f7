"""Table of the amount received from each funding source, and of usable funding."""

from collections.abc import Iterator

from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import sum_of
from mtfp.results.by_year import first_draw, table_by_year
from mtfp.results.figure_rows import figure_row
from mtfp.results.figures import figures
from mtfp.results.table import Row, Table
from mtfp.views.plan.groups import grouped


def funding(projection: Projection, scenario: str) -> Table:
    """Return the amount received from each funding source, under the heading of its group, and the usable funding.

    Amounts received are before repayments. They include ring-fenced funding in full, even above the cost of its lines.
    """
    known, streams = figures(projection), projection.plan.funding
    names = [name for name, stream in streams.items() if stream.type != "set_aside"]
    apart = [name for name in streams if name not in names]

    def listed(some: list[str], kind: str) -> Iterator[Row]:
        return grouped(((streams[name].group, figure_row(known, f"funding.{name}"), ()) for name in some), kind)

    paid = sum_of([projection.receipts[name].total for name in names], projection.draws.shape)
    ring_fenced = first_draw(projection.gap.funding - paid)
    rows = [*listed(names, "group")]
    rows.append(Row("ring_fenced_net", "Ring-fenced: kept (−), used (+)", ring_fenced, signed=True, quiet=True))
    rows.append(figure_row(known, "funding", "Usable funding", strong=True))
    rows += listed(apart, "set_aside_group")
    return table_by_year("funding", "Funding by source", projection, scenario, rows)
