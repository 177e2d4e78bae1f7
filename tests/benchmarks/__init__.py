"""How fast and how large: ratios taken in one run, since the machine under them is never the same twice."""
