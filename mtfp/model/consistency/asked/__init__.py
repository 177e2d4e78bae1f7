"""Questions about valid amounts and names that are likely slips: rows twice, running totals, a nought lost.

Uses the size of a plan from `scale`; must not know `plausibility`.
"""

from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency.asked.area import AREA
from mtfp.model.consistency.asked.base_year import BASE_YEAR
from mtfp.model.consistency.asked.counted_again import COUNTED_AGAIN
from mtfp.model.consistency.asked.ends import ENDS
from mtfp.model.consistency.asked.people import PEOPLE
from mtfp.model.consistency.asked.per_unit import PER_UNIT
from mtfp.model.consistency.asked.reserves import CAP
from mtfp.model.consistency.asked.running_totals import RUNNING_TOTALS
from mtfp.model.consistency.asked.same_grant import SAME_GRANT
from mtfp.model.consistency.asked.same_thing import SAME_THING
from mtfp.model.consistency.asked.twice import check_twice
from mtfp.model.consistency.asked.uses import USES
from mtfp.model.consistency.scale.costs import check_whole
from mtfp.model.consistency.scale.size import size_of
from mtfp.model.plan import Plan


def check_slips(plan: Plan) -> Iterator[Complaint]:
    """Ask about amounts and names that are valid but are likely slips."""
    size = size_of(plan)
    base_year = [complaint for check in BASE_YEAR for complaint in check(plan, size)]
    named = {complaint.path[:2] for complaint in base_year if complaint.code == "W567"}
    yield from base_year
    twice = list(check_twice(plan))
    yield from twice
    named |= {complaint.path[:2] for complaint in twice}
    for check in (*RUNNING_TOTALS, *USES, *AREA, *PEOPLE, *CAP, *ENDS, *SAME_THING, *SAME_GRANT, *COUNTED_AGAIN):
        yield from (complaint for complaint in check(plan, size) if complaint.path[:2] not in named)
    # nothing costs what it does elsewhere in a plan that is all in another unit
    for check in () if size.slip or list(check_whole(plan, size)) else PER_UNIT:
        yield from check(plan, size)


ASKED = (check_slips,)
