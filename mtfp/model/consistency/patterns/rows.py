"""Rows of amounts by year: the amounts of a saving, a commitment, a payment's movements, a reserve's planned use."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from mtfp.findings.place import Path
from mtfp.model.plan import Plan

KEYS: Mapping[str, tuple[str, ...]] = {
    "savings": ("planned", "delivered"),
    "commitments": ("amount",),
    "investments": ("spend",),
    "transfers": ("amount",),
    "funding": ("movements", "one_off", "stated"),
    "reserves": ("planned_use", "planned_contributions"),
    "lines": ("cost",),
}
"""Keys that hold amounts by year, by section."""


class Row(NamedTuple):
    """Amounts by year under one key of an entry, in the order of years and without zeros."""

    path: Path
    amounts: tuple[tuple[str, float], ...]
    adds_up: bool
    """True if each amount comes on top of those before."""

    @property
    def label_at(self) -> tuple[str, str]:
        return str(self.path[0]), str(self.path[1])


def rows(plan: Plan) -> Iterator[Row]:
    """Yield the rows of amounts of a plan."""
    for section, keys in KEYS.items():
        items: Mapping[str, Any] = plan.all_reserves if section == "reserves" else getattr(plan, section)
        for name, item in items.items():
            for key in keys:
                amounts = tuple((year, amount) for year, amount in sorted(_by_year(item, key).items()) if amount)
                if amounts:
                    adds_up = key == "movements" or bool(getattr(item, "recurring", False))
                    yield Row((section, name, key), amounts, adds_up)


def _by_year(item: Any, key: str) -> Mapping[str, float | None]:
    value = getattr(item, key)
    value = getattr(value, "root", value)
    years: Mapping[str, float | None] = getattr(value, "years", value) or {}
    return years
