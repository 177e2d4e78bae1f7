"""Table of the gap bridge: the change in the gap since the base year, split by cause."""

import numpy as np

from mtfp.analysis.bridge import gap_bridge
from mtfp.engine.projection import Projection
from mtfp.results.by_year import changes, table_by_year
from mtfp.results.figures import figure_named
from mtfp.results.table import Row, Table
from mtfp.views.plan.statement import CAUSES


def gap_since_base(projection: Projection, scenario: str) -> Table:
    """Return the gap of the base year, and its changes since then due to cost, funding, savings and reserves."""
    base_year = projection.plan.base_year
    labels = {
        **CAUSES,
        "opening_gap": f"Gap of {base_year}",
        "planned_use": figure_named("planned_use_of_reserves").label,
    }
    title = f"Changes in the gap since {base_year}"
    if np.isnan(projection.gap.funding[0]).any():
        note = f"This can't be calculated, because the plan doesn't give the funding of {base_year}."
        return table_by_year("gap_bridge", title, projection, scenario, (), [note])
    ends = ("opening_gap", "to_close")
    rows = [
        Row(
            name,
            labels.get(name) or figure_named(name).label,
            changes(values),
            strong=name in ends,
            signed=name not in ends,
            quiet=name not in ends,
        )
        for name, values in gap_bridge(projection).items()
    ]
    return table_by_year("gap_bridge", title, projection, scenario, rows)
