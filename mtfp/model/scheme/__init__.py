"""Closing of a gap: reserves, steps of the integration scheme, rules for who pays. Must not know the year loop."""
