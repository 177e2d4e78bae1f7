"""Numbers year by year: the least change in the first year, then the least in the second given the first, and so on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mtfp.analysis.solve.answers import central_answer, quick_answer
from mtfp.analysis.solve.number import Number
from mtfp.analysis.solve.solution import ByYear
from mtfp.analysis.solve.sought import Sought
from mtfp.analysis.solve.trials import Trials
from mtfp.analysis.target.target import Target, Values
from mtfp.model.base.arrays import Array


@dataclass(frozen=True)
class InYear:
    """Conditions of a target in one year."""

    target: Target
    year: str

    each = False

    @property
    def figures(self) -> tuple[str, ...]:
        return self.target.figures

    @property
    def last(self) -> str:
        return self.year

    @property
    def in_words(self) -> str:
        return self.target.in_words

    @property
    def conditions(self) -> tuple[tuple[str, str], ...]:
        return tuple(each for each in self.target.conditions if each[1] == self.year)

    def excess(self, values: Values) -> Array:
        """Return the excess of the conditions of the year."""
        return self.target.excess(values)[[year == self.year for _, year in self.target.conditions]]


def year_by_year(sought: Sought, trials: Trials, confidences: Sequence[float]) -> tuple[ByYear, ...]:
    """Return the numbers of each year, in the central case and for each confidence.

    The target must hold in each year on its own in that share of draws; the chance of all years together is stated.
    """
    central = _numbers(sought, trials, None)
    if not central.stops:
        sought.checked(sought.words_by_year(central.numbers))
    return (central, *(_with_chances(_numbers(sought, trials, share), sought, trials) for share in confidences))


def _numbers(sought: Sought, trials: Trials, confidence: float | None) -> ByYear:
    """Return the numbers of the years in which the target does not hold with those of earlier years alone."""
    found: dict[str, float] = {}
    for year in years_of(trials.target):
        in_year = _with_more(sought, replace(trials, target=InYear(trials.target, year)), found, year)
        if _without_more(sought, in_year, found).miss(confidence, each=False)(0.0) <= 0:
            continue
        value = _least(in_year, sought.number, confidence)
        if value is None:
            return ByYear(confidence, found, year)
        found[year] = value
    return ByYear(confidence, found)


def years_of(target: Target) -> list[str]:
    """Return the years of a target, in order."""
    return sorted({year for _, year in target.conditions})


def _with_more(sought: Sought, trials: Trials, before: Mapping[str, float], year: str) -> Trials:
    """Return the trials of a number of one year, given those of earlier years."""
    return trials.of(lambda value: sought.made(sought.plan, sought.words_by_year({**before, year: value})))


def _without_more(sought: Sought, trials: Trials, numbers: Mapping[str, float]) -> Trials:
    """Return the trials of numbers by year as they are; what is tried changes nothing."""
    return trials.of(lambda _: sought.made(sought.plan, sought.words_by_year(numbers)))


def _least(trials: Trials, number: Number, confidence: float | None) -> float | None:
    if confidence is None:
        return central_answer(trials, number).value
    return quick_answer(trials, number, confidence, each=False).value


def _with_chances(found: ByYear, sought: Sought, trials: Trials) -> ByYear:
    """Return the numbers with the chance that all years hold in one draw, on the same and on fresh draws."""
    if found.stops:
        return found
    together = _without_more(sought, trials, found.numbers)
    fresh = together.fresh().chance(0.0, each=False)
    return replace(found, together=together.chance(0.0, each=False), fresh=fresh)
