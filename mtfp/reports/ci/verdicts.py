"""What `mtfp check` found, for people, for GitHub and for programs."""

import json
from collections.abc import Sequence
from pathlib import Path

from mtfp.findings.finding import Finding
from mtfp.findings.place import Place
from mtfp.findings.show import as_github as annotation
from mtfp.findings.show import as_record, printable
from mtfp.reading.plan import plan_file
from mtfp.results.checks import Verdict

SCHEMA_VERSION = 1
BROKEN = "check"
"""What stands before a check that fails where findings have their code."""


def as_text(plan: Path, verdicts: Sequence[Verdict]) -> str:
    """That the plan can be read, and a line for each check."""
    lines = [f"{printable(str(plan))} can be read: no errors."]
    lines += [printable(f"  {'holds' if v.holds else 'FAILS'}  {v.check.name}: {v}") for v in verdicts]
    held = sum(verdict.holds for verdict in verdicts)
    lines.append(f"{held} of {len(verdicts)} checks hold in the central case." if verdicts else "It has no checks.")
    if of_futures := sum("probability" in verdict.check.model_fields_set for verdict in verdicts):
        asked = f"{of_futures} of them asks" if of_futures == 1 else f"{of_futures} of them ask"
        lines.append(f"{asked} to hold in a share of futures: `mtfp simulate {printable(str(plan))}` tries that.")
    return "\n".join(lines) + "\n"


def as_github(plan: Path, findings: Sequence[Finding], verdicts: Sequence[Verdict]) -> str:
    """Workflow commands that GitHub shows beside the lines of the plan; of checks, those that fail."""
    place = Place(plan_file(plan).as_posix())
    failing = [Finding(BROKEN, f"{v.check.name}: {v}", place) for v in verdicts if not v.holds]
    return "".join(f"{annotation(finding)}\n" for finding in [*findings, *failing])


def as_json(findings: Sequence[Finding], verdicts: Sequence[Verdict]) -> str:
    """One object with the findings and the checks."""
    checks = [
        {
            "name": v.check.name,
            "of": v.check.of,
            "holds": v.holds,
            "year": v.year,
            "value": v.value,
            "bound": v.bound,
        }
        for v in verdicts
    ]
    told = {
        "schema_version": SCHEMA_VERSION,
        "findings": [as_record(finding) for finding in findings],
        "checks": checks,
    }
    return json.dumps(told, indent=2) + "\n"
