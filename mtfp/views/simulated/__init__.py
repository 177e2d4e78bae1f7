"""Tables of simulations, which have many draws. Must not know how draws are made or stored."""
