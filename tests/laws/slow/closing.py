"""Closing the gap: the steps of the scheme, who pays, and the use of a surplus, section 11."""

import math
from dataclasses import dataclass

from tests.laws.slow.places import opening, selected, sign
from tests.laws.slow.years import PARTNERS, at, labels, number


def close(plan, draw, held, rows, t, position, gives, net, has, expenditure):
    """Take every step on the arms' positions; returns what each step got from each partner.

    An arm that is over has a position above zero, one that is under below.
    """
    year = labels(plan)[t]
    taken = dict.fromkeys(("offset", "recovery_plan", "reserves_used", "carried"), 0.0)
    extra, lent = dict.fromkeys(PARTNERS, 0.0), []
    for key, kind, step in steps_of(plan):
        over = {p: max(position[p], 0.0) for p in PARTNERS}
        total = sum(over.values())
        if kind == "offset" and step == "arms":
            for p, other in (PARTNERS, PARTNERS[::-1]):
                met = min(over[p], max(-position[other], 0.0))
                position[p] -= met
                position[other] += met
                taken["offset"] += met
        elif kind == "recovery_plan":
            achieved = recovered(plan, draw, step, total, t) * draw.recovery[key][t]
            taken["recovery_plan"] += achieved
            lower(position, over, achieved)
        elif kind == "reserves":
            closed = draw_on(step.order, total, held, year, expenditure)
            taken["reserves_used"] += closed
            lower(position, over, closed)
        elif kind == "stated":
            amounts = {p: step.amounts.get(year, {}).get(p, 0.0) for p in PARTNERS}
            for p in PARTNERS:
                extra[p] += amounts[p]
            deal(position, amounts)
            lent.append((step, amounts))
        elif kind == "carry":
            taken["carried"] += total
            held.deficit += total
            lower(position, over, total)
        elif kind in RULES:
            asked, from_reserves = RULES[kind](plan, step, over, gives, net, has)
            paid = dict.fromkeys(PARTNERS, 0.0)
            for p in PARTNERS:
                wanted = sum(asked[p].values())
                most = number(at(step.cap[p], year)) if p in step.cap else math.inf
                paid[p] = min(wanted, most)
                for arm in PARTNERS:
                    position[arm] -= asked[p][arm] * (paid[p] / wanted if wanted > 0 else 0.0)
                extra[p] += paid[p]
            # What the reserves lack stays on the arms, for the next step.
            wanted = sum(from_reserves.values())
            given = draw_on(nested_order(plan, step), wanted, held, year, expenditure) if wanted > 0 else 0.0
            taken["reserves_used"] += given
            for arm in PARTNERS:
                position[arm] -= from_reserves[arm] * (given / wanted if wanted > 0 else 0.0)
            lent.append((step, paid))
    for row, amount in taken.items():
        rows.put(row, t, amount)
    for p in PARTNERS:
        rows.put(f"additional_payments.{p}", t, extra[p])
    rows.put("unmet", t, sum(max(position[p], 0.0) for p in PARTNERS))
    return lent


def give_back(plan, held, rows, t, position, use, share, earlier, gives, expenditure):
    """A surplus puts planned use back, clears the deficit, fills reserves, and returns; what returns by partner."""
    spare = {p: max(-position[p], 0.0) for p in PARTNERS}
    surplus, used = sum(spare.values()), sum(use.values())
    rows.put("surplus", t, surplus)
    if any(kind == "offset" and step == "arms" for _, kind, step in steps_of(plan)):
        own = {p: spare[p] / surplus * min(surplus, used) if surplus > 0 else 0.0 for p in PARTNERS}
    else:
        own = {p: min(spare[p], share[p] * used) for p in PARTNERS}
    back = sum(own.values())
    for name in use:
        held.balance[name] += back * use[name] / used if used > 0 else 0.0
    cleared = min(surplus - back, earlier)
    held.deficit -= cleared
    rule, rest = plan.scheme.surplus, surplus - back - cleared
    for reserve, most in ((rule.to, rule.cap), (rule.then, None)) if rule else ():
        if reserve:
            highest = math.inf if most is None else threshold(most, labels(plan)[t], expenditure)
            room = max(highest - held.balance[reserve], 0.0)
            kept = min(rest, room)
            held.balance[reserve] += kept
            rest -= kept
    # The scheme's own rule, where it states one, comes before the lead agency.
    stated = rule.who if rule else None
    if stated == "fixed":
        back_to = {p: rule.shares.get(p, 0.0) for p in PARTNERS}
    elif stated == "by_contribution":
        back_to = parts(gives["payment"])
    elif stated is None and plan.scheme.lead_agency:
        back_to = {p: float(p == plan.scheme.lead_agency) for p in PARTNERS}
    else:
        back_to = parts({p: spare[p] - own[p] for p in PARTNERS})
    returned = {p: rest * back_to[p] for p in PARTNERS}
    for p in PARTNERS:
        rows.put(f"returned.{p}", t, returned[p])
    return returned


def steps_of(plan):
    """The steps in order as (key, kind, rule), with the offset that is assumed; kinds of payments by rule."""
    steps, seen = [], {}
    if all(step.offset is None for step in plan.scheme.steps):
        steps.append(("offset", "offset", "arms"))
    for step in plan.scheme.steps:
        kind = step.chosen
        seen[kind] = seen.get(kind, 0) + 1
        key = kind if seen[kind] == 1 else f"{kind}_{seen[kind]}"
        said = getattr(step, kind)
        if kind == "additional_payments":
            steps.append((key, said.root.who, said.root))
        else:
            steps.append((key, kind, said.root if kind == "offset" else said))
    if plan.scheme.lead_agency:
        steps.append(("lead_agency", "lead_agency", Lead(plan.scheme.lead_agency)))
    return steps


