"""Tables and sentences of a sensitivity analysis, one module a table. Must not project a plan."""
