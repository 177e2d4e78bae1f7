"""Levers: each is one change of a plan that a scenario makes, a class with its words, its complaints and `apply`."""
