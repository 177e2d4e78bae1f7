"""Estimate the memory and disk space of a run before it starts, and refuse a run that would exceed its limits."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass

from mtfp.draws.random_streams import BLOCK
from mtfp.findings.arguments import whole_number
from mtfp.findings.too_big import TooBig
from mtfp.model.plan import Plan
from mtfp.results.reserves_needed import reserve_that_carries
from mtfp.simulation.defaults import DISK, MEMORY
from mtfp.simulation.draw_store import BYTES
from mtfp.simulation.record import recorded_figures
from mtfp.simulation.sizes import size

ROWS_OF_ITEM = 4
"""Number of arrays, shape (year, draw), that a projection keeps at once for each item of a plan.

The number comes from a measurement, and includes a margin.
"""
ROWS_OF_PLAN = 100
"""Number of arrays, shape (year, draw), that a projection keeps at once for any plan, besides those of its items."""
ROWS_ALONE = 90
"""Number of arrays, shape (year, draw), kept at once when the years are closed again for the reserves needed."""
AT_ONCE = 2
"""Number of blocks that a thread projects together, because calls of NumPy then take half the time per draw."""
ROWS_AT_ONCE = 4
"""Number of arrays over all draws that statistics keep at once: one row, its sorted copy, and intermediate results."""


@dataclass(frozen=True)
class Limits:
    """Limits on the memory and disk space of a run, in bytes.

    Raises ValueError for a negative limit, and TypeError unless both are whole numbers.
    """

    memory: int = MEMORY
    """Maximum memory of the run, in bytes."""
    disk: int = DISK
    """Maximum disk space for the stored figures of the run, in bytes."""

    def __post_init__(self) -> None:
        whole_number(self.memory, "the limit of memory in bytes")
        whole_number(self.disk, "the limit of disk space in bytes")

    @property
    def usable_memory(self) -> int:
        """Memory limit, or the memory of this machine if the machine has less."""
        return min(self.memory, machine_memory() or self.memory)


@dataclass(frozen=True)
class Effort:
    """Estimated memory and storage that a run needs, in bytes."""

    working: int
    """Memory that projections and statistics need, in bytes."""
    stored: int
    """Size of the recorded figures of all draws, in memory or on disk, in bytes."""

    def fits_in_memory(self, limits: Limits) -> bool:
        """Return True if working memory and the recorded figures together are within the memory limit."""
        return self.working + self.stored <= limits.usable_memory


def machine_memory() -> int:
    """Return the memory of this machine in bytes; 0 if the system doesn't report it."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # Windows lacks `sysconf`
        return 0


def estimated_effort(plans: Mapping[str, Plan], draws: int, threads: int, at_once: int = 1) -> Effort:
    """Return the estimated memory and storage of a run of these plans, from the number of their items.

    `at_once` is the number of blocks that a thread projects together.
    """
    together = min(at_once * BLOCK, draws)
    projecting = threads * max(_rows(plan) * (plan.years + 1) for plan in plans.values()) * together
    stored = sum(len(recorded_figures(plan)) * (plan.years + 1) for plan in plans.values()) * draws
    return Effort(working=BYTES * (projecting + ROWS_AT_ONCE * draws), stored=BYTES * stored)


def blocks_at_once(limits: Limits, plans: Mapping[str, Plan], draws: int, threads: int, blocks: int) -> int:
    """Return the number of blocks that a thread projects together: up to AT_ONCE, if they fit in memory.

    `blocks` is the number of blocks of each thread. The result changes no figure.
    """
    most = min(AT_ONCE, blocks)
    return most if estimated_effort(plans, draws, threads, most).fits_in_memory(limits) else 1


def _rows(plan: Plan) -> int:
    sections = (
        plan.lines,
        plan.assumptions,
        plan.funding,
        plan.all_savings,
        plan.commitments,
        plan.transfers,
        plan.moves,
    )
    others = (plan.investments, plan.risk_events, plan.all_reserves, plan.scheme.order)
    alone = ROWS_ALONE if reserve_that_carries(plan) else 0
    return ROWS_OF_PLAN + alone + ROWS_OF_ITEM * sum(len(section) for section in (*sections, *others))


def effort_within(limits: Limits, plans: Mapping[str, Plan], draws: int, threads: int) -> Effort:
    """Return the estimated memory and storage of a run.

    Raises TooBig, with the arithmetic, if the run would exceed a limit or if the disk has too little free space.
    """
    needed = estimated_effort(plans, draws, threads)
    if needed.working > limits.usable_memory:
        raise TooBig(_too_little_memory(needed, limits, draws, threads))
    if needed.fits_in_memory(limits):
        return needed
    figures = " + ".join(f"{len(recorded_figures(plan))}" for plan in plans.values())
    years = next(iter(plans.values())).years + 1
    arithmetic = f"({figures}) figures x {years} years x {draws:,} draws x {BYTES} bytes = {size(needed.stored)}"
    if needed.stored > limits.disk:
        fix = f"allow --disk {size(needed.stored, up=True)}, or use fewer --draws or scenarios"
        raise TooBig(
            f"the draws need more disk space than --disk {size(limits.disk)} allows: {arithmetic}\n  fix: {fix}"
        )
    if needed.stored > (free := shutil.disk_usage(tempfile.gettempdir()).free):
        fix = "free some space, name another folder in TMPDIR, or use fewer --draws"
        raise TooBig(f"the folder for temporary files has only {size(free)} free: {arithmetic}\n  fix: {fix}")
    return needed


def _too_little_memory(needed: Effort, limits: Limits, draws: int, threads: int) -> str:
    """Return the arithmetic and the repair for a run that needs more memory than its limit, or than the machine has."""
    possible = not machine_memory() or needed.working <= machine_memory()
    allowed = f"--memory {size(limits.memory)} allows" if possible else f"the {size(machine_memory())} of this machine"
    more = f"allow --memory {size(needed.working, up=True)}, or " if possible else ""
    return (
        f"the run needs {size(needed.working)} of memory, more than {allowed}: {threads:,} "
        f"{'thread' if threads == 1 else 'threads'} of {min(BLOCK, draws):,} draws each, and statistics over "
        f"{draws:,} draws\n  fix: {more}use fewer threads or --draws"
    )
