"""Reserves that would carry the plan alone, found by closing the years again. Must not know figures or tables."""

from mtfp.results.reserves_needed.alone import Carrying, carrying, held_at_start, reserve_that_carries

__all__ = ["Carrying", "carrying", "held_at_start", "reserve_that_carries"]
