"""Board paper: which answers, charts and tables, in which order, for which readers. Must not know formats or files."""
