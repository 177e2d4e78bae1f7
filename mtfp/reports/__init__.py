"""Write tables as text for people, screen readers and programs. Knows the look of figures, not their meaning."""
