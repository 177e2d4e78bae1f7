"""Charts as data: kinds of charts, and the functions that make each chart. Must not know how charts are drawn."""
