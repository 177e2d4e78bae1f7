"""Building blocks of a plan's sections: parts, values, years, names, arrays. Must not import any section."""
