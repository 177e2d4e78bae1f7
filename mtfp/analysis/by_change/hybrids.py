"""Plans between two plans: the old one with some groups of changes, each projected once."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from mtfp.analysis.by_change.players import ROLL_FORWARD, WITHOUT_NAMES, ChangedItems, Item, items_of
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.base.years import first_calendar_year
from mtfp.model.costs.population import SuppliedFigures
from mtfp.model.plan import SECTIONS, Plan
from mtfp.results.figures import Figures, figures

BY_YEAR = {"savings": ("planned", "delivered"), "investments": ("spend",), "commitments": ("amount",)}
"""Amounts by year that a budget holds once their year is the base year, by section and key."""


class Hybrids:
    """Plan and central projection under each set of changes; bit i of a set's number stands for player i."""

    def __init__(self, old: Plan, new: Plan, players: Sequence[ChangedItems], last: str) -> None:
        self._old, self._new, self._players, self._last = old, new, players, last
        self._figures: dict[int, Figures] = {}

    def figures(self, players: int) -> Figures:
        """Return the figures of the central case under some changes."""
        if players not in self._figures:
            plan = self.plan(players)
            self._figures[players] = figures(project(plan, central_draws(plan)))
        return self._figures[players]

    def plan(self, players: int) -> Plan:
        """Return the old plan with some changes, without checks: it may be a plan that nobody would write."""
        chosen = [player for n, player in enumerate(self._players) if players >> n & 1]
        changed = {item for player in chosen for item in player.items}
        moved = any(player.id == ROLL_FORWARD for player in chosen)
        base_year = self._new.base_year if moved else self._old.base_year
        fields = {section: self._section(section, changed) for section in (*SECTIONS, *WITHOUT_NAMES)}
        if moved:
            fields |= {section: _after(base_year, fields[section], keys) for section, keys in BY_YEAR.items()}
        years = first_calendar_year(self._last) - first_calendar_year(base_year)
        source = self._new if players == 2 ** len(self._players) - 1 else self._old
        plan = source.with_fields(**fields, base_year=base_year, years=years, checks=())
        return plan.with_supplied(self._supplied(("population", "") in changed))

    def _section(self, section: str, changed: Collection[Item]) -> Any:
        """Return a section in which some items are those of the new plan. Both plans' own assumptions are there."""
        old, new = items_of(self._old, section), items_of(self._new, section)
        if set(old) | set(new) == {""}:
            return (new if (section, "") in changed else old)[""]
        found = {}
        for name in dict.fromkeys([*new, *old]):
            keep = section == "assumptions" and (name in new) != (name in old)
            source = (new if name in new else old) if keep else new if (section, name) in changed else old
            if name in source:
                found[name] = source[name]
        return found.get("", {}) if "" in found else found

    def _supplied(self, of_new: bool) -> SuppliedFigures:
        """Return the figures of the plans' own files: people of one plan, profiles of both."""
        first, second = (self._new, self._old) if of_new else (self._old, self._new)
        return SuppliedFigures(first.supplied.people, {**second.supplied.profiles, **first.supplied.profiles})


def _after(base_year: str, items: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    """Return items without their amounts up to a new base year, which its budgets hold."""
    return {
        name: item.with_fields(**{key: _later(base_year, getattr(item, key)) for key in keys})
        for name, item in items.items()
    }


def _later(base_year: str, amounts: Mapping[str, Any]) -> dict[str, Any]:
    return {year: amount for year, amount in amounts.items() if year > base_year}
