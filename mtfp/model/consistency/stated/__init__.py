"""Questions about entries whose words state a number that can't be worked out from their figures."""

from collections.abc import Iterator, Sequence

from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency.stated.counts import check_stated_counts
from mtfp.model.consistency.stated.limits_in_names import check_limits_in_names
from mtfp.model.consistency.stated.money import check_stated_money, states_sum
from mtfp.model.consistency.stated.of_keys import check_amounts_of_keys
from mtfp.model.consistency.stated.over_years import check_over_years
from mtfp.model.consistency.stated.part_year import check_part_years
from mtfp.model.consistency.stated.ranges import check_stated_ranges
from mtfp.model.consistency.stated.returns import check_returns
from mtfp.model.consistency.stated.scheme import check_stated_scheme
from mtfp.model.consistency.stated.shares import check_stated_shares
from mtfp.model.consistency.stated.unit_costs import check_unit_costs
from mtfp.model.consistency.words.texts import Remarks, entries
from mtfp.model.plan import Plan

STATED = (
    check_part_years,
    check_over_years,
    check_amounts_of_keys,
    check_returns,
    check_stated_ranges,
    check_limits_in_names,
    check_stated_money,
    check_stated_shares,
    check_stated_counts,
    check_unit_costs,
    check_stated_scheme,
)
OF_FIGURES = ("E", "W506", "W53", "W54", "W56", "W569", "W57", "W584", "W588", "W589", "W59", "W71")
"""Codes, or their beginnings, of questions about the figures of an entry, after which its words need no other one."""


def confirmed(plan: Plan, remarks: Remarks, asked: Sequence[Complaint]) -> Iterator[Complaint]:
    """Yield complaints without those about amounts that add up, if the sum is in the words of their entry."""
    repeated = {each.path[:2] for each in asked if each.code == "W569"}
    right = {entry.path for entry in entries(plan, remarks) if entry.path in repeated and states_sum(entry, plan.unit)}
    yield from (each for each in asked if not (each.code == "W569" and each.path[:2] in right))


def unasked(plan: Plan, remarks: Remarks, asked: Sequence[Complaint]) -> Iterator[Complaint]:
    """Yield questions about numbers in words, one for each entry about whose figures nothing else asks."""
    done = {each.path[:2] for each in asked if each.code.startswith(OF_FIGURES)}
    for check in STATED:
        for complaint in check(plan, remarks):
            about = complaint.path[: 3 if complaint.path[0] == "scheme" else 2]
            if about not in done:
                done.add(about)
                yield complaint
