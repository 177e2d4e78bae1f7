"""Where an amount falls: on lines, on a partner's arm, or on the plan as a whole."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mtfp.model.base.arrays import Array, numbers
from mtfp.model.base.by_names import ByNames
from mtfp.model.base.part import Part
from mtfp.model.base.refers import LineName
from mtfp.model.base.values import Flag, Name
from mtfp.model.costs.line import PARTNERS, Line, Partner, Setting


class Selector(ByNames):
    """Lines by name or by attribute: `care_at_home`, `[care_at_home, day_care]`, `{setting: institutional}`."""

    everything: ClassVar = "every line"

    names: tuple[LineName, ...] = ()
    """Lines by name."""
    partner: Partner | None = None
    """Lines on this partner's arm."""
    setting: Setting | None = None
    """Lines with care given in this setting."""
    care_group: Name | None = None
    """Lines that serve this group of people."""
    set_aside: Flag | None = None
    """Lines that are set aside, or those that aren't."""

    def of(self, lines: Mapping[str, Line]) -> tuple[str, ...]:
        """The names of the lines it selects, in the plan's order; income lines only if named."""
        if self.names:
            return tuple(name for name in lines if name in self.names)
        return tuple(name for name, line in lines.items() if line.kind == "cost" and self.fits(line))

    def fits(self, line: Line) -> bool:
        """Whether a line has every attribute asked for."""
        return all(getattr(line, key) == value for key, value in self.attributes.items())


def by_budget(names: Collection[str], lines: Mapping[str, Line], base_year: str) -> Array:
    """How some lines share an amount, shape (line,): by their budgets, equally if they have none; nil for no lines."""
    budgets = numbers(line.opening(base_year) if name in names else 0.0 for name, line in lines.items())
    shares = np.zeros_like(budgets)
    shares[[name in names for name in lines]] = 1 / max(len(names), 1)
    total = budgets.sum()
    return np.divide(budgets, total, out=shares, where=total > 0)


@dataclass(frozen=True)
class Shares:
    """How an amount is shared out: over lines (line,), over arms (council, nhs), the rest over the whole plan.

    `names` are the lines that have a share, even one of nil.
    """

    names: tuple[str, ...]
    lines: Array
    arms: Array
    plan: float


class Target(Part):
    """A piece of a plan whose money falls on lines (by base budget), on a partner's arm, or on the whole plan."""

    line: LineName | None = None
    """The line it falls on."""
    lines: Selector | None = None
    """Or several lines, by name or attribute; shared by base budget."""
    partner: Partner | None = None
    """Or the arm of a partner; the whole plan if none of the three is said."""

    def landing(self, lines: Mapping[str, Line], base_year: str) -> Shares:
        """Where one pound of it falls; the parts add up to one."""
        names, on_arms = self.targets(lines), np.zeros(len(PARTNERS))
        if self.partner and not names:
            on_arms[PARTNERS.index(self.partner)] = 1.0
        return Shares(names, by_budget(names, lines, base_year), on_arms, 0.0 if names or self.partner else 1.0)

    def targets(self, lines: Mapping[str, Line]) -> tuple[str, ...]:
        """The lines it names."""
        if self.line:
            return (self.line,)
        return self.lines.of(lines) if self.lines else ()
