"""Parts of a figure's variance that groups of drivers explain, and the range that is left if a group were certain."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mtfp.analysis.sensitivity.drivers import Driver, Group
from mtfp.analysis.sensitivity.effects import BATCHES, Effects, effects, of_one
from mtfp.analysis.sensitivity.question import Question
from mtfp.findings.short import Short, counted
from mtfp.model.base.arrays import Array
from mtfp.simulation.statistics import Estimate, describe

FEWEST = 20
"""Fewest draws of a batch whose range is measured."""
Narrowed = Mapping[str, Estimate]
"""P10 and P90 of the figure, `p10` and `p90`, each with its standard error."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Variance(Short):
    """Parts of the variance of a figure that each group of drivers explains, and the range without each group."""

    question: Question
    groups: tuple[Group, ...]
    """Groups in the order of `effects`."""
    effects: Effects
    """Shapley effects and Sobol indices of the groups, exact over all sets of groups."""
    single: Mapping[Driver, tuple[Estimate, Estimate]]
    """First-order and total index of each driver that is independent of all others."""
    correlated: tuple[Driver, ...]
    """Drivers that are correlated with others, which have no index of their own."""
    together: Narrowed
    """Range with everything uncertain."""
    certain: Mapping[Group, Narrowed]
    """Range with the drivers of a group as in the central case, and all others uncertain."""
    errors: Mapping[str, float | None]
    """Standard error of the amount by which the range is narrower if a group is certain; None with too few draws."""

    def in_short(self) -> str:
        return f"{self.question.in_short()}, {counted(len(self.groups), 'group')}"

    def linked_to(self, group: Group) -> tuple[Group, ...]:
        """Return the other groups with a driver that is correlated with one of this group."""
        joined = [{driver.group for driver in each.drivers} for each in self.question.copies.linked]
        return tuple(other for other in self.groups if other != group and any({group, other} <= of for of in joined))

    def width(self, group: Group | None = None) -> float:
        """Return P90 less P10 with a group certain, or with everything uncertain; zero without a value."""
        found = self.certain[group] if group else self.together
        return found["p90"].value - found["p10"].value if found else 0.0


def variance(question: Question) -> Variance:
    """Return the parts of a figure's variance that groups of drivers explain, with the plan's correlations.

    The Shapley effects of the groups add up to 100%, also if groups are correlated. The range with a group certain
    comes from draws in which its drivers are as in the central case; other groups vary as before, also those that are
    correlated with it.
    """
    groups = tuple(question.groups)

    def kept(coalition: int) -> Array:
        return question.keeping(
            driver for at, group in enumerate(groups) if coalition >> at & 1 for driver in question.groups[group]
        )

    certain = {group: question.without(drivers) for group, drivers in question.groups.items()}
    independent = [driver for driver in question.drivers if question.copies.independent(driver)]
    return Variance(
        question=question,
        groups=groups,
        effects=effects(kept, len(groups)),
        single={driver: _of_driver(question, driver) for driver in independent},
        correlated=tuple(driver for driver in question.drivers if driver not in independent),
        together=_narrowed(question.values),
        certain={group: _narrowed(values) for group, values in certain.items()},
        errors={group: _error_of_narrowing(question.values, values) for group, values in certain.items()},
    )


def _of_driver(question: Question, driver: Driver) -> tuple[Estimate, Estimate]:
    replaced = question.keeping(each for each in question.drivers if each != driver)
    return of_one(question.values, question.other_values, replaced)


def _error_of_narrowing(values: Array, without: Array) -> float | None:
    """Return the standard error of the difference between two ranges in the same draws, from batches of draws."""
    usable = np.isfinite([values, without]).all(axis=0)
    if np.count_nonzero(usable) < FEWEST * BATCHES:
        return None
    pairs = np.stack([values[usable], without[usable]])
    low, high = np.transpose(
        [np.quantile(pairs[:, at::BATCHES], (0.1, 0.9), axis=1) for at in range(BATCHES)], (1, 2, 0)
    )
    widths = high - low
    return float(np.std(widths[0] - widths[1], ddof=1) / BATCHES**0.5)


def _narrowed(values: Array) -> Narrowed:
    found = describe(values)
    return {name: found[name] for name in ("p10", "p90") if found}
