"""Published figures of Scotland's integration joint boards (IJBs), each with its source. Must not know any plan."""

from dataclasses import dataclass

YEAR = "2023/24"
"""Year of the boards' budgets from which the figures in `MIX` come."""

REPORT = "Accounts Commission, Integration Joint Boards: Finance and performance 2024, July 2024"
"""Publisher, title and date of the report that has all figures of this module."""
_MIX = f"{REPORT}, paragraphs 46 to 49: 30 boards together, {YEAR}, to a percentage point"
_DELIVERY = f"{REPORT}, paragraph 34: all boards together, 2022/23"


@dataclass(frozen=True)
class Comparator:
    """One published figure of Scotland's boards together, as a share.

    `source` names the publisher, title, date and paragraph of the report, and the year of the figure.
    """

    row: str
    label: str
    share: float
    source: str


DELIVERY = Comparator("delivery_share", "Achieved", 0.84, _DELIVERY)
"""Published share of planned savings that boards achieved."""

IDENTIFIED, NON_RECURRING_PART = 0.53, 1 / 5
"""Identified savings as a share of the gap, and the non-recurring part of these savings, from the report in `_MIX`."""
_ONE_OFF = round(IDENTIFIED * NON_RECURRING_PART, 2)

MIX = (
    Comparator("identified_recurring_share", "Recurring savings", IDENTIFIED - _ONE_OFF, _MIX),
    Comparator("identified_non_recurring_share", "Non-recurring savings", _ONE_OFF, _MIX),
    Comparator("planned_use_of_reserves_share", "Use of reserves", 0.24, _MIX),
    Comparator("unidentified_share", "Unidentified", 0.16, _MIX),
)
"""Published ways to close the gap, as shares of the gap before savings. The shares add up to 93%: see `NOT_STATED`."""

NOT_STATED = 0.07
"""Rest of the gap before savings, as a share: the boards' reports don't say how it is closed."""
ONE_OFF_PLANNED = 0.24 + _ONE_OFF
"""Share of the gap that boards planned to close with one-off money: use of reserves and non-recurring savings."""
SOURCES = tuple(dict.fromkeys(each.source for each in (DELIVERY, *MIX)))
