"""Assumptions, their spreads, and risk events. Must not import the code that makes draws."""
