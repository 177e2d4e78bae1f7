"""Years and paths, section 3."""

import math

PARTNERS = ("council", "nhs")


def labels(plan):
    first = int(plan.base_year[:4])
    return [label(year) for year in range(first, first + plan.years + 1)]


def label(calendar_year):
    return f"{calendar_year}/{(calendar_year + 1) % 100:02d}"


def at(path, year):
    """Return a path's value in a year: its own, else `then` after the last year named, else none."""
    if year in path.years:
        return path.years[year]
    return path.then if all(year > named for named in path.years) else None


def number(value):
    return math.nan if value is None else value


def progress(change, year):
    """Part of a change that is done in a year, 0 to 1, by its profile."""
    start, end = int(change.from_[:4]), int((change.to or change.from_)[:4])
    x = min(max((int(year[:4]) - start + 1) / (end - start + 1), 0.0), 1.0)
    return {"step": float(x > 0), "linear": x, "front": 1 - (1 - x) ** 2, "back": x**2}[change.profile]
