"""Documents: the blocks of each result, in order. Must not know how a block looks in any format."""
