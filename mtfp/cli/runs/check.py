"""Find all errors and warnings of plans, run their checks, and read their amounts back."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mtfp.cli.exits import Exit, leave, print_error, reason, refusal, worst
from mtfp.cli.options.of_results import CheckOptions
from mtfp.cli.shared.output import Output, output_of
from mtfp.cli.shared.projections import one_run, path_of
from mtfp.documents.blocks import Block
from mtfp.documents.document import Document
from mtfp.documents.of_checks import checked, gap_by_year, place_of, refused, together, unreadable
from mtfp.documents.read_back.paper import board_paper
from mtfp.findings.finding import Finding, Refused, Severity
from mtfp.findings.place import Place
from mtfp.library.scenario_since import scenario_changes_since
from mtfp.library.since import changes_since
from mtfp.model.plan import Plan
from mtfp.reading.plan import ReadPlan
from mtfp.reading.scenario import ScenarioPlan
from mtfp.results.checks import Verdict, verdicts


@dataclass(frozen=True)
class _Sound:
    """Plan without errors, with its file, warnings, verdicts on its checks with their places, gap and board paper.

    `changed` has the blocks about changes since an earlier version.
    """

    path: str
    plan: Plan
    read: ReadPlan
    warnings: tuple[Finding, ...]
    verdicts: tuple[tuple[Verdict, Place], ...]
    gap: Mapping[str, float]
    paper: tuple[Block, ...]
    scenario: ScenarioPlan | None = None
    changed: tuple[Block, ...] = ()

    def document(self, name: str = "") -> Document:
        """Return the document of the plan, under another name if given."""
        plan = self.plan.with_fields(name=name) if name else self.plan
        parts = (self.warnings, self.verdicts, self.scenario, self.gap, self.paper, self.changed)
        return checked(self.path, plan, *parts)

    def since(self, version: str) -> "_Sound":
        """Return the same with the changes since a version. Raises Refused and OSError for a named version only."""
        found = changes_since(self.read, version)
        scenarios = scenario_changes_since(self.read, self.scenario, version)
        of_scenarios = (block for each in scenarios for block in each.blocks)
        return replace(self, changed=(*(found.blocks if found else ()), *of_scenarios))

    def code(self, *, strict: bool) -> Exit:
        """Return the exit code: 1 if a check fails or, with `strict`, if there is a warning."""
        failed = any(not verdict.holds for verdict, _ in self.verdicts)
        return Exit.CHECK_FAILED if failed or (strict and self.warnings) else Exit.DONE


@dataclass(frozen=True)
class _Question:
    """Scenarios and national file under which plans are checked, and the version with which they are compared."""

    scenarios: list[str]
    national: Path | None
    since: str


def run(
    plans: Sequence[Path],
    scenarios: list[str],
    national: Path | None,
    options: CheckOptions,
    *,
    since: str,
    strict: bool,
) -> None:
    """Write findings, checks and changes; exit with the code of the worst plan."""
    output, question = output_of(options), _Question(scenarios, national, since)
    different = tuple(dict.fromkeys(plans))
    if len(different) > 1:
        _several(different, question, output, strict=strict)
    else:
        _one(different[0], question, output, strict=strict)


def _one(plan: Path, question: _Question, output: Output, *, strict: bool) -> None:
    """Check one plan. If the plan has errors, write them in the chosen format, except on a terminal."""
    try:
        sound = _checked(plan, question)
    except Refused as refusal:
        if output.format.fits_screen:
            raise
        output.deliver(refused(path_of(plan), refusal.findings))
        leave(Exit.REFUSED)
    output.show_findings(sound.warnings)
    output.deliver(sound.since(question.since).document())
    leave(sound.code(strict=strict))


def _several(plans: Sequence[Path], question: _Question, output: Output, *, strict: bool) -> None:
    """Check several plans: an error in one plan does not stop the others."""
    found = [_outcome(plan, question) for plan in plans]
    names = Counter(each.plan.name for each in found if isinstance(each, _Sound))
    documents, codes = list[Document](), list[Exit]()
    errors, warnings = list[Finding](), list[Finding]()
    for path, each in zip(map(path_of, plans), found, strict=True):
        if isinstance(each, _Sound):
            name = each.plan.name
            documents.append(each.document(f"{name} ({path})" if names[name] > 1 else ""))
            codes.append(each.code(strict=strict))
            warnings += each.warnings
        elif isinstance(each, Refused):
            documents.append(refused(path, each.findings))
            codes.append(Exit.REFUSED)
            errors += [finding for finding in each.findings if finding.severity is Severity.ERROR]
        else:
            print_error(reason(each))
            documents.append(unreadable(path, reason(each)))
            codes.append(Exit.NOT_READ_OR_WRITTEN)
    if errors and output.format.fits_screen:
        print_error(refusal(errors))
    output.show_findings(warnings)
    output.deliver(together(documents))
    leave(worst(codes))


def _outcome(plan: Path, question: _Question) -> _Sound | Refused | OSError:
    try:
        return _checked(plan, question).since(question.since)
    except (Refused, OSError) as failure:
        return failure


def _checked(plan: Path, question: _Question) -> _Sound:
    """Project a plan and test its checks. Raises Refused and OSError."""
    found = one_run(plan, question.scenarios, question.national, with_checks=True)
    tested = ((verdict, found.document.place(place_of(at))) for at, verdict in enumerate(verdicts(found.projection)))
    gap = gap_by_year(found.projection)
    paper = board_paper(found.projection)
    plan_now = found.projection.plan
    return _Sound(path_of(plan), plan_now, found.read, found.warnings, tuple(tested), gap, paper, found.changed)
