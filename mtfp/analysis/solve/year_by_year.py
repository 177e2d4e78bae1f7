"""Numbers year by year: the least change in the first year, then the least in the second given the first, and so on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mtfp.analysis.solve.answers import central_answer, quick_answer
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
    found: dict[str, float] = {}
    for year in years_of(trials.target):
        value = _least(sought, trials, found, year, confidence)
        if value is None:
            return ByYear(confidence, found, year)
        found[year] = value
    return ByYear(confidence, found)


def years_of(target: Target) -> list[str]:
    """Return the years of a target, in order."""
    return sorted({year for _, year in target.conditions})


def _least(
    sought: Sought, trials: Trials, before: dict[str, float], year: str, confidence: float | None
) -> float | None:
    """Return the number of a year, given those of earlier years: the plan's own if the target holds with it."""
    number = sought.number
    in_year = replace(
        trials,
        plan_with=lambda value: sought.made(sought.plan, sought.words_by_year({**before, year: value})),
        target=InYear(trials.target, year),
        _central={},
        _drawn={},
    )
    if in_year.miss(confidence, each=False)(number.own) <= 0:
        return number.own
    if confidence is None:
        return central_answer(in_year, number).value
    return quick_answer(in_year, number, confidence, each=False).value


def _with_chances(found: ByYear, sought: Sought, trials: Trials) -> ByYear:
    """Return the numbers with the chance that all years hold in one draw, on the same and on fresh draws."""
    if found.stops:
        return found
    together = replace(
        trials,
        plan_with=lambda _: sought.made(sought.plan, sought.words_by_year(found.numbers)),
        _central={},
        _drawn={},
    )
    fresh = together.fresh().chance(0.0, each=False)
    return replace(found, together=together.chance(0.0, each=False), fresh=fresh)
