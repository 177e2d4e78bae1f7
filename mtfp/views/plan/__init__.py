"""Tables of one projection. Must not know many draws."""
