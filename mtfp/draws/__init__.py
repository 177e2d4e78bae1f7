"""Draw everything uncertain in one plan from named streams of random numbers. Must not know scenarios or the engine."""
