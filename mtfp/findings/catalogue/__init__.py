"""The catalogue of findings: an explanation of each code. Knows words only; must not know where findings are raised."""
