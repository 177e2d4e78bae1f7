"""Funding scheme: reserves, closing steps and rules for who pays. Modules here must not import the engine."""
