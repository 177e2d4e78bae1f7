"""Results of a projection: figures, checks, and tables as data. Must not know simulations or output formats."""
