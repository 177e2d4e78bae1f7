"""Write documents as text for people, screen readers and programs. Must not know the meaning of figures."""
