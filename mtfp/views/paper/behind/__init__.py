"""Tables and sentences of the sections behind page one of a paper. Must not know blocks of documents."""
