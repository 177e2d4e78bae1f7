"""Work of a batch: units, engines, the store, one plan's job. Must not know what results mean."""
