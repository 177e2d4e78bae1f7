"""Decisions, actions, status, agreements, assessments and assurance: words of a board paper and its dates.

Must not know costs, funding or figures.
"""
