"""Sensitivity of a plan's figures to its drivers, one at a time and in draws. Must not know tables or documents."""
