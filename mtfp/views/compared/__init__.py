"""Tables that compare scenarios in the central case. Must not know simulations."""
