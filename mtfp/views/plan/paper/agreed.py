"""Table of what is agreed and by whom: the plan's status, the scheme, and partners' payments by year."""

from collections.abc import Iterator

import numpy as np

from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import sum_of
from mtfp.model.governance.agreement import Agreement
from mtfp.model.governance.status import PlanStatus
from mtfp.results.by_year import changes, table_by_year
from mtfp.results.table import Row, Table
from mtfp.views.plan.registers.words import day_in_words, sentences

NOT_RECORDED = "not recorded as agreed"


def agreed(projection: Projection, scenario: str) -> Table:
    """Return the payment of each funding source in the years for which it is agreed, and the payments of all years."""
    plan, shape = projection.plan, (len(projection.plan.timeline), 1)
    blank = (None,) * len(plan.timeline)
    status, scheme = _status(plan.status), f"Funding scheme: {_words(plan.scheme.agreed)}"
    rows = [
        Row("status", status, blank, about=sentences(status)),
        Row("scheme", scheme, blank, about=sentences(scheme, *_who(plan.scheme.agreed))),
    ]
    total = sum_of((receipt.total for receipt in projection.receipts.values()), projection.draws.shape)[:, :1]
    covered = {name: _covered(name, projection) for name in projection.receipts}
    is_agreed = [np.nan_to_num(values) for values in covered.values()]
    known = sum_of(is_agreed, shape)
    rows.append(Row("agreed", "Payments agreed", changes(known), strong=True))
    for name, values in covered.items():
        label = plan.label("funding", name)
        stated = plan.funding[name].agreed
        about = sentences(f"{label}, {_words(stated)}", *_who(stated)) if stated else ""
        rows.append(Row(f"funding.{name}", label, changes(values), depth=1, about=about))
    rows.append(Row("not_agreed", f"Payments {NOT_RECORDED}", changes(total - known)))
    rows.append(Row("all_payments", "All payments in the plan", changes(total), strong=True))
    return table_by_year("agreed", "What is agreed", projection, scenario, rows)


def _covered(name: str, projection: Projection) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return the receipt of a funding source in the years for which it is agreed, else NaN, shape (year, 1)."""
    stated, labels = projection.plan.funding[name].agreed, projection.plan.timeline.labels
    covers = np.array([[stated is not None and stated.covers(year)] for year in labels])
    return np.where(covers, projection.receipts[name].total[:, :1], np.nan)


def _words(stated: Agreement | None) -> str:
    if stated is None:
        return NOT_RECORDED
    return f"agreed up to {stated.up_to}" if stated.up_to else "agreed"


def _who(stated: Agreement | None) -> Iterator[str]:
    if stated:
        yield f"By {stated.by} on {day_in_words(stated.on)}"


def _status(status: PlanStatus | None) -> str:
    """Return the status of a plan in words.

    >>> _status(PlanStatus(stage="approved", by="Board", date="2026-03-26")), _status(None)
    ('Plan: approved, Board, 26 March 2026', 'Plan: no status recorded')
    """
    if status is None:
        return "Plan: no status recorded"
    return ", ".join(filter(None, (f"Plan: {status.stage}", status.by, status.date and day_in_words(status.date))))
