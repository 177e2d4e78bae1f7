"""Tables of how a gap is closed: savings, reserves, scheme, partners. Must not know single services."""
