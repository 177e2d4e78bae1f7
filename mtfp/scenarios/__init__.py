"""Scenarios: named lists of levers that make another plan of a plan. Must not know draws or the engine."""
