"""Assumptions, their spreads, and risk events. Must not know how draws are made."""
