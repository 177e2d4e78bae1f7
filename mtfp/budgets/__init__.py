"""Opening budgets of Scottish areas by service, one source for `mtfp init` and for the plans of `examples/scotland`.

Knows areas; must not know plans or the command line. `tools/scotland.py` writes the figures.
"""

from mtfp.budgets.opening import Budget, opening_budget, whole
from mtfp.budgets.template import filled

__all__ = ["Budget", "filled", "opening_budget", "whole"]
