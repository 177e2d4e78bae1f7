"""Sheets of the template, and the part of a plan that each one holds. The writer of the template uses the same."""

from mtfp.reading.sheets.forms import PLAN, STEPS

TABS = {
    "Plan": PLAN,
    "Assumptions": "assumptions",
    "Lines": "lines",
    "Commitments": "commitments",
    "Funding": "funding",
    "Savings": "savings",
    "Investments": "investments",
    "Risks": "risk_events",
    "Reserves": "reserves",
    "Scheme": STEPS,
}
"""Sheets in their order, with the section of the plan, or the plan's own keys, or the closing steps."""
GUIDE = "Guide"
"""Sheet that explains the template, and is not read."""
KEY_HEADS = ("Key", "Value", "Meaning")
"""Headings of the sheet with the plan's own keys."""


def tab_of(name: str) -> str | None:
    """Return the part of the plan that a sheet of this name holds; None for any other sheet.

    >>> tab_of(" risks"), tab_of("Sheet1")
    ('risk_events', None)
    """
    return next((part for tab, part in TABS.items() if tab.casefold() == name.strip().casefold()), None)
