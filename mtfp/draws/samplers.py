"""Names of the samplers, the methods of drawing random numbers. Imports nothing heavy; `sampling` has the functions."""

from typing import Literal, get_args

Sampler = Literal["random", "sobol"]
SAMPLERS: tuple[Sampler, ...] = get_args(Sampler)
"""Names of all samplers: `random` for independent random numbers, `sobol` for points that are spread more evenly."""
SAMPLER = SAMPLERS[0]
"""Name of the default sampler."""
