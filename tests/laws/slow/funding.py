"""Funding, section 7."""

import math

from tests.laws.slow.assumptions import index
from tests.laws.slow.lines import recurring_base
from tests.laws.slow.places import selected, sign
from tests.laws.slow.years import at, labels, number


def receipt(plan, draw, stream, costs):
    """Return the payments of a stream by year: recurring, and one-off; those of a reduction below zero."""
    recurring, one_off, way = [], [], adds_or_takes(stream)
    for year, level in zip(labels(plan), by_rule(plan, draw, stream, costs), strict=True):
        paid = way * level if stream.ends is None or year <= stream.ends else 0.0
        lasts = stream.recurring and stream.ends is None
        extra = way * stream.one_off.get(year, 0.0)
        recurring.append(paid if lasts else 0.0 * paid)
        one_off.append(extra if lasts else paid + extra)
    return recurring, one_off


def adds_or_takes(stream):
    """1 for money, -1 for a reduction: its amounts are written above zero, and taken off."""
    return -1 if stream.kind == "reduction" else 1


def by_rule(plan, draw, stream, costs):
    """Return the amount of a stream's rule by year as written, as if it never ended, with its delay."""
    years = labels(plan)
    level = [rule_level(plan, draw, stream, costs, t) for t in range(len(years))]
    if not stream.delay:
        return level
    known = 0.0 if math.isnan(level[0]) else level[0]
    return [level[0]] + [level[t - stream.delay] if t > stream.delay else known for t in range(1, len(years))]


def rule_level(plan, draw, stream, costs, t):
    year, base = labels(plan)[t], stream.base or 0.0
    if stream.uplift:
        return base * index(plan, draw, stream.uplift.root)[t]
    if stream.movements:
        return base + sum(stream.movements.root.get(label, 0.0) for label in labels(plan)[: t + 1])
    if stream.stated:
        if stream.ends and year > stream.ends:
            return 0.0
        return stream.base if t == 0 and stream.base is not None else number(at(stream.stated.root, year))
    if t == 0:
        return base
    if stream.follows.assumption:
        rise, name = 0.0, stream.follows.assumption
        for line in plan.lines.values():
            if line.kind == "cost" and line.budget is not None and line.set_aside == (stream.type == "set_aside"):
                weight = line.components[name].share if name in line.components else 0.0
                rise += recurring_base(plan, line) * weight * (index(plan, draw, name)[t] - 1)
    else:
        names = selected(plan, stream.follows.lines)
        rise = sum(costs[name][t] - sign(plan.lines[name]) * recurring_base(plan, plan.lines[name]) for name in names)
    return base + stream.follows.share * rise


def last_paid(plan, draw, stream, costs):
    """Return the amount that a stream's rule pays in its last year, below zero if it takes money off.

    None if it doesn't end within the plan.

    Reading: `one_off` amounts are not part of what its money pays a year.
    """
    years = labels(plan)
    if stream.ends not in years[:-1]:
        return None
    return adds_or_takes(stream) * by_rule(plan, draw, stream, costs)[years.index(stream.ends)]
