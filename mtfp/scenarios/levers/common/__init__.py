"""Parts shared by several levers: aims, names, paths, items, units, years. Must not know any single lever."""
