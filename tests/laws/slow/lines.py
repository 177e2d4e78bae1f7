"""Lines: demand, service levels, prices and cost before any move, sections 5 and 6."""

import math
from dataclasses import dataclass
from itertools import permutations

from tests.laws.slow.assumptions import index
from tests.laws.slow.places import opening, share_of_service
from tests.laws.slow.years import at, labels, progress

# Demand.


def ageing(plan, draw, name):
    """A · Π (1 + e) · H of a profile, by year."""
    people, profile = plan.supplied.people, plan.supplied.profiles[name]
    starts = people.ages.starts
    rates = [profile.rates[band_of(start, profile.ages.starts)] for start in starts]
    first = int(plan.base_year[:4])
    said = plan.population.healthier_ageing
    demand, error, shift, use = [], 1.0, 0.0, []
    for t in range(plan.years + 1):
        column = people.years.index(first + t)
        heads = [float(people.count[age][column]) for age in range(len(starts))]
        use.append(sum(n * rate for n, rate in zip(heads, rates, strict=True)))
        if t > 0:
            error *= 1 + (draw.values[plan.population.error][t] if plan.population.error else 0.0)
            shift += 0.0 if said is None else draw.values[said][t] if isinstance(said, str) else said
        younger = 0.0
        for n, rate, middle in zip(heads, rates, middles(starts), strict=True):
            ratio = 1.0 if middle < 65 else curve(profile, middle - shift) / curve(profile, middle)
            younger += n * rate * ratio
        demand.append(use[t] / use[0] * error * (younger / use[t] if use[t] > 0 else 1.0))
    return demand


def band_of(age, starts):
    return max(band for band, start in enumerate(starts) if start <= age)


def middles(starts):
    return [(a + b) / 2 for a, b in zip(starts, [*starts[1:], starts[-1] + 10], strict=True)]


def curve(profile, age):
    """Use per head at an exact age: log-linear between the middles of the bands that have use, slopes carried on."""
    points = [
        (middle, math.log(rate))
        for middle, rate in zip(middles(profile.ages.starts), profile.rates, strict=True)
        if rate
    ]
    if len(points) < 2:
        return 1.0
    left = max([k for k in range(len(points) - 1) if points[k][0] <= age], default=0)
    (a, log_a), (b, log_b) = points[left], points[left + 1]
    return math.exp(log_a + (log_b - log_a) * (age - a) / (b - a))


def demand(plan, draw, line, volumes):
    """D by year: ageing and growth, or the volume of the line that it follows, times its own growth; 1 if stated."""
    leader = line.demand.line
    ones = [1.0] * (plan.years + 1)
    if line.budget is None:
        return ones
    followed = volumes[leader] if leader else ageing(plan, draw, line.demand.profile) if line.demand.profile else ones
    growth = index(plan, draw, line.demand.growth) if line.demand.growth else ones
    return [a * n for a, n in zip(followed, growth, strict=True)]


def leaders_first(plan):
    """Names of the lines, those that follow another after those that lead: only leaders lead."""
    return sorted(plan.lines, key=lambda name: plan.lines[name].demand.line is not None)


# Service levels.


@dataclass(frozen=True)
class Change:
    """A change of a line's activity, by year: levels of activity and of cost, and the years in which it runs off.

    `whole` is true if no cost follows it, because the money of its units is stated apart.
    """

    activity: list
    cost: list
    years: int | None
    whole: bool = False


def runs_off(change):
    """Years in which stranded cost runs off; none if it stays."""
    return change.stranded.years if change.stranded else None


def change_of_level(plan, said):
    activity = [1 + (said.level - 1) * progress(said, year) for year in labels(plan)]
    activity[0] = 1.0
    return Change(activity, cost_levels(activity, said.released, runs_off(said)), runs_off(said), bool(said.step_fixed))


def pools(changes, t):
    """Cost that follows volume, at today's level 1: of the line's units that are there, and of those that closed.

    Changes come one after another. Units that a change in whole units closes leave their cost behind in the line, where
    no other change takes a share of it; those that it opens bring none. What closes is what was opened before, if any;
    what opens is what closed before. A change of level takes its share of every unit that is there.
    """
    there, opened, closed = 1.0, 0.0, 0.0
    for change in changes:
        if not change.whole:
            there, opened = there * change.cost[t], opened * change.cost[t]
            continue
        more = (there + opened) * (change.activity[t] - 1)
        back = min(more, closed) if more > 0 else -min(-more, opened)
        if more > 0:
            there, closed, opened = there + back, closed - back, opened + more - back
        else:
            there, closed, opened = there + more - back, closed - more + back, opened + back
    return there, closed


