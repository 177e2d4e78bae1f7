"""Tables and sentences of a sought number. Knows answers; must not know how they were found."""
