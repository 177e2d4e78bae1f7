"""Building blocks of a plan's sections: parts, values, years, names and arrays. Must not import any section."""
