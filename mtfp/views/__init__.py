"""Tables that people read, a module for each. Must not know formats, files or commands."""
