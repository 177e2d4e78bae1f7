"""Run a batch: read options, draw all plans, write files and reports, exit with the code of the worst outcome."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from mtfp.batch.baseline.comparison_table import changes_table
from mtfp.batch.outcome.manifest import manifest_of
from mtfp.batch.outcome.outcome import BatchResult
from mtfp.batch.outcome.ranking import ranking
from mtfp.batch.outcome.result_files import LAST
from mtfp.batch.plans.batch_plan import names_of
from mtfp.batch.plans.discover import discover
from mtfp.batch.plans.request import BatchRequest
from mtfp.batch.report.cases import cases_of
from mtfp.batch.report.document import in_brief, in_full
from mtfp.batch.report.folder import may_write, write_results
from mtfp.batch.report.national_paper.paper_of_plans import national_paper
from mtfp.batch.run import run_batch
from mtfp.batch.work.engines import counted, deaths_in_words
from mtfp.batch.work.lock import alone_in, temporary_folder
from mtfp.batch.work.store import Store
from mtfp.batch.work.trust import require_trusted
from mtfp.cli.exits import leave, print_error
from mtfp.cli.options.of_batches import BatchOptions, CiOptions, EngineOptions, FolderOptions
from mtfp.cli.options.of_draws import DrawOptions, LimitOptions
from mtfp.cli.runs.batch.ci import Reporting, reporting_of
from mtfp.cli.runs.batch.messages import exit_of, report
from mtfp.cli.runs.batch.paper_file import paper_output
from mtfp.cli.runs.batch.request import check_engine, check_folder, engine_of, plain_command, request_of
from mtfp.cli.shared.draws import limits_of
from mtfp.cli.shared.output import Output, output_of
from mtfp.cli.shared.progress import progress_anywhere
from mtfp.simulation.effort import Limits


def run(
    paths: Sequence[Path],
    scenarios: list[str],
    draws: DrawOptions,
    options: BatchOptions,
    engine: EngineOptions,
    limits: LimitOptions,
    ci: CiOptions,
    to: FolderOptions,
    *,
    debug: bool,
) -> None:
    """Draw all plans, write all results, and exit with the code of the worst outcome."""
    screen = output_of(replace(to, output=None))
    check_engine(engine)
    wanted, allowed = request_of(scenarios, draws, options), limits_of(limits)
    check_folder(to.output, parquet=options.parquet)
    paper = paper_output(options.paper, force=to.force, quiet=to.quiet)
    reporting = reporting_of(ci, force=to.force)
    reporting.begin()
    with ExitStack() as opened:
        if to.output:
            opened.enter_context(alone_in(to.output))
            may_write(to.output, parquet=options.parquet, force=to.force)
        in_output = to.output / "store" if to.output else None
        place = engine.store or in_output or opened.enter_context(temporary_folder())
        if not (ci.trust_results or engine.fresh):
            require_trusted(place, "store")
        store = Store(place, fresh=engine.fresh)
        result = _result(paths, wanted, store, engine, allowed, quiet=to.quiet, debug=debug)
        _write(result, wanted, paths, options, reporting, to.output, screen, paper)


def _result(
    paths: Sequence[Path],
    wanted: BatchRequest,
    store: Store,
    options: EngineOptions,
    limits: Limits,
    *,
    quiet: bool,
    debug: bool,
) -> BatchResult:
    """Make the draws of all plans in the paths, and return the outcome."""
    found = discover(paths)
    with engine_of(options, wanted, len(found.files)) as engine:
        if not quiet:
            print_error(f"{counted(len(found.files), 'plan')}, {engine.description}")
        with progress_anywhere(wanted=not (options.no_progress or quiet)) as progress:
            result = run_batch(found, wanted, store, engine, limits=limits, progress=progress, debug=debug)
        if engine.deaths and not quiet:
            print_error(deaths_in_words(engine.deaths))
        return result


def _write(
    result: BatchResult,
    wanted: BatchRequest,
    paths: Sequence[Path],
    options: BatchOptions,
    reporting: Reporting,
    folder: Path | None,
    screen: Output,
    paper: Output | None,
) -> None:
    """Write the folder of results, the ranking, messages, the paper and reports, and exit."""
    manifest = manifest_of(result, wanted, plain_command(paths, wanted))
    comparison = reporting.compare(result, manifest)
    failed_before = comparison.baseline.failed if comparison else None
    cases = cases_of(result, names_of(wanted.scenarios), reporting.failing(comparison), failed_before)
    ranked, changes = ranking(result, options.rank_by), changes_table(comparison) if comparison else None
    if folder:
        all_figures = in_full(result, manifest, cases)
        names = write_results(folder, result, all_figures, manifest, ranked, parquet=options.parquet, changes=changes)
        if not screen.quiet:
            print_error(f"wrote {', '.join(names)} in {folder}")
    listed_in = (folder / LAST).as_posix() if folder else ""
    document = in_brief(result, manifest, cases, ranked, comparison, listed_in)
    screen.deliver(document)
    report(result, listed_in, checks_shown=screen.format.shows_checks, quiet=screen.quiet)
    if paper:
        paper.deliver(national_paper(result, manifest, ranked))
    reporting.write(document, force=screen.force, quiet=screen.quiet)
    leave(reporting.exit_of(exit_of(result), comparison))
