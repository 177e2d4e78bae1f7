"""Bars of a scenario's levers: what each lever did to each figure. Must not know tables or the command line."""
