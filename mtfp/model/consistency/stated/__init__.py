"""Questions about entries whose words state a number that can't be worked out from their figures."""

from collections.abc import Iterator, Sequence

from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency.in_words.texts import Remarks
from mtfp.model.consistency.stated.counts import check_stated_counts
from mtfp.model.consistency.stated.money import check_stated_money
from mtfp.model.consistency.stated.shares import check_stated_shares
from mtfp.model.plan import Plan

STATED = (check_stated_money, check_stated_shares, check_stated_counts)
OF_FIGURES = ("E", "W506", "W53", "W54", "W56", "W569", "W57", "W588", "W589", "W59")
"""Codes, or their beginnings, of questions about the figures of an entry, after which its words need no other one."""


def unasked(plan: Plan, remarks: Remarks, asked: Sequence[Complaint]) -> Iterator[Complaint]:
    """Yield questions about numbers in words, one for each entry about whose figures nothing else asks."""
    done = {each.path[:2] for each in asked if each.code.startswith(OF_FIGURES)}
    for check in STATED:
        for complaint in check(plan, remarks):
            if complaint.path[:2] not in done:
                done.add(complaint.path[:2])
                yield complaint
