"""Questions about figures that stand out among others of their kind: in a row of years, against a spread, in a pair.

Uses the size of a plan from `scale`, and must not know words of entries.
"""

from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency.patterns.corrections import CORRECTIONS
from mtfp.model.consistency.patterns.minimum_years import MINIMUM_YEARS
from mtfp.model.consistency.patterns.neighbours import NEIGHBOURS
from mtfp.model.consistency.patterns.own_spread import OWN_SPREAD
from mtfp.model.consistency.patterns.path_years import PATH_YEARS
from mtfp.model.consistency.patterns.rates_by_year import RATES_BY_YEAR
from mtfp.model.consistency.patterns.same_money import SAME_MONEY
from mtfp.model.consistency.patterns.spread_ends import SPREAD_ENDS
from mtfp.model.consistency.patterns.spread_middle import SPREAD_MIDDLES
from mtfp.model.consistency.patterns.swapped_digits import SWAPPED_DIGITS
from mtfp.model.plan import Plan


def check_patterns(plan: Plan) -> Iterator[Complaint]:
    """Ask about figures that stand out among others of their kind."""
    of_rates = (*OWN_SPREAD, *PATH_YEARS, *MINIMUM_YEARS, *SPREAD_ENDS, *SPREAD_MIDDLES, *RATES_BY_YEAR)
    for check in (*NEIGHBOURS, *CORRECTIONS, *SAME_MONEY, *SWAPPED_DIGITS, *of_rates):
        yield from check(plan)


PATTERNS = (check_patterns,)
