"""Tables that people read, one module a table. Must not know formats, files or commands."""
