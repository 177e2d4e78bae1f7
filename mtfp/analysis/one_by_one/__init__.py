"""Changes between two versions of a plan one by one, and what each moves. Must not know tables or files."""
