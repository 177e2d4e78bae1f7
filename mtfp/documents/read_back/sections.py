"""Amounts of a plan by section, in the plan's unit, for the read-back."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from mtfp.model.consistency.scale.items import full_year
from mtfp.model.consistency.scale.size import integrated_lines
from mtfp.model.plan import Plan


class Amount(NamedTuple):
    """Amount of one item, in the plan's unit, with the item's name and label."""

    name: str
    label: str
    amount: float


class Section(NamedTuple):
    """Amounts of one section, each of them not zero. `says` describes their total; `key` identifies it for programs."""

    key: str
    title: str
    says: str
    amounts: tuple[Amount, ...]

    @property
    def total(self) -> float:
        """Total of the section, in the plan's unit."""
        return sum(item.amount for item in self.amounts)


def sections(plan: Plan) -> tuple[Section, ...]:
    """Return the sections of a plan that have an amount."""
    return tuple(section for section in _sections(plan) if section.amounts)


def _sections(plan: Plan) -> Iterator[Section]:
    year, sign = plan.base_year, {name: line.sign for name, line in plan.lines.items()}
    inside, costs = integrated_lines(plan), {name: line.opening(year) for name, line in plan.lines.items()}

    def section(title: str, says: str, of: str, amounts: Mapping[str, float | None], key: str = "") -> Section:
        items = tuple(Amount(name, plan.label(of, name), amount) for name, amount in amounts.items() if amount)
        return Section(key or of, title, says, items)

    def lines(title: str, names: Iterable[str], key: str) -> Section:
        return section(title, f"in {year}", "lines", {name: costs[name] for name in names}, key)

    yield lines("Lines", (name for name in inside if sign[name] > 0), "lines")
    yield lines("Income lines", (name for name in costs if sign[name] < 0), "income")
    yield lines("Set-aside lines", (name for name in costs if name not in inside and sign[name] > 0), "set_aside")
    amounts = {name: _total(commitment.amount) for name, commitment in plan.commitments.items()}
    yield section("Commitments", "of all years together", "commitments", amounts)
    paid = {name: stream.of_base_year(year) for name, stream in plan.funding.items()}
    yield section("Funding with the set-aside", f"in {year}", "funding", paid)
    saved = {name: full_year(saving) for name, saving in plan.savings.items()}
    yield section("Savings", "in a full year", "savings", saved)
    spend = {name: _total(investment.spend) for name, investment in plan.investments.items()}
    yield section("Investments", "of all years together", "investments", spend)
    impacts = {name: event.impact.money for name, event in plan.risk_events.items()}
    yield section("Risk events", "if each happens once", "risk_events", impacts)
    opening = {name: reserve.opening for name, reserve in plan.all_reserves.items()}
    yield section("Reserves", f"at the end of {year}", "reserves", opening)


def _total(by_year: Mapping[str, float | None]) -> float:
    return sum(amount or 0.0 for amount in by_year.values())
