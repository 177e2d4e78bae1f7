"""Names of the tables that `mtfp sensitivity` can show. Imports nothing slow."""

VALUES, FROM_ZERO = "values", "from_zero"
"""Tables of listed moves: the change against the plan, and the effect against a value of zero."""
EACH, ASKED = "each", "asked"
"""Tables of each driver moved alone: the change of the figure, and who would be asked for the money."""
ALONE, CERTAIN, VARIANCE, WORST_TENTH = "alone", "certain", "variance", "worst_tenth"
"""Tables of draws: only this uncertain, one group certain, parts of the variance, and conditions of the worst draws."""
OF_MOVES = (VALUES, FROM_ZERO)
BY_DEFAULT = (EACH, ALONE, CERTAIN, WORST_TENTH)
"""Tables that are shown if the user names none, and lists no moves. Those of who would be asked and of the
variance are shown if they are named."""
OF_DRIVERS = (EACH, ASKED, ALONE, CERTAIN, VARIANCE, WORST_TENTH)
"""Tables of all drivers, in order."""
OF_DRAWS = frozenset(OF_DRIVERS) - {EACH, ASKED}
SENSITIVITY = (*OF_MOVES, *OF_DRIVERS)
"""All tables of a sensitivity analysis, in order."""
