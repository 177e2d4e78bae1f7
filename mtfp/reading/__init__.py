"""Reading of plans, and of all other files that people write. Every mistake becomes a finding with its place."""

from mtfp.reading.plan import ReadPlan, read_plan

__all__ = ["ReadPlan", "read_plan"]
