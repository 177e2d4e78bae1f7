"""Levers: each is one kind of change to a plan, a class with its fields, its complaints and `apply`."""
