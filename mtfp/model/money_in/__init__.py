"""Funding: what partners pay by rule, and set-aside transfers. Must not import how a gap is closed."""
