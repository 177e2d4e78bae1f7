"""Tables that set scenarios side by side in the central case. Must not know many draws."""
