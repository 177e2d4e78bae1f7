"""Default options of a simulation. Imports nothing, so that the help of commands can show the defaults at once."""

DRAWS = 10_000
"""Number of draws per scenario."""
SAMPLED = 2_000
"""Number of draws of a question that projects a plan many times."""
AT = (0.5, 0.8, 0.95)
"""Shares of the draws in which a target must hold, for each of which `solve` seeks a number."""
BALANCED_AT = 0.8
"""Share of the draws in which packages of options must meet their target."""
SEED = 1
"""Seed of the random numbers. The default never changes, so the command of a run is enough to repeat the run."""
CONFIDENCES = (0.8, 0.95)
"""Confidence levels at which the contingency is reported, as shares."""
MEMORY = 10**9
"""Maximum memory that a run may use, in bytes."""
DISK = 10 * 10**9
"""Maximum disk space for the stored draws of a run, in bytes."""
FEWEST = 100
"""Smallest number of draws of a sensitivity analysis: its worst tenth then has ten draws."""
