"""Measures by which plans are ranked. Imports nothing heavy, so that help can list their names."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mtfp.batch.outcome.outcome import RankingMeasures


class Measure(NamedTuple):
    """One measure: its column heading, its definition in words, and its figure."""

    label: str
    words: str
    of: "Callable[[RankingMeasures], float | None]"


MEASURES: Mapping[str, Measure] = {
    "gap": Measure("Gap", "the gap that the plan counts on, in its worst year", lambda each: each.gap),
    "p90-gap": Measure("P90 gap", "the gap that one future in ten exceeds", lambda each: each.p90_gap),
    "below-floor": Measure(
        "Below floor", "contingency falls below its floor by the end", lambda each: each.below_floor
    ),
}
"""Every measure by its name on the command line, the default first; gaps are shares of the year's expenditure."""
