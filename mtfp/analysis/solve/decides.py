"""Find the earlier year in which money left to close decides if a plan balances."""

from dataclasses import replace

from mtfp.analysis.solve.answers import central_answer
from mtfp.analysis.solve.number import Number
from mtfp.analysis.solve.solution import Answer, Decides
from mtfp.analysis.solve.trials import Trials
from mtfp.analysis.target.target import Balance


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
