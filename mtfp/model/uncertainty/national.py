"""National correlations: stated once for all plans, so that a pay award is the same draw in every plan."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from mtfp.model.base.part import Part
from mtfp.model.base.values import Name, Number, Text
from mtfp.model.uncertainty.assumption import Assumption
from mtfp.model.uncertainty.matrices import AdjustedPair, Rows, adjusted_pairs, possible, strength

FIRST_YEAR = 2015
"""Calendar year in which the random shocks of every plan begin: 2015/16. Earlier years of a plan begin earlier."""

NationalPair = tuple[Name, Name, Number | Literal["strong", "moderate", "weak", "none"]]


class National(Part):
    """National file: the correlations between national assumptions, stated once for all plans."""

    mtfp: Literal[1]
    """Version of the file format: 1."""
    national: Text
    """Name of this set of national correlations."""
    source: Text
    """Source of the correlations."""
    assumptions: dict[Name, Assumption] = {}
    """National assumptions with which plans are compared, written as in a plan: central value, spread, persistence."""
    correlations: tuple[NationalPair, ...] = ()
    """National assumptions that move together, in pairs: two names and their correlation, such as `[cpi, pay, 0.8]`."""
    notes: Text = ""
    """Notes for readers."""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of all assumptions that this set covers, sorted: the order in which draws are made."""
        paired = {name for one, other, _ in self.correlations for name in (one, other)}
        return tuple(sorted({*paired, *self.assumptions}))

    @cached_property
    def pairs(self) -> Mapping[frozenset[str], float]:
        """Correlation that draws use for each stated pair: the stated one, or the nearest that fits the others."""
        used = possible(self.stated)
        at = {name: row for row, name in enumerate(self.names)}
        return {
            frozenset((one, other)): float(used[at[one], at[other]])
            for one in self.names
            for other in self.names[: at[one]]
            if used[at[one], at[other]]
        }

    @cached_property
    def stated(self) -> Rows:
        """Stated correlations as a matrix, in the order of `names`; a pair that isn't stated has zero."""
        pairs = {frozenset((one, other)): strength(number) for one, other, number in self.correlations}
        return tuple(
            tuple(1.0 if a == b else pairs.get(frozenset((a, b)), 0.0) for b in self.names) for a in self.names
        )

    def between(self, one: str, other: str) -> float:
        """Return the correlation that draws use for two names of this set; zero if it states none."""
        return self.pairs.get(frozenset((one, other)), 0.0)

    @property
    def adjusted(self) -> tuple[AdjustedPair, ...]:
        """Pairs whose correlation had to change because the stated correlations contradict each other."""
        return adjusted_pairs(self.names, self.stated, possible(self.stated))


BUNDLED = National.model_construct(
    mtfp=1,
    national="bundled",
    source=(
        "Yearly rates of 2018 to 2024, seven years: consumer prices (ONS), Agenda for Change pay awards in "
        "Scotland and Scottish councils' pay awards"
    ),
    correlations=(("cpi", "pay_nhs", 0.9), ("cpi", "pay_council", 0.86), ("pay_nhs", "pay_council", 0.89)),
    notes="Seven years are few: another seven might well give 0.7 instead of 0.9.",
)
"""National correlations that plans use without a national file. They need no check whenever a command starts."""
