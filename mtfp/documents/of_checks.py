"""Make the document of `mtfp check`: findings of a plan, and outcomes of its checks in the central case."""

from collections.abc import Mapping, Sequence

from mtfp.documents.assumed import assumed
from mtfp.documents.blocks import Block, Checks, Findings, Heading, Prose
from mtfp.documents.checks import BROKEN, CheckCase, Outcome, count
from mtfp.documents.document import Document
from mtfp.documents.read_back.words import read_back
from mtfp.engine import Projection
from mtfp.findings.finding import Finding, Severity
from mtfp.findings.place import Path, Place
from mtfp.model.plan import Plan
from mtfp.reading.scenario import ScenarioPlan
from mtfp.results.checks import Verdict
from mtfp.results.figures import figures

READ = "can be read"
UNREADABLE = "not read"
"""Code of the finding that the system can't read a file."""


def checked(
    path: str,
    plan: Plan,
    findings: Sequence[Finding],
    verdicts: Sequence[tuple[Verdict, Place]],
    scenario: ScenarioPlan | None = None,
    gap: Mapping[str, float] | None = None,
    paper: tuple[Block, ...] = (),
    changed: tuple[Block, ...] = (),
) -> Document:
    """Return the document of a plan without errors: findings, outcomes of checks, assumptions and the read-back.

    `verdicts` has pairs of a verdict and the place of its check in the file. `scenario` is the scenario of the plan,
    `gap` its funding gap by year before closing steps, `paper` the blocks of `board_paper`, and `changed` those about
    changes since an earlier version.
    """
    cases = (CheckCase(plan.name, path, READ, Outcome.PASSED), *(_case(plan.name, path, *each) for each in verdicts))
    checks = Checks(cases, _count([verdict for verdict, _ in verdicts]), tuple(_in_draws(path, verdicts)))
    blocks = (
        Prose(f"{path} can be read: no errors."),
        checks,
        _findings(plan.name, findings),
        *assumed(plan),
        *read_back(plan, scenario, gap, paper, changed),
    )
    return Document(plan.name, blocks)


def gap_by_year(projection: Projection) -> dict[str, float]:
    """Return the funding gap of each projected year in the central case, in the plan's unit."""
    timeline = projection.plan.timeline
    gap = figures(projection)["gap"][:, 0]
    return {year: float(gap[timeline.at(year)]) for year in timeline.projected}


def refused(path: str, findings: Sequence[Finding]) -> Document:
    """Return the document of a plan that can't be read: its errors and its warnings."""
    errors = tuple(finding for finding in findings if finding.severity is Severity.ERROR)
    checks = Checks((CheckCase(path, path, READ, Outcome.ERROR, errors),), "The plan can't be read.")
    others = [finding for finding in findings if finding.severity is not Severity.ERROR]
    return Document(path, (checks, _findings(path, others)))


def unreadable(path: str, reason: str) -> Document:
    """Return the document of a plan whose file can't be read; `reason` is a sentence of the system."""
    case = CheckCase(path, path, READ, Outcome.ERROR, (Finding(UNREADABLE, reason, Place(path)),))
    return Document(path, (Checks((case,), "The file can't be read."),))


def together(documents: Sequence[Document]) -> Document:
    """Return the documents of several plans as one: a sentence that counts them, then each under its heading."""
    cases = [case for document in documents for case in document.cases()]
    read, tested = ([case for case in cases if (case.name == READ) == first] for first in (True, False))
    counts = f"{count(read, Outcome.PASSED)} of {len(read)} plans can be read"
    checks = f"{count(tested, Outcome.PASSED)} of {len(tested)} checks hold in the central case" if tested else ""
    parts = (block for document in documents for block in (Heading(document.title), *document.blocks))
    return Document(
        f"{len(documents)} plans", (Prose(f"{'; '.join(part for part in (counts, checks) if part)}."), *parts)
    )


def place_of(number: int) -> Path:
    """Return the path of a check in its plan, from the check's number, counted from 0."""
    return ("checks", number)


def _findings(plan: str, findings: Sequence[Finding]) -> Findings:
    return Findings(tuple((plan, finding) for finding in findings))


def _case(plan: str, path: str, verdict: Verdict, place: Place) -> CheckCase:
    outcome = Outcome.PASSED if verdict.holds else Outcome.FAILED
    details = {"of": verdict.check.of, "year": verdict.year, "value": verdict.value, "bound": verdict.bound}
    found = (Finding(BROKEN, str(verdict), place),)
    return CheckCase(plan, path, verdict.check.name, outcome, found, details=details)


def _count(verdicts: Sequence[Verdict]) -> str:
    held = sum(verdict.holds for verdict in verdicts)
    return f"{held} of {len(verdicts)} checks hold in the central case." if verdicts else "The plan has no checks."


def _in_draws(path: str, verdicts: Sequence[tuple[Verdict, Place]]) -> list[str]:
    """Return a note if any check must hold in a share of draws. Only a simulation can test such a check."""
    count = sum("probability" in verdict.check.model_fields_set for verdict, _ in verdicts)
    if not count:
        return []
    return [f"{count} of the checks must also hold in a share of draws; `mtfp simulate {path}` tests that."]
