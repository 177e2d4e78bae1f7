"""Funding scheme: reserves, closing steps and rules for who pays. Must not import the engine's loop over years."""
