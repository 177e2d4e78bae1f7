"""What partners pay in: streams of funding by rule, and set-aside transfers. Must not know how a gap is closed."""
