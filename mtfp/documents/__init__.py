"""Documents: each result as a list of blocks, such as tables and paragraphs. Must not know how formats show them."""
