"""Reading of text files into values with places. The only package that opens the files people write."""
