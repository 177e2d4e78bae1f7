"""Say what moved the gap of plans whose inputs changed since a baseline, as `mtfp diff` does."""

import json
from collections.abc import Iterator, Sequence

from pydantic import ValidationError

from mtfp.analysis.plan_difference import NotComparable, plan_difference
from mtfp.batch.baseline.baseline import Baseline
from mtfp.batch.outcome.outcome import BatchResult
from mtfp.batch.plans.plan_source import BASE, plans_of
from mtfp.views.compared.movement import movement_in_words

MOST = 12
"""Most plans whose movement is split between its causes; the plans come in the order of the largest change."""


def causes(baseline: Baseline, result: BatchResult, moved: Sequence[str]) -> Iterator[str]:
    """Yield a sentence for each plan that moved most: the movement of its gap, and the changes that caused it.

    `moved`: names of the plans with changed figures, the largest change first. A plan whose earlier inputs this release
    can't read, or that can't be compared with the earlier plan, has no sentence.
    """
    sources = {plan.name: plan.source for plan in result.with_results}
    for name in list(dict.fromkeys(moved))[:MOST]:
        if name not in baseline.inputs or name not in sources:
            continue
        try:
            old, new = (plans_of(text)[BASE] for text in (json.dumps(baseline.inputs[name]), sources[name]))
            difference = plan_difference(old, new)
        except (ValidationError, NotComparable, KeyError):
            continue
        if difference.players:
            yield f"{name}: {movement_in_words(difference)}"
