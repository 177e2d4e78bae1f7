"""Reading of plans, scenarios and policies from files: shapes and names are checked; every finding has its place."""

from mtfp.reading.plan import ReadPlan, read_plan

__all__ = ["ReadPlan", "read_plan"]
