"""Reading of plans and of the other files that people write. Every mistake becomes a finding with its place in the file."""

from mtfp.reading.plan import ReadPlan, read_plan

__all__ = ["ReadPlan", "read_plan"]
