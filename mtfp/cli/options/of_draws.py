"""Options of draws: number, seed, statistics, precision and limits."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from mtfp.cli.options.single import ProgressOption, SeedOption, choice, table_option
from mtfp.draws.samplers import SAMPLER, SAMPLERS
from mtfp.simulation.defaults import CONFIDENCES, DISK, DRAWS, FEWEST, MEMORY, SAMPLED, SEED
from mtfp.simulation.sizes import size
from mtfp.views.simulated.tables import SIMULATED


@dataclass(frozen=True)
class DrawOptions:
    """Number and kind of draws of a simulation, and the statistics to report."""

    draws: Annotated[int, typer.Option("--draws", metavar="N", help="Number of draws per scenario.", min=1)] = DRAWS
    seed: SeedOption = SEED
    sampler: Annotated[str, choice("--sampler", names=SAMPLERS, help="Sampling method.")] = SAMPLER
    confidence: Annotated[
        list[str],
        typer.Option("--confidence", metavar="PERCENT", help="Confidence level of the contingency (repeatable)."),
    ] = field(default_factory=lambda: [f"{level:.15g}%" for level in (100 * share for share in CONFIDENCES)])
    gap_over: Annotated[
        list[str],
        typer.Option("--gap-over", metavar="AMOUNT", help="Show the chance of a gap over AMOUNT (repeatable)."),
    ] = field(default_factory=list)


@dataclass(frozen=True)
class SimulationOptions:
    """Stopping rule, tables and file of draws, for the simulation of one plan."""

    until: Annotated[
        str,
        typer.Option(
            "--until",
            metavar="TEXT",
            help="Stop at this precision, with 95% confidence, e.g. 'p90 gap ±0.5m'; --draws is then the maximum.",
        ),
    ] = ""
    table: Annotated[list[str], table_option(SIMULATED)] = field(default_factory=list)
    keep_draws: Annotated[
        Path | None,
        typer.Option("--keep-draws", metavar="FILE", help="Write every draw to a .npz or .parquet file."),
    ] = None
    threads: Annotated[
        int | None,
        typer.Option("--threads", metavar="N", help="Number of threads (default: one per processor).", min=1),
    ] = None
    no_progress: ProgressOption = False


@dataclass(frozen=True)
class LimitOptions:
    """Maximum memory and disk space of a simulation, as text such as `1GB`."""

    memory: Annotated[str, typer.Option("--memory", metavar="SIZE", help="Maximum memory.")] = size(MEMORY)
    disk: Annotated[
        str, typer.Option("--disk", metavar="SIZE", help="Maximum disk space for the stored draws of a plan.")
    ] = size(DISK)


@dataclass(frozen=True)
class SampleOptions:
    """Number of draws, and their seed."""

    draws: Annotated[int, typer.Option("--draws", metavar="N", help="Number of draws.", min=FEWEST)] = SAMPLED
    seed: SeedOption = SEED
    no_progress: ProgressOption = False
