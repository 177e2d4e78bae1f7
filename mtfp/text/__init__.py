"""Text to values with places. The only package that reads the files people write."""
