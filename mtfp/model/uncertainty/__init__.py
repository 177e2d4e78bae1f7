"""Assumptions, their spreads, and risk events. Modules here must not import the code that makes draws."""
