"""Tables that people read; each table has a module. Must not know formats, files or commands."""
