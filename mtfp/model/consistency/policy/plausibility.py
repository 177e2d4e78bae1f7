"""Checks that warn of implausible or missing figures. The plan can be projected in spite of these warnings."""

from collections.abc import Iterator
from datetime import MAXYEAR, date

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.years import first_calendar_year
from mtfp.model.costs.saving import DELIVERY_OF
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.by_status import is_illustrative, is_stated_with_saving

STALE_AFTER_DAYS = 365
"""Greatest age of a review that brings no warning, at the start of the first projected year: a planning round."""
MEDIUM_TERM = 3
"""Least number of projected years of a medium-term plan."""


def check_length(plan: Plan) -> Iterator[Complaint]:
    """Warn of a plan that is too short for a medium-term plan."""
    if plan.years < MEDIUM_TERM:
        found = "1 projected year" if plan.years == 1 else f"{plan.years} projected years"
        message = f"the plan has {found}, but a medium-term plan has at least {MEDIUM_TERM}"
        yield Complaint("W514", ("years",), message, f"write `years: {MEDIUM_TERM}` or more, if the figures allow it")


def check_confirmation(plan: Plan) -> Iterator[Complaint]:
    """Warn of commitments still to be confirmed, which count as zero."""
    for name, commitment in plan.commitments.items():
        for year, amount in commitment.amount.items():
            if amount is None:
                message = f"{plan.label('commitments', name)} in {year} is still to be confirmed; it counts as zero"
                yield Complaint(
                    "W501", ("commitments", name, "amount", year), message, "write the amount when it is known"
                )


def check_reviews(plan: Plan) -> Iterator[Complaint]:
    """Warn of assumptions never reviewed, or last reviewed over a year before the first projected year."""
    start = date(min(first_calendar_year(plan.base_year) + 1, MAXYEAR), 4, 1)
    for name, assumption in plan.assumptions.items():
        if is_illustrative(name, plan.assumptions) or is_stated_with_saving(assumption):
            continue
        if assumption.reviewed is None:
            message = f"`{name}` doesn't say when it was last reviewed"
            yield Complaint("W502", ("assumptions", name), message, "add `reviewed:` with the date", True)
        elif (start - date.fromisoformat(assumption.reviewed)).days > STALE_AFTER_DAYS:
            message = (
                f"`{name}` was last reviewed on {assumption.reviewed}, over a year before the first projected year"
            )
            yield Complaint("W503", ("assumptions", name, "reviewed"), message, "review it and update the date")


def check_use_of_assumptions(plan: Plan) -> Iterator[Complaint]:
    """Warn of assumptions that no other part of the plan uses."""
    used = {r.name for r in plan.references if r.to.section == "assumptions" and r.path[0] != "correlations"}
    for name in plan.assumptions:
        if name not in used:
            message, fix = (
                f"no part of the plan uses `{name}`",
                "name it where it counts; take it out only if nothing in the plan is meant to follow it",
            )
            status = next((status for status, delivery in DELIVERY_OF.items() if delivery == name), None)
            if status:
                message += f": no saving has `status: {status}` without a `delivery:` of its own"
                fix = f"check the status of each saving; if none is {status} this year, `{name}` may be taken out"
            yield Complaint("W504", ("assumptions", name), message, fix, True)


def check_base_year_funding(plan: Plan) -> Iterator[Complaint]:
    """Warn of funding without a payment for the base year, because that year's gap can't then be calculated."""
    for name, stream in plan.funding.items():
        if stream.of_base_year(plan.base_year) is None:
            message = f"`{name}` has no payment for the base year, {plan.base_year}; that year's gap is left blank"
            yield Complaint("W505", ("funding", name), message, "add `base:` if the payment is known", True)


def check_index_effect(plan: Plan) -> Iterator[Complaint]:
    """Warn of `indexed` on one-off amounts, because they are already in the prices of their own year."""
    for section in ("commitments", "savings"):
        for name, item in getattr(plan, section).items():
            if item.indexed and not item.recurring:
                message = (
                    f"`{name}` is not recurring, so `indexed` has no effect: amounts are in their own year's prices"
                )
                yield Complaint(
                    "W507", (section, name, "indexed"), message, "leave `indexed` out, or add `recurring: true`"
                )


def check_set_aside(plan: Plan) -> Iterator[Complaint]:
    """Warn of a set-aside with lines but no funding, or with funding but no lines."""
    lines = any(line.set_aside for line in plan.lines.values())
    streams = any(stream.type == "set_aside" for stream in plan.funding.values())
    if lines and not streams:
        message = "the set-aside has lines but no funding source, so all of their cost shows as a gap"
        yield Complaint("W509", ("funding",), message, "add a funding source with `type: set_aside`", True)
    if streams and not lines:
        message = "the set-aside has a funding source but no lines"
        yield Complaint(
            "W509",
            ("lines",),
            message,
            "add `set_aside: true` to the lines of hospital services that it pays for",
            True,
        )


PLAUSIBILITY = (
    check_length,
    check_set_aside,
    check_confirmation,
    check_reviews,
    check_use_of_assumptions,
    check_base_year_funding,
    check_index_effect,
)
