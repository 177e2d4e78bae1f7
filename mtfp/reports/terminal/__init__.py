"""Tables, charts and scenarios as text for people. Must not know files or other formats."""
