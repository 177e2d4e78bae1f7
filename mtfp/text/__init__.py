"""Reading of text files into values with places. No other package opens the files that people write."""
