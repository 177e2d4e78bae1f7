"""Answers and tables of a board paper, in plain words. Must not know blocks of documents, formats or files."""
