"""Library: plans, scenarios and results as Python users hold them. Must not know the command line."""
