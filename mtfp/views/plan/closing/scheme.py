"""Table of the closing steps in order, with payers, amounts and rules, and of the uses of a surplus."""

from collections.abc import Iterator

import numpy as np

from mtfp.engine.projection import Projection, StepYears
from mtfp.model.base.arrays import share_of
from mtfp.model.costs.line import PARTNERS
from mtfp.model.plan import Plan
from mtfp.results.by_year import changes, heading, table_by_year
from mtfp.results.figure_rows import figure_row
from mtfp.results.figures import figures
from mtfp.results.table import SHARE, Row, Table, item_id
from mtfp.views.plan.closing.scheme_in_words import ARMS, NAMED, first_upper, surplus_in_words, title, words_of

OF_A_STEP = (*PARTNERS, "council_share", "for")
"""Last words in the identifiers of a step's own rows. A reserve with such a name gets a longer identifier."""


def scheme(projection: Projection, scenario: str) -> Table:
    """Return the amount that each closing step closes and its payers, then the surplus and the amounts lent."""
    rows = [*_to_close(projection), *_steps(projection), *_left(projection), *_lent(projection)]
    return table_by_year("scheme", "Closing steps: who pays what", projection, scenario, rows, _notes(projection))


def _to_close(projection: Projection) -> Iterator[Row]:
    closing = projection.closing
    yield figure_row(figures(projection), "to_close", strong=True)
    for partner, position in zip(PARTNERS, closing.position, strict=True):
        label = f"{first_upper(ARMS[partner])}: overspend (+)"
        yield Row(f"position.{partner}", label, changes(position), depth=1, signed=True)


def _steps(projection: Projection) -> Iterator[Row]:
    plan = projection.plan
    for number, (key, step) in enumerate(projection.closing.steps.items(), 1):
        yield heading(f"{number}. {title(key)}", len(plan.timeline))
        yield from _step(key, step, plan)


def _step(key: str, step: StepYears, plan: Plan) -> Iterator[Row]:
    """Yield the amount that one step closes, the payers of this amount, and the arms whose gap it closes."""
    if step.offset.any() or key.startswith("offset"):
        yield Row(key, "Met between the arms", changes(step.offset), depth=1)
        return
    sources = step.recovered + step.from_reserves + step.partners.sum(axis=0) + step.carried
    yield Row(key, "Closed by this step", changes(sources), depth=1)
    for reserve, given in step.reserves.items():
        row = f"{key}.{item_id(reserve, 'reserves', OF_A_STEP)}"
        yield Row(row, plan.label("reserves", reserve), changes(given), depth=2, quiet=True)
    for partner, paid in zip(PARTNERS, step.partners, strict=True):
        yield Row(f"{key}.{partner}", f"paid by {NAMED[partner]}", changes(paid), depth=2, quiet=True)
    if step.partners.any():
        shared = np.where((step.partners < 0).any(axis=0), 0.0, step.partners.sum(axis=0))
        share = share_of(step.partners[0], shared)
        label = "council's share of payments"
        yield Row(f"{key}.council_share", label, changes(share), SHARE, depth=2, quiet=True)
    for partner, closed in zip(PARTNERS, step.closed, strict=True):
        label = f"for the {ARMS[partner]}"
        yield Row(f"{key}.for.{partner}", label, changes(closed), depth=2, signed=True, quiet=True)


def _left(projection: Projection) -> Iterator[Row]:
    known = figures(projection)
    yield heading("Still open", len(projection.plan.timeline))
    yield figure_row(known, "unmet", depth=1, strong=True)
    yield figure_row(known, "surplus", depth=1, quiet=True)
    for figure in ("put_back", "deficit_cleared", "surplus_into_reserves", "returned.council", "returned.nhs"):
        yield figure_row(known, figure, depth=2, quiet=True)


def _lent(projection: Projection) -> Iterator[Row]:
    known = figures(projection)
    if not projection.closing.outstanding.any() and not projection.closing.repayments.any():
        return
    yield heading("Repayments of earlier contributions", len(projection.plan.timeline))
    for figure in (f"{each}.{partner}" for each in ("repayments", "owed") for partner in PARTNERS):
        yield figure_row(known, figure, known.records[figure].as_part, depth=1, quiet=True)


def _notes(projection: Projection) -> Iterator[str]:
    """Yield a note with the rule of each closing step in words, then notes on the surplus and on gaps that remain."""
    plan = projection.plan
    if not plan.scheme.steps and not plan.scheme.lead_agency:
        yield "The plan has no funding scheme, so only the offset between the arms is assumed."
    for number, (key, step) in enumerate(plan.scheme.order.items(), 1):
        yield f"{number}. {title(key)}: {words_of(key, step, plan)}"
    if projection.closing.spare.any() or plan.scheme.surplus:
        yield surplus_in_words(plan)
    if projection.closing.left.any():
        yield "Unfunded: no step closes this part of the gap. No partner pays it, and it isn't carried forward."
    if projection.set_aside.gap.any():
        yield (
            "The gap of the set-aside isn't in this table: no step closes it, and the NHS board has to meet it. The "
            "table of partners (`--table partners`) adds it to the NHS board's additional contributions."
        )
