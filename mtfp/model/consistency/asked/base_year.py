"""Checks of the base year against the agreed budget: small imbalances, and imbalances of the two arms."""

import re
from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.consistency.asked.own_amounts import own_amount
from mtfp.model.consistency.asked.twice import check_twice
from mtfp.model.consistency.scale.limits import IMBALANCE, ROUNDED, ROUNDED_KNOWN
from mtfp.model.consistency.scale.one_slip import EXACT, TELLING, Explained, digits, explained, place_of
from mtfp.model.consistency.scale.size import Size, gap_of, integrated_funding, integrated_lines
from mtfp.model.costs.line import PARTNERS, Partner
from mtfp.model.plan import Plan

MOST_NAMED = 3
"""Largest number of figures that may explain a difference and are all named."""
SIDE = {"council": "the council's side", "nhs": "the NHS board's side"}
EXPLAIN = "explain the difference under `opening_gap`"
EMPTY = frozenset((
    "gap", "difference", "shortfall", "deficit", "surplus", "imbalance", "balance", "opening", "known", "agreed",
    "accepted", "explained", "checked", "right", "correct", "true", "fine", "okay", "yes", "none", "tbc", "see", "note",
    "above", "below", "the", "this", "that", "its", "and", "was", "has", "been", "base", "year", "plan", "amount",
))  # fmt: skip
"""Words of three letters or more that give no reason for a difference."""
REASONS = 2
"""Least number of other words in a reason."""


