"""Funding sources, and transfers out of the set-aside. Modules here must not import the funding scheme."""
