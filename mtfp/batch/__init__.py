"""Many plans in one run: found in folders, drawn block by block wherever there is room, kept, ranked, added up."""