@dataclass(frozen=True)
class Lead:
    """Payment of all that is left by one partner."""

    partner: str
    cap = {}
    repayable = {}


def parts(basis):
    """Shares of a basis by partner; what is below zero counts as none, and halves if there is none."""
    counted = {p: max(basis[p], 0.0) for p in PARTNERS}
    both = sum(counted.values())
    return {p: counted[p] / both if both > 0 else 0.5 for p in PARTNERS}


def lower(position, over, amount):
    """Take an amount off the arms that are over, in proportion."""
    total = sum(over.values())
    for p in PARTNERS:
        position[p] -= amount * over[p] / total if total > 0 else 0.0


def recovered(plan, draw, step, total, t):
    """Return the part of the amount left that a recovery plan achieves: a share of it, or money, at most all of it."""
    if isinstance(step.achieves, str):
        value = draw.values[step.achieves][t]
        is_share = plan.assumptions[step.achieves].unit == "share"
    else:
        value = at(step.achieves, labels(plan)[t])
        is_share = type(value).__name__ == "Percent"
    return min(max(value * total if is_share else value, 0.0), total)


# Reserves.


def draw_on(order, wanted, held, year, expenditure):
    """Take an amount from reserves in order, each down to its floor; returns what they give."""
    closed = 0.0
    for name in order:
        room = max(held.balance[name] - floor(held.reserves[name], year, expenditure), 0.0)
        amount = min(wanted - closed, room)
        held.balance[name] -= amount
        closed += amount
    return closed


def threshold(path, year, expenditure):
    """Money of a limit that may differ by year.

    Reading: before the first year that a path names, its first value holds.
    """
    said = at(path, year) or path.years[min(path.years)]
    return said.share * expenditure if said.share is not None else said.amount


def floor(reserve, year, expenditure):
    """Minimum level in a year."""
    return max(threshold(reserve.floor, year, expenditure), 0.0) if reserve.floor else 0.0


# Who pays.


def deal(position, amounts):
    """A deal made: first what is paid in, then what is taken back, each on the own arm first, then on the other."""
    for way in (1, -1):
        money = {p: max(way * amounts[p], 0.0) for p in PARTNERS}
        for p in PARTNERS:
            used = min(money[p], max(way * position[p], 0.0))
            position[p] -= way * used
            money[p] -= used
        for p, other in (PARTNERS, PARTNERS[::-1]):
            used = min(money[p], max(way * position[other], 0.0))
            position[other] -= way * used
            money[p] -= used
        for p in PARTNERS:
            position[p] -= way * money[p]


def promise(step, p, lent, held, t):
    """Write down what is to be repaid to a partner, and when."""
    if terms := step.repayable.get(p):
        for later, part in enumerate(terms.schedule, 1):
            due = terms.share * part * lent
            held.promised[p][t + later] += due
            held.owed[p] += due


def all_arms(shares, over):
    return {p: {arm: shares.get(p, 0.0) * over[arm] for arm in PARTNERS} for p in PARTNERS}


NOTHING = dict.fromkeys(PARTNERS, 0.0)


def by_contribution(plan, step, over, gives, net, has):
    basis = {p: gives["payment"][p] + (gives["set_aside"][p] if step.set_aside else 0.0) for p in PARTNERS}
    return all_arms(parts(basis), over), NOTHING


def fixed(plan, step, over, gives, net, has):
    return all_arms(step.shares, over), NOTHING


def own_arm(plan, step, over, gives, net, has):
    return {p: {arm: over[arm] if arm == p else 0.0 for arm in PARTNERS} for p in PARTNERS}, NOTHING


def lead_agency(plan, step, over, gives, net, has):
    return all_arms({step.partner: 1.0}, over), NOTHING


def nested(plan, step, over, gives, net, has):
    """Rules in turn, each for what its lines are over by and those before it have left.

    A share of reserves counts as covered, even if the reserves turn out to lack it: no later rule covers it again.
    """
    left = dict(over)
    asked = {p: dict.fromkeys(PARTNERS, 0.0) for p in PARTNERS}
    reserves = dict.fromkeys(PARTNERS, 0.0)
    for rule in step.rules:
        mine = dict(left)
        if rule.lines is not None:
            names = selected(plan, rule.lines)
            for arm in PARTNERS:
                on_arm = {n: line for n, line in plan.lines.items() if line.partner == arm and not line.set_aside}
                budget = {n: sign(line) * opening(plan, line) for n, line in on_arm.items()}
                whole = sum(budget.values())
                part = sum(budget[n] for n in on_arm if n in names) / whole if whole > 0 else 0.0
                overspend = sum(net[n] for n in on_arm if n in names) - part * has[arm]
                mine[arm] = min(max(overspend, 0.0), left[arm])
        if rule.who == "own_arm":
            these = own_arm(plan, None, mine, gives, net, has)[0]
        elif rule.who == "by_contribution":
            these = all_arms(parts(gives["payment"]), mine)
        else:
            these = all_arms(rule.shares, mine)
            for arm in PARTNERS:
                reserves[arm] += rule.shares.get("reserves", 0.0) * mine[arm]
        for arm in PARTNERS:
            left[arm] -= mine[arm]
            for p in PARTNERS:
                asked[p][arm] += these[p][arm]
    return asked, reserves


def nested_order(plan, step):
    may = [
        name for name, reserve in plan.reserves.items()
        if reserve.class_ in ("contingency", "legacy") or (reserve.class_ == "earmarked" and "gap" in reserve.purposes)
    ]  # fmt: skip
    return step.order or may


RULES = {
    "by_contribution": by_contribution,
    "fixed": fixed,
    "own_arm": own_arm,
    "nested": nested,
    "lead_agency": lead_agency,
}
