"""Charts as pictures, SVG and PNG: shapes, text and layout. Must not know documents, files or how figures are made."""
