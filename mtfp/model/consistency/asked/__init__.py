"""Questions about valid amounts and names that are likely slips: rows twice, running totals, a nought lost.

Uses the size of a plan from `scale`; must not know limits of rates and shares.
"""

from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency.asked.area import AREA
from mtfp.model.consistency.asked.base_year import BASE_YEAR
from mtfp.model.consistency.asked.per_unit import PER_UNIT
from mtfp.model.consistency.asked.running_totals import RUNNING_TOTALS
from mtfp.model.consistency.asked.twice import TWICE
from mtfp.model.consistency.asked.uses import USES
from mtfp.model.consistency.scale.size import size_of
from mtfp.model.plan import Plan


def check_slips(plan: Plan) -> Iterator[Complaint]:
    """Ask about amounts and names that are valid but are likely slips."""
    size = size_of(plan)
    for check in (*BASE_YEAR, *TWICE, *RUNNING_TOTALS, *USES, *PER_UNIT, *AREA):
        yield from check(plan, size)


ASKED = (check_slips,)
