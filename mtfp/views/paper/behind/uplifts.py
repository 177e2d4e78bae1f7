"""Table of the growth of each partner's payments, with its source, and of the growth of cost."""

import numpy as np

from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan
from mtfp.results.by_year import table_by_year
from mtfp.results.table import SHARE, Row, Table
from mtfp.views.paper.case import Case
from mtfp.views.paper.deciding import day
from mtfp.views.plan.registers.words import sentences


def growth_of_payments(case: Case) -> Table:
    """Return the growth of each payment from the year before, and that of expenditure, as shares."""
    plan, receipts = case.plan, case.projection.receipts
    rows = [
        Row(
            f"growth.{name}",
            plan.label("funding", name),
            _growth(receipts[name].total),
            SHARE,
            about=_about(name, plan),
        )
        for name, stream in plan.funding.items()
        if stream.type == "payment" and np.all(receipts[name].total[:, 0] > 0)
    ]
    if rows:
        spent = case.projection.gap.expenditure
        rows.append(Row("growth.expenditure", "Expenditure, for comparison", _growth(spent), SHARE, strong=True))
    return table_by_year("uplifts", "Growth of payments from the year before", case.projection, case.name, rows)


def _growth(money: Array) -> tuple[float | None, ...]:
    paid = money[:, 0]
    return (None, *(float(each) for each in paid[1:] / paid[:-1] - 1))


def _about(name: str, plan: Plan) -> str:
    """Return what the payment grows by, its published source, and its agreement."""
    stream = plan.funding[name]
    uplift = stream.uplift.root if stream.uplift else ""
    source = (plan.assumptions[uplift].source if uplift in plan.assumptions else stream.source) or plan.source
    until = f" up to {stream.agreed.up_to}" if stream.agreed and stream.agreed.up_to else ""
    return sentences(
        plan.label("funding", name),
        f"Grows by: {plan.label('assumptions', uplift)}" if uplift in plan.assumptions else "",
        f"Source: {source}" if source else "No source",
        f"Agreed by {stream.agreed.by} on {day(stream.agreed.on)}{until}"
        if stream.agreed
        else "Not recorded as agreed",
    )
