"""What every section of a plan is built from: parts, values, years, names, arrays. Must not know any section."""
