"""Terms of a paper in plain words, for lay members."""

GLOSSARY = {
    "Additional contributions": "money that the council or the NHS board pays on top of its planned payment.",
    "Balances for good": "nothing is left to close in the year, without money that comes only once.",
    "Deficit carried": "a gap that the scheme moves into later years.",
    "Future": "one possible course of pay, prices, demand and events; the paper tries many.",
    "Gap": "cost less funding and savings; below zero it is a surplus.",
    "Middle future": "half of the futures are better than this one, and half are worse.",
    "Minimum level": "the balance that a reserve must keep under the reserves policy.",
    "No further action": "savings not yet delivered are never made, and no partner pays extra.",
    "Non-recurring": "counted in one year only; the gap comes back the next year.",
    "Plan's own case": "the plan at its stated figures, without chance.",
    "Recurring": "continuing every year.",
    "Reserve": "money set aside in earlier years.",
    "Ring-fenced": "money that may be spent on one purpose only.",
    "Scheme": "the integration scheme: the partnership's rules for a year that does not balance.",
    "Set-aside": "the budget for large hospitals that the board plans but does not hold.",
}
"""Meaning of each term."""
