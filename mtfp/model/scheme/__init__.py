"""Closing of the gap: reserves, closing steps and rules for who pays. Must not import the loop over years."""
