"""Tables of what a plan takes as given: assumptions, commitments and risks, each with its source and owner."""
