"""Options that a group may choose for a plan, and the rules by which they can be chosen together.

Knows levers; must not know plans' files, draws or figures.
"""
