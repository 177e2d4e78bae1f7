"""Draws of one plan: what chance decides, by named streams of random numbers. Must not know scenarios or the engine."""
