"""Text to values with places, and findings. The only package that reads the files people write."""
