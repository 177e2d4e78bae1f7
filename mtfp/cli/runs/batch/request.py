"""Turn options into the request of a batch. Mistakes in options are refused before any work."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from mtfp.batch.outcome.measures import MEASURES
from mtfp.batch.plans.batch_plan import names_of
from mtfp.batch.plans.plan_source import BASE
from mtfp.batch.plans.request import BatchRequest
from mtfp.batch.report.folder import missing_for_parquet
from mtfp.batch.work.engines import Engine, default_workers, one_thread
from mtfp.batch.work.job import units_of_plan
from mtfp.batch.work.on_dask import missing_for_dask, on_dask
from mtfp.batch.work.processes import processes
from mtfp.cli.exits import UsageError
from mtfp.cli.options.of_batches import BatchOptions, EngineOptions
from mtfp.cli.options.of_draws import DrawOptions
from mtfp.cli.shared.draws import amounts_of, confidences_of, sampling_of
from mtfp.cli.shared.validation import read_value, require_different_names, require_known_name, require_no_repeat
from mtfp.reading.national import read_national
from mtfp.reading.policy import ReadPolicy, read_policy
from mtfp.text.source import path_text


def request_of(scenarios: Sequence[str], draws: DrawOptions, options: BatchOptions) -> BatchRequest:
    """Return the request. Raises Refused for errors in files, and UsageError for mistakes in options."""
    require_known_name(options.rank_by, MEASURES, "--rank-by")
    require_no_repeat(scenarios)
    policy, sampling = _policy_of(options.policy, options.as_of), sampling_of(draws)
    rollup = options.rollup or options.paper is not None
    if rollup and sampling.sampler == "sobol":
        adding = "--rollup" if options.rollup else "--paper"
        raise UsageError(
            f"{adding} needs --sampler random: with sobol, plans can't share draws of national assumptions"
        )
    require_different_names([BASE, *names_of(scenarios)])
    amounts_of(draws.gap_over, "£")  # refuses an amount that can't be read; each plan reads it again in its unit
    confidences, gap_over = confidences_of(draws.confidence), tuple(dict.fromkeys(draws.gap_over))
    national = read_national(options.national) if options.national else None
    return BatchRequest(tuple(scenarios), draws.draws, sampling, confidences, gap_over, policy, rollup, national)


def _policy_of(file: Path | None, as_of: str) -> ReadPolicy | None:
    if as_of:
        read_value("--as-of", lambda: _date(as_of))
    if file is None:
        if as_of:
            raise UsageError("--as-of sets the date of a policy: add --policy FILE")
        return None
    return read_policy(file, as_of or None)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text} is not a date; write it like 2026-11-01") from None


def check_folder(folder: Path | None, *, parquet: bool) -> None:
    """Refuse --output with the name of a file, and --parquet without a folder or without the package that it needs."""
    if parquet and (folder is None or missing_for_parquet()):
        raise UsageError(f"--parquet: {missing_for_parquet() or 'name a folder with --output'}")
    if folder and (folder.is_file() or folder.suffix in (".csv", ".json", ".parquet")):
        raise UsageError(f"--output {folder}: a batch writes several files, so name a folder for them")


def check_engine(options: EngineOptions) -> None:
    """Refuse `--scheduler` without Dask, and together with `--workers`."""
    if options.scheduler and (missing := missing_for_dask()):
        raise UsageError(f"--scheduler: {missing}")
    if options.scheduler and options.workers:
        raise UsageError("--workers is for this machine; a scheduler of --scheduler uses all its workers")


def engine_of(options: EngineOptions, wanted: BatchRequest, plans: int) -> AbstractContextManager[Engine]:
    """Start the engine: no more workers than there are units of work, and no process for one worker."""
    if options.scheduler:
        return on_dask(options.scheduler)
    workers = min(options.workers or default_workers(), plans * units_of_plan(wanted))
    return processes(workers) if workers > 1 else one_thread()


def plain_command(paths: Sequence[Path], wanted: BatchRequest) -> list[str]:
    """Return the command that gives the same figures, without options that don't change figures."""
    return [
        *("mtfp", "batch", *(path_text(path) for path in paths)),
        *(word for name in wanted.scenarios for word in ("-s", name)),
        *("--draws", f"{wanted.draws}", "--seed", f"{wanted.sampling.seed}", "--sampler", wanted.sampling.sampler),
        *(word for each in wanted.confidences for word in ("--confidence", f"{each * 100:.15g}%")),
        *(word for text in wanted.gap_over for word in ("--gap-over", text)),
        *(["--rollup"] if wanted.rollup else []),
        *(("--policy", wanted.policy.document.file) if wanted.policy else ()),
        *(("--national", wanted.national.document.file) if wanted.national else ()),
        *(("--as-of", wanted.policy.as_of) if wanted.policy and wanted.policy.as_of else ()),
    ]
