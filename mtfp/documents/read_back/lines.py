"""Lines one by one, for the read-back: budgets, corrections, fixed shares, activity and changes."""

from collections.abc import Callable, Iterator

from mtfp.documents.blocks import Block, Listing, Prose
from mtfp.documents.read_back.phrases import SIDE, noted, signed
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.base.values import Percent
from mtfp.model.base.years import ByYear
from mtfp.model.consistency.scale.likely import in_figures, in_percent
from mtfp.model.costs.line import Adjustment, Line, Localities
from mtfp.model.plan import Plan
from mtfp.scenarios.words import Meaning, PlanWords, service_level_in_words


def lines_one_by_one(plan: Plan, amount: Callable[[float], str]) -> tuple[Block, ...]:
    """Return the blocks that read back each line, the largest first, and moves between lines.

    `amount` returns an amount of the base year in words.
    """
    title = f"Lines one by one in {plan.base_year}, the largest first on each side, with fixed shares"
    covered = any(part.agency for line in plan.lines.values() for part in line.components.values())
    title += " and agency cover of vacant posts:" if covered else ":"
    sides = [block for partner in SIDE for block in _of_side(plan, partner, amount)]
    others = (*_healthier(plan), *_moves(plan))
    changes = (Prose("Changes of lines:"), Listing(others)) if others else ()
    return (*((Prose(title), *sides) if sides else ()), *changes)


def _of_side(plan: Plan, partner: str, amount: Callable[[float], str]) -> tuple[Block, ...]:
    """Return the blocks that read back the lines of one partner."""
    costs = {name: line.opening(plan.base_year) for name, line in plan.lines.items() if line.partner == partner}
    items = tuple(
        f"{plan.label('lines', name)}: {'; '.join((amount(cost), *_about(plan, plan.lines[name])))}."
        f"{noted(plan.lines[name])}"
        for name, cost in sorted(costs.items(), key=lambda each: (_KINDS.index(_kind(plan.lines[each[0]])), -each[1]))
    )
    return (Prose(f"On {SIDE[partner]}:"), Listing(items)) if items else ()


_KINDS = ("", "income", "set-aside")
"""Kinds of lines in the order in which people read them; the first needs no word."""


def _kind(line: Line) -> str:
    return "income" if line.kind == "income" else "set-aside" if line.set_aside else ""


def _about(plan: Plan, line: Line) -> Iterator[str]:
    """Yield what changes the cost of a line, apart from its prices, and its activity."""
    if kind := _kind(line):
        yield kind
    if rates := [_part(plan, name, float(part.share)) for name, part in line.components.items()]:
        yield ", ".join(rates)
    if line.cost and (line.cost.years or line.cost.then is not None):
        yield f"stated as {PlanWords(plan).value(line.cost, Meaning(money=True))}"
    for adjustment in line.adjust:
        yield f"{_adjusted(plan, adjustment)} a year from {plan.timeline.projected[0]} ({adjustment.reason})"
    if line.one_off:
        yield f"{planned_money(line.one_off, plan.unit)} of it ends with {plan.base_year}"
    if line.hosted:
        yield f"our share of it is {in_percent(line.hosted.share)}"
    if line.fixed_share:
        yield f"{in_percent(line.fixed_share)} fixed"
    if line.activity:
        yield f"{in_figures(line.activity.base)} {line.activity.unit}{_exist(plan, line)}"
    for cover in dict.fromkeys(part.agency for part in line.components.values() if part.agency):
        yield f"agency {in_percent(cover.cover)} at {in_percent(cover.premium)} more"
    yield from (service_level_in_words(change) for change in line.service_level)
    if line.localities:
        yield f"by locality {_localities(plan, line.localities)}"


def _localities(plan: Plan, split: Localities) -> str:
    """Return the share of each locality in words; those with an equal share of the rest are named by their number."""
    shares = dict(zip(plan.localities, map(float, split.of(plan.localities)), strict=True))
    named = [f"{place} {in_percent(share)}" for place, share in shares.items() if place in split.shares]
    others = [in_percent(share) for place, share in shares.items() if place not in split.shares and share]
    return ", ".join([*named, *([f"{len(others)} others {others[0]} each"] if others else [])])


def _part(plan: Plan, name: str, share: float) -> str:
    """Return a rate that a line follows, with its share of the cost."""
    return f"{in_percent(share)} {plan.label('assumptions', name)}"


def _exist(plan: Plan, line: Line) -> str:
    available = line.activity.available if line.activity else None
    if not line.activity or not available or available == ByYear.constant(line.activity.base):
        return ""
    return f", and {PlanWords(plan).value(available)} exist"


def _adjusted(plan: Plan, adjustment: Adjustment) -> str:
    if adjustment.amount is None:
        return f"+{in_percent(adjustment.share or 0.0)} of its budget"
    return signed(adjustment.amount, plan.unit)


def _healthier(plan: Plan) -> Iterator[str]:
    healthier = plan.population.healthier_ageing if plan.population else None
    if isinstance(healthier, float | int | Percent):
        yield f"Healthier ageing moves use of services by {in_figures(healthier)} of a year in each year."


def _moves(plan: Plan) -> Iterator[str]:
    words = PlanWords(plan)
    yield from (f"{plan.label('moves', name)}: {words.value(move)}." for name, move in plan.moves.items())
    yield from (f"{plan.label('transfers', name)}: {words.value(each)}." for name, each in plan.transfers.items())
