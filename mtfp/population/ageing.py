"""Ageing of demand: the formulas of section 5 of the model, on arrays.

The functions read no files, know no plans and keep no state. Arrays have the shape (age, year) or (year, draw).
"""

import numpy as np
from numpy.typing import NDArray

from mtfp.population.ages import AgeBands
from mtfp.population.profiles import Profile

Array = NDArray[np.float64]
Draws = NDArray[np.intp]
ONLY: Draws = np.zeros(1, dtype=np.intp)
"""Index of the population that each draw uses, if there is only one population."""

HEALTHIER_FROM = 65
"""Youngest age at which healthier ageing changes the use of services (model, section 5)."""

NEAR = 0.25
"""Range of shifts, in years, for which one Taylor series is used."""
ROUNDING = 1e-16
"""Smallest term of a Taylor series that can change its sum."""
FAR = 200.0
"""Years of age by which a curve is extended beyond both ends at its last slope. No shift of ages is so large."""


def ageing(people: Array, rates: Array) -> Array:
    """Return the use of a service in each year as a ratio to its use in year 0.

    `A[t] = Σ_a pop[a,t]·rate(a) / Σ_a pop[a,0]·rate(a)`

    people : people, shape (age, year)
    rates : use per head per year, shape (age,)

    Returns shape (year,), 1 in year 0. Only the ratios between `rates` matter, not their level. Raises ValueError if
    year 0 has no people at an age that uses the service. Source: model, section 5.

    >>> people = np.array([[100.0, 90.0], [10.0, 20.0]])   # under and over 75, now and later
    >>> ageing(people, np.array([1.0, 10.0])).tolist()
    [1.0, 1.45]
    """
    use = rates @ people
    if not use[0] > 0:
        raise ValueError("the base year has no people at an age with a rate above zero")
    ratio: Array = use / use[0]
    return ratio


def rates_on(profile: Profile, ages: AgeBands) -> Array:
    """Return a profile's rate for each age band of a population, shape (age,).

    Each band takes the rate of the profile's band that contains it. Raises ValueError if a band lies across two of the
    profile's bands: its rate would depend on the number of people on each side, which the file doesn't give.

    >>> from mtfp.population.profiles import find_profile
    >>> rates_on(find_profile("aged_75_plus"), AgeBands((0, 65, 75, 85))).tolist()
    [0.0, 0.0, 1.0, 1.0]
    """
    return np.array(profile.rates)[_positions(profile, ages)]


def _positions(profile: Profile, ages: AgeBands) -> NDArray[np.intp]:
    try:
        return ages.within(profile.ages)
    except ValueError as error:
        raise ValueError(f"{error} of the profile {profile.name}: give the population in narrower age bands") from None


def healthier(people: Array, profile: Profile, ages: AgeBands, shift: Array, which: Draws = ONLY) -> Array:
    """Return the ratio of use under healthier ageing to use without it: `H` of the model's section 5.

        H[t] = Σ_a pop[a,t]·rate(a)·r(a − s[t])/r(a) / Σ_a pop[a,t]·rate(a)   (the ratio from 65 on, else 1)

    people : people, shape (age, year), or (population, age, year)
    ages : the age bands of `people`; the age of a band is its middle
    shift : s, years by which people's health has become younger than today's at the same age, cumulative (h·t), shape
        (year, draw) or (year, 1); positive is healthier
    which : index of each draw's population, shape (draw,)

    r is the profile's curve of use by age. It is log-linear between the middles of the profile's bands, and its last
    slope continues beyond both ends. Bands without use are left out of r and stay without use. With fewer than two
    bands in use there is no slope, and H is 1.

    Between two shifts at which an age meets a corner of r, every term is an exponential of s. The sum of the terms is
    calculated as one Taylor series from the end nearer to zero. That is exact to rounding, and ten times as fast as a
    curve for every age.

    Returns shape (year, draw), or (year, 1) if all draws share a shift; exactly 1 for a shift of 0. Raises ValueError
    like `rates_on`.

    >>> from mtfp.population.profiles import Profile
    >>> doubling = Profile.of("doubling", "Doubles every ten years", AgeBands((0, 70, 80)), (0.0, 1.0, 2.0))
    >>> people = np.array([[50.0, 50.0], [10.0, 10.0], [0.0, 5.0]])
    >>> healthier(people, doubling, doubling.ages, np.array([[0.0, 0.0], [0.0, 10.0]])).round(12).tolist()
    [[1.0, 1.0], [1.0, 0.5]]
    """
    use = np.atleast_3d(people.T).T * rates_on(profile, ages)[:, None]
    total = use.sum(axis=1)
    old = (ages.midpoints >= HEALTHIER_FROM) & use.any(axis=(0, 2))
    curve = _corners(profile)
    if curve is None or not old.any():
        return np.ones((len(shift), 1))
    starts = _starts(curve[0], ages.midpoints[old], shift)
    cell = np.searchsorted(starts, np.abs(shift), side="right") - 1
    ratio = np.ones((len(shift), max(shift.shape[1], len(which))))
    for t in range(len(shift)):
        if shift[t].any():
            series = _series(curve, ages.midpoints[old], use[:, old, t], total[:, t], starts, shift[t])
            ratio[t] += _summed(series, starts, shift[t], cell[t], which)
    return ratio


