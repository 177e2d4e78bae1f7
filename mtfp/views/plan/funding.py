"""The table of funding: what each stream pays."""

from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import sum_of
from mtfp.results.by_year import first_draw, item_row, table_by_year
from mtfp.results.table import Row, Table


def funding(projection: Projection, scenario: str) -> Table:
    """What each stream pays, before ring-fences and repayments."""
    plan = projection.plan
    receipts = {name: receipt.total for name, receipt in projection.receipts.items()}
    apart = [name for name, stream in plan.funding.items() if stream.type == "set_aside"]
    rows = [
        item_row("funding", projection, name, first_draw(paid)) for name, paid in receipts.items() if name not in apart
    ]
    set_aside = [item_row("funding", projection, name, first_draw(receipts[name])) for name in apart]
    paid = sum_of([receipts[name] for name in receipts if name not in apart], projection.draws.shape)
    kept = first_draw(projection.gap.funding - paid)
    rows.append(Row("ring_fenced_net", "Ring-fenced: kept or drawn", kept, signed=True, quiet=True))
    usable = Row("funding", "Funding, as usable", first_draw(projection.gap.funding), strong=True)
    return table_by_year("funding", "Funding by stream", projection, scenario, [*rows, usable, *set_aside])
