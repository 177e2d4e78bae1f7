"""Reserves in part: a share of a reserve's amounts, and minimum levels between an old and a new one."""

from mtfp.model.base.years import Timeline
from mtfp.model.scheme.reserve import Reserve, Threshold, ThresholdPath
from mtfp.scenarios.levers.common.in_part import HALF, between

AMOUNTS = ("planned_use", "planned_contributions")


def times(reserve: Reserve, factor: float) -> Reserve:
    """Return a reserve with its opening balance, planned movements and minimum level multiplied by a factor."""
    by_year = {key: {year: factor * money for year, money in getattr(reserve, key).items()} for key in AMOUNTS}
    floor = reserve.floor
    if floor:
        years = {year: threshold_between(None, each, factor) for year, each in floor.years.items()}
        floor = floor.with_fields(years=years, then=floor.then and threshold_between(None, floor.then, factor))
    return reserve.with_fields(opening=factor * reserve.opening, floor=floor, **by_year)


def floor_between(old: ThresholdPath | None, new: ThresholdPath, share: float, timeline: Timeline) -> ThresholdPath:
    """Return the minimum level that is a share of the way from an old one (none: zero) to a new one, by year."""
    years = {
        year: threshold_between(old.in_year(year) if old else None, new.in_year(year), share)
        for year in timeline.labels
    }
    return ThresholdPath.model_construct(years=years)


def floor_leaps(old: ThresholdPath, new: ThresholdPath, timeline: Timeline) -> bool:
    """Return True if in some year one minimum level is money and the other a share of expenditure."""
    return any((old.in_year(y).share is None) != (new.in_year(y).share is None) for y in timeline.labels)


def threshold_between(old: Threshold | None, new: Threshold, share: float) -> Threshold:
    """Return the threshold that is a share of the way; of another kind, the new one from a share of 50% on.

    >>> str(threshold_between(None, Threshold.model_validate("2% of expenditure"), 0.5))
    '1% of expenditure'
    """
    key = "amount" if new.share is None else "share"
    start = getattr(old, key) if old else 0.0
    if start is None:
        return new if share >= HALF else old or new
    return new.with_fields(**{key: between(start, getattr(new, key), share)})
