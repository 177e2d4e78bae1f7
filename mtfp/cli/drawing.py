"""What the command line says of many futures, read before any work: each mistake names its option."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mtfp.cli.exits import NotThere

if TYPE_CHECKING:
    from mtfp.cli.runs import Run
    from mtfp.draws.sampling import Sampling
    from mtfp.model.plan import Plan
    from mtfp.simulation.asked import Asked
    from mtfp.simulation.effort import Limits
    from mtfp.simulation.until import Until

Said = TypeVar("Said")


def typed(option: str, read: Callable[[], Said]) -> Said:
    """What an option says. Raises NotThere where it can't be read."""
    try:
        return read()
    except ValueError as mistake:
        raise NotThere(f"{option}: {mistake}") from None


def sampling_of(seed: int, sampler: str, draws: int) -> "Sampling":
    """How futures are drawn, so many of them."""
    from mtfp.draws.sampling import Sampling
    from mtfp.simulation.layout import Layout

    sampling = Sampling(seed, "sobol" if sampler == "sobol" else "random")
    return typed("--draws", lambda: Layout(sampling, draws)).sampling


def limits_of(memory: str, disk: str) -> "Limits":
    """How much memory and disk a run may take."""
    from mtfp.simulation.effort import Limits
    from mtfp.simulation.sizes import bytes_of

    return Limits(typed("--memory", lambda: bytes_of(memory)), typed("--disk", lambda: bytes_of(disk)))


def asked_of(plan: "Plan", confidence: Sequence[str], gap_over: Sequence[str], runs: "Sequence[Run]") -> "Asked":
    """What is to be told of the futures, which have the names and labels of some runs."""
    from mtfp.results.amounts import money, share
    from mtfp.simulation.asked import Asked

    return Asked(
        tuple(typed("--confidence", lambda: [share(text) for text in dict.fromkeys(confidence)])),
        tuple(typed("--gap-over", lambda: [money(text, plan.unit) for text in dict.fromkeys(gap_over)])),
        {run.name: run.label for run in runs},
    )


def until_of(text: str, plan: "Plan") -> "Until | None":
    """Until when futures are drawn, if the command says so."""
    from mtfp.simulation.until import until

    return typed("--until", lambda: until(text, plan)) if text else None


def may_keep(file: Path | None, *, force: bool) -> None:
    """Refuse, before any work, a file for draws that can't be written here, or is somebody else's."""
    from mtfp.reports.files.draws_file import missing_for, not_theirs

    if file and (missing := missing_for(file)):
        raise NotThere(f"--keep-draws: {missing}")
    if file:
        not_theirs(file, force=force)


def plans_of(runs: "Sequence[Run]") -> "dict[str, Plan]":
    """The plans of some runs by name, each of which must be its own."""
    plans = {run.name: run.projection.plan for run in runs}
    if len(plans) < len(runs):
        names = [run.name for run in runs]
        twice = next(name for name in names if names.count(name) > 1)
        raise NotThere(f"two futures are called {twice}: give one of the scenarios another name, under `scenario:`")
    return plans
