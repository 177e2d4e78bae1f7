"""Names of the tables that `mtfp sensitivity` can show. Imports nothing slow."""

EACH, ASKED = "each", "asked"
"""Tables of each driver moved alone: the change of the figure, and who would be asked for the money."""
VALUES, FROM_ZERO = "values", "from_zero"
"""Tables of listed moves: the change against the plan, and the effect against a value of zero."""
OF_DRIVERS = (EACH, ASKED)
"""Tables of all drivers, in order."""
BY_DEFAULT = OF_DRIVERS
"""Tables that are shown if the user names none, and lists no moves."""
SENSITIVITY = (VALUES, FROM_ZERO, *OF_DRIVERS)
"""All tables of a sensitivity analysis, in order."""
