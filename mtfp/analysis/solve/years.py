"""Find the years on which an answer turns: one that decides a balance, and those that are settled already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mtfp.analysis.solve.answers import central_answer
from mtfp.analysis.solve.number import Number
from mtfp.analysis.solve.solution import Answer, Decides
from mtfp.analysis.solve.sought import Sought
from mtfp.analysis.solve.trials import Trials
from mtfp.analysis.target.target import Balance
from mtfp.draws.of_plan import central_draws
from mtfp.findings.short import Short
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.spreads import SpreadByYear


def decides_of(trials: Trials, number: Number, central: Answer) -> Decides | None:
    """Return the year before the balance that decides the central answer, with the number that would do without it."""
    target = trials.target
    if not isinstance(target, Balance) or central.value is None or central.exact is None:
        return None
    year = target.conditions[int(trials.central(central.exact).argmax())][1]
    if year >= target.year:
        return None
    later = replace(trials, target=replace(target, earlier=False), _central={}, _drawn={})
    value = central_answer(later, number).value
    return Decides(year, value) if value is not None and value != central.value else None


@dataclass(frozen=True, repr=False)
class Settled(Short):
    """Years in which the plan has no range for assumptions that a change would move, and guarantees that hold."""

    years: Mapping[str, Mapping[str, float]]
    """Central values by year and assumption, where the assumption has a range in other years only."""
    held: Mapping[str, Mapping[str, float]]
    """Values by assumption and year that a guarantee sets, whatever the change."""
    later: str = ""
    """Change as it could be typed, with the settled first years left out; empty if there is none."""


def settled_of(sought: Sought, plan: Plan | None) -> Settled:
    """Return the settled years that a change moves; `plan` is the plan with the answer, for guarantees that hold."""
    moved, years = sought.moved, sought.plan.timeline.projected
    before = central_draws(sought.plan).values
    settled = dict[str, dict[str, float]]()
    for at, year in enumerate(years, 1):
        fixed = {
            name: float(before[name][at, 0]) for name in moved if at in moved[name] and _is_fixed(sought, name, at)
        }
        if fixed:
            settled[year] = fixed
    first = [year for year, _ in zip(years, settled, strict=False)]
    later = sought.from_year(years[len(first)]) if first and first == list(settled) and len(first) < len(years) else ""
    held = {name: by_year for name in moved if plan and (by_year := _held(plan, name, moved[name]))}
    return Settled(settled, held, later)


def _is_fixed(sought: Sought, name: str, at: int) -> bool:
    spread, years = sought.plan.assumptions[name].spread, sought.plan.timeline.projected
    return spread is not None and not _width(spread, years[at - 1]) and any(_width(spread, year) for year in years)


def _width(spread: SpreadByYear, year: str) -> float:
    """Return the width of the range in a year; zero if there is none."""
    stated = spread.at(year)
    low, high = stated.shape.span if stated else (0.0, 0.0)
    return high - low


def _held(plan: Plan, name: str, years: Iterable[int]) -> dict[str, float]:
    """Return the values of an assumption that its guarantee raises, by year."""
    assumption = plan.assumptions[name]
    if not assumption.at_least:
        return {}
    free = plan.with_fields(assumptions={**plan.assumptions, name: assumption.with_fields(at_least=None)})
    with_it, without = (central_draws(each).values[name][:, 0] for each in (plan, free))
    return {plan.timeline.labels[at]: float(with_it[at]) for at in years if with_it[at] > without[at]}
