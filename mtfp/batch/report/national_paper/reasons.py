"""Reasons for a gap: parts that add up to it, from the causes of cost, the growth of funding, and savings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mtfp.views.paper.behind.drives import LABELS

INFLATION = ("pay", "prices")
"""Causes of cost that a growth of funding is compared with first."""
OTHER_CAUSES = tuple(cause for cause in LABELS if cause not in INFLATION)
BEFORE, FUNDING, NOT_MADE = "gap_before", "funding", "savings_not_made"
WORDS = {
    BEFORE: "a gap from the start",
    FUNDING: "pay and prices rising more than funding",
    NOT_MADE: "savings not made",
    **{cause: LABELS[cause] for cause in OTHER_CAUSES},
}
"""Reasons inside a sentence. If two are equal, the first one counts as the main one."""
Statement = Mapping[tuple[str, str], float]
"""Figures of a plan's statement by row and year."""


@dataclass(frozen=True)
class Reasons:
    """Parts of the gap of `year`: the parts less the savings planned are the gap.

    `parts`: the gap before savings of `start`, then changes from `start` to `year`, by reason. `start` is the base
    year, or the first projected year if the plan doesn't give the funding of its base year. `cost`, `funding`: change
    of cost and of funding from `start` to `year`.
    """

    start: str
    year: str
    parts: Mapping[str, float]
    savings_planned: float
    gap: float
    cost: float
    funding: float

    @property
    def main(self) -> str:
        """Return the main reason, which adds most to the gap; empty if there is no gap."""
        if self.gap <= 0:
            return ""
        return max(self.parts, key=lambda part: self.parts[part])


def reasons_of(statement: Statement, years: Sequence[str]) -> Reasons:
    """Return the reasons for the gap of the last year. `years` begins with the base year.

    By hand: pay adds 30 and the population 50, funding grows by 20, and of 15 savings planned 10 are made.

    >>> rows = {("expenditure", "2025/26"): 100, ("funding", "2025/26"): 100, ("gap_before_savings", "2025/26"): 0,
    ...     ("expenditure", "2026/27"): 180, ("funding", "2026/27"): 120, ("gap", "2026/27"): 50,
    ...     ("savings_planned", "2026/27"): 15, ("savings", "2026/27"): 10, ("pay", "2026/27"): 30,
    ...     ("demography", "2026/27"): 50}
    >>> found = reasons_of(rows, ["2025/26", "2026/27"])
    >>> {part: amount for part, amount in found.parts.items() if amount}, found.savings_planned, found.gap
    ({'funding': 10, 'savings_not_made': 5, 'demography': 50}, 15, 50)
    >>> found.main
    'demography'
    """
    start = years[0] if ("funding", years[0]) in statement else years[1]
    year, later = years[-1], years[years.index(start) + 1 :]
    causes = {cause: sum(statement.get((cause, each), 0) for each in later) for cause in LABELS}
    funding = statement["funding", year] - statement["funding", start]
    planned, made = statement["savings_planned", year], statement["savings", year]
    parts = {
        BEFORE: statement["gap_before_savings", start],
        FUNDING: sum(causes[cause] for cause in INFLATION) - funding,
        NOT_MADE: planned - made,
        **{cause: causes[cause] for cause in OTHER_CAUSES},
    }
    cost = statement["expenditure", year] - statement["expenditure", start]
    return Reasons(start, year, parts, planned, statement["gap", year], cost, funding)
