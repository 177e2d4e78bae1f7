"""Project a plan year by year in every draw. Knows no scenarios and reads no files."""

from mtfp.engine.project import project
from mtfp.engine.projection import Projection

__all__ = ["Projection", "project"]
