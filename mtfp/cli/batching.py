"""What the command line says of a batch, read before any work; and what is said of it once it is done."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mtfp.cli.drawing import sampling_of, typed
from mtfp.cli.exits import Exit, NotThere, complain, refusal
from mtfp.cli.output import known_name

if TYPE_CHECKING:
    from mtfp.batch.outcome.outcome import BatchResult
    from mtfp.batch.plans.wanted import Wanted
    from mtfp.batch.work.engines import Engine
    from mtfp.reading.policy import ReadPolicy


MOST_SHOWN = 20
"""Checks that fail are shown one by one up to so many: more would push the results off the screen."""


def wanted_of(
    scenarios: Sequence[str],
    seed: int,
    sampler: str,
    draws: int,
    confidence: Sequence[str],
    gap_over: Sequence[str],
    policy: "ReadPolicy | None",
    rollup: bool,
) -> "Wanted":
    """What is wanted of every plan. Raises Refused for scenarios that can't be read, NotThere for a slip."""
    from mtfp.batch.plans.canonical import BASE
    from mtfp.batch.plans.prepared import names_of
    from mtfp.batch.plans.wanted import Wanted
    from mtfp.draws.samplers import SAMPLERS
    from mtfp.results.amounts import money, share

    known_name(sampler, tuple(SAMPLERS), "--sampler")
    if rollup and sampler == "sobol":
        raise NotThere("--rollup: Sobol points are each plan's own, and share nothing national: use --sampler random")
    names = [BASE, *names_of(scenarios)]
    if twice := [name for name in names if names.count(name) > 1]:
        raise NotThere(f"two futures are called {twice[0]}: give one scenario another name, under `scenario:`")
    typed("--gap-over", lambda: [money(text, "£") for text in gap_over])
    confidences = typed("--confidence", lambda: [share(text) for text in dict.fromkeys(confidence)])
    sampling = sampling_of(seed, sampler, draws)
    return Wanted(tuple(scenarios), draws, sampling, tuple(confidences), tuple(dict.fromkeys(gap_over)), policy, rollup)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text} is no day: write it as 2026-11-01") from None


def policy_of(file: Path | None, as_of: str) -> "ReadPolicy | None":
    """The policy for all plans, if there is one. Raises Refused for one that is wrong, NotThere for a slip."""
    from mtfp.reading.policy import read_policy

    if as_of:
        typed("--as-of", lambda: _day(as_of))
    if file is None:
        if as_of:
            raise NotThere("--as-of is the day of a policy: add --policy FILE")
        return None
    return read_policy(file, as_of or None)


def a_folder(output: Path) -> None:
    """Refuse a place for results that is a file, or is called as one."""
    if output.is_file() or output.suffix in (".csv", ".json", ".parquet"):
        raise NotThere(f"--output {output}: results are several files, so name a folder for them")


def engine_of(name: str, workers: int | None, scheduler: str) -> "AbstractContextManager[Engine]":
    """Where work is done."""
    from mtfp.batch.work.engines import threads, usual_workers
    from mtfp.batch.work.on_dask import missing_for_dask, on_dask
    from mtfp.batch.work.processes import processes

    if name == "dask" and (missing := missing_for_dask()):
        raise NotThere(f"--engine dask: {missing}")
    many = workers or usual_workers()
    return on_dask(many, scheduler) if name == "dask" else processes(many) if name == "processes" else threads(many)


def plain_command(paths: Sequence[Path], wanted: "Wanted") -> list[str]:
    """The command that gives the same figures, with nothing in it that changes none."""
    return [
        *("mtfp", "batch", *(path.as_posix() for path in paths)),
        *(word for name in wanted.scenarios for word in ("-s", name)),
        *("--draws", f"{wanted.draws}", "--seed", f"{wanted.sampling.seed}", "--sampler", wanted.sampling.sampler),
        *(word for each in wanted.confidences for word in ("--confidence", f"{each * 100:.15g}%")),
        *(word for text in wanted.gap_over for word in ("--gap-over", text)),
        *(["--rollup"] if wanted.rollup else []),
        *(("--policy", wanted.policy.document.file) if wanted.policy else ()),
        *(("--as-of", wanted.policy.as_of) if wanted.policy and wanted.policy.as_of else ()),
    ]


def report(result: "BatchResult", listed_in: str, *, quiet: bool) -> None:
    """Say on standard error what is wrong, which checks fail, what is fatal, and how it went in all.

    `listed_in` is the file that lists every warning; empty if there is none.
    """
    from mtfp.findings.show import show_all

    rolled = result.rollup.findings if result.rollup else ()
    if errors := [*result.findings, *rolled, *(error for plan in result.plans for error in plan.errors)]:
        complain(refusal(errors))
    for plan in result.plans:
        if plan.trouble:
            complain(f"{plan.path}: {plan.trouble}")
    if not quiet:
        _failed(result, listed_in)
    if result.fatal:
        complain(show_all(result.fatal))
    if not quiet:
        _in_all(result, listed_in)


def _failed(result: "BatchResult", listed_in: str) -> None:
    """The checks that fail, those of the plans as they stand first; all of them only if they can be taken in."""
    from mtfp.batch.plans.canonical import BASE

    failed = [(plan.name, verdict) for plan in result.plans for verdict in plan.failed]
    failed.sort(key=lambda each: each[1].future != BASE)
    for name, verdict in failed[:MOST_SHOWN]:
        complain(f"{name}, {verdict.future}: {verdict.said}")
    if len(failed) > MOST_SHOWN:
        where = f"{listed_in} lists them" if listed_in else "with -o FOLDER they are listed there"
        complain(f"... and {len(failed) - MOST_SHOWN:,} more checks fail: {where}.")


def _in_all(result: "BatchResult", listed_in: str) -> None:
    warned = [plan for plan in result.plans if plan.warnings]
    if warned:
        count = sum(len(plan.warnings) for plan in warned)
        what = f"{count} warning{'s' if count > 1 else ''} in {len(warned)} plan{'s' if len(warned) > 1 else ''}"
        complain(f"{what}: {f'{listed_in} lists them' if listed_in else 'with -o FOLDER they are listed there'}.")
    failed = sum(len(plan.failed) for plan in result.plans)
    checks = f", {failed} check{'s' if failed > 1 else ''} failed" if failed else ""
    fatal = f", {len(result.fatal)} warning{'s' if len(result.fatal) > 1 else ''} fatal" if result.fatal else ""
    whole = "1 plan has" if len(result.plans) == 1 else f"{len(result.plans)} plans have"
    complain(f"{len(result.with_results)} of {whole} results{checks}{fatal}.")


def exit_of(result: "BatchResult") -> Exit:
    """The worst that happened to any plan decides."""
    from mtfp.batch.outcome.outcome import Status

    met = {plan.status for plan in result.plans}
    for status, code in (
        (Status.BUG, Exit.BUG),
        (Status.NOT_READ, Exit.NOT_READ_OR_WRITTEN),
        (Status.TOO_BIG, Exit.TOO_BIG),
        (Status.REFUSED, Exit.REFUSED),
        (Status.PARTLY, Exit.REFUSED),
    ):
        if status in met:
            return code
    if result.findings or (result.rollup and result.rollup.findings):
        return Exit.REFUSED
    return Exit.CHECK_FAILED if any(plan.failed for plan in result.plans) or result.fatal else Exit.DONE
