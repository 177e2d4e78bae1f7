"""Names of the tables that `mtfp compare` can show. Imports nothing slow."""

from mtfp.views.plan.tables import TABLES

COMPARISONS = ("difference", "people", "gap", "levers", "levels")
"""Tables that only a comparison has, in order. They are shown if the user names no table."""
LEVER_PARTS = "lever_parts"
"""Table of where each lever fell, which is long and therefore shown only if it is named."""
BREAKS = "breaks"
"""Table of limits that break, which comes with every comparison."""
COMPARED = (*COMPARISONS, LEVER_PARTS, BREAKS, *TABLES)
"""All tables of a comparison; those of a projection have a column for each scenario."""
