"""Changes since an earlier version, in words that ask if each is meant. Must not read versions."""
