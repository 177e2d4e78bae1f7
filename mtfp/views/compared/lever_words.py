"""Sentences on levers: whose care a lever changed, what it did to the gap of the last year, and where it fell."""

from collections.abc import Iterator, Mapping

import numpy as np

from mtfp.analysis.by_lever.lever_bridge import LeverBridge
from mtfp.analysis.parts import Part
from mtfp.findings.short import in_list
from mtfp.model.base.arrays import Array
from mtfp.model.base.money_in_words import in_money

NAMED = 3
"""Most services or items named one by one in a sentence; if there are more, the smallest are counted together."""
SMALL = 0.01
"""Part of a lever's largest amount below which an amount is left out of its sentence."""
FEW = 0.005
"""Part of a line's units below which a change of them is left out of a sentence."""
NOISE = 1e-9
"""Largest amount that counts as zero."""
SIDES = {"council": "council's side", "nhs": "NHS board's side"}
KINDS: Mapping[str, tuple[str, str]] = {
    "cost": ("{} more on {}", "{} less on {}"),
    "elsewhere": ("{} more for care bought elsewhere", "{} less for care bought elsewhere"),
    "income": ("{} of {} lost", "{} more of {}"),
    "recurring": ("{} more for {}", "{} less for {}"),
    "one_off": ("{} once for {}", "{} less once for {}"),
    "investments": ("{} more invested in {}", "{} less invested in {}"),
    "risk_events": ("{} more for {}", "{} less for {}"),
    "funding": ("{} less from {}", "{} more from {}"),
    "ring_fenced_reserves": ("{} less from ring-fenced reserves", "{} more from ring-fenced reserves"),
    "repayments": ("{} more repaid to the partners", "{} less repaid to the partners"),
    "savings": ("{} less saved by {}", "{} more saved by {}"),
}
"""Words for an amount of each kind that adds to the gap, and for one that lowers it: the amount, then its item."""


def sentence(bridge: LeverBridge, player: int) -> str:
    """Return sentences on a lever: the care that it changed, its bar and parts in the last year, one-offs and sides."""
    plan = bridge.before.projection.plan
    care = "; ".join(_care(bridge, player))
    parts = "; ".join(parts_in_words(bridge, player, -1))
    effect = _does(float(bridge.of("gap")[player, -1]), plan.unit)
    when = f"{bridge.players[player].label}, in {plan.timeline.last}"
    found = (
        f"{when}: {care}" if care else "",
        f"{'It' if care else f'{when}: it'} {effect}{f': {parts}' if parts else ''}",
        *_once(bridge, player),
        *_sides(bridge, player),
    )
    return ". ".join(text for text in found if text) + "."


def _does(bar: float, unit: str) -> str:
    amount = in_money(abs(bar), unit)
    return (
        "does not change the gap"
        if amount == "£0"
        else f"{'adds' if bar > 0 else 'takes'} {amount} {_way(bar)} the gap"
    )


def _way(amount: float) -> str:
    return "to" if amount > 0 else "off"


def _care(bridge: LeverBridge, player: int) -> Iterator[str]:
    """Yield the change of units of each line in the last year, and of the units bought elsewhere, in words."""
    changes = {part: float(bars[player, -1]) for part, bars in bridge.care.items()}
    before = {part: float(units[-1, 0]) for part, units in bridge.care_before.items()}
    yield from care_in_words(changes, before)


def care_in_words(changes: Mapping[Part, float], before: Mapping[Part, float]) -> Iterator[str]:
    """Yield changes of the units of lines in words, without those below half a per cent of the units `before`."""
    for part, change in changes.items():
        if part.kind != "activity" or abs(change) <= max(FEW * abs(before.get(part, 0.0)), NOISE):
            continue
        words = f"{_count(abs(change))} {'more' if change > 0 else 'fewer'} {part.unit} in {part.label}"
        bought = changes.get(part._replace(kind="bought_elsewhere"), 0.0)
        if -bought * change > NOISE:
            way = "bought elsewhere instead" if change < 0 else "no longer bought elsewhere"
            words += f" ({_count(abs(bought))} {way})"
        yield words


def _count(units: float) -> str:
    """Return a number of units in words: whole from 10 on, one decimal below.

    >>> _count(25604.3), _count(5.72), _count(0.02)
    ('25,604', '5.7', 'under 0.1')
    """
    return f"{units:,.0f}" if units >= 10 else f"{units:.1f}" if units >= 0.05 else "under 0.1"


def parts_in_words(bridge: LeverBridge, player: int, at: int) -> Iterator[str]:
    """Yield the parts of a lever's bar in one year, kind by kind; of a kind, what lowers the gap comes first."""
    amounts = {part: float(money[player, at]) for part, money in bridge.parts.items()}
    least = max(SMALL * max(map(abs, amounts.values()), default=0.0), NOISE)
    for kind, words in KINDS.items():
        for template, sign in zip(reversed(words), (-1, 1), strict=True):
            chosen = {part.label: sign * money for part, money in amounts.items() if part.kind == kind}
            chosen = {label: money for label, money in chosen.items() if money > least}
            for label, money in _largest(chosen, "services" if kind == "cost" else "items"):
                yield template.format(in_money(money, bridge.before.projection.plan.unit), label)


def _largest(amounts: Mapping[str, float], noun: str) -> Iterator[tuple[str, float]]:
    """Yield the largest amounts with their names, then the others together with their number.

    >>> list(_largest({"a": 1.0, "b": 5.0, "c": 2.0, "d": 4.0}, "services"))
    [('b', 5.0), ('d', 4.0), ('2 other services', 3.0)]
    """
    ordered = sorted(amounts, key=lambda label: -amounts[label])
    named = ordered if len(ordered) <= NAMED else ordered[: NAMED - 1]
    yield from ((label, amounts[label]) for label in named)
    if others := ordered[len(named) :]:
        yield f"{len(others)} other {noun}", sum(amounts[label] for label in others)


def _once(bridge: LeverBridge, player: int) -> Iterator[str]:
    """Yield the one-off cost of a lever over all years in words, with its years."""
    plan, once = bridge.before.projection.plan, one_off(bridge.parts, player)
    years = [plan.timeline.labels[t] for t in np.flatnonzero(np.abs(once) > NOISE)]
    if years:
        yield f"One-off cost of {in_money(float(once.sum()), plan.unit)} in {in_list(years)}"


def one_off(parts: Mapping[Part, Array], player: int) -> Array:
    """Return the one-off cost that a lever adds, shape (year,): commitments of single years, and investments."""
    once = [money[player] for part, money in parts.items() if part.kind in ("one_off", "investments")]
    return np.sum(once, axis=0) if once else np.zeros(1)


def _sides(bridge: LeverBridge, player: int) -> Iterator[str]:
    """Yield the change of each side of the budget in the last year, if the lever changes both or the gap at all."""
    unit = bridge.before.projection.plan.unit
    bars = {part.label: float(money[player, -1]) for part, money in bridge.sides.items()}
    largest = max(map(abs, bars.values()), default=0.0)
    shown = {side: bar for side, bar in bars.items() if abs(bar) > max(SMALL * largest, NOISE)}
    words = [f"{in_money(abs(bar), unit)} {_way(bar)} the {SIDES[side]}" for side, bar in shown.items()]
    if words:
        yield f"By side of the budget: {in_list(words)}"
