"""Names of the samplers. Imports nothing heavy; `sampling` has the function of each."""

from typing import Literal, get_args

Sampler = Literal["random", "sobol"]
SAMPLERS: tuple[Sampler, ...] = get_args(Sampler)
"""Independent random numbers, or Sobol points, which are spread more evenly."""
SAMPLER = SAMPLERS[0]
"""Default sampler."""
