"""Tables, charts and checks as text for people. Must not know files or other formats."""