def _starts(corners: Array, middles: Array, shift: Array) -> Array:
    """Return the shifts where a series starts, from zero up. Between two starts no age meets a corner."""
    furthest = float(np.abs(shift).max()) + NEAR
    meets = np.abs(np.subtract.outer(middles, corners[1:-1])).ravel()
    starts = np.sort(np.concatenate([meets[meets < furthest], np.arange(0.0, furthest, NEAR)]).round(9))
    return starts[np.diff(starts, prepend=-1.0) > 0]  # each once; np.unique would load numpy.ma


def _series(curve: tuple[Array, Array], middles: Array, use: Array, total: Array, starts: Array, shift: Array) -> Array:
    """Return the Taylor coefficients of H - 1, shape (sign of the shift, population, start, power).

    At distance d from a start s0: Σ_a u_a · (R_a · exp(-m_a · d) - 1) / Σ u. Here u_a is the use at age a,
    R_a = r(a - s0) / r(a), and m_a the slope of log r in the direction of the shift. If all shifts have one
    sign, the coefficients for the other sign are zero.
    """
    corners, logs = curve
    slopes = np.diff(logs) / np.diff(corners)
    series = np.zeros((2, len(use), len(starts), _powers(float(np.abs(slopes).max()))))
    base = np.interp(middles, corners, logs)
    for side, sign in enumerate((1.0, -1.0)):
        if not (sign * shift > 0).any():
            continue
        at = middles[:, None] - sign * starts
        ratio = np.expm1(np.interp(at, corners, logs) - base[:, None])
        slope = slopes[np.clip(np.searchsorted(corners, at - sign * NEAR * 1e-6) - 1, 0, len(slopes) - 1)]
        share = np.divide(use, total[:, None], out=np.zeros_like(use), where=total[:, None] > 0)
        series[side, :, :, 0] = share @ ratio
        term = 1 + ratio
        for power in range(1, series.shape[-1]):
            term = term * -sign * slope / power
            series[side, :, :, power] = share @ term
    return series


def _powers(steepest: float) -> int:
    """Return the number of terms that make a series exact to rounding, for a slope up to `steepest` a year of age."""
    largest, term, powers = steepest * NEAR, 1.0, 1
    while term > ROUNDING:
        term *= largest / powers
        powers += 1
    return powers


def _summed(series: Array, starts: Array, shift: Array, cell: NDArray[np.intp], which: Draws) -> Array:
    """Return the value of each draw's series at the draw's shift, shape (draw,)."""
    beyond = np.abs(shift) - starts[cell]
    _, populations, each, powers = series.shape
    mine = ((shift < 0) * populations + which) * each + cell
    by_power = np.ascontiguousarray(series.reshape(-1, powers).T)
    value = by_power[-1].take(mine)
    for coefficients in by_power[-2::-1]:
        value *= beyond
        value += coefficients.take(mine)
    return value


def _corners(profile: Profile) -> tuple[Array, Array] | None:
    """Return the ages at which log r changes slope, and its values there, one point more at each end; None if flat."""
    rates = np.array(profile.rates)
    used = rates > 0
    if used.sum() < 2:
        return None
    at, logs = profile.ages.midpoints[used], np.log(rates[used])
    first, last = (logs[1] - logs[0]) / (at[1] - at[0]), (logs[-1] - logs[-2]) / (at[-1] - at[-2])
    at = np.concatenate(([at[0] - FAR], at, [at[-1] + FAR]))
    return at, np.concatenate(([logs[0] - first * FAR], logs, [logs[-1] + last * FAR]))
