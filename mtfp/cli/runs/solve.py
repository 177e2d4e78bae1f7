"""Find the number with which a plan meets a target."""

from pathlib import Path

from mtfp.analysis.solve.solution import Solution
from mtfp.analysis.solve.solve import Question, solve
from mtfp.cli.exits import UsageError
from mtfp.cli.options.of_figures import FigureOptions
from mtfp.cli.options.of_questions import SolveOptions
from mtfp.cli.shared.output import count_warnings, output_of
from mtfp.cli.shared.progress import progress_bar
from mtfp.cli.shared.projections import one_run
from mtfp.cli.shared.validation import read_value
from mtfp.documents.of_solution import of_solution, warnings_of_answer
from mtfp.findings.suggest import Unknown
from mtfp.library.runs import Run
from mtfp.results.amounts import share
from mtfp.simulation.sample import Sample


def run(plan: Path, scenarios: list[str], options: SolveOptions, report: FigureOptions) -> None:
    """Write the answers to a question."""
    output = output_of(report)
    found = one_run(plan, scenarios)
    solution = _solve(found, options, quiet=output.quiet)
    output.deliver(of_solution(solution, found.warnings))
    warnings = warnings_of_answer(solution, found.warnings)
    added = [*scenarios, *solution.scenarios_in_words[:1]] if len(warnings) > len(found.warnings) else scenarios
    count_warnings(warnings, plan, [" + ".join(added)] if added else [], output)


def _solve(run: Run, options: SolveOptions, *, quiet: bool) -> Solution:
    at = tuple(sorted({read_value("--at", lambda text=text: share(text)) for text in options.at}))  # type: ignore[misc]
    sample = Sample(options.draws, options.seed)
    find, target = tuple(options.find), options.so_that
    scenarios = run.changed.scenarios if run.changed else ()
    with progress_bar(wanted=not (quiet or options.no_progress)) as bar:
        progress = (lambda done, of: bar(done * options.draws, of * options.draws)) if bar else None
        try:
            question = Question(find=find, so_that=target, at=at, year_by_year=options.year_by_year, sample=sample)
            return solve(question, run.read, scenarios, progress)
        except (Unknown, ValueError) as wrong:
            raise UsageError(str(wrong)) from None
