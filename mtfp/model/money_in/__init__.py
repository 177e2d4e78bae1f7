"""Money paid in by partners: streams of funding by rule, and set-aside transfers. Must not know how a gap is closed."""
