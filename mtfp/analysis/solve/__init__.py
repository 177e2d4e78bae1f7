"""Find the number with which a plan meets a target, in the central case and at chances.

Knows changes in words, targets and projections; must not know tables or sentences.
"""
