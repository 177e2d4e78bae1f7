"""Draw all uncertain inputs of a plan from named streams of random numbers. Must not know scenarios or the engine."""
