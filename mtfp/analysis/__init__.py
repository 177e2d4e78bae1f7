"""Analysis of projections: what moved cost and gap, and which assumptions matter. Must not know tables or formats."""
