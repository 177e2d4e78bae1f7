"""Table of the cost bridge: the change in cost from year to year, split by cause."""

import numpy as np

from mtfp.analysis.bridge import cost_bridge
from mtfp.engine.projection import Projection
from mtfp.results.by_year import changes, first_draw, table_by_year
from mtfp.results.table import Row, Table


def bridge(projection: Projection, scenario: str) -> Table:
    """Return the change in the cost of the integrated budget from each year to the next, split by cause."""
    causes = cost_bridge(projection).causes
    rows = [
        Row(name, _cause(projection, name), changes(effect), signed=True, quiet=True) for name, effect in causes.items()
    ]
    change = np.diff(projection.gap.expenditure, axis=0, prepend=np.nan)
    total = Row("change", "Change in expenditure", first_draw(change), strong=True, signed=True)
    return table_by_year("bridge", "Changes in cost from year to year", projection, scenario, [*rows, total])


def _cause(projection: Projection, name: str) -> str:
    kind, _, assumption = name.partition(".")
    labels = {
        "one_offs": "One-offs, adjustments",
        "on_costs": "Employer on-costs",
        "demographic": "Ageing and population",
        "healthier_ageing": "Healthier ageing",
        "non_demographic": "Other growth in need",
        "service_level": "Service levels",
        "stated": "Lines with stated cost",
        "risk_events": "Risk events",
    }
    if assumption:
        return f"{kind.capitalize()}: {projection.plan.label('assumptions', assumption)}"
    return labels.get(name, name.replace("_", " ").capitalize())
