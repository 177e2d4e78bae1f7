"""Checks of items that use each other: names exist, units fit, and lines, savings, transfers and the scheme agree."""

from mtfp.model.consistency.items.meaning import MEANING
from mtfp.model.consistency.items.moves import MOVES
from mtfp.model.consistency.items.savings import SAVINGS
from mtfp.model.consistency.items.scheme import SCHEME
from mtfp.model.consistency.items.stopped import STOPPED
from mtfp.model.consistency.items.transfers import TRANSFERS

ITEMS = (*MEANING, *MOVES, *STOPPED, *TRANSFERS, *SAVINGS, *SCHEME)
