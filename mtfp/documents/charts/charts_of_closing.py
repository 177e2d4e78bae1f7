"""Make charts of how the gap is closed: the ways to close it, reserves against their floors, and who pays."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from mtfp.documents.charts.chart import is_illustrative
from mtfp.documents.charts.in_words import (
    NOTHING,
    SAME,
    Part,
    change_in_words,
    fraction,
    largest,
    listed,
    more_or_less,
    verb,
)
from mtfp.documents.charts.series import Lines, Series, StackedBars
from mtfp.engine.projection import Projection
from mtfp.findings.short import in_list
from mtfp.model.base.arrays import Array, sum_of
from mtfp.model.base.money_in_words import in_money
from mtfp.model.costs.line import PARTNERS
from mtfp.results.by_year import blank_unknown, first_draw
from mtfp.results.figures import figures
from mtfp.results.figures.gap import LONG, SHORT
from mtfp.results.figures.payments import paid_in_all
from mtfp.results.floors import below_floor
from mtfp.results.table import NOISE


class Way(NamedTuple):
    """Way to close the gap before savings: its label, its words in a sentence, and the figures that are added up."""

    label: str
    words: str
    figures: tuple[str, ...]
    is_plural: bool = False


WAYS = {
    "savings": Way("Savings", "savings", ("savings_recurring", "savings_non_recurring"), True),
    "reserves": Way("Reserves", "reserves", ("planned_use_of_reserves", "reserves_used"), True),
    "recovery_plan": Way("Recovery plan", "the recovery plan", ("recovery_plan",)),
    "additional_payments": Way("More from partners", "more money from partners", ("additional_payments",)),
    "carried": Way("Deficit carried", "a deficit carried forward", ("carried",)),
    "unmet": Way("Unfunded", "what is unfunded", ("unmet",)),
}
"""Ways to close the gap before savings, in order."""
SURPLUS = "Surplus left"


def closing(projection: Projection, scenario: str = "base") -> StackedBars:
    """Return the ways in which the gap before savings is closed in each projected year; a surplus counts below zero."""
    plan, known, shape = projection.plan, figures(projection), projection.draws.shape
    found = {way: sum_of([known[each] for each in WAYS[way].figures], shape) for way in WAYS}
    rest = known["gap_before_savings"] - sum_of(found.values(), shape)
    every = [(way, WAYS[way].label, values) for way, values in found.items()] + [("surplus", SURPLUS, rest)]
    least = NOISE * max(1.0, float(np.nanmax(known["expenditure"])))
    parts = [Series(way, label, first_draw(values)[1:]) for way, label, values in every if _shows(values, least)]
    last = [Part(way.words, float(found[key][-1, 0]), way.is_plural) for key, way in WAYS.items()]
    return StackedBars(
        name="closing_chart",
        figure="gap_before_savings",
        plan=plan.name,
        title=_title_of_ways(last, float(known["gap_before_savings"][-1, 0]), projection),
        sentence="Each bar is the gap before savings of a year, by the way in which it is closed.",
        unit=plan.unit,
        illustrative=is_illustrative(plan),
        years=plan.timeline.projected,
        parts=tuple(parts),
        total="Gap before savings",
        scenario=scenario,
    )


def _shows(values: Array, least: float) -> bool:
    return bool(np.abs(values[1:, 0]).max() > least)


def _title_of_ways(ways: Sequence[Part], gap: float, projection: Projection) -> str:
    unit, last = projection.plan.unit, projection.plan.timeline.last
    amount, top = in_money(abs(gap), unit), largest(ways, unit)
    if amount == NOTHING or gap < 0 or not top:
        return f"There is no gap to close in {last}"
    part, whole = fraction(top[0].amount / gap), f"the {amount} gap before savings in {last}"
    if WAYS["unmet"].words in [each.label for each in top]:
        return f"{part[0].upper()}{part[1:]} of {whole} is unfunded"
    return f"{listed(top)} {verb(top, 'closes', 'close' if len(top) == 1 else 'each close')} {part} of {whole}"


def reserves(projection: Projection, scenario: str = "base") -> Lines | None:
    """Return the balance of all reserves against the sum of their floors; None for a plan without reserves."""
    plan, held = projection.plan, projection.reserves
    if not held:
        return None
    shape = projection.draws.shape
    balance = sum_of([each.closing for each in held.values()], shape)
    floor = sum_of([each.floor for each in held.values()], shape)
    has_floor = bool(floor[:, 0].any())
    lines = [Series("closing", "Reserves", first_draw(balance))]
    lines += [Series("floor", "Minimum", first_draw(floor))] if has_floor else []
    return Lines(
        name="reserves_chart",
        figure="reserves",
        plan=plan.name,
        title=_title_of_reserves(projection, balance[:, 0], has_floor=has_floor),
        sentence=" ".join(_below(projection)) or _of_reserves(projection, balance[:, 0], has_floor=has_floor),
        unit=plan.unit,
        illustrative=is_illustrative(plan),
        years=plan.timeline.labels,
        lines=tuple(lines),
        scenario=scenario,
    )


def _title_of_reserves(projection: Projection, balance: Array, *, has_floor: bool) -> str:
    plan = projection.plan
    if not has_floor:
        return f"The sum of all reserves {_moves(projection, balance)}"
    below = [below_floor(each, projection)[:, 0] for each in projection.reserves.values()]
    any_below = np.any(below, axis=0)
    if not any_below.any():
        return f"Every reserve stays at or above its minimum level up to {plan.timeline.last}"
    first = plan.timeline.labels[int(np.argmax(any_below))]
    return f"A reserve is below its minimum level {'from the start' if any_below[0] else f'from {first}'}"


def _moves(projection: Projection, balance: Array) -> str:
    plan = projection.plan
    return f"{change_in_words(balance[0], balance[-1], plan.unit)} by {plan.timeline.last}"


def _below(projection: Projection) -> Iterator[str]:
    """Yield a sentence on each reserve below its floor: in how many years, and by how much at most."""
    plan = projection.plan
    for name, reserve in projection.reserves.items():
        below = below_floor(reserve, projection)[:, 0]
        if below.any():
            first = plan.timeline.labels[int(np.argmax(below))]
            short = float((reserve.floor - reserve.closing)[below, 0].max())
            label, amount = plan.label("reserves", name), in_money(short, plan.unit)
            yield f"{label} is first below its minimum level in {first}, and by {amount} at most."


def _of_reserves(projection: Projection, balance: Array, *, has_floor: bool) -> str:
    floors = "" if has_floor else " No reserve has a minimum level."
    return f"All reserves together: the balance {_moves(projection, balance)}.{floors}"


def who_pays(projection: Projection, scenario: str = "base") -> StackedBars | None:
    """Return each partner's total payments by year: payments and extra money, less repayments and returned surplus.

    A partner that never pays is left out; None if neither pays.
    """
    plan = projection.plan
    pays: dict[str, Array] = {each: paid_in_all(projection, each)[:, 0] for each in PARTNERS}
    paying = {partner: values for partner, values in pays.items() if np.nan_to_num(values).any()}
    if not paying:
        return None
    return StackedBars(
        name="who_pays_chart",
        figure="pays",
        plan=plan.name,
        title=_title_of_payers(projection, paying),
        sentence=_extra(projection),
        unit=plan.unit,
        illustrative=is_illustrative(plan),
        years=plan.timeline.labels,
        parts=tuple(Series(each, SHORT[each], blank_unknown(values)) for each, values in paying.items()),
        total="Together",
        scenario=scenario,
    )


def _title_of_payers(projection: Projection, pays: Mapping[str, Array]) -> str:
    """Return the change of each partner's payments since the first year for which all are known."""
    plan = projection.plan
    known = ~np.isnan(np.sum(list(pays.values()), axis=0))
    first, last = plan.timeline.labels[int(np.argmax(known))], plan.timeline.last
    moves = {partner: more_or_less(float(p[-1] - p[np.argmax(known)]), plan.unit) for partner, p in pays.items()}
    if set(moves.values()) == {SAME}:
        verb = "pays" if len(moves) == 1 else "pay"
        return _capital(f"{in_list([LONG[each] for each in moves])} {verb} the same in {last} as in {first}")
    if len(moves) == 2 and len(set(moves.values())) == 1:
        return f"Each partner pays {next(iter(moves.values()))} in {last} than in {first}"
    words = [f"{LONG[each]} pays {'no more' if move == SAME else move}" for each, move in moves.items()]
    return _capital(f"{in_list(words)} in {last} than in {first}")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _extra(projection: Projection) -> str:
    """Return a sentence on the additional contributions of the last year, which the totals include."""
    plan, known = projection.plan, figures(projection)
    asked = [
        f"{in_money(amount, plan.unit)} from {LONG[partner]}"
        for partner in PARTNERS
        if (amount := float(known[f"additional_payments.{partner}"][-1, 0])) > NOISE
    ]
    extra = (
        f"include additional contributions of {' and '.join(asked)}" if asked else "need no additional contributions"
    )
    return f"The totals of {plan.timeline.last} {extra}."
