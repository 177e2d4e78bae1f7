"""Tables of services: what they cost, buy and employ, and where. Must not know how a gap is closed."""
