"""Compare the mean of an impact with an integral of its quantile over all z, and by hand."""

import numpy as np
import pytest
from scipy import stats

from mtfp.model.uncertainty.impact import Impact

Z = stats.norm.ppf((np.arange(2_000_000) + 0.5) / 2_000_000)
"""Standard normal numbers in even steps of Φ."""
KINDS = (
    {"interval": [20, 300]},
    {"interval": [20, 180, 300]},
    {"interval": [-20, 300]},
    {"interval": [150, 300]},
    {"interval": [10, 60]},
    {"interval": [100, 100]},
    {"interval": [-80, 300], "around": "central"},
    {"interval": [-120, 10, 300], "around": "central"},
    {"interval": [20, 50], "around": "central"},
    {"normal": {"mean": 60, "sd": 80}},
    {"normal": {"mean": 60, "sd": 80}, "around": "central"},
    {"lognormal": {"mean": 120, "sd": 90}},
    {"beta": {"mean": 0.3, "sd": 0.2}},
    {"triangular": [10, 20, 90]},
    {"triangular": [-10, 20, 90], "around": "central"},
    {"pert": [10, 20, 90]},
    {"uniform": [-50, 100]},
    {"discrete": {0: "20%", 50: "50%", 200: "30%"}},
    {"discrete": {-50: "20%", 0: "80%"}, "around": "central"},
)


@pytest.mark.parametrize("spread", KINDS, ids=str)
def test_the_mean_is_that_of_the_cost_as_drawn(spread):
    impact = Impact.model_validate({"central": 100, "spread": spread})
    assert impact.expected == pytest.approx(impact.drawn(Z).mean(), rel=2e-5)


def test_two_half_normals_by_hand():
    """Check that of -1.2816 and +2.5631 around 100, of standard deviations 1 and 2, the mean is 100 + 0.39894."""
    p90 = stats.norm.ppf(0.9)
    impact = Impact.model_validate({"central": 100, "spread": {"interval": [100 - p90, 100 + 2 * p90]}})
    assert impact.expected == pytest.approx(100 + 1 / np.sqrt(2 * np.pi), abs=1e-9)


def test_a_cost_held_at_zero_by_hand():
    """Check a median of 1 with a standard deviation below it of 0.5 / 1.2816 = 0.39015, and none above.

    Without the hold, the mean is 1 - 0.39015 · 0.39894 = 0.84435. It rises by 0.39015 · φ(2.5631) - Φ(-2.5631), that
    is, 0.39015 · 0.014940 - 0.0051872 = 0.00064166.
    """
    impact = Impact.model_validate({"central": 1, "spread": {"interval": [0.5, 1]}})
    assert impact.expected == pytest.approx(0.844994, abs=1e-5)
    assert impact.drawn(Z).min() == 0


@pytest.mark.parametrize(
    "spread", [{"interval": [0, 300]}, {"interval": [-1, 300]}, {"normal": {"mean": 60, "sd": 80}}]
)
def test_a_cost_may_be_below_zero_unless_percentiles_say_otherwise(spread):
    assert Impact.model_validate({"central": 100, "spread": spread}).drawn(Z).min() < 0
