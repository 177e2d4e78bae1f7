"""Plans of a batch: find them, read them with scenarios and policy, write their source. Must not know workers."""
