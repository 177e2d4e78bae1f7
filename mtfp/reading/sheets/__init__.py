"""Reading of a plan's sections from spreadsheets saved as CSV files: one row an item, columns as the section's keys.

Knows how people write tables; must not know the rest of the plan's file, except its unit, base year and names.
"""
