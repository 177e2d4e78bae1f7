"""Checks of scale: amounts that are far too large or small for their plan, and rates that no other plan has."""

from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency.scale.balance import BALANCE
from mtfp.model.consistency.scale.costs import COSTS, check_whole
from mtfp.model.consistency.scale.funding import FUNDING
from mtfp.model.consistency.scale.items import ITEMS
from mtfp.model.consistency.scale.rates import RATES_OF_PLAN
from mtfp.model.consistency.scale.shares import SHARES
from mtfp.model.consistency.scale.size import size_of
from mtfp.model.consistency.scale.spreads import SPREADS
from mtfp.model.consistency.scale.subtotals import SUBTOTALS
from mtfp.model.plan import Plan


def check_scale(plan: Plan) -> Iterator[Complaint]:
    """Warn of implausible amounts and rates. What is measured against the plan is measured with slips put right."""
    size = size_of(plan)
    whole = list(check_whole(plan, size))
    yield from whole
    for check in (*COSTS, *BALANCE, *FUNDING, *RATES_OF_PLAN, *SHARES, *SPREADS, *SUBTOTALS):
        yield from check(plan, size)
    # nothing can be measured against expenditure that is itself in another unit
    for check in () if whole else ITEMS:
        yield from check(plan, size)


SCALE = (check_scale,)
