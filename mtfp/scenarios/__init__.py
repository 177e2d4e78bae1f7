"""Scenarios: named sets of levers that change a plan. Must not know draws or the engine."""
