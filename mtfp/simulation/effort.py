"""What a run takes, worked out before it starts, and refused where it is over the limits."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass

from mtfp.draws.random_streams import BLOCK
from mtfp.findings.too_big import TooBig
from mtfp.model.plan import Plan
from mtfp.simulation.defaults import DISK, MEMORY
from mtfp.simulation.draw_store import BYTES
from mtfp.simulation.record import recorded_figures
from mtfp.simulation.sizes import size

ROWS_OF_ITEM = 4
"""Arrays by year and draw that a projection holds at once for each item of a plan: measured, and a little more."""
ROWS_OF_PLAN = 100
"""Those that it holds whatever the plan."""
ROWS_AT_ONCE = 4
"""Rows of all draws that statistics hold at once: one, sorted, and what is worked out from it."""


@dataclass(frozen=True)
class Limits:
    """How much memory and disk a run may take, in bytes."""

    memory: int = MEMORY
    disk: int = DISK


@dataclass(frozen=True)
class Effort:
    """What a run takes, in bytes: `working` for projecting and for statistics, `kept` for the figures of every draw."""

    working: int
    kept: int

    def fits_in_memory(self, limits: Limits) -> bool:
        """Whether the figures needn't go to a file."""
        return self.working + self.kept <= limits.memory


def effort(plans: Mapping[str, Plan], draws: int, threads: int) -> Effort:
    """What a run of these plans takes: estimated from the number of items that they have."""
    projecting = threads * max(_rows(plan) * (plan.years + 1) for plan in plans.values()) * min(BLOCK, draws)
    kept = sum(len(recorded_figures(plan)) * (plan.years + 1) for plan in plans.values()) * draws
    return Effort(working=BYTES * (projecting + ROWS_AT_ONCE * draws), kept=BYTES * kept)


def _rows(plan: Plan) -> int:
    sections = (plan.lines, plan.assumptions, plan.funding, plan.all_savings, plan.commitments, plan.transfers)
    others = (plan.investments, plan.risk_events, plan.all_reserves, plan.scheme.order)
    return ROWS_OF_PLAN + ROWS_OF_ITEM * sum(len(section) for section in (*sections, *others))


def affordable(plans: Mapping[str, Plan], draws: int, threads: int, limits: Limits) -> Effort:
    """The effort of a run. Raises TooBig, with the arithmetic, if it is over a limit or the disk hasn't the room."""
    needed = effort(plans, draws, threads)
    if needed.working > limits.memory:
        raise TooBig(
            f"too big for --memory {size(limits.memory)}: {threads} {_threads(threads)} of {min(BLOCK, draws):,} draws "
            f"and statistics over {draws:,} take {size(needed.working)} at once\n"
            f"  fix: allow --memory {size(needed.working, up=True)}, or use fewer threads or --draws"
        )
    if needed.fits_in_memory(limits):
        return needed
    figures = " + ".join(f"{len(recorded_figures(plan))}" for plan in plans.values())
    years = next(iter(plans.values())).years + 1
    sum_ = f"({figures}) figures x {years} years x {draws:,} draws x {BYTES} bytes = {size(needed.kept)}"
    if needed.kept > limits.disk:
        fix = f"allow --disk {size(needed.kept, up=True)}, or use fewer --draws or scenarios"
        raise TooBig(f"too big for --disk {size(limits.disk)}: {sum_}\n  fix: {fix}")
    if needed.kept > (free := shutil.disk_usage(tempfile.gettempdir()).free):
        fix = "make room, name another folder in TMPDIR, or use fewer --draws"
        raise TooBig(f"the folder for temporary files has {size(free)} left, too little: {sum_}\n  fix: {fix}")
    return needed


def _threads(threads: int) -> str:
    return "thread" if threads == 1 else "threads"
