"""Run a batch: read each plan, let the workers draw and summarise it, and return one outcome per plan.

An error in one plan becomes the outcome of that plan and does not stop the others.
"""

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from mtfp.batch.outcome.additive import additive_figures, bytes_needed
from mtfp.batch.outcome.national import differences_between
from mtfp.batch.outcome.outcome import BatchResult, PlanOutcome, Status
from mtfp.batch.outcome.plan_unit import PlanUnit
from mtfp.batch.outcome.results import outcome_of
from mtfp.batch.outcome.rollup import NAME, roll_up
from mtfp.batch.outcome.summary import summarise
from mtfp.batch.plans.batch_plan import BatchPlan, UnreadablePlan, read_batch_plan
from mtfp.batch.plans.discover import Discovery, PlanFile, same_names
from mtfp.batch.plans.request import BatchRequest
from mtfp.batch.plans.required import MISSING
from mtfp.batch.work.engines import Engine, WorkersDied, counted
from mtfp.batch.work.job import BlockJob, Job, Keys, begin, is_in_memory, is_one_unit, keys_of, most_jobs
from mtfp.batch.work.program import program
from mtfp.batch.work.store import Store
from mtfp.batch.work.store_form import begin_store, mark
from mtfp.batch.work.unit import BlockUnit, Unit
from mtfp.findings.finding import Finding, Refused
from mtfp.findings.too_big import TOO_LITTLE_MEMORY, TooBig
from mtfp.model.base.arrays import Array
from mtfp.simulation.effort import Limits, blocks_at_once
from mtfp.simulation.sizes import size
from mtfp.text.source import path_text

MOST_YEARS = 10
"""Maximum number of projected years of a plan."""
Progress = Callable[[int, int], None]
"""Function that reports progress: it takes the number of draws done, and the total, over all plans."""


def run_batch(
    found: Discovery,
    wanted: BatchRequest,
    store: Store,
    engine: Engine,
    *,
    limits: Limits | None = None,
    progress: Progress | None = None,
    debug: bool = False,
) -> BatchResult:
    """Draw every plan under all its scenarios, and return the outcome of each plan.

    Figures go into the store; the method `cells()` of each outcome reads them from there. Finished work in the store is
    used again: its key is the fingerprint of everything that the work depends on, so that results never mix. The same
    plans, data, number of draws, seed and program give the same bits, whatever the engine and the order of work.
    `debug`: raise the exception of a bug instead of reporting it.
    """
    allowed = limits or Limits()
    if wanted.rollup:
        _require_disk_for_rollup(found, wanted, allowed)
    notices = (*(wanted.national.warnings if wanted.national else ()), *begin_store(store.folder))
    batch = _Batch(wanted, store, engine.workers, allowed, progress, len(found.files), debug)
    for unit, result in engine.results(batch.units(found.files)):
        batch.place(unit, result)
    fatal = frozenset((*wanted.policy.policy.fatal, MISSING) if wanted.policy else ())
    plans = tuple(outcome for _, outcome in sorted(batch.outcomes.items()))
    mark(store.folder)
    differences = differences_between([plan.national for plan in plans])
    outcome = BatchResult(plans, found.findings, (*notices, *differences), fatal)
    return replace(outcome, rollup=roll_up(outcome)) if wanted.rollup else outcome


