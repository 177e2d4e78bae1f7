"""Building blocks of every section of a plan: parts, values, years, names, arrays. Must not know any section."""
