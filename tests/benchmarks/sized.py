"""Plans of a stated size: so many lines in eight mixes of prices, so many uncertain assumptions, so many years."""

import random
from dataclasses import dataclass
from typing import Any, get_args

from mtfp.model.costs.line import PARTNERS, Setting
from mtfp.model.plan import Plan

MIXES, SOURCE = 8, "made up to be measured"
SPREADS: tuple[dict[str, Any], ...] = (
    {"interval": ["-1%", "2%"], "around": "central"},
    {"normal": {"mean": "0%", "sd": "1%"}, "around": "central"},
    {"pert": ["-2%", "0%", "3%"], "around": "central"},
    {"triangular": ["-2%", "0%", "3%"], "around": "central"},
)
GROWTH = {"normal": {"mean": "0%", "sd": "0.5%"}, "around": "central"}


@dataclass(frozen=True)
class Size:
    """Years, lines, uncertain assumptions, and how many draws are usual for that size."""

    years: int
    lines: int
    drivers: int
    draws: int

    @property
    def normals(self) -> int:
        """Standard normals of one draw."""
        return self.years * self.drivers


SIZES = {"S": Size(5, 30, 10, 10_000), "M": Size(10, 60, 15, 100_000), "XL": Size(10, 100, 20, 1_000_000)}


def document(size: Size) -> dict[str, Any]:
    """A plan of that size as it is written; the same every time."""
    rng = random.Random(1)  # noqa: S311 - no secret
    prices = [f"price{number}" for number in range(size.drivers - 4)]
    mixes = [dict(zip(rng.sample(prices, 2), ("60%", "40%"), strict=True)) for _ in range(MIXES)]
    lines = {
        f"line{number}": {
            "partner": rng.choice(PARTNERS),
            "setting": rng.choice(get_args(Setting)),
            "budget": rng.randint(2_000, 20_000),
            "components": mixes[number % MIXES],
            "demand": {"growth": f"growth{number % 2}"},
            "fixed_share": "20%",
        }
        for number in range(size.lines)
    }
    pays = {who: sum(line["budget"] for line in lines.values() if line["partner"] == who) for who in PARTNERS}
    spreads = {name: SPREADS[number % len(SPREADS)] for number, name in enumerate(prices)}
    spreads |= dict.fromkeys(("growth0", "growth1"), GROWTH) | {f"uplift_{who}": SPREADS[1] for who in PARTNERS}
    return {
        "mtfp": 1,
        "name": "Sized",
        "base_year": "2025/26",
        "years": size.years,
        "unit": "£k",
        "source": SOURCE,
        "assumptions": {
            name: {"unit": "rate", "central": "2%", "source": SOURCE, "spread": spread}
            for name, spread in spreads.items()
        },
        "correlations": [[prices[0], prices[1], 0.5]],
        "lines": lines,
        "funding": {
            who: {"partner": who, "type": "payment", "base": pays[who], "uplift": f"uplift_{who}"} for who in PARTNERS
        },
        "reserves": {"general": {"class": "contingency", "opening": 8_000, "floor": "2% of expenditure"}},
        "scheme": {
            "steps": [{"reserves": {"order": ["general"]}}, {"additional_payments": {"who": "by_contribution"}}]
        },
    }


def plan(size: Size) -> Plan:
    """A plan of that size."""
    return Plan.model_validate(document(size))
