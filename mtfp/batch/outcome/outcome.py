"""Outcome of a batch: for each plan its status, findings and checks.

Figures are not part of the outcome, to save memory: they are read from the store, one plan at a time.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mtfp.batch.outcome.national import NationalAssumption
from mtfp.findings.finding import Finding, Severity
from mtfp.findings.place import Place
from mtfp.model.base.arrays import Array
from mtfp.model.uncertainty.national import BUNDLED, National
from mtfp.results.table import Cell, Table


class Status(StrEnum):
    """Status of a plan at the end of a batch."""

    DONE = "done"
    PARTLY = "partly"
    """Plan that has results, but not for every scenario and policy check; the findings give the reason."""
    REFUSED = "refused"
    NOT_READ = "not read"
    TOO_BIG = "too big"
    BUG = "bug"


@dataclass(frozen=True)
class CheckOutcome:
    """One check under one scenario: the share of draws in which it holds, the share required, and a message.

    `of`: identifier of the checked figure. `number`: position of the check, from 1, with the policy's checks last.
    """

    scenario: str
    number: int
    name: str
    of: str
    holds: bool
    share: float
    required: float
    message: str
    place: Place
    of_policy: bool


@dataclass(frozen=True)
class RankingMeasures:
    """Measures of one plan under one scenario, by which plans are ranked; a higher figure is worse.

    `gap` and `p90_gap`: the largest gap of any year, as a share of that year's expenditure. `below_floor`: the chance
    that a contingency reserve falls below its minimum level by the last year, the highest of all such reserves; None if
    the plan has no contingency reserve with a minimum level.
    """

    gap: float
    p90_gap: float
    below_floor: float | None


def _no_tables() -> Iterator[Table]:
    return iter(())


def _not_stored(scenario: str, figure: str) -> Array:
    raise KeyError(f"{scenario}/{figure}")


@dataclass(frozen=True)
class PlanOutcome:
    """Outcome of one plan.

    `problem`: one line with the reason why the plan has no results, if no finding gives it. `measures`: measures for
    the ranking, by scenario. `scenarios`: for each scenario, the fingerprint of the plan with the policy's checks; the
    plan as it stands comes first. `left_out`: scenarios that can't be applied to the plan. `years`: base year and
    projected years. `national`: assumptions that plans share, by name. `correlations`: correlations of national
    assumptions that the draws use. `plan_digest`: fingerprint of the plan alone. `digest`: fingerprint of its results,
    money rounded to pence. `source`: all inputs as JSON. `stated_source`: the plan's `source:`. `illustrative`: True
    if that text says that the figures are illustrative. `attribution`: statement that the licence of bundled figures
    requires; empty if the plan uses none. `tables()` reads the tables from the store. `additive(scenario, figure)`
    reads a figure of every draw, in pounds, shape (year, draw), if the plans are added up.
    """

    path: str
    name: str
    status: Status
    findings: tuple[Finding, ...] = ()
    problem: str = ""
    verdicts: tuple[CheckOutcome, ...] = ()
    measures: Mapping[str, RankingMeasures] = field(default_factory=dict)
    scenarios: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    years: tuple[str, ...] = ()
    national: Mapping[str, NationalAssumption] = field(default_factory=dict)
    correlations: National = BUNDLED
    plan_digest: str = ""
    digest: str = ""
    source: str = ""
    left_out: tuple[str, ...] = ()
    stated_source: str = ""
    illustrative: bool = False
    attribution: str = ""
    tables: Callable[[], Iterator[Table]] = _no_tables
    additive: Callable[[str, str], Array] = _not_stored

    def cells(self) -> Iterator[Cell]:
        """Return every figure in tidy form: one figure per row."""
        return (cell for table in self.tables() for cell in table.cells())

    @property
    def has_results(self) -> bool:
        """Return True if there are results, at least for the plan as it stands."""
        return self.status in (Status.DONE, Status.PARTLY)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Return the findings that are errors."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Return the findings that are warnings."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.WARNING)

    @property
    def failed(self) -> tuple[CheckOutcome, ...]:
        """Return the checks that don't hold."""
        return tuple(verdict for verdict in self.verdicts if not verdict.holds)


@dataclass(frozen=True)
class Rollup:
    """Sum of plans: their names, the scenarios that all of them have, the tables, and findings on plans left out."""

    plans: tuple[str, ...]
    scenarios: tuple[str, ...]
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class BatchResult:
    """Outcome of a batch: its plans in order, and their sum if it was requested.

    `findings`: errors that concern no single plan, such as a folder without a plan. `notices`: warnings of that kind,
    such as a store of an earlier release or a national assumption in which plans differ. `fatal_codes`: codes of
    warnings that the policy makes fatal.
    """

    plans: tuple[PlanOutcome, ...]
    findings: tuple[Finding, ...] = ()
    notices: tuple[Finding, ...] = ()
    fatal_codes: frozenset[str] = frozenset()
    rollup: Rollup | None = None

    @property
    def with_results(self) -> tuple[PlanOutcome, ...]:
        """Return the plans that have results."""
        return tuple(plan for plan in self.plans if plan.has_results)

    def fatal_in(self, plan: PlanOutcome) -> tuple[Finding, ...]:
        """Return the warnings of a plan that the policy makes fatal."""
        return tuple(finding for finding in plan.warnings if finding.code in self.fatal_codes)

    @property
    def fatal_notices(self) -> tuple[Finding, ...]:
        """Return the warnings that concern no single plan and that the policy makes fatal."""
        return tuple(finding for finding in self.notices if finding.code in self.fatal_codes)

    @property
    def fatal(self) -> tuple[Finding, ...]:
        """Return all warnings that the policy makes fatal, plan by plan."""
        return (*self.fatal_notices, *(finding for plan in self.plans for finding in self.fatal_in(plan)))

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Return all warnings, plan by plan, without repeats."""
        of_plans = (finding for plan in self.plans for finding in plan.warnings)
        return tuple(dict.fromkeys((*self.notices, *of_plans)))
