"""Reading of words: the amounts, percentages, dates and directions that the texts of an entry state.

Must not know the figures of an entry: other rooms compare the two.
"""
