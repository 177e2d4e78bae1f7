"""Signs that a plan is in trouble. Each is a rule on the figures of a plan as it stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mtfp.batch.report.national_paper.plan_figures import PlanFigures

LARGE_GAP = 0.05
"""Share of a year's spending from which a gap is large: 5p of each £1."""
MORE_OFTEN_THAN_NOT = 0.5
"""Share of draws above which something is more likely than not."""


@dataclass(frozen=True)
class Sign:
    """One sign of trouble: its rule, what one plan does that shows it, what several do, and the test of a plan."""

    rule: str
    one: str
    several: str
    shows: Callable[[PlanFigures], bool]


LARGE = Sign(
    "A gap of 5p or more of each £1 spent, in the plan's worst year.",
    "has a gap of at least 5p of each £1 spent",
    "have a gap of at least 5p of each £1 spent",
    lambda plan: plan.worst_gap >= LARGE_GAP,
)
LOW_RESERVE = Sign(
    "Contingency below its minimum level by the plan's last year in more than half of futures, even after partners pay "
    "extra.",
    "is more likely than not to end with too little in reserve, even if partners pay extra",
    "are more likely than not to end with too little in reserve, even if partners pay extra",
    lambda plan: plan.below_minimum is not None and plan.below_minimum > MORE_OFTEN_THAN_NOT,
)
FAILED = Sign(
    "A check of the plan or of the policy that fails.",
    "fails at least one check",
    "fail at least one check",
    lambda plan: plan.failed_checks > 0,
)
SIGNS = (LARGE, LOW_RESERVE, FAILED)
"""Signs of trouble, in the order of the paper."""


def signs_of(plan: PlanFigures) -> tuple[Sign, ...]:
    """Return the signs that a plan shows."""
    return tuple(sign for sign in SIGNS if sign.shows(plan))


def worst_first(plans: Sequence[PlanFigures]) -> list[PlanFigures]:
    """Return the plans, those with the largest gap as a share of spending first, and equal ones by name."""
    return sorted(plans, key=lambda plan: (-plan.worst_gap, plan.name))
