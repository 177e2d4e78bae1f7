"""Expected cost of risk events, less what the central case counts, section 9."""

import math

from tests.laws.slow.assumptions import central, closed, happenings
from tests.laws.slow.every_year import project
from tests.laws.slow.places import falls, integrated_share
from tests.laws.slow.years import PARTNERS, labels

P90 = 1.2815515655446004
"""Standard normal value of the 90th percentile."""


REPAID = [f"repayments.{p}" for p in PARTNERS]


def expected_cost(plan):
    """By year: the chance that each event costs in it, times its mean, less what the central case counts.

    Of the integrated budget, and of the set-aside.
    """
    integrated, aside = [0.0] * (plan.years + 1), [0.0] * (plan.years + 1)
    for name, event in plan.risk_events.items():
        if closed(event):
            continue
        each = of_assumption(plan, name, event) if event.impact.assumption else of_money(plan, event)
        integrated, aside = (
            [a + b for a, b in zip(*both, strict=True)] for both in zip((integrated, aside), each, strict=True)
        )
    return integrated, aside


def of_money(plan, event):
    mean, counted = mean_impact(event.impact), event.impact.central
    cost = [
        chance * mean - happens * counted
        for chance, happens in zip(chances(plan, event), happenings(plan, event), strict=True)
    ]
    here = integrated_share(plan, falls(plan, event))
    return [here * each for each in cost], [(1 - here) * each for each in cost]


def of_assumption(plan, name, event):
    """The mean gaps over all the ways in which the event may happen, less the central case's, all else as stated.

    Readings: the paired run is of the central case, and the gap is the one after savings, before what partners are
    repaid: that depends on how gaps are closed. Without the event both have the same gap, which falls out of the
    difference.
    """
    found = [[0.0] * (plan.years + 1) for _ in range(2)]
    ways = [(probability, {name: happens}) for probability, happens in histories(plan, event)]
    for probability, happens in [*ways, (-1.0, None)]:
        rows = project(plan, central(plan, happens))
        for total, gap in zip(found, (before_repayments(rows), rows["set_aside_gap"]), strict=True):
            for t in range(1, plan.years + 1):
                total[t] += probability * gap[t]
    return found


def before_repayments(rows):
    return [gap - a - b for gap, a, b in zip(*(rows[row] for row in ("gap", *REPAID)), strict=True)]


def window(plan, event):
    years = labels(plan)
    first = years.index(event.once.from_) if event.once and event.once.from_ else 1
    last = years.index(event.once.to) if event.once and event.once.to else plan.years
    return first, last


def chances(plan, event):
    """Chance that the event costs in each year.

    Reading of a recurring event with `once`: the part of its window that has passed times its probability.
    """
    (first, last), p = window(plan, event), event.probability
    found = []
    for t in range(plan.years + 1):
        k, n = min(max(t - first + 1, 0), last - first + 1), last - first + 1
        if event.recurring:
            found.append(p * k / n if event.once else 1 - (1 - p) ** k)
        else:
            found.append((p / n if event.once else p) if first <= t <= last else 0.0)
    return found


def histories(plan, event):
    """Yield the ways in which an event may happen: their probability, and 1 or 0 by year."""
    (first, last), p, years = window(plan, event), event.probability, plan.years + 1
    if event.once or event.recurring:
        for start in range(first, last + 1):
            here = p / (last - first + 1) if event.once else p * (1 - p) ** (start - first)
            yield here, [float(t >= start if event.recurring else t == start) for t in range(years)]
        yield (1 - p if event.once else (1 - p) ** (last - first + 1)), [0.0] * years
        return
    for number in range(2**plan.years):
        happens = [0.0] + [float(number >> t & 1) for t in range(plan.years)]
        count = int(sum(happens))
        yield p**count * (1 - p) ** (plan.years - count), happens


def mean_impact(impact):
    """Mean of an impact as drawn; one whose stated percentiles are all above zero is never drawn below it.

    Reading: percentiles are those of an `interval`; with `around: central` they are those plus the central value.
    """
    spread = impact.spread
    if spread is None:
        return impact.central
    added = impact.central if spread.around else 0.0
    said = getattr(spread, spread.chosen)
    if spread.chosen in ("normal", "lognormal", "beta"):
        return added + said.mean
    if spread.chosen == "discrete":
        return added + sum(value * chance for value, chance in said.root.items())
    numbers = [added + value for value in said.root]
    if spread.chosen == "pert":
        return (numbers[0] + 4 * numbers[1] + numbers[2]) / 6
    if spread.chosen in ("uniform", "triangular"):
        return sum(numbers) / len(numbers)
    low, high = numbers[0], numbers[-1]
    middle = numbers[1] if len(numbers) > 2 else min(max(impact.central, low), high)
    return mean_of_halves(low, middle, high)


def mean_of_halves(low, middle, high):
    """Mean of two half-normals joined at the median, held at zero if all three are above it."""
    below, above = (middle - low) / P90, (high - middle) / P90
    mean = middle + (above - below) * density(0.0)
    if low <= 0 or not below:
        return mean
    z = -middle / below  # the value is zero here
    return mean - middle * cumulative(z) + below * density(z)


def density(z):
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


def cumulative(z):
    return (1 + math.erf(z / math.sqrt(2))) / 2
