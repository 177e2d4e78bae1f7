"""Project a plan year by year in every draw. Modules of this package must not know scenarios or read files."""

from mtfp.engine.project import project
from mtfp.engine.projection import Projection

__all__ = ["Projection", "project"]
