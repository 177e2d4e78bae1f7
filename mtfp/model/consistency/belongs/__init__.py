"""Questions about entries that are on another line, partner or rate than their names and their fellows say.

Compares names of entries with each other; must not know numbers in words.
"""

from mtfp.model.consistency.belongs.actions import check_actions_effects
from mtfp.model.consistency.belongs.followed_rate import check_followed_rates
from mtfp.model.consistency.belongs.funding_ends import check_funding_ends
from mtfp.model.consistency.belongs.mix import check_mix
from mtfp.model.consistency.belongs.other_line import check_lines_named
from mtfp.model.consistency.belongs.part_year import check_part_year
from mtfp.model.consistency.belongs.staffing import check_staffing
from mtfp.model.consistency.belongs.whose_money import check_arms_of_money, check_whose_money

BELONGS = (
    check_lines_named,
    check_followed_rates,
    check_staffing,
    check_mix,
    check_part_year,
    check_actions_effects,
    check_whose_money,
    check_arms_of_money,
)
BELONGS_WITH_COMMENTS = (check_funding_ends,)
"""Checks that also read the comments in the plan's file."""
