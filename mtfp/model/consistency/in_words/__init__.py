"""Questions about entries whose own words state a fact that their figures contradict."""

from mtfp.model.consistency.in_words.counted import (
    check_already,
    check_price_and_volume,
    check_taken_out,
)
from mtfp.model.consistency.in_words.followed import check_followed
from mtfp.model.consistency.in_words.given_back import check_given_back
from mtfp.model.consistency.in_words.lasting import check_lasting
from mtfp.model.consistency.in_words.late import check_late
from mtfp.model.consistency.in_words.money import check_amounts
from mtfp.model.consistency.in_words.net import check_net_amounts
from mtfp.model.consistency.in_words.pairs import check_pairs
from mtfp.model.consistency.in_words.shares import check_percentages
from mtfp.model.consistency.in_words.signs import check_directions
from mtfp.model.consistency.in_words.when import check_years

IN_WORDS = (
    check_directions,
    check_already,
    check_taken_out,
    check_price_and_volume,
    check_late,
)
"""Checks of the words of entries."""
WITH_COMMENTS = (
    check_years,
    check_amounts,
    check_percentages,
    check_lasting,
    check_pairs,
    check_followed,
    check_net_amounts,
    check_given_back,
)
"""Checks that also read the comments in the plan's file."""
