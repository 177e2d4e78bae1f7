"""Write the edits of a workbook as a scenario or as a plan, and report each of them."""

import re
from collections.abc import Iterator
from pathlib import Path

from mtfp.cli.exits import UsageError, print_error
from mtfp.cli.options.of_import import KINDS, PLAN, EditedOptions
from mtfp.findings.finding import Finding, Refused
from mtfp.findings.place import Place
from mtfp.findings.short import counted
from mtfp.findings.show import show_all
from mtfp.library.edited.as_plan import plan_text
from mtfp.library.edited.as_scenario import new_scenario
from mtfp.library.edited.workbook import EditedWorkbook, edited_workbook, of_scenarios
from mtfp.reading.plan import plan_file, read_plan
from mtfp.reading.workbooks.live.book import live_book
from mtfp.reports.deliver import may_write
from mtfp.reports.files.out import is_standard_output, standard_output
from mtfp.reports.files.replace import replace_file
from mtfp.text.source import path_text
from mtfp.text.xlsx import read_workbook

EDITED = "edited"
File = tuple[Path | None, str, str]
"""File to write, None for standard output, its text, and what is said about it."""


def run(file: Path, plan: Path, options: EditedOptions, output: Path | None, *, force: bool, quiet: bool) -> None:
    """Read the edits of a workbook, write their files, and report them."""
    if options.kind not in KINDS:
        raise UsageError(f"--as {options.kind} is not a kind of file: write --as {' or --as '.join(KINDS)}")
    to = None if is_standard_output(output) else output
    edited = _edited(file, plan)
    lines = [*_about(edited), *edited.in_words()]
    findings: list[Finding] = [*edited.warnings, *(of_scenarios(edited) if options.kind == PLAN else ())]
    if not edited.edits:
        _report([*lines, "nothing changed, so nothing is written"], findings, quiet=quiet)
        return
    make = _plan if options.kind == PLAN else _scenarios
    files = list(make(edited, file, plan, options, to, findings))
    for path, _, _ in files:
        may_write(path, force=force)
    for path, text, words in files:
        _write(path, text)
        lines.append(words)
    _report(lines, findings, quiet=quiet)


def _edited(file: Path, plan: Path) -> EditedWorkbook:
    book = live_book(read_workbook(file))
    if book is None:
        fix = "leave out --plan, or name a workbook that `mtfp workbook` wrote"
        raise Refused([Finding("E221", "the workbook was not written by `mtfp workbook`", Place(path_text(file)), fix)])
    return edited_workbook(book, read_plan(plan))


def _about(edited: EditedWorkbook) -> Iterator[str]:
    listed = edited.book.listed
    if listed and edited.book.in_use != listed[0].label:
        yield f"the switch is at {edited.book.in_use}, which changes nothing in the plan"


def _plan(
    edited: EditedWorkbook, file: Path, plan: Path, options: EditedOptions, to: Path | None, findings: list[Finding]
) -> Iterator[File]:
    """Yield the file of the plan with the edits. Edits of scenarios are no part of it."""
    if options.name or options.label:
        raise UsageError("--name and --label are those of a scenario: leave them out with --as plan")
    own, others = edited.of(0), len(edited.edits) - len(edited.of(0))
    if not own:
        raise UsageError("only scenarios were edited, and not the plan: leave out --as plan")
    source = plan_file(plan)
    text, read = plan_text(edited, source, (to or source).parent)
    known = {(each.code, each.message) for each in edited.base.read.warnings}
    findings += [each for each in read.warnings if (each.code, each.message) not in known]
    edits = counted(len(own), "edit")
    words = f"wrote {to}: {edits}; next: mtfp diff {plan} {to}" if to else f"{edits} written to standard output"
    if others:
        words += f"\nnot written: {counted(others, 'edit')} of scenarios; leave out --as plan to write them"
    yield to, text, words


def _scenarios(
    edited: EditedWorkbook, file: Path, plan: Path, options: EditedOptions, to: Path | None, findings: list[Finding]
) -> Iterator[File]:
    """Yield a scenario file for the plan's edits, and one for each scenario that was edited."""
    numbers = edited.scenarios
    if len(numbers) > 1 and (to is None or not to.is_dir()):
        names = ", ".join("the plan" if at == 0 else edited.book.listed[at].label for at in numbers)
        raise UsageError(f"{names} were edited: name a folder that exists with -o, for one file each")
    if len(numbers) > 1 and (options.name or options.label):
        raise UsageError("--name and --label are those of one scenario: leave them out for several")
    for at in numbers:
        request = edited.book.listed[at].request if at else ""
        default = f"{_slug(Path(request).stem if at else file.stem)}-{EDITED}"
        path = to / f"{default}.yaml" if to and to.is_dir() else to
        name = options.name or (path.stem if path else default)
        label = options.label or (f"{edited.book.listed[at].label}, edited" if at else f"Edited workbook {file.name}")
        made = new_scenario(edited, at, name, label)
        findings += made.warnings
        edits = counted(len(edited.of(at)), "edit")
        next_ = f"next: mtfp compare {plan} -s {path}"
        yield path, made.text, f"wrote {path}: {edits}; {next_}" if path else f"{edits} written to standard output"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or EDITED


def _write(path: Path | None, text: str) -> None:
    if path is None:
        with standard_output() as stream:
            stream.write(text.encode())
    else:
        replace_file(path.resolve(), text.encode())


def _report(lines: list[str], findings: list[Finding], *, quiet: bool) -> None:
    if quiet:
        return
    if findings:
        print_error(show_all(findings))
    for line in lines:
        print_error(line)
