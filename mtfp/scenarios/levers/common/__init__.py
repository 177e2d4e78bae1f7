"""What several levers share: aims, names, paths, items, units, years. Must not know any single lever."""
