"""Documents: each result as a list of blocks, such as tables and paragraphs. Must not know how a format shows them."""
