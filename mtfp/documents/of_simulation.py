"""Make the document of a simulation."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mtfp.documents.blocks import Block, Prose, Tables
from mtfp.documents.charts.charts_of_run import fan_of_scenarios, fan_of_years, s_curve
from mtfp.documents.document import Document
from mtfp.documents.of_plan import end_of_plan
from mtfp.documents.story import understood
from mtfp.draws.random_streams import BLOCK
from mtfp.findings.finding import Finding
from mtfp.results.table import Table
from mtfp.simulation.precision import advice, is_certain
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulation import Simulation
from mtfp.views.simulated.in_words import A_DRAW

if TYPE_CHECKING:
    from mtfp.reading.scenario import ScenarioPlan


def simulated(
    run: Simulation,
    tables: Sequence[Table],
    scenarios: "Sequence[ScenarioPlan]",
    warnings: Iterable[Finding],
    charts_of: ReportOptions | None = None,
    opening: Sequence[str] = (),
) -> Document:
    """Return the document of a simulation: its tables, and advice on the number of draws.

    A sentence that explains draws comes first, then those of `opening`, then the charts, if `charts_of` has options
    for them. If nothing is uncertain, the first sentence says so, and there is neither a chart nor advice.
    """
    end, changes = end_of_plan(run.plan, scenarios, warnings, drawn_as(run)), understood(scenarios)
    if is_certain(run):
        return Document(
            f"{run.plan.name}: nothing is uncertain", (*changes, Prose(advice(run)), Tables(tuple(tables)), *end)
        )
    first = charts(run, charts_of) if charts_of else ()
    blocks = (
        *changes,
        Prose(_opening(run)),
        *(Prose(text) for text in opening),
        *first,
        Tables(tuple(tables)),
        Prose(advice(run)),
        *end,
    )
    return Document(f"{run.plan.name}: {run.draws:,} draws", blocks)


def _opening(run: Simulation) -> str:
    """Return the sentence that explains draws before the first chart or table."""
    return f"{A_DRAW}; these results come from {run.draws:,} draws."


def charts(run: Simulation, options: ReportOptions) -> tuple[Block, ...]:
    """Return the charts of a simulation.

    They show the gap by year, the gap by scenario if there are several, and the chances of the last year's gap.
    """
    scenarios = (fan_of_scenarios(run, options),) if len(run.plans) > 1 else ()
    return (fan_of_years(run), *scenarios, s_curve(run))


def drawn_as(run: Simulation) -> Mapping[str, Any]:
    """Return entries of the manifest: the options that, with the same plan and version, give the same draws."""
    sampling = run.layout.sampling
    return {"case": "simulated", "draws": run.draws, "seed": sampling.seed, "sampler": sampling.sampler, "block": BLOCK}
