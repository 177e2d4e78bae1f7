"""Published figures of Scotland's integration joint boards (IJBs), each with its source. Must not know any plan."""

from dataclasses import dataclass

YEAR = "2023/24"
"""Year of the boards' budgets from which the figures in `MIX` come."""

_MIX = (
    "Accounts Commission, Integration Joint Boards: Finance and performance 2024, paragraphs 46 to 49: 30 boards, "
    f"{YEAR}, to a percentage point"
)
_DELIVERY = (
    "Accounts Commission, Integration Joint Boards: Finance and performance 2024, paragraph 34: all boards, 2022/23"
)
_RANGE = "range given in auditors' reports on Scottish IJBs; the exact report is not identified"


@dataclass(frozen=True)
class Comparator:
    """One published figure of Scotland's boards, as a share.

    `low` and `high` are the figures of the lowest and the highest board.
    If one figure covers all boards together, `low` and `high` are equal.
    """

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
"""Published figures that are shares of the net cost of services."""

DELIVERY = Comparator("delivery_share", "Achieved", 0.84, 0.84, _DELIVERY)
"""Published share of planned savings that boards achieved."""

IDENTIFIED, NON_RECURRING_PART = 0.53, 1 / 5
"""Identified savings as a share of the gap, and the non-recurring part of these savings, from the report in `_MIX`."""
_ONE_OFF = round(IDENTIFIED * NON_RECURRING_PART, 2)

MIX = (
    Comparator("identified_recurring_share", "Recurring savings", IDENTIFIED - _ONE_OFF, IDENTIFIED - _ONE_OFF, _MIX),
    Comparator("identified_non_recurring_share", "Non-recurring savings", _ONE_OFF, _ONE_OFF, _MIX),
    Comparator("planned_use_of_reserves_share", "Use of reserves", 0.24, 0.24, _MIX),
    Comparator("unidentified_share", "Unidentified", 0.16, 0.16, _MIX),
)
"""Published ways to close the gap, as shares of the gap before savings. The shares add up to 93%: see `NOT_STATED`."""

NOT_STATED = 0.07
"""Rest of the gap before savings, as a share: the boards' reports don't say how it is closed."""
ONE_OFF_PLANNED = 0.24 + _ONE_OFF
"""Share of the gap that boards planned to close with one-off money: use of reserves and non-recurring savings."""
SOURCES = tuple(dict.fromkeys(each.source for each in (*OF_NET_COST, DELIVERY, *MIX)))
