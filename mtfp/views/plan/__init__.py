"""Tables of one projection. Must not know simulations."""
