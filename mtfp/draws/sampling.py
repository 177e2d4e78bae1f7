"""Sample draws block by block. Section 14 of the model.

The draws of a block depend only on the plan, on the seed and sampler, and on the number of the block.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mtfp.draws.chance import drawn_chance
from mtfp.draws.of_plan import draws_of
from mtfp.draws.random_streams import BLOCK, Shocks, random_shocks
from mtfp.draws.samplers import SAMPLER, SAMPLERS, Sampler
from mtfp.draws.sobol import sobol_shocks
from mtfp.draws.uncertain import random_streams
from mtfp.findings.arguments import in_short, whole_number
from mtfp.findings.suggest import did_you_mean
from mtfp.model.base.draws import Draws
from mtfp.model.plan import Plan

SHOCKS = {"random": random_shocks, "sobol": sobol_shocks}
"""Functions of the samplers by name; each returns random numbers for the streams of a plan."""


@dataclass(frozen=True)
class Sampling:
    """Seed and sampler of a run. The same seed and sampler give exactly the same draws on one kind of machine.

    Raises ValueError for a negative seed or an unknown sampler, and TypeError for a seed that is not a whole number.
    Section 14 of the model.

    >>> Sampling(seed=1)
    Sampling(seed=1, sampler='random')
    """

    seed: int
    """Seed of the random numbers, zero or more."""
    sampler: Sampler = SAMPLER
    """`random` for independent random numbers, `sobol` for scrambled Sobol points, which need fewer draws."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "seed", whole_number(self.seed, "the seed"))
        if self.sampler not in SAMPLERS:
            fix = did_you_mean(str(self.sampler), SAMPLERS) or f"use one of {', '.join(SAMPLERS)}"
            raise ValueError(f"{in_short(self.sampler)} is not a sampler; {fix}")


def sampled_draws(plan: Plan, sampling: Sampling, block: int, size: int = BLOCK) -> Draws:
    """Return the first `size` draws of one block.

    The block is always drawn whole and then cut, so a shorter run has the first draws of a longer run. Scenarios of a
    plan share its draws, since an assumption has the same stream in each scenario.

    By hand: the spread states a 10th percentile of 1% and a 90th percentile of 4%; the median is the central 2%.

    >>> from mtfp.model.plan import Plan
    >>> cpi = {"unit": "rate", "central": "2%", "source": "i", "spread": {"interval": ["1%", "4%"]}}
    >>> plan = Plan.model_validate({"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k",
    ...     "assumptions": {"cpi": cpi}, "lines": {}, "funding": {}})
    >>> draws = sampled_draws(plan, Sampling(seed=1), block=0)
    >>> [round(float((draws.values["cpi"][2] < share).mean()), 1) for share in (0.01, 0.02, 0.04)]
    [0.1, 0.5, 0.9]
    """
    if block < 0 or not 0 < size <= BLOCK:
        raise ValueError(f"block {block} with {size} draws: blocks are numbered from 0 and have 1 to {BLOCK} draws")
    (_, draws), *_ = draws_by_scenario({"": plan}, sampling, block, size)
    return draws


def draws_by_scenario(
    plans: Mapping[str, Plan], sampling: Sampling, block: int, size: int = BLOCK
) -> Iterator[tuple[str, Draws]]:
    """Yield the name of each scenario with the first `size` draws of one block, or of as many blocks from it as needed.

    `plans` has the same plan under each scenario, by the scenario's name. All scenarios share the random numbers, so
    two scenarios differ in a draw only because of their levers. Sobol points cover the streams of all scenarios
    together.
    """
    blocks = -(-size // BLOCK)
    shocks = {name: _shocks(plans, name, sampling, block, blocks) for name in {plan.name for plan in plans.values()}}
    for scenario, plan in plans.items():
        needed = {stream: shocks[plan.name][stream][:, :size] for stream in random_streams(plan)}
        yield scenario, draws_of(plan, drawn_chance(plan, needed, size))


def _shocks(plans: Mapping[str, Plan], name: str, sampling: Sampling, block: int, blocks: int) -> Shocks:
    """Return the random numbers of every stream that the plans called `name` need."""
    streams = dict.fromkeys(s for plan in plans.values() if plan.name == name for s in random_streams(plan))
    return SHOCKS[sampling.sampler](streams, name, sampling.seed, block, blocks)
