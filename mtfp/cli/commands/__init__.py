"""Commands: signature and help of each. Must not know how results are worked out."""
