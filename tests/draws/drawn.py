"""Make small uncertain plans, and many draws of them, for the tests of drawing.

Seeds are fixed, so statistics are the same in every run. Tolerances are five standard errors of a correct program.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from mtfp.draws.sampling import Sampling, sampled_draws
from mtfp.model.base.arrays import Array
from mtfp.model.base.draws import Draws
from mtfp.model.plan import Plan

SIGMAS = 5
BLOCKS = 16
DRAWS = BLOCKS * 4096
SEED = 7

CPI = {"unit": "rate", "central": {"2025/26": "3%", "then": "2%"}, "spread": {"interval": ["1%", "4%"]}, "source": "i"}
LINES = {
    "home": {"partner": "council", "setting": "community", "budget": 100, "components": {"cpi": "100%"}},
    "ward": {"partner": "nhs", "setting": "hospital", "budget": 100, "components": {"cpi": "100%"}},
}


def rate(**options: Any) -> dict[str, Any]:
    """Return a rate of 2% with the given spread and options."""
    return {"unit": "rate", "central": "2%", "source": "i", **options}


def normal(**options: Any) -> dict[str, Any]:
    """Return a rate of zero with a standard deviation of one point."""
    return rate(**{"central": "0%", "spread": {"normal": {"mean": "0%", "sd": "1%"}}, **options})


def share(**options: Any) -> dict[str, Any]:
    return {"unit": "share", "central": "50%", "source": "i", **options}


def plan(years: int = 5, name: str = "Anywhere", **sections: Any) -> Plan:
    assumptions = {"cpi": CPI, **sections.pop("assumptions", {})}
    document = {"mtfp": 1, "name": name, "base_year": "2025/26", "years": years, "unit": "£k", "source": "i"}
    return Plan.model_validate({**document, "lines": LINES, "funding": {}, "assumptions": assumptions, **sections})


def drawn(of: Plan, seed: int = SEED, block: int = 0, sampler: Any = "random", size: int = 4096) -> Draws:
    return sampled_draws(of, Sampling(seed, sampler), block, size)


def many(of: Plan, blocks: int = BLOCKS, sampler: Any = "random") -> list[Draws]:
    return [drawn(of, block=block, sampler=sampler) for block in range(blocks)]


def joined(parts: list[Draws], kind: str, name: str) -> Array:
    """Join one array of several blocks, shape (year, draw), without the base year."""
    return np.concatenate([getattr(draws, kind)[name] for draws in parts], axis=1)[1:]


def values(of: Plan, name: str, blocks: int = BLOCKS) -> Array:
    return joined(many(of, blocks), "values", name)


def error(sd: float = 1.0, draws: int = DRAWS) -> float:
    """Return five standard errors of a mean."""
    return SIGMAS * sd / draws**0.5


def share_error(share: float, draws: int = DRAWS) -> float:
    """Return five standard errors of a share of draws."""
    return error((share * (1 - share)) ** 0.5, draws)


def correlation_error(correlation: float, draws: int = DRAWS) -> float:
    """Return five standard errors of a correlation of normals, (1 - r²) / √n."""
    return error(1 - correlation**2, draws)


def arrays_of(draws: Draws) -> dict[str, Array]:
    """Return every array of some draws by name."""
    groups: Mapping[str, Mapping[str, Array]] = {
        kind: getattr(draws, kind) for kind in ("values", "indices", "delivery", "events", "recovery", "clipped")
    }
    found = {f"{kind} {name}": array for kind, by_name in groups.items() for name, array in by_name.items()}
    return {**found, "variant": draws.variant}


def moved(before: Draws, after: Draws) -> set[str]:
    """Return the names that both have and that are not the same to the bit."""
    one, other = arrays_of(before), arrays_of(after)
    return {name for name in one.keys() & other.keys() if one[name].tobytes() != other[name].tobytes()}
