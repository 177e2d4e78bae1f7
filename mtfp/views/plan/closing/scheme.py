"""Who pays what, when and why: the steps of the scheme in their order, and where a surplus goes."""

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
"""The last words of a step's own rows, which a reserve may also be called."""


def scheme(projection: Projection, scenario: str) -> Table:
    """What each step of the scheme closes, whose money does it, and by which rule; the surplus, and what is repaid."""
    rows = [*_to_close(projection), *_steps(projection), *_left(projection), *_lent(projection)]
    return table_by_year("scheme", "Who pays what is left to close", projection, scenario, rows, _notes(projection))


def _to_close(projection: Projection) -> Iterator[Row]:
    closing = projection.closing
    yield figure_row(figures(projection), "to_close", strong=True)
    for partner, position in zip(PARTNERS, closing.position, strict=True):
        label = f"{first_upper(ARMS[partner])}, over (+)"
        yield Row(f"position.{partner}", label, changes(position), depth=1, signed=True)


def _steps(projection: Projection) -> Iterator[Row]:
    plan = projection.plan
    for number, (key, step) in enumerate(projection.closing.steps.items(), 1):
        yield heading(f"{number}. {title(key)}", len(plan.timeline))
        yield from _step(key, step, plan)


def _step(key: str, step: StepYears, plan: Plan) -> Iterator[Row]:
    """What one step takes off each arm, and whose money it is."""
    if step.offset.any() or key.startswith("offset"):
        yield Row(key, "Met between the arms", changes(step.offset), depth=1)
        return
    sources = step.recovered + step.from_reserves + step.partners.sum(axis=0) + step.carried
    yield Row(key, "Closes", changes(sources), depth=1)
    for reserve, given in step.reserves.items():
        row = f"{key}.{item_id(reserve, 'reserves', OF_A_STEP)}"
        yield Row(row, plan.label("reserves", reserve), changes(given), depth=2, quiet=True)
    for partner, paid in zip(PARTNERS, step.partners, strict=True):
        yield Row(f"{key}.{partner}", f"paid by {NAMED[partner]}", changes(paid), depth=2, quiet=True)
    if step.partners.any():
        shared = np.where((step.partners < 0).any(axis=0), 0.0, step.partners.sum(axis=0))
        share = share_of(step.partners[0], shared)
        label = "council's share of it"
        yield Row(f"{key}.council_share", label, changes(share), SHARE, depth=2, quiet=True)
    for partner, closed in zip(PARTNERS, step.closed, strict=True):
        label = f"for the {ARMS[partner]}"
        yield Row(f"{key}.for.{partner}", label, changes(closed), depth=2, signed=True, quiet=True)


def _left(projection: Projection) -> Iterator[Row]:
    known = figures(projection)
    yield heading("What remains", len(projection.plan.timeline))
    yield figure_row(known, "unmet", depth=1, strong=True)
    yield figure_row(known, "surplus", depth=1, quiet=True)
    for figure in ("put_back", "deficit_cleared", "surplus_into_reserves", "returned.council", "returned.nhs"):
        yield figure_row(known, figure, depth=2, quiet=True)


def _lent(projection: Projection) -> Iterator[Row]:
    known = figures(projection)
    if not projection.closing.outstanding.any() and not projection.closing.repayments.any():
        return
    yield heading("Repaid out of later payments", len(projection.plan.timeline))
    for figure in (f"{each}.{partner}" for each in ("repayments", "owed") for partner in PARTNERS):
        yield figure_row(known, figure, known.records[figure].as_part, depth=1, quiet=True)


def _notes(projection: Projection) -> Iterator[str]:
    """By which rule each step works, in words, and what this table leaves out."""
    plan = projection.plan
    if not plan.scheme.steps and not plan.scheme.lead_agency:
        yield "The plan has no scheme: nothing is assumed but the offset between the arms."
    for number, (key, step) in enumerate(plan.scheme.order.items(), 1):
        yield f"{number}. {title(key)}: {words_of(key, step, plan)}"
    if projection.closing.spare.any() or plan.scheme.surplus:
        yield f"Surplus: {surplus_in_words(plan)}"
    if projection.closing.left.any():
        yield "Unmet: no step takes it, so nobody is asked for it, and it isn't carried into the next year."
    if projection.set_aside.gap.any():
        yield (
            "The gap of the set-aside isn't in this table: no step closes it, and it is the NHS board's to meet. The "
            "table `partners` shows it beside what the NHS board is asked for here."
        )
