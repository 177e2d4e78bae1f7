"""Drivers: the uncertain parts of a plan, each with its group."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from mtfp.draws.uncertain import uncertain_assumptions, uncertain_savings
from mtfp.findings.short import Short
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import is_pay
from mtfp.scenarios.levers.common.aim import FUNDING, roles

Group = Literal["pay", "prices", "demand", "funding", "savings", "events"]
GROUPS: Mapping[Group, str] = {
    "pay": "Pay",
    "prices": "Prices",
    "demand": "Demand",
    "funding": "Funding",
    "savings": "Savings",
    "events": "Risk events",
}
"""Labels of the groups of drivers, in the order of the tables."""
PAY = frozenset({"on_costs", "vacancies"})
"""Roles of an assumption that changes the cost of staff, next to pay awards."""

PRICED = frozenset({"prices", "commitments", "savings", "investments", "transfers"})
"""Role of an assumption that prices lines, and the sections of the plan that follow a price."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Driver(Short):
    """Driver: one uncertain part of a plan, and the random numbers behind it."""

    id: str
    """Section and name of the uncertain part, such as `assumptions.cpi`."""
    label: str
    """Label of the uncertain part."""
    group: Group
    """Group of the driver."""
    assumption: str = ""
    """Name of the assumption, for a driver that is an assumption."""
    savings: tuple[str, ...] = ()
    """Savings with an uncertain delivery that take it from the assumption."""
    event: str = ""
    """Name of the risk event, for a driver that is a risk event, with its cost."""
    recovery: str = ""
    """Key of the recovery plan, for a driver that is a recovery plan, which may fail."""
    variant: bool = False
    """True if the driver is the population variant."""

    def in_short(self) -> str:
        return f"{self.id}, {self.label}, {GROUPS[self.group]}"


def drivers_of(plan: Plan) -> tuple[Driver, ...]:
    """Return the drivers of a plan, by group and then in the plan's order.

    An assumption is a driver if it has a spread. The savings that take their delivery from it belong to it, with what
    is uncertain about each alone. A risk event is a driver, with its cost, if it may happen and may not.

    >>> rate = {"unit": "rate", "central": "2%", "source": "i", "spread": {"interval": ["1%", "4%"]}}
    >>> line = {"partner": "council", "setting": "community", "budget": 100, "components": {"cpi": "100%"}}
    >>> flood = {"probability": "8%", "impact": 5}
    >>> drivers_of(Plan.model_validate({"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£m",
    ...     "assumptions": {"cpi": rate}, "lines": {"home": line}, "funding": {}, "risk_events": {"flood": flood}}))
    (<Driver: assumptions.cpi, CPI, Prices>, <Driver: risk_events.flood, Flood, Risk events>)
    """
    order = list(GROUPS)
    return tuple(sorted(_drivers(plan), key=lambda driver: order.index(driver.group)))


def by_group(drivers: Iterable[Driver]) -> dict[Group, tuple[Driver, ...]]:
    """Return the drivers of each group that has some, in the order of the groups."""
    every = tuple(drivers)
    found = {group: tuple(driver for driver in every if driver.group == group) for group in GROUPS}
    return {group: members for group, members in found.items() if members}


def _drivers(plan: Plan) -> Iterator[Driver]:
    groups = _groups(plan)
    for name in uncertain_assumptions(plan):
        savings = tuple(key for key, saving in uncertain_savings(plan).items() if saving.delivery == name)
        label = plan.label("assumptions", name)
        yield Driver(id=f"assumptions.{name}", label=label, group=groups[name], assumption=name, savings=savings)
    if plan.population and len(plan.population.possible) > 1:
        yield Driver(id="population.variant", label="Population projection", group="demand", variant=True)
    for key, step in plan.scheme.recovery_plans.items():
        if 0 < step.fails < 1:
            yield Driver(id=f"scheme.{key}", label=step.label or "Recovery plan", group="savings", recovery=key)
    for name, event in plan.risk_events.items():
        if 0 < event.likelihood < 1 or (event.likelihood and (event.impact.spread or event.once)):
            label = plan.label("risk_events", name)
            yield Driver(id=f"risk_events.{name}", label=label, group="events", event=name)


def _groups(plan: Plan) -> dict[str, Group]:
    """Return the group of each assumption: from what it drives, or else from the assumptions that follow it."""
    own = {name: _own_group(plan, name, of) for name, of in _uses(plan).items()}
    return {name: _group_of(plan, name, own) for name in plan.assumptions}


def _group_of(plan: Plan, name: str, own: Mapping[str, Group | None]) -> Group:
    ahead, seen = [name], set[str]()
    while ahead:  # the nearest follower first
        at = ahead.pop(0)
        if group := own[at]:
            return group
        seen.add(at)
        ahead += [key for key, each in plan.assumptions.items() if key not in seen and at in dict(each.links())]
    return "pay" if is_pay(name, plan.assumptions[name]) else "prices"


def _uses(plan: Plan) -> dict[str, set[str]]:
    """Return what each assumption drives: its roles, and the sections of the plan that name it."""
    found: dict[str, set[str]] = {name: set(of) for name, of in roles(plan).items()}
    for reference in plan.references:
        if reference.to.section == "assumptions" and reference.name in found:
            found[reference.name].add(str(reference.path[0]))
    return found


def _own_group(plan: Plan, name: str, uses: set[str]) -> Group | None:
    """Return the group of an assumption from what it drives; None if it drives nothing itself.

    Cost comes before funding: money that follows a price is uncertain because the price is.
    """
    if uses & {"delivery", "scheme"}:
        return "savings"
    if uses & PAY:
        return "pay"
    if uses & PRICED:
        return "pay" if is_pay(name, plan.assumptions[name]) else "prices"
    if uses & {"growth", "population"}:
        return "demand"
    return "funding" if uses & FUNDING else None
