"""Table of the amount received from each funding source, and of usable funding."""

from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import sum_of
from mtfp.results.by_year import first_draw, table_by_year
from mtfp.results.figure_rows import figure_row
from mtfp.results.figures import figures
from mtfp.results.table import Row, Table


def funding(projection: Projection, scenario: str) -> Table:
    """Return the amount received from each funding source, and the usable funding.

    Amounts received are before repayments. They include ring-fenced funding in full, even above the cost of its lines.
    """
    known, streams = figures(projection), projection.plan.funding
    names = [name for name, stream in streams.items() if stream.type != "set_aside"]
    paid = sum_of([projection.receipts[name].total for name in names], projection.draws.shape)
    ring_fenced = first_draw(projection.gap.funding - paid)
    rows = [figure_row(known, f"funding.{name}") for name in names]
    rows.append(Row("ring_fenced_net", "Ring-fenced: kept (−), used (+)", ring_fenced, signed=True, quiet=True))
    rows.append(figure_row(known, "funding", "Usable funding", strong=True))
    rows += [figure_row(known, f"funding.{name}") for name in streams if name not in names]
    return table_by_year("funding", "Funding by source", projection, scenario, rows)
