"""How demand moves as people age: the arithmetic of the model's section 5, on arrays.

Leaf functions: they read no files, know no plans and keep no state. Dimensions are (age, year) and (year, draw).
"""

import numpy as np
from numpy.typing import NDArray

from mtfp.population.ages import AgeBands
from mtfp.population.profiles import Profile

Array = NDArray[np.float64]

HEALTHIER_FROM = 65
"""Healthier ageing touches use of services from this age on (model, section 5)."""

FAR = 200.0
"""Years beyond either end of a curve to which its last slope is carried on: no shift of ages gets there."""


def ageing(people: Array, rates: Array) -> Array:
    """Use in each year over use in year 0, as people age: `A[t] = Σ_a pop[a,t]·rate(a) / Σ_a pop[a,0]·rate(a)`.

    people : shape (age, year)
    rates : use per head per year, shape (age,)

    Returns shape (year,), 1 in year 0. Only the shape of `rates` matters, not its level. Raises ValueError if nobody
    in year 0 is of an age that uses the service. Source: model, section 5.

    >>> people = np.array([[100.0, 90.0], [10.0, 20.0]])   # under and over 75, now and later
    >>> ageing(people, np.array([1.0, 10.0])).tolist()
    [1.0, 1.45]
    """
    use = rates @ people
    if not use[0] > 0:
        raise ValueError("in the base year nobody is of an age at which the profile has any use")
    moved: Array = use / use[0]
    return moved


def rates_on(profile: Profile, ages: AgeBands) -> Array:
    """A profile's rate for each band of a population, shape (age,).

    Each band must lie inside one band of the profile, whose rate it takes. Raises ValueError, naming both, if one
    lies across two: its rate would depend on how people are spread within it, which the file doesn't say.

    >>> from mtfp.population.profiles import find_profile
    >>> rates_on(find_profile("aged_75_plus"), AgeBands((0, 65, 75, 85))).tolist()
    [0.0, 0.0, 1.0, 1.0]
    """
    return np.array(profile.rates)[_inside(profile, ages)]


def _inside(profile: Profile, ages: AgeBands) -> NDArray[np.intp]:
    try:
        return ages.within(profile.ages)
    except ValueError as error:
        raise ValueError(f"{error} of the profile {profile.name}: give the population in narrower bands") from None


def healthier(people: Array, profile: Profile, ages: AgeBands, shift: Array) -> Array:
    """Use with people `shift` years younger in their health, over use without: `H` of the model's section 5.

        H[t] = Σ_a pop[a,t]·rate(a)·r(a − s[t])/r(a) / Σ_a pop[a,t]·rate(a)   (the ratio from 65 on, else 1)

    people : shape (age, year)
    ages : the bands of its age axis; a band's age is its middle
    shift : s, years by which health is better than today's at the same age, cumulative (h·t), shape (year, draw)

    r is log-linear between the profile's band middles, the last slope carried on beyond both ends. Bands without
    use are left out of r, and stay without; with fewer than two bands that have any, there is no slope and H is 1.

    Returns shape (year, draw); exactly 1 where the shift is 0. Raises ValueError like `rates_on`.

    >>> from mtfp.population.profiles import Profile
    >>> doubling = Profile.of("doubling", "Doubles every ten years", AgeBands((0, 70, 80)), (0.0, 1.0, 2.0))
    >>> people = np.array([[50.0, 50.0], [10.0, 10.0], [0.0, 5.0]])
    >>> healthier(people, doubling, doubling.ages, np.array([[0.0, 0.0], [0.0, 10.0]])).round(12).tolist()
    [[1.0, 1.0], [1.0, 0.5]]
    """
    use = people * rates_on(profile, ages)[:, None]
    total = use.sum(axis=0)[:, None]
    saved = np.zeros(shift.shape)
    for age, used in zip(ages.midpoints, use, strict=True):
        if age >= HEALTHIER_FROM and used.any():
            saved += used[:, None] * np.expm1(_log_curve(profile, age - shift) - _log_curve(profile, np.array(age)))
    moved: Array = 1 + np.divide(saved, total, out=np.zeros(shift.shape), where=total > 0)
    return moved


def _log_curve(profile: Profile, age: Array) -> Array:
    """log r at exact ages, any shape: straight lines through the middles of the bands that have use."""
    rates = np.array(profile.rates)
    used = rates > 0
    if used.sum() < 2:
        return np.zeros(age.shape)
    at, logs = profile.ages.midpoints[used], np.log(rates[used])
    first, last = (logs[1] - logs[0]) / (at[1] - at[0]), (logs[-1] - logs[-2]) / (at[-1] - at[-2])
    at = np.concatenate(([at[0] - FAR], at, [at[-1] + FAR]))
    logs = np.concatenate(([logs[0] - first * FAR], logs, [logs[-1] + last * FAR]))
    curve: Array = np.interp(age, at, logs)
    return curve
