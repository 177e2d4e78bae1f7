"""Tables and sentences on the sensitivity of a figure to the drivers of a plan. Must not project plans."""
