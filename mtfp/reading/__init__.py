"""From files to plans and scenarios: shapes checked, names resolved, every complaint with its place."""

from mtfp.reading.plan import ReadPlan, read_plan

__all__ = ["ReadPlan", "read_plan"]
