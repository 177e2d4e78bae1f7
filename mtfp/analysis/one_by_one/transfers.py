"""Movements of money that leave the gap as it is: from one partner, setting, locality or payer to another.

A whole is split into parts. What some parts lose and others gain in a year is a transfer between them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from mtfp.analysis.figure_bridge import FigureBridge
from mtfp.analysis.one_by_one.alone import Alone
from mtfp.analysis.one_by_one.movement import NOISE, Transfer, peak
from mtfp.analysis.one_by_one.wholes import CLOSING, WHOLES, Whole
from mtfp.model.base.arrays import Array

MOST = 2
"""Most transfers of a group of changes that leaves the gap as it is."""
SMALL = 0.02
"""Part of the largest movement below which a part isn't named."""


def transfers(difference: FigureBridge, above: Array, least: float) -> list[tuple[Transfer, ...]]:
    """Return the transfers of each group of changes that are larger than what the group moves the gap, and `least`.

    above : largest movement of the gap by each group in any year, shape (player,)

    A transfer of about the same money between the same parts as one before it is left out, unless it is of what closes
    the gap; so are those after the first, if the gap moves, or after the second. Planned use of reserves comes before
    what closes the gap, which follows from it. A group that moves none of these has the figure that it moves alone.
    """
    found: list[list[Transfer]] = [[] for _ in difference.players]
    least_of = [max(float(own), least) for own in above]
    still = [own <= least for own in above]
    for whole in WHOLES:
        for own, new, alone in zip(found, _moved(whole, difference, least_of), still, strict=True):
            _add(own, [each for each in new if not any(each.is_like(other) for other in own)], alone)
    figures = Alone(difference)
    for player, own in enumerate(found):
        _add(own, figures.direct(player, least) if still[player] else (), still[player])
    for own, new, alone in zip(found, _moved(CLOSING, difference, least_of), still, strict=True):
        _add(own, new, alone)
    for player, own in enumerate(found):
        if not own:
            own += figures.any(player, least) if still[player] else figures.other(player, least_of[player])
    return [tuple(each) for each in found]


def _add(own: list[Transfer], new: Iterable[Transfer], still: bool) -> None:
    """Add transfers up to the most that a group of changes has."""
    own += list(new)[: max((MOST if still else 1) - len(own), 0)]


def _moved(whole: Whole, difference: FigureBridge, least_of: Sequence[float]) -> Iterator[list[Transfer]]:
    """Yield the transfers between parts of a whole by each group of changes."""
    bars = difference.bars(whole.parts)
    for player, least in enumerate(least_of):
        moved = {part: np.nan_to_num(bar[player]) for part, bar in bars.items()}
        yield list(_largest(whole.words, moved, difference.years, least))


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
