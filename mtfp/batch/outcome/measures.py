"""Measures by which plans are ranked. Imports nothing slow, so that help can list their names."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mtfp.batch.outcome.outcome import RankingMeasures


class Measure(NamedTuple):
    """One measure: its column heading, the title of a ranking by it, and its figure; a higher figure is worse."""

    label: str
    title: str
    of: "Callable[[RankingMeasures], float | None]"


MEASURES: Mapping[str, Measure] = {
    "gap": Measure("Gap", "Largest gap as a share of expenditure", lambda each: each.gap),
    "p90-gap": Measure("P90 gap", "Largest P90 gap as a share of expenditure", lambda each: each.p90_gap),
    "below-floor": Measure(
        "Below minimum",
        "Highest chance of a contingency reserve below its minimum level, after additional partner contributions",
        lambda each: each.below_floor,
    ),
}
"""Measures by their names on the command line, the default first. Gaps are shares of the year's expenditure."""
