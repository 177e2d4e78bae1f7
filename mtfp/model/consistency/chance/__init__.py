"""Checks of what chance decides: spreads and correlations that have the effect that the plan states."""
