"""Figures that a change moves where the gap stays: planned use, reserves, any other amount, events, activity."""

from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np

from mtfp.analysis.expected_events import expected_events
from mtfp.analysis.figure_bridge import FigureBridge
from mtfp.analysis.one_by_one.movement import NOISE, Transfer, peak
from mtfp.model.base.arrays import Array
from mtfp.results.figures import Figures, figure_named
from mtfp.results.services import activity

DIRECT = ("planned_use_of_reserves",)
"""Figures that a change moves itself; what closes the gap follows from them."""
OTHER = ("set_aside_gap",)
"""Figures outside the gap, which may move more than it."""
ALONE = (*OTHER, "reserves", "reserves_left", "cost_after_funding_ends", "savings_planned")
"""Figures that may move where neither the gap nor any whole does, in the order in which people read them."""
UNITS_THAT_COUNT = 1e-6
"""Least movement of an activity, in its own unit, that isn't rounding."""


class Alone:
    """Movements of single figures by each group of changes between two plans."""

    def __init__(self, difference: FigureBridge) -> None:
        self.difference = difference
        self._read = dict[str, Array]()

    def direct(self, player: int, above: float) -> Iterator[Transfer]:
        """Yield the movement of a figure that a change moves itself, if it is large enough."""
        return self._first(player, DIRECT, above)

    def other(self, player: int, above: float) -> Iterator[Transfer]:
        """Yield the movement of the first figure outside the gap, if it is large enough."""
        return self._first(player, OTHER, above)

    def any(self, player: int, above: float) -> Iterator[Transfer]:
        """Yield the movement of the first figure that moves: of those that people read, or the largest of all."""
        yield from next(filter(None, (list(each) for each in self._in_order(player, above))), [])

    def _in_order(self, player: int, above: float) -> Iterator[Iterator[Transfer]]:
        yield self._first(player, ALONE, above)
        yield self._largest(player, self._money, above)
        yield self._largest(player, self._events, above)
        yield self._largest(player, self._activity, UNITS_THAT_COUNT)

    def _first(self, player: int, names: tuple[str, ...], above: float) -> Iterator[Transfer]:
        """Yield the movement of the first figure that moves."""
        for name in names:
            moved = self._of(name)[player]
            if np.abs(np.nan_to_num(moved)).max() > above * (1 + NOISE):
                yield self._movement(figure_named(name).in_sentence, moved)
                return

    def _of(self, name: str) -> Array:
        """Return the movement of a figure by each group of changes; zero if neither plan has it."""
        if name not in self._read:
            has_it = name in self.difference.before or name in self.difference.after
            still = np.zeros((len(self.difference.players), len(self.difference.years)))
            self._read[name] = self.difference.of(name) if has_it else still
        return self._read[name]

    def _largest(self, player: int, bars: Mapping[tuple[str, str], Array], above: float) -> Iterator[Transfer]:
        """Yield the largest movement of several figures, by words and unit, if it is large enough."""
        sizes = {key: float(np.abs(np.nan_to_num(bar[player])).max()) for key, bar in bars.items()}
        most = max(sizes, key=lambda key: sizes[key], default=None)
        if most and sizes[most] > above * (1 + NOISE):
            words, unit = most
            yield self._movement(words, bars[most][player], unit)

    def _movement(self, words: str, moved: Array, unit: str = "") -> Transfer:
        """Return the movement of a figure in the year in which it is largest."""
        moved = np.nan_to_num(moved)
        at = peak(np.abs(moved))
        sources, targets = ((), (words,)) if moved[at] > 0 else ((words,), ())
        return Transfer("", sources, targets, float(abs(moved[at])), self.difference.years[at], unit)

    @cached_property
    def _money(self) -> Mapping[tuple[str, str], Array]:
        return self.difference.bars(_amounts)

    @cached_property
    def _events(self) -> Mapping[tuple[str, str], Array]:
        return self.difference.bars(_expected)

    @cached_property
    def _activity(self) -> Mapping[tuple[str, str], Array]:
        return self.difference.bars(_units)


def _amounts(known: Figures) -> Mapping[tuple[str, str], Array]:
    """Return every figure that is money: shares follow from these."""
    return {(each.in_sentence, ""): known[each.id] for each in known.records.values() if not each.is_share}


def _expected(known: Figures) -> Mapping[tuple[str, str], Array]:
    """Return the expected cost of risk events that the central case doesn't count."""
    found = expected_events(known.projection.plan)
    return {
        ("the expected cost of risk events that isn't in these figures", ""): found.integrated[:, None],
        ("the expected cost of risk events to the set-aside that isn't in these figures", ""): found.set_aside[:, None],
    }


def _units(known: Figures) -> Mapping[tuple[str, str], Array]:
    """Return the units of care that each line buys."""
    plan = known.projection.plan
    return {
        (f"the activity of {plan.label('lines', name)}", str(getattr(plan.lines[name].activity, "unit", ""))): units
        for name, units in activity(known.projection).items()
    }
