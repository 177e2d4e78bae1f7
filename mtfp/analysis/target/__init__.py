"""Read a target such as `gap <= 0 in 2028/29`, and find the draws in which a plan meets it."""
