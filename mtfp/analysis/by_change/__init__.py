"""Changes between two plans as players of a game: groups of changes, and plans that have only some of them."""
