"""`project(plan, draws)`: every draw of a plan, year by year. Knows no scenarios, reads no files."""

from mtfp.engine.project import project
from mtfp.engine.projection import Projection

__all__ = ["Projection", "project"]
