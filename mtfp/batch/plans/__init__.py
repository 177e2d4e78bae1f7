"""Plans of a batch: found, read with scenarios and policy, turned into source. Must not know how work is done."""
