"""Workbook of a plan and its scenarios, from their runs."""

import gc
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mtfp.library.runs import AS_IT_STANDS, Run
from mtfp.library.simulated import SimulatedPlan
from mtfp.reading.in_part import RUNG
from mtfp.reading.in_words.pieces import MARK
from mtfp.reading.scenario import ReadScenario
from mtfp.reports.archive import save
from mtfp.reports.deliver import write_signed
from mtfp.reports.formats import format_named
from mtfp.scenarios.shipped import find_shipped
from mtfp.views.compared.scenario_run import ScenarioRun
from mtfp.workbook.build import Model
from mtfp.workbook.of_plan import Named, workbook_model
from mtfp.workbook.values.published import compared, published
from mtfp.workbook.values.values import Simulated, Values
from mtfp.workbook.write import write

XLSX = format_named("xlsx")


def model_of_runs(base: Run, runs: Sequence[Run], simulated: SimulatedPlan | None = None) -> Model:
    """Return the model of a plan as it stands and of its runs under scenarios. Scenarios with one label get numbers."""
    labels = [AS_IT_STANDS]
    for each in runs:
        label, number = each.label, 2
        while label in labels:
            label, number = f"{each.label} ({number})", number + 1
        labels.append(label)
    named = [
        Named(label, each.projection.plan, _request(each), each.name, each.projection)
        for label, each in zip(labels[1:], runs, strict=True)
    ]
    with without_collection():
        return workbook_model(base.plan, named, AS_IT_STANDS, base.projection, simulated.run if simulated else None)


@contextmanager
def without_collection() -> Iterator[None]:
    """Collect no garbage within this context: a model has a million objects, none of which is garbage yet.

    At its end they count as old, so that the next collection doesn't look at all of them for nothing.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def _request(run: Run) -> str:
    """Return a run's scenarios as they can be typed after `-s` again."""
    read = run.changed.scenarios if run.changed else ()
    return (" + " if any(each.in_words for each in read) else "+").join(map(_typed, read))


def _typed(read: ReadScenario) -> str:
    """Return a scenario's name if it is shipped or in words, or else its file with its share."""
    name, mark, share = read.scenario.scenario.partition(MARK)
    shipped = read.in_words or name == RUNG or find_shipped(name)
    return read.scenario.scenario if shipped else f"{read.document.file}{mark}{share}"


def values_of_runs(base: Run, runs: Sequence[Run], simulated: SimulatedPlan | None = None) -> Values:
    """Return what a workbook of runs shows as values: tables for publication, and the results of a simulation."""
    every = [ScenarioRun(run.name, run.label, run.projection, levers=run.levers) for run in (base, *runs)]
    return Values(
        published(base.projection, base.name),
        compared(every[0], every[1:]),
        Simulated(simulated.run, simulated.options) if simulated else None,
    )


def write_workbook(file: Path, runs: Sequence[Run], simulated: SimulatedPlan | None = None, *, force: bool) -> None:
    """Write a workbook of runs, the plan as it stands first."""
    if file.suffix.lower() not in XLSX.suffixes:
        raise ValueError(f"{file} is not an Excel file: write plan.xlsx")
    base, *others = runs
    write_model(model_of_runs(base, others, simulated), values_of_runs(base, others, simulated), file, force=force)


def write_model(model: Model, values: Values, file: Path, *, force: bool) -> None:
    """Write a workbook. Raises FileExistsError for a file that mtfp did not write, or that was edited, unless `force`.

    The bytes are the same on every run.
    """
    content = io.BytesIO()
    with without_collection():
        write(model, content, values)
    write_signed(lambda to: save(content.getvalue(), to), XLSX, file, force=force)
