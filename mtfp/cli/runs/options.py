"""Find packages of options for a plan, write the best as a scenario, or write a first options file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mtfp.cli.exits import Exit, UsageError, leave, print_error
from mtfp.cli.options.of_figures import FigureOptions, SelectOptions
from mtfp.cli.options.of_questions import ChoiceOptions
from mtfp.cli.runs.new_options import write_first_options
from mtfp.cli.runs.new_scenario import may_write_scenario, write_scenario
from mtfp.cli.shared.output import Output, count_warnings, output_of, select_parts
from mtfp.cli.shared.progress import progress_bar
from mtfp.cli.shared.validation import read_value
from mtfp.documents.of_options import of_options
from mtfp.findings.suggest import Unknown
from mtfp.library.options import ChosenOptions
from mtfp.library.planner import Planner
from mtfp.reading.scenario import with_scenarios
from mtfp.results.amounts import share
from mtfp.text.source import path_text


def run(
    plan: Path,
    file: Path,
    scenarios: list[str],
    options: ChoiceOptions,
    select: SelectOptions,
    report: FigureOptions,
) -> None:
    """Write the packages of options that meet the target."""
    if options.new:
        write_first_options(plan, file, force=report.force)
        return
    output = output_of(report)
    if options.scenario_out:
        may_write_scenario(options.scenario_out, force=output.force)
    found = _found(plan, file, scenarios, options, output)
    tables = select_parts(found.tables, select)
    shown = not (select.year or select.row)
    output.deliver(of_options(found.found, found.run.changed, found.run.warnings, tables, in_words=shown))
    output.show_findings(found.found.question.options.warnings)
    count_warnings(found.run.warnings, plan, scenarios, output)
    if options.scenario_out:
        _write_package(found, options.scenario_out, plan, output)


def _found(plan: Path, file: Path, scenarios: list[str], options: ChoiceOptions, output: Output) -> ChosenOptions:
    planner, at = Planner(plan), read_value("--at", lambda: share(options.at))
    asked: dict[str, Any] = {"at": at, "draws": options.draws, "seed": options.seed}
    try:
        with progress_bar(wanted=not (options.no_progress or output.quiet)) as bar:
            return planner.options(
                file,
                options.balance,
                must=_names(options.must),
                without=_names(options.without),
                scenario=" + ".join(scenarios) if scenarios else None,
                progress=bar,
                **asked,
            )
    except (Unknown, ValueError) as wrong:
        raise UsageError(str(wrong)) from None


def _names(given: Sequence[str]) -> list[str]:
    """Return the names of a repeatable option, each of which may have several with commas between them."""
    return [name.strip() for each in given for name in each.split(",") if name.strip()]


def _write_package(found: ChosenOptions, file: Path, plan: Path, output: Output) -> None:
    if not found.packages:
        print_error(f"did not write {path_text(file)}: no package meets the target; lower the target or --at")
        leave(Exit.CHECK_FAILED)
    read = found.scenario(name=file.stem)
    keys: Any = read.document.value
    schema = write_scenario(file, keys, with_scenarios(found.found.question.read, (read,)))
    if not output.quiet:
        print_error(f"wrote {file} and {schema}; next: mtfp project {plan} -s {file}")
