"""Documents as accessible HTML pages, one file each. Must not know commands."""
