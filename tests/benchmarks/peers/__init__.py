"""The same plan in other tools: one draw after another, with the same values as the engine where a tool takes them.

The functions can do only the plans of `tests.benchmarks.sized`: lines with prices and growth, payments with an uplift.
"""
