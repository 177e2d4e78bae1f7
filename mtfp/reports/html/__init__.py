"""Documents as accessible pages of one file. Must not know commands."""
