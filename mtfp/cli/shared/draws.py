"""Options of draws and limits, turned into what a simulation takes."""

from collections.abc import Sequence

from mtfp.cli.options import DrawOptions, LimitOptions
from mtfp.cli.shared.typed import known_name, typed
from mtfp.draws.samplers import SAMPLERS
from mtfp.draws.sampling import Sampling
from mtfp.results.amounts import money, share
from mtfp.simulation.effort import Limits
from mtfp.simulation.layout import Layout
from mtfp.simulation.sizes import bytes_of


def sampling_of(options: DrawOptions) -> Sampling:
    """Return the sampling. Refuses an unknown sampler, and a number of draws that it can't share out."""
    known_name(options.sampler, SAMPLERS, "--sampler")
    sampling = Sampling(options.seed, next(name for name in SAMPLERS if name == options.sampler))
    return typed("--draws", lambda: Layout(sampling, options.draws)).sampling


def limits_of(options: LimitOptions) -> Limits:
    """Return the limits in bytes."""
    return Limits(typed("--memory", lambda: bytes_of(options.memory)), typed("--disk", lambda: bytes_of(options.disk)))


def confidences_of(texts: Sequence[str]) -> tuple[float, ...]:
    """Return confidence levels as shares, each once."""
    return tuple(typed("--confidence", lambda: [share(text) for text in dict.fromkeys(texts)]))


def amounts_of(texts: Sequence[str], unit: str) -> tuple[float, ...]:
    """Return the amounts of `--gap-over` in a plan's unit, each once."""
    return tuple(typed("--gap-over", lambda: [money(text, unit) for text in dict.fromkeys(texts)]))
