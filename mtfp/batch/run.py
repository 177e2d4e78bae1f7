"""A batch: plans read one after the other, drawn wherever there is room, summed up, and put in their order again.

One plan never stops the others: whatever is wrong with it becomes its outcome.
"""

import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from mtfp.batch.outcome.additive import additive, takes
from mtfp.batch.outcome.outcome import BatchResult, PlanOutcome, Status
from mtfp.batch.outcome.results import outcome_of
from mtfp.batch.outcome.rollup import NAME, roll_up
from mtfp.batch.outcome.summary import summarise
from mtfp.batch.plans.discover import Discovery, PlanFile, same_names
from mtfp.batch.plans.prepared import UnreadablePlan, prepare
from mtfp.batch.plans.request import BatchRequest
from mtfp.batch.work.engines import Engine, WorkersDied
from mtfp.batch.work.job import Job, Keys, at_once, begin, keys_of
from mtfp.batch.work.store import Store
from mtfp.batch.work.store_form import begin_store, mark
from mtfp.batch.work.unit import OtherProgram, Unit
from mtfp.findings.finding import Finding, Refused
from mtfp.findings.too_big import TooBig
from mtfp.simulation.effort import Limits
from mtfp.simulation.record import Block
from mtfp.simulation.sizes import size

MOST_YEARS = 10
"""A plan's most projected years."""
Progress = Callable[[int, int], None]
"""Estimate how many draws of a plan are done, all plans together, and of how many."""


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
    """Draw every plan in all its futures, and say how it went with each.

    Figures are kept in the store, from where the outcomes' `cells()` read them. What is there already isn't drawn
    again, and nothing is mixed that doesn't belong together: its key is all that it depends on. The same plans, data,
    draws, seed and program give the same bits whatever the engine and the order of work. With `debug` a bug is raised.
    """
    most = limits or Limits()
    if wanted.rollup:
        _room_to_add_up(found, wanted, most)
    notices = begin_store(store.folder)
    batch = _Batch(wanted, store, engine.workers, most, progress, len(found.files), debug)
    for unit, blocks in engine.results(batch.units(found.files)):
        batch.take(unit, blocks)
    fatal = frozenset(wanted.policy.policy.fatal if wanted.policy else ())
    plans = tuple(outcome for _, outcome in sorted(batch.outcomes.items()))
    mark(store.folder)
    result = BatchResult(plans, found.findings, notices, fatal)
    return replace(result, rollup=roll_up(result)) if wanted.rollup else result


@dataclass
class _Batch:
    """What is under way: jobs and outcomes by the number of their plan."""

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
        """Work to be done, plan by plan, each read when its turn comes; None while enough plans are held."""
        alike = same_names(files, [NAME] if self.wanted.rollup else [])
        most = at_once(self.wanted, self.workers)
        for number, file in enumerate(files):
            while len(self.jobs) >= most:
                yield None
            with self._whatever_goes_wrong(number, file):
                if file.path in alike:
                    raise Refused([alike[file.path]])
                yield from self._units_of(number, file)

    def take(self, unit: Unit, blocks: Mapping[str, Block] | BaseException) -> None:
        """Put a unit's blocks in their places, and sum its plan up if they were the last."""
        job = self.jobs.get(unit.plan)
        if job is None:  # given up already, for another of its units
            return
        with self._whatever_goes_wrong(unit.plan, job.prepared.file):
            if isinstance(blocks, BaseException):
                raise blocks
            self.store.keep_blocks(job.keys.block(unit.task), blocks)
            job.place(unit.task, blocks)
            self._tell()
            self._finish(job)

    def _units_of(self, number: int, file: PlanFile) -> Iterator[Unit]:
        prepared = prepare(number, file, self.wanted)
        keys = keys_of(prepared, self.wanted)
        told = self.store.value(keys.summary)
        if told and (not self.wanted.rollup or self.store.is_sound(keys.additive)):
            self._forget_blocks(keys)
            self._end(number, outcome_of(prepared, keys, told, self.store))
            return
        job = begin(prepared, keys, self.wanted, self.limits, self.workers)
        self.jobs[number] = job
        for unit in job.units(self.store):
            if number not in self.jobs:  # given up meanwhile
                return
            yield unit
        self._finish(job)

    def _finish(self, job: Job) -> None:
        """Keep what a plan's draws come to, in place of its blocks, if all of them are there."""
        prepared, keys = job.prepared, job.keys
        if job.left or prepared.number not in self.jobs:
            return
        told = summarise(job.finished(), prepared.asked).as_value()
        if self.wanted.rollup:
            self.store.keep_arrays(keys.additive, additive(job.run))
        self.store.keep_value(keys.summary, told)
        self._forget_blocks(keys)
        self._end(prepared.number, outcome_of(prepared, keys, told, self.store))

    def _forget_blocks(self, keys: Keys) -> None:
        """Blocks of a plan that is summed up, those of a run too that was killed before it could forget them."""
        for task in keys.layout.tasks(0, keys.layout.longest):
            self.store.forget_arrays(keys.block(task))

    def _end(self, number: int, outcome: PlanOutcome) -> None:
        self.jobs.pop(number, None)
        self.outcomes[number] = outcome
        self._tell()

    def _tell(self) -> None:
        if self.progress:
            under_way = sum(job.placed for job in self.jobs.values())
            self.progress(len(self.outcomes) * self.wanted.draws + under_way, self.plans * self.wanted.draws)

    @contextmanager
    def _whatever_goes_wrong(self, number: int, file: PlanFile) -> Iterator[None]:
        """Make it the plan's outcome; but a full disk or a worker of another version stops all plans."""
        try:
            yield
        except Refused as refused:
            self._end(number, _without_results(file, Status.REFUSED, findings=refused.findings))
        except UnreadablePlan as unread:
            self._end(number, _without_results(file, Status.NOT_READ, str(unread)))
        except (TooBig, WorkersDied) as refused:
            self._end(number, _without_results(file, Status.TOO_BIG, str(refused)))
        except (OSError, OtherProgram):
            raise
        except Exception as bug:
            if self.debug:
                raise
            said = traceback.format_exception_only(bug)[-1].strip()
            self._end(number, _without_results(file, Status.BUG, f"mtfp has a bug: {said}"))


def _room_to_add_up(found: Discovery, wanted: BatchRequest, limits: Limits) -> None:
    """Refuse, before any work, to keep more for adding up than the disk may hold."""
    needed = takes(len(found.files), len(wanted.scenarios) + 1, MOST_YEARS, wanted.draws)
    if needed > limits.disk:
        fix = f"allow --disk {size(needed, up=True)}, use fewer --draws or scenarios, or leave out --rollup"
        what = f"{len(found.files)} plans' draws, kept for adding up, take up to {size(needed)}"
        raise TooBig(f"too big for --disk {size(limits.disk)}: {what}\n  fix: {fix}")


def _without_results(
    file: PlanFile, status: Status, trouble: str = "", findings: Sequence[Finding] = ()
) -> PlanOutcome:
    return PlanOutcome(file.path.as_posix(), file.name, status, tuple(findings), trouble)
