"""Compare statistics with closed forms and other programs, and standard errors with the spread of many samples."""

import numpy as np
import pytest
from scipy import stats

from mtfp.simulation import statistics
from mtfp.simulation.statistics import describe, percentile, share, share_of_counts, worst_tenth, z_95

SEEDS = 1000
LEVELS = (5, 10, 25, 50, 75, 90, 95)
SKEWED = stats.lognorm(0.5)
NORMAL = stats.norm(100.0, 20.0)


def truth(of):
    """Return the statistics of a distribution; the mean of its worst tenth is an average of its quantiles."""
    worst = of.ppf(np.linspace(0.9, 1.0, 200_001)[:-1] + 0.1 / 400_000).mean()
    return {
        "mean": of.mean(),
        "sd": of.std(),
        **{f"p{level:02d}": of.ppf(level / 100) for level in LEVELS},
        "es90": worst,
    }


@pytest.mark.parametrize("size", [2, 37, 1000])
def test_statistics_agree_with_numpy(size):
    values = np.random.default_rng(size).lognormal(size=size)
    found = {name: each.value for name, each in describe(values).items()}
    assert found["mean"] == pytest.approx(np.mean(values))
    assert found["sd"] == pytest.approx(np.std(values, ddof=1))
    for level in LEVELS:
        assert found[f"p{level:02d}"] == pytest.approx(np.quantile(values, level / 100))


def test_the_worst_tenth_of_a_normal_is_in_the_books():
    """Check the expected shortfall of a normal: mean + sd · φ(z) / 0.1 at z = 1.2816, or 1.755 standard deviations."""
    even = NORMAL.ppf((np.arange(100_000) + 0.5) / 100_000)
    found = describe(even)
    assert found["es90"].value == pytest.approx(100 + 20 * stats.norm.pdf(stats.norm.ppf(0.9)) / 0.1, rel=1e-4)
    assert describe(even, low_is_worse=True)["es90"].value == pytest.approx(100 - 20 * 1.75498, rel=1e-4)


def test_the_worst_tenth_counts_its_last_draw_in_part():
    """Check by hand: a tenth of 15 draws is 1.5, (15 + 14 / 2) / 1.5 = 14.667. A tenth of 5 draws is half of the 5."""
    assert worst_tenth(np.arange(1.0, 16.0)).value == pytest.approx(22 / 1.5)
    assert worst_tenth(np.arange(1.0, 6.0)).value == pytest.approx(5.0)


@pytest.mark.parametrize(("of", "size"), [(NORMAL, 1000), (NORMAL, 4096), (SKEWED, 1000), (SKEWED, 4096)])
def test_errors_hold_the_true_value_19_times_in_20(of, size):
    """Check that 1.96 errors on either side hold the true value for 93% to 97% of 1,000 seeds.

    For the standard deviation of a skewed distribution it is over 91%: its error needs a fourth moment, which few draws
    estimate badly if the tail is long. In some samples it has no error.
    """
    true, generator = truth(of), np.random.default_rng(12)
    held, stated = dict.fromkeys(true, 0), dict.fromkeys(true, 0)
    for _ in range(SEEDS):
        found = describe(of.rvs(size, random_state=generator))
        for name, value in true.items():
            error = found[name].error
            stated[name] += error is not None
            held[name] += error is not None and abs(found[name].value - value) <= z_95(1) * error
    least = {name: 0.91 if (name, of) == ("sd", SKEWED) else 0.93 for name in true}
    shares = {name: held[name] / stated[name] for name in true}
    assert {name: each for name, each in shares.items() if not least[name] <= each <= 0.97} == {}
    assert {name for name, count in stated.items() if count < 0.9 * SEEDS} == set()


def test_an_average_of_few_draws_has_no_error():
    """Check by hand: of 1,000 draws, k differ by the same amount. The squared skewness is close to 1,000 / k."""
    for few, stated in ((3, False), (6, True), (40, True)):
        found = describe(np.where(np.arange(1000) < few, 500.0, 0.0))
        for name in ("mean", "sd", "es90"):
            assert (found[name].error is not None) == stated, (few, name)


def test_the_error_of_a_skewed_average_is_larger_by_hand():
    """Check 40 of 1,000 draws at 1, the others at 0: p = 0.04, a variance of 0.0384.

    The squared skewness is (1 - 0.08)² / 0.0384 = 22.0417, the excess kurtosis 1 / 0.0384 - 6 = 20.0417. With
    z² = 3.841458, the factor is 1 + (22.0417 · 19.43975 / 18 + 6.841458 / 4 - 20.0417 · 0.841458 / 12) / 1000, or
    1 + (23.8048 + 1.7104 - 1.4053) / 1000 = 1.02411. √(0.0384 / 999) = 0.0061998 becomes 0.0063493.
    """
    found = describe(np.where(np.arange(1000) < 40, 1.0, 0.0))
    assert found["mean"].error == pytest.approx(0.0063493, abs=1e-7)


