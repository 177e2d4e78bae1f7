"""What each section of a plan says and the arithmetic it means, on arrays. Reads no files."""
