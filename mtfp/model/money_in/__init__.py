"""Funding sources, each paid by a rule, and transfers out of the set-aside. Must not import the scheme."""
