"""Findings about files: code, place, message and repair of each, their display, and a page for every code.

Knows places in files; must not know how files are read or what a plan means.
"""
