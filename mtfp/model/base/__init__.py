"""Building blocks of a plan's sections: parts, values, years, arrays. Modules here must not import a section."""
