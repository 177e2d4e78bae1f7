"""Checks of values on their own: possible, with a sign that fits, given for every year, and used as written."""

from mtfp.model.consistency.values.bounds import BOUNDS
from mtfp.model.consistency.values.signs import SIGNS
from mtfp.model.consistency.values.sums import SUMS
from mtfp.model.consistency.values.unused import UNUSED
from mtfp.model.consistency.values.years import YEARS

VALUES = (*BOUNDS, *SIGNS, *YEARS, *SUMS, *UNUSED)
