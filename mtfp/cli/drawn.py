"""What `mtfp simulate` says once futures are drawn: charts, tables, whether there were enough, which checks fail."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mtfp.cli.exits import Exit, complain
from mtfp.cli.output import Output, page_of, set_as_prose

if TYPE_CHECKING:
    from mtfp.cli.runs import Run
    from mtfp.results.table import Table
    from mtfp.simulation.asked import Asked
    from mtfp.simulation.simulation import Simulation
    from mtfp.simulation.until import Until


def drawn_as(run: "Simulation") -> dict[str, Any]:
    """What a run's manifest says beside: with the plan and the version, all it takes to draw the same futures again."""
    from mtfp.draws.random_streams import BLOCK

    sampling = run.layout.sampling
    return {"case": "simulated", "draws": run.draws, "seed": sampling.seed, "sampler": sampling.sampler, "block": BLOCK}


def tables_of(run: "Simulation", asked: "Asked", names: Sequence[str]) -> "list[Table]":
    """The tables that are named; where none is, every one that has something in it."""
    from mtfp.views.simulated.tables import SIMULATED

    wanted = SIMULATED if not names or "all" in names else dict.fromkeys(names)
    tables = [SIMULATED[name](run, asked) for name in wanted]
    return [table for table in tables if names or table.rows]


def charts_of(run: "Simulation", asked: "Asked", out: Output) -> str:
    """The gap by year and under each scenario, and how sure one can be of it; for those who look at tables."""
    from mtfp.reports.terminal.charts import draw_bands, draw_curve
    from mtfp.views.simulated.bands import curve, fan_of_futures, fan_of_years

    if out.format != "table" or out.layout != "table":
        return ""
    fans = [fan_of_years(run), *([fan_of_futures(run, asked)] if len(run.plans) > 1 else [])]
    return "\n\n\n".join([*(draw_bands(fan, *page_of(out)) for fan in fans), draw_curve(curve(run), *page_of(out))])


def said_after(run: "Simulation", runs: "Sequence[Run]") -> str:
    """Whether there were enough draws, and what the scenarios are."""
    from mtfp.simulation.precision import advice

    return "\n\n".join([set_as_prose(advice(run)), *(each.story for each in runs if each.story)])


def ends_with(run: "Simulation", target: "Until | None", out: Output) -> Exit:
    """Say what wasn't reached and which checks fail; the exit code that follows."""
    from mtfp.simulation.precision import reached
    from mtfp.views.simulated.sampled_checks import sampled_verdicts

    failed = [verdict for verdict in sampled_verdicts(run) if not verdict.holds]
    messages = [reached(run, target) if target else "", *(f"{verdict.future}: {verdict}" for verdict in failed)]
    for message in messages:
        if message and not out.quiet:
            complain(message)
    return Exit.CHECK_FAILED if failed else Exit.DONE
