"""Parts shared by several levers: selectors, names, paths, items, units, years. Must not know any single lever."""
