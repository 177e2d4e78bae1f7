"""Plans between two plans: the old one with some groups of changes, each projected once."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from mtfp.analysis.by_change.players import ROLL_FORWARD, WITHOUT_NAMES, ChangedItems, Item, is_whole, items_of
from mtfp.analysis.projected import Projected
from mtfp.model.base.years import first_calendar_year
from mtfp.model.costs.population import SuppliedFigures
from mtfp.model.plan import SECTIONS, Plan

BY_YEAR = {"savings": ("planned", "delivered"), "investments": ("spend",), "commitments": ("amount",)}
"""Amounts by year that a budget holds once their year is the base year, by section and key."""


class Hybrids(Projected):
    """Plan and central projection under each set of changes; bit i of a set's number stands for player i."""

    def __init__(self, old: Plan, new: Plan, players: Sequence[ChangedItems], last: str) -> None:
        super().__init__()
        self._old, self._new, self._players, self._last = old, new, players, last

    def plan(self, players: int) -> Plan:
        """Return the old plan with some changes, without checks: it may be a plan that no author would write.

        A plan between the two ends with the last year that both project.
        """
        if players in (0, 2 ** len(self._players) - 1):
            return self._new if players else self._old
        chosen = [player for n, player in enumerate(self._players) if players >> n & 1]
        changed = {item for player in chosen for item in player.items}
        moved = any(player.id == ROLL_FORWARD for player in chosen)
        base_year = self._new.base_year if moved else self._old.base_year
        fields = {section: self._section(section, changed) for section in (*SECTIONS, *WITHOUT_NAMES)}
        if moved:
            fields |= {section: self._after_base(section, fields[section]) for section in BY_YEAR}
        years = first_calendar_year(self._last) - first_calendar_year(base_year)
        plan = self._old.with_fields(**fields, base_year=base_year, years=years, checks=())
        return plan.with_supplied(self._supplied(("population", "") in changed))

    def _section(self, section: str, changed: Collection[Item]) -> Any:
        """Return a section in which some items are those of the new plan. Both plans' own assumptions are there."""
        if is_whole(section, self._old, self._new):
            return getattr(self._new if (section, "") in changed else self._old, section)
        old, new, found = items_of(self._old, section), items_of(self._new, section), {}
        for name in dict.fromkeys([*new, *old]):
            own = section == "assumptions" and (name in new) != (name in old)
            source = (new if name in new else old) if own else new if (section, name) in changed else old
            if name in source:
                found[name] = source[name]
        return found

    def _supplied(self, of_new: bool) -> SuppliedFigures:
        """Return the figures of the plans' own files: people of one plan, profiles of both."""
        first, second = (self._new, self._old) if of_new else (self._old, self._new)
        return SuppliedFigures(first.supplied.people, {**second.supplied.profiles, **first.supplied.profiles})

    def _after_base(self, section: str, items: Mapping[str, Any]) -> dict[str, Any]:
        """Return items; those of the old plan without amounts up to the new base year, which its budgets hold."""
        own, base_year = items_of(self._new, section), self._new.base_year

        def later(item: Any) -> Any:
            by_year = {key: getattr(item, key) for key in BY_YEAR[section]}
            return item.with_fields(
                **{key: {year: each for year, each in of.items() if year > base_year} for key, of in by_year.items()}
            )

        return {name: item if own.get(name) == item else later(item) for name, item in items.items()}
