"""Movements of money that leave the gap as it is: from one partner, setting, locality or payer to another.

A whole is split into parts. What some parts lose and others gain in a year is a transfer between them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from mtfp.analysis.plan_difference import PlanDifference
from mtfp.findings.short import Short, in_list
from mtfp.model.base.arrays import Array
from mtfp.model.costs.line import PARTNERS, Line
from mtfp.model.plan import Plan
from mtfp.results.figures import Figures, figure_named
from mtfp.scenarios.words import spoken

NOISE = 1e-9
ALIKE = 0.05
"""Part of the money by which two transfers between the same parts may differ and still be one to a reader."""
MOST = 2
"""Most transfers of a group of changes that leaves the gap as it is."""
SMALL = 0.02
"""Part of the largest movement below which a part isn't named."""
OF_PARTNERS = {"council": "the council", "nhs": "the NHS board"}


@dataclass(frozen=True, repr=False)
class Transfer(Short):
    """Money of a year that moves from some parts of a whole to others, in the plan's unit; above zero."""

    of: str
    """Whole, in words, such as `cost`; empty for a single figure."""
    sources: tuple[str, ...]
    """Parts that lose the money, the one that loses most first; none if a single figure rises."""
    targets: tuple[str, ...]
    """Parts that gain the money, the one that gains most first; none if a single figure falls."""
    amount: float
    year: str

    def is_like(self, other: "Transfer") -> bool:
        """Return True if about the same money moves between the same parts, in either direction."""
        same = {*self.sources, *self.targets} == {*other.sources, *other.targets}
        return same and abs(self.amount - other.amount) <= ALIKE * other.amount

    def in_short(self) -> str:
        return f"{self.amount:,.3f} of {self.of} in {self.year}, {in_list(self.sources)} → {in_list(self.targets)}"


@dataclass(frozen=True)
class Whole:
    """Whole that is split into parts: its words, and the money of each part, shape (year, draw)."""

    words: str
    parts: Callable[[Figures], Mapping[str, Array]]


def _costs(shares: Callable[[Line, Plan], Mapping[str, float]]) -> Callable[[Figures], Mapping[str, Array]]:
    """Return the function that splits the cost of each line by shares."""

    def parts(known: Figures) -> Mapping[str, Array]:
        found, projection = dict[str, Array](), known.projection
        for row, line in enumerate(projection.plan.lines.values()):
            for part, share in shares(line, projection.plan).items():
                found[part] = found.get(part, 0.0) + share * projection.costs.cost[row]
        return found

    return parts


def _places(line: Line, plan: Plan) -> Mapping[str, float]:
    if line.localities is None:
        return {"no locality": 1.0} if plan.localities else {}
    shares = line.localities.of(plan.localities)
    return {place: float(share) for place, share in zip(plan.localities, shares, strict=True)}


def _payments(known: Figures) -> Mapping[str, Array]:
    """Return the usable money of each partner's own funding sources."""
    found, projection = dict[str, Array](), known.projection
    for name, money in projection.usable.items():
        partner = OF_PARTNERS.get(projection.plan.funding[name].partner, "others")
        found[partner] = found.get(partner, 0.0) + money
    return found


def _spent_by(known: Figures) -> Mapping[str, Array]:
    """Return the usable money that each arm receives."""
    money = known.projection.arms.money
    return {OF_PARTNERS[partner]: money[number] for number, partner in enumerate(PARTNERS)}


def _overspend(known: Figures) -> Mapping[str, Array]:
    """Return the overspend of each arm."""
    position = known.projection.arms.position
    return {OF_PARTNERS[partner]: position[number] for number, partner in enumerate(PARTNERS)}


def _closing(known: Figures) -> Mapping[str, Array]:
    names = {
        "additional_payments.council": OF_PARTNERS["council"],
        "additional_payments.nhs": OF_PARTNERS["nhs"],
        "reserves_used": "reserves",
        "carried": "the deficit that is carried",
        "unmet": "money that nothing covers",
    }
    return {words: known[name] for name, words in names.items() if name in known}


