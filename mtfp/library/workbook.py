"""Workbook of a plan and its scenarios, from their runs."""

from collections.abc import Sequence
from pathlib import Path

from mtfp.library.runs import AS_IT_STANDS, Run
from mtfp.workbook.build import Model
from mtfp.workbook.file import SUFFIX, write_file
from mtfp.workbook.of_plan import Named, workbook_model


def model_of_runs(base: Run, runs: Sequence[Run]) -> Model:
    """Return the model of a plan as it stands and of its runs under scenarios. Scenarios with one label get numbers."""
    labels = [AS_IT_STANDS]
    for run in runs:
        label, number = run.label, 2
        while label in labels:
            label, number = f"{run.label} ({number})", number + 1
        labels.append(label)
    named = [Named(label, run.projection.plan) for label, run in zip(labels[1:], runs, strict=True)]
    return workbook_model(base.plan, named, AS_IT_STANDS)


def write_workbook(file: Path, runs: Sequence[Run], *, force: bool) -> None:
    """Write a workbook of runs, the plan as it stands first."""
    if file.suffix.lower() != SUFFIX:
        raise ValueError(f"{file} is no {SUFFIX} file: write plan{SUFFIX}")
    base, *others = runs
    write_file(model_of_runs(base, others), file, force=force)
