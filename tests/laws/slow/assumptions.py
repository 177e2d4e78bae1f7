"""Assumptions and the central case, sections 4, 8 and 9."""

import math
from dataclasses import dataclass

from tests.laws.slow.savings import schemes
from tests.laws.slow.years import at, label, labels, number

ILLUSTRATIVE = {
    "delivery_green": (0.80, 0.92, 1.00),
    "delivery_amber": (0.45, 0.70, 0.90),
    "delivery_red": (0.10, 0.40, 0.70),
}
"""P10, P50 and P90 of delivery by status, where the plan defines none."""


@dataclass(frozen=True)
class Draw:
    """Values that may differ between draws, by name, each a list by year from the base year on."""

    values: dict
    delivery: dict
    events: dict
    recovery: dict


def central(plan, happens=None):
    """The central case: stated values, likely events only.

    `happens` may state for some events when they happen instead, 1 or 0 by year.
    """
    felt = {name: happenings(plan, event) for name, event in plan.risk_events.items()} | (happens or {})
    values = values_of(plan, felt)
    delivery = {name: delivery_of(plan, values, scheme) for name, scheme in schemes(plan).items()}
    events = {
        name: [happens * (event.impact.central or 0.0) for happens in felt[name]]
        for name, event in plan.risk_events.items()
    }
    said = [step.recovery_plan for step in plan.scheme.steps if step.recovery_plan]
    keys = ["recovery_plan" if number == 1 else f"recovery_plan_{number}" for number in range(1, len(said) + 1)]
    recovery = {
        key: [1.0 if step.fails <= 0.5 else 0.0] * len(labels(plan)) for key, step in zip(keys, said, strict=True)
    }
    return Draw(values, delivery, events, recovery)


def values_of(plan, felt):
    years, first = labels(plan), int(plan.base_year[:4])
    known = {}

    def value(name, t):
        if t < 0:
            return number(at(plan.assumptions[name].central, label(first + t)))
        if (name, t) not in known:
            known[name, t] = worked_out(name, t)
        return known[name, t]

    def worked_out(name, t):
        said = plan.assumptions[name]
        if said.tracks:
            result = said.tracks.weight * value(said.tracks.of, t - said.tracks.lag) + number(
                at(said.tracks.plus, years[t])
            )
        else:
            result = number(at(said.central, years[t]))
        if t == 0:  # history: neither guaranteed nor limited
            return result
        for name_of_event, event in plan.risk_events.items():
            if event.impact.assumption == name:
                result += event.impact.by * felt[name_of_event][t]
        least = said.at_least
        if least and (not least.years or years[t] in least.years):
            guaranteed = value(least.of, t) + number(at(least.plus, years[t]))
            result = guaranteed if math.isnan(result) or guaranteed > result else result
        low, high = limits(said, value(name, 0))
        if result < low:
            result = low
        return high if result > high else result

    return {name: [value(name, t) for t in range(len(years))] for name in plan.assumptions}


def limits(said, in_base_year):
    """Lowest and highest value of an assumption."""
    low = -math.inf if said.floor is None else said.floor
    high = math.inf if said.cap is None else said.cap
    if said.unit == "share":
        return (0.0 if said.floor is None else low), (1.0 if said.cap is None else high)
    if said.unit == "rate":
        return max(low, -0.99), high
    if said.unit == "index":
        return max(low, 0.01 * in_base_year), high
    return low, high


def delivery_of(plan, values, scheme):
    """Share of each tranche that is achieved in the central case."""
    name = scheme["delivery"]
    if name is None:
        return [1.0] * len(labels(plan))
    return values[name] if name in values else [ILLUSTRATIVE[name][1]] * len(labels(plan))


def closed(event):
    """True for a risk that only stays in the register: it never happens, in no draw."""
    return event.status == "closed"


def happenings(plan, event):
    """Section 9: 1 in the years in which an event's impact is felt in the central case."""
    years = labels(plan)
    felt = [0.0] * len(years)
    if closed(event) or event.probability <= 0.5:
        return felt
    if event.once is None and not event.recurring:
        return [0.0] + [1.0] * plan.years
    start = years.index(event.once.from_) if event.once and event.once.from_ else 1
    for t in range(start, len(years) if event.recurring else start + 1):
        felt[t] = 1.0
    return felt


def index(plan, draw, name):
    values = draw.values[name]
    if plan.assumptions[name].unit == "index":
        return [value / values[0] for value in values]
    levels = [1.0]
    for rate in values[1:]:
        levels.append(levels[-1] * (1 + rate))
    return levels
