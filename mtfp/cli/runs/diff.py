"""Compare two versions of a plan."""

from dataclasses import replace

from mtfp.analysis.plan_difference import NotComparable, PlanDifference, plan_difference
from mtfp.cli.options.of_figures import FigureOptions, SelectOptions
from mtfp.cli.options.of_questions import BY, DifferenceOptions
from mtfp.cli.shared.output import output_of, select_parts
from mtfp.cli.shared.validation import require_known_name
from mtfp.documents.of_difference import moved
from mtfp.findings.finding import Finding, Refused
from mtfp.library.since import not_comparable
from mtfp.reading.plan import ReadPlan
from mtfp.reading.scenario import apply_scenarios
from mtfp.reading.versions.named import read_version
from mtfp.views.compared.movement import movement


def run(
    old: str,
    new: str,
    scenarios: list[str],
    options: DifferenceOptions,
    select: SelectOptions,
    report: FigureOptions,
) -> None:
    """Write the movement of the gap between two plans, and the inputs that changed."""
    output = output_of(report)
    require_known_name(options.by, BY, "--by")
    before, after = _read(old, new, scenarios)
    difference = _difference(before, after, options)
    tables = select_parts([movement(difference)], select)
    opening = not (select.year or select.row)
    output.deliver(moved(difference, before, after, tables, (*before.warnings, *after.warnings), opening=opening))


def _read(old: str, new: str, scenarios: list[str]) -> tuple[ReadPlan, ReadPlan]:
    """Return both plans, under the scenarios if there are any. Raises Refused with the errors of both together."""
    read, findings = list[ReadPlan](), list[Finding]()
    for name in (old, new):
        try:
            version = read_version(name)
            read.append(_under(version, scenarios))
        except Refused as refused:
            findings += refused.findings
    if findings:
        raise Refused(findings)
    return read[0], read[1]


def _under(version: ReadPlan, scenarios: list[str]) -> ReadPlan:
    return replace(version, plan=apply_scenarios(version, "+".join(scenarios)).plan) if scenarios else version


def _difference(old: ReadPlan, new: ReadPlan, options: DifferenceOptions) -> PlanDifference:
    try:
        return plan_difference(old.plan, new.plan, "name" if options.by == "name" else "section")
    except NotComparable as reason:
        raise not_comparable(reason, old, new) from None
