"""Tables to text: for people, for screen readers and for programs. Knows how figures look, not what they mean."""
