"""Tables of the parts of the variance that groups of drivers explain, and of the range left if one were certain."""

from collections.abc import Iterable, Iterator

import numpy as np

from mtfp.analysis.sensitivity.drivers import GROUPS, Group
from mtfp.analysis.sensitivity.effects import FEWEST_DRAWS
from mtfp.analysis.sensitivity.variance import Narrowed, Variance
from mtfp.findings.short import in_list
from mtfp.results.table import SHARE, Column, Row, Table
from mtfp.views.sensitivity.words import group_within, names, size, unit_of_values, upper_first

PARTS = {"shapley": "Part of the variance", "first": "By itself", "total": "Left if all else is known"}
RANGES = {
    "p10": "P10",
    "p90": "P90",
    "p90_less_p10": "P90 less P10",
    "narrower": "Narrower by",
    "se_narrower": "Standard error",
}
NOTES = (
    "Part of the variance: what a group adds to what is explained, on average over all orders of the groups (Shapley "
    "effect). The parts add up to 100%, also with the plan's correlations. Variance goes with the square of a "
    "distance: without a part of 50%, the range is still about 71% as wide.",
    "By itself: the part that is explained if only this is known. Left if all else is known: the part that is still "
    "open then. Correlated groups have less left than they explain by themselves, because the others tell of them.",
)
CERTAIN = (
    "Drivers of the group are as in the central case; all others vary as before, also those that are correlated with "
    "the group. Standard error: of the amount by which the range is narrower, from 20 batches of draws."
)


def variance_table(found: Variance, scenario: str = "base") -> Table:
    """Return the part of the variance of each group, the largest first, and indices of independent drivers."""
    question = found.question
    columns = [Column(label, statistic=name) for name, label in PARTS.items()]
    columns.insert(1, Column("Standard error", statistic="se_shapley"))
    columns += [Column(f"se_{name}", statistic=f"se_{name}", for_machines=True) for name in ("first", "total")]
    rows = [*_of_groups(found, scenario), *_of_drivers(found, scenario, len(columns))]
    title = f"Parts of the variance of {question.figure.in_sentence} in {question.year}"
    notes = (*NOTES, *_left_out(found)) if rows else (_why_empty(found),)
    return Table("variance", title, question.plan.name, question.plan.unit, tuple(columns), tuple(rows), notes)


def certain_table(found: Variance, scenario: str = "base") -> Table:
    """Return the range of 8 in 10 draws with everything uncertain, and with each group certain, the narrowest first."""
    question = found.question
    rows = [_range(found, "all", "Everything uncertain", found.together, scenario, strong=True)]
    rows += [
        _range(found, group, f"{GROUPS[group]} certain", found.certain[group], scenario, depth=1)
        for group in narrowest(found)
    ]
    columns = tuple(Column(label, statistic=name) for name, label in RANGES.items())
    title = f"Range of {question.figure.in_sentence} in {question.year} if one group of drivers were certain"
    return Table("certain", title, question.plan.name, question.plan.unit, columns, tuple(rows), (CERTAIN,))


def variance_in_words(found: Variance) -> str:
    """Return a sentence on the group without which the range is narrowest, and one on what is correlated with it."""
    question, order = found.question, narrowest(found)
    whole = found.width()
    figure = f"{question.figure.in_sentence} in {question.year}"
    if not order or found.width(order[0]) >= whole:
        return f"No group of drivers narrows the range of {figure} if it alone were certain"
    group = order[0]
    first = (
        f"If {group_within(group)} were certain, the range of {figure} that holds 80 of 100 draws would narrow "
        f"from {size(question, whole)} to about {size(question, found.width(group))}"
    )
    linked = found.linked_to(group)
    if not linked:
        return first
    others = upper_first(in_list([group_within(each) for each in linked]))
    return f"{first}. {others} would stay uncertain, although correlated with {group_within(group)}"


def narrowest(found: Variance) -> tuple[Group, ...]:
    """Return the groups in order of the range that is left if a group were certain."""
    return tuple(sorted(found.groups, key=found.width))


def _of_groups(found: Variance, scenario: str) -> Iterator[Row]:
    every = found.effects
    if np.isnan(every.shapley).any():
        return
    for at in np.argsort(-every.shapley, kind="stable"):
        group = found.groups[at]
        values = (every.shapley, every.shapley_error, every.first, every.total, every.first_error, every.total_error)
        yield _parts(found, group, GROUPS[group], (float(each[at]) for each in values), scenario)


def _of_drivers(found: Variance, scenario: str, columns: int) -> Iterator[Row]:
    single = {driver: each for driver, each in found.single.items() if np.isfinite(each[0].value)}
    if single:
        yield Row("", "Drivers that are independent of all others", (None,) * columns, strong=True)
    for driver, (first, total) in sorted(single.items(), key=lambda each: -each[1][1].value):
        values = (None, None, first.value, total.value, first.error, total.error)
        yield _parts(found, driver.id, driver.label, values, scenario, depth=1)


def _parts(
    found: Variance, id: str, label: str, values: Iterable[float | None], scenario: str, *, depth: int = 0
) -> Row:
    return Row(id, label, tuple(values), SHARE, depth=depth, scenario=scenario, year=found.question.year)


def _why_empty(found: Variance) -> str:
    if found.question.sample.draws < FEWEST_DRAWS:
        return f"Parts of the variance need {FEWEST_DRAWS} draws or more."
    return "Nothing that is uncertain moves this figure."


def _left_out(found: Variance) -> Iterator[str]:
    if found.correlated:
        yield f"Correlated with other drivers, so shown by group only: {names(found.correlated)}."


def _range(
    found: Variance,
    id: str,
    label: str,
    narrowed: Narrowed,
    scenario: str,
    *,
    depth: int = 0,
    strong: bool = False,
) -> Row:
    low, high = (narrowed[name].value if narrowed else None for name in ("p10", "p90"))
    width = None if low is None or high is None else high - low
    narrower = None if width is None or id == "all" else found.width() - width
    unit = unit_of_values(found.question.figure)
    values = (low, high, width, narrower, found.errors.get(id))
    return Row(id, label, values, unit, depth=depth, strong=strong, scenario=scenario, year=found.question.year)