WHOLES = (
    Whole("cost", _costs(lambda line, plan: {OF_PARTNERS[line.partner]: 1.0})),
    Whole("cost", _costs(lambda line, plan: {spoken(line.setting): 1.0})),
    Whole("cost", _costs(_places)),
    Whole("cost", _costs(lambda line, plan: {spoken(line.care_group or "no care group"): 1.0})),
    Whole("reported cost", _costs(lambda line, plan: {line.report_as or "no heading": 1.0})),
    Whole("payments", _payments),
    Whole("money to spend", _spent_by),
    Whole("overspend", _overspend),
)
"""Wholes, of which a change may move a part, in the order in which people read them."""
CLOSING = Whole("what closes the gap", _closing)
"""Whole that follows from the others and from the scheme; it is read last."""
OTHER = ("set_aside_gap",)
"""Figures outside the gap, which may move more than it."""
ALONE = (*OTHER, "reserves", "reserves_left", "cost_after_funding_ends", "savings_planned")
"""Figures that may move where neither the gap nor any whole does, in the order in which people read them."""


def transfers(difference: PlanDifference, above: Array, least: float) -> list[tuple[Transfer, ...]]:
    """Return the transfers of each group of changes that are larger than what the group moves the gap, and `least`.

    above : largest movement of the gap by each group in any year, shape (player,)

    A transfer of about the same money between the same parts as one before it is left out, unless it is of what closes
    the gap; so are those after the first, if the gap moves, or after the second.
    """
    found: list[list[Transfer]] = [[] for _ in difference.players]
    for whole in (*WHOLES, CLOSING):
        bars = difference.bars(whole.parts)
        for player, own in enumerate(found):
            moved = {part: np.nan_to_num(bar[player]) for part, bar in bars.items()}
            most = MOST if above[player] <= least else 1
            new = _largest(whole.words, moved, difference.years, max(float(above[player]), least))
            known = () if whole is CLOSING else tuple(own)
            own += [each for each in new if len(own) < most and not any(each.is_like(other) for other in known)]
    for player, own in enumerate(found):
        still = above[player] <= least
        own += [] if own else _alone(difference, player, ALONE if still else OTHER, max(float(above[player]), least))
    return [tuple(each) for each in found]


def peak(values: Array) -> int:
    """Return the position of the first of the largest values, but for rounding.

    >>> peak(np.array([1.0, 3.0, 3.0000000000001]))
    1
    """
    largest = values.max()
    return int(np.flatnonzero(values >= largest - NOISE * abs(largest))[0])


def _largest(words: str, moved: Mapping[str, Array], years: tuple[str, ...], above: float) -> Iterator[Transfer]:
    """Yield the largest transfer between parts, in the year in which it is largest, if it is large enough."""
    signed = np.array([moved[part] for part in moved]).reshape(len(moved), len(years))
    gained, lost = np.maximum(signed, 0.0).sum(axis=0), np.maximum(-signed, 0.0).sum(axis=0)
    amounts = np.minimum(gained, lost)
    at = peak(amounts)
    if amounts[at] > above * (1 + NOISE):
        losses = {part: -float(values[at]) for part, values in moved.items()}
        gains = {part: -loss for part, loss in losses.items()}
        yield Transfer(words, _parts(losses), _parts(gains), float(amounts[at]), years[at])


def _parts(amounts: Mapping[str, float]) -> tuple[str, ...]:
    """Return the parts with amounts above zero, the largest first, without those of next to nothing."""
    most = max(amounts.values())
    return tuple(part for part in sorted(amounts, key=lambda part: -amounts[part]) if amounts[part] > SMALL * most)


def _alone(difference: PlanDifference, player: int, names: tuple[str, ...], above: float) -> Iterator[Transfer]:
    """Yield the movement of the first figure that moves alone, if it is large enough."""
    for name in names:
        if name not in difference.before and name not in difference.after:
            continue
        moved = np.nan_to_num(difference.of(name)[player])
        at = peak(np.abs(moved))
        if abs(moved[at]) > above * (1 + NOISE):
            words, rises = (figure_named(name).in_sentence,), moved[at] > 0
            sources, targets = ((), words) if rises else (words, ())
            yield Transfer("", sources, targets, float(abs(moved[at])), difference.years[at])
            return