def check_base_year(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn if the base year balances nearly, but not quite; name the figures of which one slip would explain it."""
    cost, gap = gap_of(plan, size.costs, size.payments)
    if size.slip or not _given(plan, size) or cost <= 0 or abs(gap) <= EXACT * cost or not IMBALANCE.holds(gap / cost):
        return
    found = _of_side(plan, size, explained(plan, size, gap, cost), EXACT * cost)
    own = None if found else own_amount(plan, gap, EXACT * cost)
    rounded = ROUNDED_KNOWN if plan.opening_gap else ROUNDED
    if not (found or own) and rounded.holds(gap / cost):
        return
    if _typed_twice(plan, size, gap, EXACT * cost):
        return
    side = "more" if gap > 0 else "less"
    known = " and its `opening_gap`" if plan.opening_gap else ""
    says = f"in {plan.base_year} the plan costs {planned_money(abs(gap), plan.unit)} {side} than its funding{known}"
    if len(found) == 1 or _all_equal(found):
        at, about = found[-1], found[0].sentence if len(found) == 1 else _of_equal(plan, found)
        path = place_of(plan, at.section, at.name)
        yield Complaint("W566", path, f"{says}; {about}", f"check this amount, or {EXPLAIN}")
    elif own:
        yield Complaint("W566", own.path, f"{says}; {own.asks}", f"check this amount, or {EXPLAIN}")
    else:
        fix = f"check the budgets and the `base:` of each funding source, or {EXPLAIN}"
        yield Complaint("W566", ("funding",), f"{says}; {_about(plan, size, found, gap, cost)}", fix, True)


def check_reason(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Ask about an opening gap whose reason is no more than a word: the slip that it hides can't be found any more."""
    known = plan.opening_gap
    words = set(re.findall(r"[a-z]{3,}|£?\d+", known.reason.lower())) - EMPTY if known else set()
    if known and known.amount and len(words) < REASONS:
        message = (
            f"the plan states a gap of {planned_money(known.amount, plan.unit)} in {plan.base_year}, and its reason is "
            f"only “{known.reason}”: what is the money for?"
        )
        fix = "say in a few words who agreed the gap, and for what; or correct the figure that leaves it"
        yield Complaint("W566", ("opening_gap", "reason"), message, fix)


def _of_side(plan: Plan, size: Size, found: list[Explained], near: float) -> list[Explained]:
    """Return the figures that are on the one arm that doesn't balance; all of them if both or none do."""
    off = [partner for partner, left in sides_of(plan, size).items() if abs(left) > near]
    if len(off) != 1 or plan.opening_gap:
        return found
    arm = {"lines": lambda name: plan.lines[name].partner, "funding": lambda name: _arm(plan, name)}
    return [one for one in found if arm[one.section](one.name) == off[0]] or found


def _all_equal(found: list[Explained]) -> bool:
    """Return True if two or three rows of one section explain a difference, each as a whole."""
    return 1 < len(found) <= MOST_NAMED and len({(each.section, each.asks) for each in found}) == 1 and found[0].whole


def _of_equal(plan: Plan, found: list[Explained]) -> str:
    *first, last = (plan.label(each.section, each.name) for each in found)
    both = "both" if len(found) == 2 else "all"
    return f"that is just {', '.join(first)} and {last}, which are {both} as much: is one of them in the plan twice?"


def _typed_twice(plan: Plan, size: Size, gap: float, near: float) -> bool:
    """Return True if a row that is typed twice explains the gap: another check names it."""
    again = [complaint.path[1] for complaint in check_twice(plan) if complaint.path[0] in ("lines", "funding")]
    effects = [size.costs.get(str(name), -(size.payments.get(str(name)) or 0.0)) for name in again]
    return any(abs(effect - gap) <= near for effect in effects)


def _given(plan: Plan, size: Size) -> bool:
    """Return True if every payment of the base year is given."""
    return all(size.payments[name] is not None for name in integrated_funding(plan))


def _about(plan: Plan, size: Size, found: list[Explained], gap: float, cost: float) -> str:
    """Return the question about a difference that several figures would explain, or none."""
    if found:
        each = ", or ".join(one.says for one in found[:MOST_NAMED]).replace(", or that is just ", " or ")
        return f"{each}{', or another figure' if len(found) > MOST_NAMED else ''}: {found[0].asks}"
    sides = sides_of(plan, size)
    off = [partner for partner, left in sides.items() if abs(left) > EXACT * cost]
    where = (
        f"{SIDE[off[0]]} alone doesn't balance; " if len(off) == 1 and len(sides) > 1 and not plan.opening_gap else ""
    )
    asked = "a funding source missing, or a line twice" if gap > 0 else "a line missing, or a funding source twice"
    return f"{where}is {asked}, or one amount wrong?"


def sides_of(plan: Plan, size: Size) -> dict[Partner, float]:
    """Return cost less funding of the base year by arm, of the arms that have both lines and funding."""
    sides: dict[Partner, float] = {}
    for partner in PARTNERS:
        costs = [size.costs[name] for name in integrated_lines(plan) if plan.lines[name].partner == partner]
        paid = [size.payments[name] or 0.0 for name in integrated_funding(plan) if _arm(plan, name) == partner]
        if costs and paid:
            sides[partner] = sum(costs) - sum(paid)
    return sides


def _arm(plan: Plan, name: str) -> Partner:
    stream = plan.funding[name]
    sides = {plan.lines[line].partner for line in stream.lines.of(plan.lines)} if stream.lines else set()
    return stream.arm or (sides.pop() if len(sides) == 1 else stream.partner)


def check_arms(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn if the base year balances as a whole, but one arm has the money of the other's cost."""
    cost, gap = gap_of(plan, size.costs, size.payments)
    sides = sides_of(plan, size)
    if size.slip or plan.opening_gap or plan.scheme.lead_agency or not _given(plan, size) or cost <= 0:
        return
    if len(sides) < len(PARTNERS) or abs(gap) > EXACT * cost:
        return
    short = max(sides, key=lambda partner: sides[partner])
    over = sides[short]
    named = list(_moved(plan, size, short, over, EXACT * cost))
    if over <= EXACT * cost or (not named and ROUNDED.holds(over / cost)):
        return
    says = (
        f"in {plan.base_year} {SIDE[short]} costs {planned_money(over, plan.unit)} more than its funding, and the "
        "other side as much less"
    )
    if len(named) == 1:
        (section, name, key), about = named[0]
        yield Complaint(
            "W567", (section, name, key), f"{says}; {about}", "check the partner and the `arm:`", key == "arm"
        )
    else:
        fix = (
            "check the `partner:` of lines and funding; add `arm:` to money that one partner pays for the other's lines"
        )
        yield Complaint("W567", ("funding",), f"{says}; is a line or a payment under the wrong partner?", fix, True)


def _moved(
    plan: Plan, size: Size, short: Partner, over: float, near: float
) -> Iterator[tuple[tuple[str, str, str], str]]:
    """Yield the lines and funding sources that explain the arms' imbalance, each with its question."""
    if digits(over) < TELLING:
        return
    other = next(partner for partner in PARTNERS if partner != short)
    ring_fenced = _ring_fenced(plan, size)
    for name in integrated_lines(plan):
        own = ring_fenced.get(name, 0.0)
        if plan.lines[name].partner == short and abs(size.costs[name] - own - over) <= near:
            after = " after its ring-fenced money" if own else ""
            yield (
                ("lines", name, "partner"),
                f"{plan.label('lines', name)} costs just that{after}: is its partner `{other}`?",
            )
    for name in integrated_funding(plan):
        paid = size.payments[name] or 0.0
        if _arm(plan, name) == other and abs(paid - over) <= near:
            label, stream = plan.label("funding", name), plan.funding[name]
            key = "arm" if stream.arm else "partner"
            yield (
                ("funding", name, key),
                f"{label} pays just that: is its partner `{short}`, or `arm: {short}` missing?",
            )


def _ring_fenced(plan: Plan, size: Size) -> dict[str, float]:
    """Return the ring-fenced money for each line that such money pays alone: it goes where the line goes."""
    found: dict[str, float] = {}
    for name, stream in plan.funding.items():
        if stream.lines and not stream.arm and len(stream.lines.names) == 1:
            (line,) = stream.lines.names
            found[line] = found.get(line, 0.0) + (size.payments[name] or 0.0)
    return found


BASE_YEAR = (check_base_year, check_reason, check_arms)
