"""The same plan in other tools: one draw after another, with the same values as the engine where a tool takes them.

The functions take plans as `tests.benchmarks.sized` makes them: lines with prices and growth, payments with an uplift.
"""
