"""Read a mutant: it is refused in plain words, each with its place and repair, or its figures make sense."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mtfp.documents.of_checks import checked
from mtfp.draws.of_plan import central_draws
from mtfp.engine import Projection, project
from mtfp.findings.finding import Finding, Refused
from mtfp.findings.show import show_all
from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan
from mtfp.reading import read_plan
from mtfp.reading.scenario import apply_scenarios
from mtfp.results.checks import verdicts
from mtfp.results.figures import figures
from mtfp.results.unsound_checks import unsound
from mtfp.simulation.simulate import simulate
from mtfp.text.source import LINE_BREAK
from mtfp.views.plan.tables import TABLES
from tests.reading.mutated.mutants import Mutant

OF_PYTHON = re.compile(
    r"\b(NoneType|None|True|False|dict|tuple|str|int|float|bool|builtins|typing|pydantic|Traceback|ValidationError"
    r"|Literal|Annotated|instance)\b|mtfp\.\w+|__\w+__|Input should|type=|object at 0x"
)
QUOTED = re.compile(r"`[^`]*`|“[^”]*”|\"[^\"]*\"")
LONGEST = 600
"""Most characters of a message: a value of any length is shortened where it is quoted."""
OF_THE_FILE = {"E101", "E108", "E111", "E116", "E125", "E317"}
"""Findings about a file as a whole, which may have no line."""
DRAWS = 4


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant: accepted or not, its findings, its figures, and what is wrong with them."""

    mutant: Mutant
    accepted: bool
    findings: tuple[Finding, ...]
    wrong: tuple[str, ...]
    figures: Mapping[str, Array] | None = None


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))


def outcome(mutant: Mutant, folder: Path, *, simulated: bool = False, shown: bool = False) -> Outcome:
    """Read, project and judge a mutant; with `simulated` in a few draws too, with `shown` in all tables."""
    files = {**mutant.input.files, mutant.input.spoilt: mutant.text}
    write(folder, files)
    try:
        plan, findings, projection = _projected(folder, mutant.input.scenario)
    except Refused as refused:
        return Outcome(mutant, False, refused.findings, tuple(_of_findings(refused.findings, files)))
    wrong = [*_of_findings(findings, files), *nonsense(projection)]
    if simulated:
        wrong += _in_draws(plan)
    if shown:
        checked("plan.yaml", plan, findings, [])
        for table in TABLES.values():
            table(projection, "base")
    return Outcome(mutant, True, findings, tuple(wrong), figures(projection))


def _projected(folder: Path, scenario: str) -> tuple[Plan, tuple[Finding, ...], Projection]:
    read = read_plan(folder)
    plan, findings = read.plan, read.warnings
    if scenario:
        applied = apply_scenarios(read, f"{folder}/{scenario}")
        plan, findings = applied.plan, (*findings, *applied.warnings)
    projection = project(plan, central_draws(plan))
    if errors := list(unsound(projection, read.document.place)):
        raise Refused(errors)
    list(verdicts(projection))
    return plan, findings, projection


def nonsense(projection: Projection) -> Iterator[str]:
    """Yield each figure that can't be: money that is not finite, an infinite share, or a cost below zero."""
    found = figures(projection)
    unstated = any(np.isnan(each.funding[0]).any() for each in (projection.gap, projection.set_aside))
    for name, values in found.items():
        record = found.records[name]
        known = values[1:] if unstated or record.begins == "projected" else values
        if not np.isfinite(known).all() and not (record.is_share and not np.isinf(values).any()):
            yield f"{name} is not a number"
    for (name, line), cost in zip(projection.plan.lines.items(), projection.costs.cost, strict=True):
        if not (cost * line.sign >= 0).all():
            yield f"the cost of {name} is below zero"


def _in_draws(plan: Plan) -> Iterator[str]:
    run = simulate({"base": plan}, draws=DRAWS, threads=1)
    for figure in ("expenditure", "funding", "gap", "unmet"):
        for year in range(1, plan.years + 1):
            if not np.isfinite(run.values("base", figure, year=year)).all():
                yield f"{figure} is not a number in a draw of year {year}"


def _of_findings(findings: Iterable[Finding], files: Mapping[str, str]) -> Iterator[str]:
    """Yield each finding without a place in a file, a message or a repair, or with words of the program."""
    if not show_all(findings) and findings:
        yield "the findings are shown as nothing"
    for finding in findings:
        about = f"{finding.code} {finding.message} → {finding.fix}"
        words = QUOTED.sub("", f"{finding.message} {finding.fix}")
        if not (finding.message and finding.fix):
            yield f"without a message or a repair: {about}"
        if OF_PYTHON.search(words) or len(about) > LONGEST:
            yield f"not in plain words: {about}"
        if not _stands(finding, files):
            yield f"nowhere in a file ({finding.place}): {about}"


def _stands(finding: Finding, files: Mapping[str, str]) -> bool:
    place = finding.place
    text = files.get(Path(place.file).name)
    if text is None or not place.line:
        return finding.code in OF_THE_FILE
    lines = LINE_BREAK.split(text)
    return 1 <= place.line <= len(lines) and 1 <= place.column <= len(lines[place.line - 1]) + 1
