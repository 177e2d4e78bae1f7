"""Reports for CI services: JUnit XML and GitHub annotations. Must not know how a batch works."""