def cost_levels(activity, released, years):
    """Cost follows activity; a part of each year's cut stays as stranded cost, for good or running off.

    A change only ever cuts or only ever adds, so no stranded cost is taken back.
    """
    low = [max(0.0, 1 - level) for level in activity]
    costs = []
    for t, level in enumerate(activity):
        stranded = sum((low[u] - low[u - 1]) * remaining(t - u, years) for u in range(1, t + 1))
        costs.append(level + (1 - released) * stranded)
    return costs


def remaining(k, years):
    """Part of stranded cost that is left k years after the cut."""
    return 1.0 if years is None else max(0.0, 1 - k / years)


def fixed_left(changes, t):
    """Part of a line's fixed cost that is left: it runs off from the year in which a change with `stranded` stops it.

    Readings: of several changes that stop a line, each with its own year, the one whose cost runs off first counts; a
    `step_fixed` change stops a line like any other.
    """
    stops = [change for change in changes if change.activity[t] == 0.0]
    return min((remaining(t - change.activity.index(0.0), change.years) for change in stops), default=1.0)


def product(levels, t):
    return math.prod(level[t] for level in levels)


def bought(changes, shares, t):
    """Share of a line's volume that is bought elsewhere: each change's part of what it takes away.

    Readings: changes without a share come first, whatever their order. Of the others, one after another, each takes
    away of what those before it left; their order is none of the plan's business, so the mean over all orders counts.
    """
    first = product([change.activity for change, share in zip(changes, shares, strict=True) if share is None], t)
    buying = [(change.activity[t], share) for change, share in zip(changes, shares, strict=True) if share is not None]
    orders = list(permutations(buying))
    total = 0.0
    for order in orders:
        left = first
        for level, share in order:
            total += share * left * (1 - level)
            left *= level
    return total / len(orders)


# Cost.


def recurring_base(plan, line):
    if line.budget is None:
        return opening(plan, line)
    base = line.budget - line.one_off
    for adjustment in line.adjust:
        base += adjustment.amount if adjustment.amount is not None else adjustment.share * line.budget
    return base * share_of_service(line)


def at_base_volume(plan, draw, line):
    """B · P by year, or the stated cost: money before demand and levels, income too as a positive amount."""
    if line.budget is None:
        return [at(line.cost, year) * share_of_service(line) for year in labels(plan)]
    money = [opening(plan, line)]
    for t in range(1, plan.years + 1):
        price = sum(
            part.share * index(plan, draw, name)[t] * staffing(part, draw, t) for name, part in line.components.items()
        )
        money.append(recurring_base(plan, line) * price)
    return money


def staffing(part, draw, t):
    def filled(v):
        return 1 - v + (v * part.agency.cover * (1 + part.agency.premium) if part.agency else 0.0)

    factor = 1.0
    if part.on_costs:
        on_costs = draw.values[part.on_costs]
        factor *= (1 + on_costs[t]) / (1 + on_costs[0])
    if part.vacancy:
        vacant = draw.values[part.vacancy]
        factor *= filled(vacant[t]) / filled(vacant[0])
    return factor


class Service:
    """A line by year: money at base volume, the part that follows volume, its demand, its changes.

    `volumes` are the volumes of lines that may lead it.
    """

    def __init__(self, plan, draw, line, volumes):
        self.money, self.fixed = at_base_volume(plan, draw, line), line.fixed_share
        self.demand = demand(plan, draw, line, volumes)
        self.changes = [change_of_level(plan, said) for said in line.service_level]
        self.shares = [said.bought_elsewhere for said in line.service_level]
        self.units = (line.activity.base if line.activity else 0.0) * share_of_service(line)

    def level(self, t):
        return product([change.activity for change in self.changes], t)

    def volume(self, t):
        """Demand times level, before any move."""
        return self.demand[t] * self.level(t)

    def follows(self, t):
        """Cost that a lower volume can release, before any move."""
        return self.full(t) * pools(self.changes, t)[0]

    def active(self, t):
        """Cost of the activity that is there, before any move: at today's cost of a unit, nothing stranded."""
        return self.full(t) * self.level(t)

    def full(self, t):
        """Cost that follows volume, at today's level of service."""
        return self.money[t] * (1 - self.fixed) * self.demand[t]

    def cost(self, t, moves=(), *, joined=False):
        """Cost with some moves out of the line, without what moves bring in; `joined` if any bring something in.

        Reading: a year in which something arrives has its fixed cost, but counts as stopped in the years after it.
        """
        if t == 0:
            return self.money[0]
        fixed = self.money[t] * self.fixed * fixed_left([*self.changes, *(() if joined else moves)], t)
        elsewhere = self.full(t) * (pools(self.changes, t)[1] + bought(self.changes, self.shares, t))
        return fixed + self.follows(t) * product([move.cost for move in moves], t) + elsewhere
