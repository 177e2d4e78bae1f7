"""Table of the best case, the plan, the worst case, and the range of the draws."""

from mtfp.results.by_year import first_draw, heading, table_by_year
from mtfp.results.table import Row, Table
from mtfp.views.paper.case import Evidence
from mtfp.views.paper.ranges import range_rows


def outlook(evidence: Evidence) -> Table | None:
    """Return the gap by year in the best and the worst case, in the plan's own, and in the draws; None without both."""
    if evidence.best is None or evidence.worst is None:
        return None
    base, years = evidence.base, len(evidence.plan.timeline)
    cases = (("Best", evidence.best), ("Plan", base), ("Worst", evidence.worst))
    rows = [
        heading("As stated", years),
        *(
            Row(
                "gap",
                f"{name}: {case.label}",
                first_draw(case.figures["gap"]),
                depth=1,
                scenario=case.name,
            )
            for name, case in cases
        ),
    ]
    if base.draws:
        rows.append(heading("In the futures tried: the middle is the best guide", years))
        rows += range_rows("gap", base.draws["gap"])
    notes = (TOGETHER, *((BEYOND,) if base.draws else ()))
    return table_by_year("outlook", "Gap: best, plan and worst", base.projection, base.name, rows, notes)


TOGETHER = (
    "Best and worst: pay, prices, payments and demand all move a little, together, in the good or the bad direction."
)
BEYOND = "They are no limits: some futures are better or worse than both."
