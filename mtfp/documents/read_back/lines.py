"""Corrections, one-off parts, fixed shares and activity of lines, for the read-back."""

from collections.abc import Iterable, Iterator

from mtfp.documents.blocks import Block, Listing, Prose
from mtfp.documents.read_back.phrases import joined, signed
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.base.values import Percent
from mtfp.model.base.years import ByYear
from mtfp.model.consistency.scale.likely import in_figures, in_percent
from mtfp.model.costs.line import Adjustment, Line
from mtfp.model.plan import Plan
from mtfp.scenarios.words import Meaning, PlanWords, service_level_in_words


def lines_in_short(plan: Plan) -> tuple[Block, ...]:
    """Return the blocks that read back what changes the cost of lines, apart from their budgets and prices."""
    own = (f"{plan.label('lines', name)}: {words}." for name, line in plan.lines.items() for words in _own(plan, line))
    items = (*own, *_together(plan), *_moves(plan))
    return (
        (Prose("Corrections of budgets, fixed shares, activity and changes of services:"), Listing(items))
        if items
        else ()
    )


def _own(plan: Plan, line: Line) -> Iterator[str]:
    """Yield what one line alone has."""
    if line.cost and (line.cost.years or line.cost.then is not None):
        yield f"costs {PlanWords(plan).value(line.cost, Meaning(money=True))}"
    for adjustment in line.adjust:
        yield f"{_adjusted(plan, adjustment)} every year after {plan.base_year} ({adjustment.reason})"
    if line.one_off:
        yield f"{planned_money(line.one_off, plan.unit)} of its budget ends with {plan.base_year}"
    if line.hosted:
        yield f"our share of its cost is {in_percent(line.hosted.share)}"
    yield from (service_level_in_words(change) for change in line.service_level)
    if line.activity and line.activity.available and line.activity.available != ByYear.constant(line.activity.base):
        yield f"{PlanWords(plan).value(line.activity.available)} {line.activity.unit} exist"


def _adjusted(plan: Plan, adjustment: Adjustment) -> str:
    if adjustment.amount is None:
        return f"+{in_percent(adjustment.share or 0.0)} of its budget"
    return signed(adjustment.amount, plan.unit)


def _together(plan: Plan) -> Iterator[str]:
    """Yield what many lines have, the lines with the same figure together."""
    labels = {name: plan.label("lines", name) for name in plan.lines}
    fixed = ((in_percent(line.fixed_share), labels[name]) for name, line in plan.lines.items() if line.fixed_share)
    yield from _grouped("Fixed share of cost", fixed)
    agency = (
        (f"{in_percent(part.agency.cover)} at a premium of {in_percent(part.agency.premium)}", labels[name])
        for name, line in plan.lines.items()
        for part in line.components.values()
        if part.agency
    )
    yield from _grouped("Agency cover of vacant posts", agency)
    counted = (
        (f"{in_figures(line.activity.base)} {line.activity.unit}", labels[name])
        for name, line in plan.lines.items()
        if line.activity
    )
    yield from _grouped(f"Activity in {plan.base_year}", counted)
    healthier = plan.population.healthier_ageing if plan.population else None
    if isinstance(healthier, float | int | Percent):
        yield f"Healthier ageing moves use of services by {in_figures(healthier)} of a year in each year."


def _grouped(title: str, figures: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield a sentence with each figure and the lines that have it.

    >>> list(_grouped("Fixed share", [("20%", "Day care"), ("50%", "Wards"), ("20%", "Meals")]))
    ['Fixed share: 20% in Day care and Meals; 50% in Wards.']
    """
    by_figure: dict[str, list[str]] = {}
    for figure, label in figures:
        by_figure.setdefault(figure, []).append(label)
    if by_figure:
        yield f"{title}: {'; '.join(f'{figure} in {joined(labels)}' for figure, labels in by_figure.items())}."


def _moves(plan: Plan) -> Iterator[str]:
    words = PlanWords(plan)
    yield from (f"{plan.label('moves', name)}: {words.value(move)}." for name, move in plan.moves.items())
    yield from (f"{plan.label('transfers', name)}: {words.value(each)}." for name, each in plan.transfers.items())
