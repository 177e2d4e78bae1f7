"""Many futures of one plan: the draws of a block, from a plan and a seed and nothing else. Section 14 of the model."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mtfp.draws.chance import drawn_chance
from mtfp.draws.of_plan import draws_of
from mtfp.draws.random_streams import BLOCK, Shocks, random_shocks
from mtfp.draws.samplers import SAMPLER, SAMPLERS, Sampler
from mtfp.draws.sobol import sobol_shocks
from mtfp.draws.uncertain import random_streams
from mtfp.model.base.draws import Draws
from mtfp.model.plan import Plan

SHOCKS = {"random": random_shocks, "sobol": sobol_shocks}
"""The function of each sampler."""


@dataclass(frozen=True)
class Sampling:
    """How futures are drawn: the same seed and sampler give the same draws, to the bit, on one kind of machine."""

    seed: int
    sampler: Sampler = SAMPLER

    def __post_init__(self) -> None:
        if self.seed < 0:
            raise ValueError(f"a seed is zero or more, not {self.seed}")
        if self.sampler not in SAMPLERS:
            raise ValueError(f"there is no sampler {self.sampler!r}: use one of {', '.join(SAMPLERS)}")


def sampled_draws(plan: Plan, sampling: Sampling, block: int, size: int = BLOCK) -> Draws:
    """The draws of one block, or the first `size` of them.

    A block depends on nothing but the plan, the sampling and its number. It is always drawn whole and then cut, so
    that a run's last block may be shorter than the others and its draws are still those of a longer run. Scenarios of
    a plan share its draws: the same names have the same streams.

    >>> from mtfp.model.plan import Plan
    >>> cpi = {"unit": "rate", "central": "2%", "source": "i", "spread": {"interval": ["1%", "4%"]}}
    >>> plan = Plan.model_validate({"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k",
    ...     "assumptions": {"cpi": cpi}, "lines": {}, "funding": {}})
    >>> draws = sampled_draws(plan, Sampling(seed=1), block=0)
    >>> [round(float((draws.values["cpi"][2] < share).mean()), 1) for share in (0.01, 0.02, 0.04)]
    [0.1, 0.5, 0.9]
    """
    (_, draws), *_ = sampled_together({"": plan}, sampling, block, size)
    return draws


def sampled_together(
    plans: Mapping[str, Plan], sampling: Sampling, block: int, size: int = BLOCK
) -> Iterator[tuple[str, Draws]]:
    """The draws of one block for several futures of a plan, one after the other: each with its name.

    Random numbers are drawn once, for all that is uncertain in any of them, so that futures share them: what then
    differs between futures is their own doing, and costs no numbers of its own. Sobol points are those of all streams
    together.
    """
    if block < 0 or not 0 < size <= BLOCK:
        raise ValueError(f"a block is numbered from 0 and holds 1 to {BLOCK} draws, not block {block} with {size}")
    shocks = {name: _shocks(plans, name, sampling, block) for name in {plan.name for plan in plans.values()}}
    for scenario, plan in plans.items():
        mine = {stream: shocks[plan.name][stream][:, :size] for stream in random_streams(plan)}
        yield scenario, draws_of(plan, drawn_chance(plan, mine, size))


def _shocks(plans: Mapping[str, Plan], name: str, sampling: Sampling, block: int) -> Shocks:
    """The numbers of every stream of the plans of one name."""
    streams = dict.fromkeys(s for plan in plans.values() if plan.name == name for s in random_streams(plan))
    return SHOCKS[sampling.sampler](streams, name, sampling.seed, block)
