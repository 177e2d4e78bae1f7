"""Documents as Word files, with real headings, lists and tables. Must not know commands."""
