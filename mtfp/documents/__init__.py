"""Documents: which blocks a result has, in which order. Must not know how a block looks in any format."""
