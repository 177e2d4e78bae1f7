"""Tables of many draws. Must not know how draws are made or stored."""