def test_a_percentile_within_equal_draws_is_certain_and_next_to_them_unknown():
    """Check 96% zeros: ranks of P90 of 10,000 draws are 90 either side, of P95 65: zeros; of P96, in part."""
    ordered = np.concatenate([np.zeros(9_600), np.arange(400.0)])
    assert describe(ordered)["p90"].error == 0
    assert describe(ordered)["p95"].error == 0
    assert percentile(ordered, 0.96).error is None
    assert percentile(ordered, 0.97).error == pytest.approx(17.06 * (1 - 0.0144), rel=1e-3)


def test_a_percentile_at_a_jump_has_no_error():
    """Check draws a unit apart below the median and 20 above: eight times as far from each other is the limit."""
    for above, stated in ((1, True), (5, True), (20, False)):
        ordered = np.concatenate([np.arange(-500.0, 0.0), above * np.arange(0.0, 501.0)])
        assert (describe(ordered)["p50"].error is not None) == stated


def test_the_error_at_a_jump_is_a_power_mean_by_hand():
    """Check 1,001 draws, 1 apart below the median and 2 above. Three deviations are 3 · √(1001 / 4) = 47.458 ranks.

    The widths are 47.458 and 94.916; the fourth root of the mean of their fourth powers is 81.07; a third of it is
    27.02, over 1 + 0.75 / 47.458 is 26.60.
    """
    ordered = np.concatenate([np.arange(-500.0, 0.0), 2 * np.arange(0.0, 501.0)])
    assert describe(ordered)["p50"].error == pytest.approx(26.60, abs=0.02)


def test_errors_of_shares_hold_the_true_value_19_times_in_20():
    generator = np.random.default_rng(3)
    for true in (0.02, 0.2, 0.5):
        found = [share(generator.random(1000) < true) for _ in range(SEEDS)]
        held = np.mean([abs(each.value - true) <= z_95(1) * each.error for each in found])
        assert 0.93 <= held <= 0.98, true


def test_a_share_has_an_error_even_at_zero():
    """Check by hand: 20 of 100 counts as 22 of 104, 0 of 100 as 2 of 104. √(22/104 · 82/104 / 104) = 0.04005."""
    assert share(np.arange(100) < 20).value == 0.2
    assert share(np.arange(100) < 20).error == pytest.approx(0.040047, abs=1e-6)
    assert share(np.zeros(100, bool)).error == pytest.approx(0.013467, abs=1e-6)


def test_errors_of_several_replicates_come_from_their_differences():
    """Check by hand: of shares 0.1, 0.2 and 0.3 the mean is 0.2, the standard deviation 0.1, the error 0.1 / √3."""
    found = share_of_counts(np.array([0.1, 0.2, 0.3]), 300)
    rounding = (0.01**2 / 12 / 3) ** 0.5  # a hundredth is one draw of a replicate
    assert (found.value, found.error) == pytest.approx((0.2, (0.1**2 / 3 + rounding**2) ** 0.5))
    values = np.concatenate([np.arange(10.0), np.arange(10.0) + 2])
    by_replicates = describe(values, 2)
    assert by_replicates["mean"].error == pytest.approx(2 / 2**0.5 / 2**0.5)  # sd of 4.5 and 6.5 is √2
    assert by_replicates["p50"].value == np.quantile(values, 0.5)
    assert percentile(values, 0.5, 2).error == pytest.approx(1.0)


def test_the_constants_agree_with_scipy():
    assert pytest.approx(stats.norm.ppf(0.975), abs=1e-6) == statistics.Z_95
    assert {n: pytest.approx(stats.t.ppf(0.975, n - 1), abs=1e-6) for n in statistics.T_95} == statistics.T_95


def test_a_constant_has_an_error_of_zero():
    found = describe(np.full(500, 3.0))
    assert {name: each.value for name, each in found.items()} == {name: 0.0 if name == "sd" else 3.0 for name in found}
    assert {each.error for each in found.values()} == {0.0}


def test_too_few_draws_have_no_error():
    found = describe(np.arange(30.0))
    assert found["p95"].error is None
    assert found["p50"].error is not None
    assert describe(np.array([1.0]))["mean"].error is None


def test_draws_without_a_figure_are_left_out():
    assert describe(np.array([1.0, np.nan, 3.0]))["mean"].value == 2.0
    assert describe(np.array([np.nan, np.nan])) == {}
