"""What doesn't stop a plan but should be known: warnings."""

from collections.abc import Iterator
from datetime import MAXYEAR, date

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.refers import references
from mtfp.model.base.values import Percent
from mtfp.model.base.years import first_calendar_year
from mtfp.model.plan import Plan

STALE_AFTER = 365
"""Days before the first projected year after which a review counts as old: one planning round."""
BALANCED = 0.02
"""The share of cost that an agreed budget's funding may differ by without a word: rounding, small movements."""
PLAUSIBLE_GROWTH = (-0.05, 0.15)
"""Yearly rates outside this are asked about."""


def amounts_to_be_confirmed(plan: Plan) -> Iterator[Complaint]:
    """Commitments still to be confirmed count as nil."""
    for name, commitment in plan.commitments.items():
        for year, amount in commitment.amount.items():
            if amount is None:
                message = f"{plan.label('commitments', name)} in {year} is still to be confirmed; it counts as nil"
                yield Complaint(
                    "W501", ("commitments", name, "amount", year), message, "put the amount in when it is known"
                )


def assumptions_are_reviewed(plan: Plan) -> Iterator[Complaint]:
    """An assumption says when it was last looked at, and that is not long before the plan."""
    start = date(min(first_calendar_year(plan.base_year) + 1, MAXYEAR), 4, 1)
    for name, assumption in plan.assumptions.items():
        if assumption.reviewed is None:
            message = f"`{name}` doesn't say when it was last reviewed"
            yield Complaint(
                "W502", ("assumptions", name), message, "add `reviewed:` with the date it was last looked at", True
            )
        elif (start - date.fromisoformat(assumption.reviewed)).days > STALE_AFTER:
            message = (
                f"`{name}` was last reviewed on {assumption.reviewed}, over a year before the first projected year"
            )
            yield Complaint("W503", ("assumptions", name, "reviewed"), message, "look at it again and date it")


def assumptions_are_used(plan: Plan) -> Iterator[Complaint]:
    """An assumption that nothing refers to moves nothing."""
    used = {r.name for r in references(plan) if r.to.section == "assumptions" and r.path[0] != "correlations"}
    for name in plan.assumptions:
        if name not in used:
            yield Complaint("W504", ("assumptions", name), f"nothing uses `{name}`", "use it, or take it out", True)


def base_year_funding_is_known(plan: Plan) -> Iterator[Complaint]:
    """Without the base year's funding, that year has no gap."""
    for name, stream in plan.funding.items():
        if stream.of_base_year(plan.base_year) is None:
            message = f"`{name}` has no payment for the base year, {plan.base_year}; the gap of that year is left blank"
            yield Complaint("W505", ("funding", name), message, "add `base:` if it is known", True)


def growth_is_plausible(plan: Plan) -> Iterator[Complaint]:
    """Rates far from anything seen are asked about."""
    low, high = PLAUSIBLE_GROWTH
    for name, assumption in plan.assumptions.items():
        if assumption.unit != "rate" or assumption.central is None:
            continue
        for year in plan.timeline.projected:
            rate = assumption.central.at(year)
            if isinstance(rate, Percent) and rate > -1 and not low <= rate <= high:
                message = (
                    f"`{name}` is {rate * 100:.4g}% in {year}, outside {low * 100:.0f}% to {high * 100:.0f}% a year"
                )
                path = ("assumptions", name, "central", year)
                yield Complaint("W506", path, message, "check the figure; if it is right, say why in `note:`")
                break


def indexes_have_an_effect(plan: Plan) -> Iterator[Complaint]:
    """Money of a single year is stated in that year's prices; an index has nothing to act on."""
    for section in ("commitments", "savings"):
        for name, item in getattr(plan, section).items():
            if item.indexed and not item.recurring:
                message = (
                    f"`{name}` is not recurring, so `indexed` does nothing: its amounts are in their own years' prices"
                )
                yield Complaint(
                    "W507", (section, name, "indexed"), message, "leave `indexed` out, or make it recurring"
                )


def base_year_balances(plan: Plan) -> Iterator[Complaint]:
    """An agreed budget is a balanced one; far from it, a figure is missing or misplaced."""
    lines = [line for line in plan.lines.values() if not line.set_aside]
    cost = sum(line.sign * line.opening(plan.base_year) for line in lines)
    paid = [stream.of_base_year(plan.base_year) for stream in plan.funding.values() if stream.type != "set_aside"]
    gap = cost - sum(amount for amount in paid if amount is not None)
    if None not in paid and abs(gap) > BALANCED * max(cost, 0.0):
        side = "more than its funding" if gap > 0 else "less than its funding"
        message = f"in {plan.base_year} the plan costs {abs(gap):,.6g} {side}; an agreed budget balances"
        yield Complaint("W508", ("funding",), message, "check the budgets and the `base:` of each stream", True)


def set_aside_has_both_sides(plan: Plan) -> Iterator[Complaint]:
    """Set-aside services have a notional amount, and the amount has services."""
    lines = any(line.set_aside for line in plan.lines.values())
    streams = any(stream.type == "set_aside" for stream in plan.funding.values())
    if lines and not streams:
        message = "lines are set aside, and no stream of funding is: all of their cost shows as a gap"
        yield Complaint("W509", ("funding",), message, "add a stream with `type: set_aside`", True)
    if streams and not lines:
        message = "a stream of funding is set aside, and no line is"
        yield Complaint("W509", ("lines",), message, "add `set_aside: true` to the hospital services it is for", True)


WORTH_KNOWING = (
    base_year_balances,
    set_aside_has_both_sides,
    amounts_to_be_confirmed,
    assumptions_are_reviewed,
    assumptions_are_used,
    base_year_funding_is_known,
    growth_is_plausible,
    indexes_have_an_effect,
)
