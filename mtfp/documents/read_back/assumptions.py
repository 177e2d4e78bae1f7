"""Assumptions by year in short, for the read-back: central values, links, limits and the range of draws."""

from collections.abc import Iterator
from typing import Any

from mtfp.documents.blocks import Block, Listing, Prose
from mtfp.documents.read_back.phrases import joined, late
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.base.years import ByYear
from mtfp.model.consistency.scale.likely import in_figures
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import Assumption, AtLeast, Tracks
from mtfp.model.uncertainty.shapes import Discrete
from mtfp.model.uncertainty.spreads import Spread
from mtfp.scenarios.words import Meaning, PlanWords


def assumptions_by_year(plan: Plan) -> tuple[Block, ...]:
    """Return the blocks that read back each assumption; assumptions with the same values share a line."""
    alike: dict[str, list[str]] = {}
    for name, assumption in plan.assumptions.items():
        alike.setdefault(_OfAssumption(plan, assumption).words(), []).append(plan.label("assumptions", name))
    items = tuple(f"{'; '.join(labels)}: {words}." for words, labels in alike.items())
    title = "Assumptions by year, with their ranges in brackets; a range with signs is around the figure:"
    return (Prose(title), Listing(items)) if items else ()


class _OfAssumption:
    """Words for one assumption."""

    def __init__(self, plan: Plan, assumption: Assumption) -> None:
        self.plan, self.of = plan, assumption
        self.meaning = Meaning(money=assumption.unit == "money")

    def words(self) -> str:
        """Return the whole assumption in words."""
        spread = self.of.spread
        drawn = self._by_year(spread, {year: self._spread(each) for year, each in self._spreads()}) if spread else ""
        return f"{'; '.join(self._parts())}{f' ({drawn})' if drawn else ''}"

    def _parts(self) -> Iterator[str]:
        if self.of.tracks:
            yield self._follows(self.of.tracks)
        if self.of.central:
            yield PlanWords(self.plan).value(self.of.central, self.meaning)
        if self.of.at_least:
            yield self._at_least(self.of.at_least)
        yield from (f"{key} {self._figure(limit)}" for key in ("floor", "cap")
                    if (limit := getattr(self.of, key)) is not None)  # fmt: skip

    def _follows(self, link: Tracks) -> str:
        weight = "" if link.weight == 1 else f"{self._figure(link.weight)} of "
        return f"follows {weight}{self.plan.label('assumptions', link.of)}{late(link.lag)}{self._plus(link.plus)}"

    def _at_least(self, link: AtLeast) -> str:
        years = f" in {joined(link.years)}" if link.years else ""
        return f"at least {self.plan.label('assumptions', link.of)}{self._plus(link.plus)}{years}"

    def _plus(self, plus: ByYear[float]) -> str:
        added = [value for value in (*plus.years.values(), plus.then) if value]
        return f" plus {PlanWords(self.plan).value(plus, self.meaning)}" if added else ""

    def _spreads(self) -> Iterator[tuple[str, Spread]]:
        assert self.of.spread is not None
        yield from self.of.spread.years.items()
        if self.of.spread.then is not None:
            yield "then", self.of.spread.then

    def _by_year(self, path: ByYear[Any], words: dict[str, str]) -> str:
        then = words.pop("then", None)
        return PlanWords(self.plan).value(ByYear[str].model_construct(years=words, then=then))

    def _spread(self, spread: Spread) -> str:
        """Return the numbers of a spread: those of an interval in a row, others with their names."""
        if isinstance(spread.shape, Discrete):
            chances = (f"{self._figure(value)} ({in_figures(chance)})" for value, chance in spread.shape.root.items())
            return f"{', '.join(chances)}{' around it' if spread.around else ''}"
        numbers = list(spread.shape.numbers())
        if not any(number for _, number in numbers):
            return "none"
        ordered = all(isinstance(path[0], int) for path, _ in numbers)
        if ordered:
            shown = " to ".join(self._signed(number, signs=bool(spread.around)) for _, number in numbers)
        else:
            shown = ", ".join(f"{'.'.join(map(str, path))} {self._figure(number)}" for path, number in numbers)
        return shown if ordered else f"{shown}{' around it' if spread.around else ''}"

    def _signed(self, number: float, *, signs: bool) -> str:
        return f"{'+' if signs and number > 0 else ''}{self._figure(number)}"

    def _figure(self, number: float) -> str:
        return planned_money(number, self.plan.unit) if self.meaning.money else in_figures(number)
