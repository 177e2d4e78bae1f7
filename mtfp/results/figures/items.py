"""Figures of single items: cost of each budget line, receipt of each funding source. Sections 6 and 7 of the model."""

from mtfp.results.figures.figure import Family, Figure


def _line(name: str, label: str) -> Figure:
    return Figure(
        id=f"lines.{name}",
        label=label,
        phrase=f"the cost of {label}",
        of=lambda known: known.projection.costs.total([name]),
        section=6,
        adds=False,
        detail=True,
    )


def _stream(name: str, label: str) -> Figure:
    return Figure(
        id=f"funding.{name}",
        label=label,
        phrase=f"the funding source {label}",
        of=lambda known: known.projection.receipts[name].total,
        section=7,
        worse="low",
        adds=False,
        detail=True,
    )


ITEMS = (
    Family(section="lines", names=lambda plan: plan.lines, figure=_line),
    Family(section="funding", names=lambda plan: plan.funding, figure=_stream),
)
"""Families of figures: the cost of each line, negative for income, and the receipt of each funding source.

A receipt is the amount before repayments, and before ring-fenced funding is limited to the cost of its lines.
"""
