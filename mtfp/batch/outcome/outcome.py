"""What a batch has found: of each plan how it went, what is wrong or worth knowing, which checks hold; all of it small.

Figures stay in the store, and are read from there a plan at a time.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mtfp.findings.finding import Finding, Severity
from mtfp.findings.place import Place
from mtfp.model.base.arrays import Array
from mtfp.results.table import Cell, Table


class Status(StrEnum):
    """How it went with a plan."""

    DONE = "done"
    PARTLY = "partly"
    """It has results, but not under every scenario: the findings say why."""
    REFUSED = "refused"
    NOT_READ = "not read"
    TOO_BIG = "too big"
    BUG = "bug"


@dataclass(frozen=True)
class CheckOutcome:
    """One check in one future: where it is written, whether it holds, in what share of draws, and what is said of it.

    `number` counts the plan's own checks from 1, then the policy's.
    """

    scenario: str
    number: int
    name: str
    of: str
    holds: bool
    share: float
    asked: float
    said: str
    place: Place
    of_policy: bool


@dataclass(frozen=True)
class RankingMeasures:
    """What plans are ranked by, in one future: shares of expenditure in their worst year, and a chance.

    `below_floor` is the chance that contingency falls below its floor by the last year; None without such a reserve.
    """

    gap: float
    p90_gap: float
    below_floor: float | None


def _nothing() -> Iterator[Table]:
    return iter(())


def _not_kept(scenario: str, figure: str) -> Array:
    raise KeyError(f"{scenario}/{figure}")


@dataclass(frozen=True)
class PlanOutcome:
    """One plan of a batch. `findings` have their places; `trouble` is what else kept it from results, in a line.

    `plan_digest` is its fingerprint; `futures` are those of its futures by name, the plan as it stands first, with the
    policy's checks. Scenarios that don't fit it are missing from them. `digest` is that of its results, rounded to
    pence. `source` is all that made it, as JSON; `tables()` reads its tables from the store. `years` begin with the
    base year; `national` are its uncertain assumptions that plans share, with what each is mixed of; `left_out` are
    scenarios that don't fit it. `additive(future, figure)` is a figure of every draw in pounds, shape (year, draw), if
    plans are to be added up.
    """

    path: str
    name: str
    status: Status
    findings: tuple[Finding, ...] = ()
    trouble: str = ""
    verdicts: tuple[CheckOutcome, ...] = ()
    standings: Mapping[str, RankingMeasures] = field(default_factory=dict)
    scenarios: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    years: tuple[str, ...] = ()
    national: Mapping[str, str] = field(default_factory=dict)
    plan_digest: str = ""
    digest: str = ""
    source: str = ""
    left_out: tuple[str, ...] = ()
    tables: Callable[[], Iterator[Table]] = _nothing
    additive: Callable[[str, str], Array] = _not_kept

    def cells(self) -> Iterator[Cell]:
        """Every figure in the tidy form."""
        return (cell for table in self.tables() for cell in table.cells())

    @property
    def has_results(self) -> bool:
        return self.status in (Status.DONE, Status.PARTLY)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What is wrong with it."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What is worth knowing about it."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.WARNING)

    @property
    def failed(self) -> tuple[CheckOutcome, ...]:
        """The checks that don't hold."""
        return tuple(verdict for verdict in self.verdicts if not verdict.holds)


@dataclass(frozen=True)
class Rollup:
    """The plans that are added up, in order, the scenarios that all of them have, and the tables of their sum."""

    plans: tuple[str, ...]
    scenarios: tuple[str, ...]
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class BatchResult:
    """A whole batch: its plans in order, what is wrong beside them, codes that a policy makes fatal, plans' sum.

    `notices` are warnings that concern no plan, such as a store of an earlier release.
    """

    plans: tuple[PlanOutcome, ...]
    findings: tuple[Finding, ...] = ()
    notices: tuple[Finding, ...] = ()
    fatal_codes: frozenset[str] = frozenset()
    rollup: Rollup | None = None

    @property
    def with_results(self) -> tuple[PlanOutcome, ...]:
        return tuple(plan for plan in self.plans if plan.has_results)

    def fatal_in(self, plan: PlanOutcome) -> tuple[Finding, ...]:
        """What is worth knowing of one of the plans, and what the policy makes fatal."""
        return tuple(finding for finding in plan.warnings if finding.code in self.fatal_codes)

    @property
    def fatal_notices(self) -> tuple[Finding, ...]:
        """Warnings that concern no plan and that the policy makes fatal."""
        return tuple(finding for finding in self.notices if finding.code in self.fatal_codes)

    @property
    def fatal(self) -> tuple[Finding, ...]:
        """All that the policy makes fatal, plan by plan."""
        return (*self.fatal_notices, *(finding for plan in self.plans for finding in self.fatal_in(plan)))

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Everything worth knowing, plan by plan."""
        of_plans = (finding for plan in self.plans for finding in plan.warnings)
        return tuple(dict.fromkeys((*self.notices, *of_plans)))