@dataclass
class _Batch:
    """State of a batch: jobs (plans in progress) and outcomes, by the number of the plan."""

    wanted: BatchRequest
    store: Store
    workers: int
    limits: Limits
    progress: Progress | None
    plans: int
    debug: bool
    jobs: dict[int, Job] = field(default_factory=dict)
    outcomes: dict[int, PlanOutcome] = field(default_factory=dict)

    def units(self, files: Sequence[PlanFile]) -> Iterator[Unit | None]:
        """Yield the units to draw, plan by plan. None means: wait for results before the next plan is read."""
        same = same_names(files, [NAME] if self.wanted.rollup else [])
        most = most_jobs(self.wanted, self.workers)
        for number, file in enumerate(files):
            while len(self.jobs) >= most:
                yield None
            with self._errors_as_outcome(number, file):
                if file.path in same:
                    raise Refused([same[file.path]])
                yield from self._units_of(number, file)

    def place(self, unit: Unit, result: Any) -> None:
        """Store the result of a unit; raise it inside the errors of its plan if it is an exception."""
        job = self.jobs.get(unit.plan)
        if job is None:  # another unit of the plan has failed
            return
        with self._errors_as_outcome(unit.plan, job.batch_plan.file):
            if isinstance(result, BaseException):
                raise result
            if isinstance(job, BlockJob) and isinstance(unit, BlockUnit):
                self.store.write_blocks(job.keys.block(unit.task), result)
                job.place(unit.task, result)
                self._report_progress()
                self._finish(job)
            else:
                self._keep(job, result.summary, result.additive.items())

    def _units_of(self, number: int, file: PlanFile) -> Iterator[Unit]:
        batch_plan = read_batch_plan(number, file, self.wanted)
        keys = keys_of(batch_plan, self.wanted)
        summary = self.store.value(keys.summary)
        if summary and (not self.wanted.rollup or self.store.is_intact(keys.additive)):
            self._delete_blocks(keys)
            self._end(number, outcome_of(batch_plan, keys, summary, self.store))
            return
        if is_one_unit(self.wanted):
            unit = self._plan_unit(batch_plan)
            self.jobs[number] = Job(batch_plan, keys)
            yield unit
        else:
            yield from self._block_units(begin(batch_plan, keys, self.wanted, self.limits, self.workers))

    def _plan_unit(self, batch_plan: BatchPlan) -> PlanUnit:
        in_memory = is_in_memory(batch_plan, self.wanted, self.limits, self.workers)
        options, layout, rollup = batch_plan.options, self.wanted.layout, self.wanted.rollup
        at_once = blocks_at_once(self.limits, batch_plan.plans, self.wanted.draws, self.workers, layout.blocks)
        return PlanUnit(batch_plan.number, batch_plan.source, program(), layout, options, rollup, in_memory, at_once)

    def _block_units(self, job: BlockJob) -> Iterator[BlockUnit]:
        number = job.batch_plan.number
        self.jobs[number] = job
        for unit in job.units(self.store):
            if number not in self.jobs:  # another unit of the plan has failed
                return
            yield unit
        self._finish(job)

    def _finish(self, job: BlockJob) -> None:
        """Summarise a plan if no block is left to draw."""
        if job.left or job.batch_plan.number not in self.jobs:
            return
        summary = summarise(job.finished(), job.batch_plan.options).as_value()
        self._keep(job, summary, additive_figures(job.run))

    def _keep(self, job: Job, summary: Mapping[str, Any], additive: Iterable[tuple[str, Array]]) -> None:
        """Store the summary of a plan and its figures for the sum of all plans, and delete its blocks."""
        batch_plan, keys = job.batch_plan, job.keys
        if self.wanted.rollup:
            self.store.write_arrays(keys.additive, additive)
        self.store.write_value(keys.summary, summary)
        self._delete_blocks(keys)
        self._end(batch_plan.number, outcome_of(batch_plan, keys, summary, self.store))

    def _delete_blocks(self, keys: Keys) -> None:
        """Delete the stored blocks of a summarised plan, including blocks that a killed run left."""
        for task in keys.layout.tasks(0, keys.layout.longest):
            self.store.delete_arrays(keys.block(task))

    def _end(self, number: int, outcome: PlanOutcome) -> None:
        self.jobs.pop(number, None)
        self.outcomes[number] = outcome
        self._report_progress()

    def _report_progress(self) -> None:
        if self.progress:
            of_jobs = sum(job.placed for job in self.jobs.values())
            self.progress(len(self.outcomes) * self.wanted.draws + of_jobs, self.plans * self.wanted.draws)

    @contextmanager
    def _errors_as_outcome(self, number: int, file: PlanFile) -> Iterator[None]:
        """Turn an error into the plan's outcome; a full disk or a worker of another version stops the whole batch."""
        try:
            yield
        except Refused as refused:
            self._end(number, _without_results(file, Status.REFUSED, findings=refused.findings))
        except UnreadablePlan as unreadable:
            self._end(number, _without_results(file, Status.NOT_READ, str(unreadable)))
        except (TooBig, WorkersDied) as too_big:
            self._end(number, _without_results(file, Status.TOO_BIG, str(too_big)))
        except MemoryError:
            self._end(number, _without_results(file, Status.TOO_BIG, TOO_LITTLE_MEMORY))
        except OSError:
            raise
        except Exception as bug:
            if self.debug:
                raise
            error = traceback.format_exception_only(bug)[-1].strip()
            self._end(number, _without_results(file, Status.BUG, f"mtfp has a bug: {error}"))


def _require_disk_for_rollup(found: Discovery, wanted: BatchRequest, limits: Limits) -> None:
    """Raise TooBig, before any work, if the draws stored for --rollup may exceed the disk limit."""
    needed = bytes_needed(len(found.files), len(wanted.scenarios) + 1, MOST_YEARS, wanted.draws)
    if needed > limits.disk:
        fix = f"allow --disk {size(needed, up=True)}, use fewer --draws or scenarios, or leave out --rollup and --paper"
        reason = f"--rollup stores the draws of {counted(len(found.files), 'plan')}, which need up to {size(needed)}"
        raise TooBig(f"too big for --disk {size(limits.disk)}: {reason}\n  fix: {fix}")


def _without_results(
    file: PlanFile, status: Status, problem: str = "", findings: Sequence[Finding] = ()
) -> PlanOutcome:
    return PlanOutcome(path_text(file.path), file.name, status, tuple(findings), problem)
