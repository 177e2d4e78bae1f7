"""Change of a plan's figures with each driver moved alone, in the central case: "each 1% costs £x"."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from mtfp.analysis.moves.usual import Move
from mtfp.findings.short import Short, counted
from mtfp.model.base.arrays import Array
from mtfp.model.costs.line import PARTNERS
from mtfp.model.plan import Plan
from mtfp.results.figures import Figure, figures_of
from mtfp.simulation.sample import central_figures

ASKED = tuple(f"additional_payments.{partner}" for partner in PARTNERS)
"""Figures of what each partner would be asked for."""
UNFUNDED, RESERVES = "unmet", "reserves"
NO_MOVE = 1e-7
"""Largest change, as a part of the largest figure, that rounding may explain."""


@dataclass(frozen=True, repr=False)
class Effect(Short):
    """Change of each figure by one move, in the figure's unit: with the move less without, shape (year,)."""

    move: Move
    change: Mapping[str, Array]
    from_zero: Mapping[str, Array] | None = None
    """Figures with the move less those with the driver at zero, for a move that sets a rate."""


@dataclass(frozen=True, repr=False)
class EachAlone(Short):
    """Effects of moves, each made alone, on a figure, on what partners are asked for, and on reserves."""

    plan: Plan
    figure: Figure
    year: str
    """Year by which drivers are sorted."""
    base: Mapping[str, Array]
    """Figures of the central case, shape (year,), the base year first."""
    effects: tuple[Effect, ...]

    def in_short(self) -> str:
        return f"{self.figure.label} in {self.year}, {counted(len(self.effects), 'move')}"

    def of(self, effect: Effect) -> float:
        """Return the change of the figure in the year."""
        return float(np.nan_to_num(effect.change[self.figure.id][self.plan.timeline.position(self.year)]))

    def harm(self, effect: Effect) -> float:
        """Return the change of the figure in the year, positive if the figure becomes worse."""
        return -self.of(effect) if self.figure.low_is_worse else self.of(effect)

    def moves_figure(self, effect: Effect) -> bool:
        """Return True if a move changes the figure in any year."""
        change, base = (np.abs(np.nan_to_num(each[self.figure.id])).max() for each in (effect.change, self.base))
        return bool(change > NO_MOVE * max(1.0, base))

    def by_driver(self) -> list[tuple[Effect, ...]]:
        """Return the effects by driver: the driver that may do most harm in the year first, and its worst move first.

        A driver that does no harm follows by the size of its effect.
        """
        drivers = [tuple(sorted(group, key=self._rank)) for group in self._groups()]
        return sorted(drivers, key=lambda moves: self._rank(moves[0]))

    def _rank(self, effect: Effect) -> tuple[float, float]:
        return (-max(self.harm(effect), 0.0), -abs(self.of(effect)))

    def _groups(self) -> Iterable[Iterable[Effect]]:
        moving = [effect for effect in self.effects if self.moves_figure(effect)]
        return [list(group) for _, group in groupby(moving, key=lambda each: each.move.driver)]

    def idle(self) -> list[str]:
        """Return the labels of the drivers whose moves leave the figure as it is in every year."""
        moving = {effect.move.driver for effect in self.effects if self.moves_figure(effect)}
        return list(dict.fromkeys(e.move.label for e in self.effects if e.move.driver not in moving))


def each_alone(plan: Plan, moves: Sequence[Move], figure: Figure, year: str) -> EachAlone:
    """Project the central case with each move made alone.

    plan : the plan without a move
    figure : record of the figure, for instance that of the gap; a positive gap is a shortfall
    year : projected year by which drivers are sorted

    Effects are differences of figures, in the figure's unit, in the order of the moves:

        change[t] = figure of the plan with the move[t] - figure of the plan[t]
    """
    wanted, known = (figure.id, *ASKED, UNFUNDED, RESERVES), figures_of(plan)
    names = tuple(name for name in dict.fromkeys(wanted) if name in known)
    base, at_zero = _central(plan, names), dict[str, Mapping[str, Array]]()
    effects = list[Effect]()
    for move in moves:
        moved, zero = _central(move.plan, names), None
        if move.driver_at_zero is not None:
            if move.driver not in at_zero:
                at_zero[move.driver] = _central(move.driver_at_zero, names)
            zero = at_zero[move.driver]
        effects.append(Effect(move, _less(moved, base), _less(moved, zero) if zero else None))
    return EachAlone(plan, figure, year, base, tuple(effects))


def _central(plan: Plan, names: Sequence[str]) -> dict[str, Array]:
    return {name: values[:, 0] for name, values in central_figures(plan, names).items()}


def _less(moved: Mapping[str, Array], base: Mapping[str, Array]) -> dict[str, Array]:
    return {name: moved[name] - base[name] for name in base}
