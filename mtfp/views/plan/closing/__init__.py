"""Tables about closing a gap: savings, reserves, closing steps, partners. Must not know single services."""
