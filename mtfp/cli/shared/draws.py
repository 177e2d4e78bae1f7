"""Turn options of draws and limits into the arguments of a simulation."""

from collections.abc import Sequence

from mtfp.cli.options.of_draws import DrawOptions, LimitOptions
from mtfp.cli.shared.validation import read_value, require_known_name
from mtfp.draws.samplers import SAMPLERS
from mtfp.draws.sampling import Sampling
from mtfp.library.runs import Run
from mtfp.results.amounts import money, share
from mtfp.simulation.effort import Limits
from mtfp.simulation.layout import Layout
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.sizes import bytes_of


def sampling_of(options: DrawOptions) -> Sampling:
    """Return the sampling. Refuses an unknown sampler, and a number of draws that the sampler can't use."""
    require_known_name(options.sampler, SAMPLERS, "--sampler")
    sampling = Sampling(options.seed, next(name for name in SAMPLERS if name == options.sampler))
    return read_value("--draws", lambda: Layout(sampling, options.draws)).sampling


def limits_of(options: LimitOptions) -> Limits:
    """Return the limits in bytes."""
    memory = read_value("--memory", lambda: bytes_of(options.memory))
    return Limits(memory, read_value("--disk", lambda: bytes_of(options.disk)))


def confidences_of(texts: Sequence[str]) -> tuple[float, ...]:
    """Return confidence levels as shares, without repeats."""
    return tuple(read_value("--confidence", lambda: [share(text) for text in dict.fromkeys(texts)]))


def report_options_of(options: DrawOptions, runs: Sequence[Run], for_programs: bool = True) -> ReportOptions:
    """Return the confidence levels, the amounts and the labels for the tables of a simulation of runs."""
    labels, amounts = {each.name: each.label for each in runs}, amounts_of(options.gap_over, runs[0].plan.unit)
    return ReportOptions(confidences_of(options.confidence), amounts, labels, for_programs)


def amounts_of(texts: Sequence[str], unit: str) -> tuple[float, ...]:
    """Return the amounts of `--gap-over` in a plan's unit, without repeats."""
    return tuple(read_value("--gap-over", lambda: [money(text, unit) for text in dict.fromkeys(texts)]))
