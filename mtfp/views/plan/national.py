"""What auditors found across Scotland's integration joint boards: the few published figures that a plan is set beside.

Figures of fact with their sources; no plan is known here.
"""

from dataclasses import dataclass

YEAR = "2023/24"
"""The year whose budgets the mix of ways to close the gap was taken from."""

_MIX = (
    "Accounts Commission, Integration Joint Boards: Finance and performance 2024, paragraphs 46 to 49: 30 boards, "
    f"{YEAR}, to a percentage point"
)
_DELIVERY = (
    "Accounts Commission, Integration Joint Boards: Finance and performance 2024, paragraph 34: all boards, 2022/23"
)
_RANGE = "range as given in auditors' reports on Scottish IJBs; report not established"


@dataclass(frozen=True)
class Comparator:
    """One figure of Scotland's boards as a share: the lowest and the highest board, or low = high for all together."""

    row: str
    label: str
    low: float
    high: float
    source: str


OF_NET_COST = (
    Comparator("gap_share", "Gap of the year", 0.01, 0.10, _RANGE),
    Comparator("savings_share", "Savings planned", 0.005, 0.064, _RANGE),
    Comparator("contingency_of_net_cost_share", "Contingency reserve", 0.0, 0.04, _RANGE),
)
"""As shares of the net cost of services."""

DELIVERY = Comparator("delivery_share", "Achieved", 0.84, 0.84, _DELIVERY)
"""Of the savings planned."""

IDENTIFIED, NON_RECURRING_PART = 0.53, 1 / 5
"""Savings identified, as a share of the gap, and the part of them that is one-off, as the report has them."""
_ONE_OFF = round(IDENTIFIED * NON_RECURRING_PART, 2)

MIX = (
    Comparator("identified_recurring_share", "Recurring savings", IDENTIFIED - _ONE_OFF, IDENTIFIED - _ONE_OFF, _MIX),
    Comparator("identified_non_recurring_share", "Non-recurring savings", _ONE_OFF, _ONE_OFF, _MIX),
    Comparator("planned_use_of_reserves_share", "Use of reserves", 0.24, 0.24, _MIX),
    Comparator("unidentified_share", "Unidentified", 0.16, 0.16, _MIX),
)
"""Of the gap before savings. What is left of 100% is not stated in the boards' reports."""

NOT_STATED = 0.07
ONE_OFF_PLANNED = 0.24 + _ONE_OFF
"""What the boards meant to close with one-off money: use of reserves and non-recurring savings."""
SOURCES = tuple(dict.fromkeys(each.source for each in (*OF_NET_COST, DELIVERY, *MIX)))
