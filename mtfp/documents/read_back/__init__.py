"""Read-back of a plan at the end of `mtfp check`: its amounts in words and in a table, for a person to sign."""
