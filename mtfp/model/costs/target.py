"""Targets of an amount: the lines, the partner's side or the whole plan on which it falls."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array, numbers
from mtfp.model.base.by_names import ByNames
from mtfp.model.base.part import Part
from mtfp.model.base.refers import LineName
from mtfp.model.base.values import Flag, Name
from mtfp.model.costs.line import PARTNERS, Line, Partner, Setting


class Selector(ByNames):
    """Selection of lines by name or attribute: `care_at_home`, `[care_at_home, day_care]`, `{partner: nhs}`."""

    everything: ClassVar = "every line"

    names: tuple[LineName, ...] = ()
    """Names of the lines."""
    partner: Partner | None = None
    """Partner on whose side of the budget the lines are."""
    setting: Setting | None = None
    """Setting of the lines."""
    care_group: Name | None = None
    """Group of people whom the lines serve."""
    set_aside: Flag | None = None
    """Write `true` for lines in the set-aside, `false` for lines in the integrated budget."""

    def of(self, lines: Mapping[str, Line]) -> tuple[str, ...]:
        """Return the names of the selected lines, in the plan's order; income lines only if named."""
        if self.names:
            return tuple(name for name in lines if name in self.names)
        return tuple(name for name, line in lines.items() if line.kind == "cost" and self.fits(line))

    def fits(self, line: Line) -> bool:
        """Return True if a line has all the attributes."""
        return all(getattr(line, key) == value for key, value in self.attributes.items())


def by_budget(names: Collection[str], lines: Mapping[str, Line], base_year: str) -> Array:
    """Split one pound between the named lines by budget, shape (line,); equally if all their budgets are zero."""
    if len(names) == 1:  # all of it falls on the line, whatever its budget; a plan may have thousands of such amounts
        only = np.zeros(len(lines))
        only[list(lines).index(next(iter(names)))] = 1.0
        return only
    budgets = numbers(line.opening(base_year) if name in names else 0.0 for name, line in lines.items())
    shares = np.zeros_like(budgets)
    shares[[name in names for name in lines]] = 1 / max(len(names), 1)
    total = budgets.sum()
    return np.divide(budgets, total, out=shares, where=total > 0)


@dataclass(frozen=True, repr=False)
class Shares(Short):
    """Split of one pound between lines, shape (line,), arms, shape (partner,), and the whole plan; shares add up to 1.

    `names` are the lines that have a share, including a share of zero.
    """

    names: tuple[str, ...]
    lines: Array
    arms: Array
    plan: float


class Target(Part):
    """Part of a plan whose money falls on lines (in proportion to base budgets), a partner's side or the whole plan."""

    line: LineName | None = None
    """Line on which the amount falls."""
    lines: Selector | None = None
    """Lines on which the amount falls, by name or attribute, in proportion to their base budgets."""
    partner: Partner | None = None
    """Partner on whose side the amount falls; without `line`, `lines` or `partner`, it falls on the whole plan."""

    def landing(self, lines: Mapping[str, Line], base_year: str) -> Shares:
        """Return the split of one pound of the amount between lines, arms and the whole plan; shares add up to 1."""
        names, on_arms = self.targets(lines), np.zeros(len(PARTNERS))
        if self.partner and not names:
            on_arms[PARTNERS.index(self.partner)] = 1.0
        return Shares(names, by_budget(names, lines, base_year), on_arms, 0.0 if names or self.partner else 1.0)

    def targets(self, lines: Mapping[str, Line]) -> tuple[str, ...]:
        """Return the names of the lines on which the amount falls."""
        if self.line:
            return (self.line,)
        return self.lines.of(lines) if self.lines else ()
