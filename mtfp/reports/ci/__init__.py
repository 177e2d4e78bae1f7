"""Reports for CI services: JUnit, annotations, Markdown summaries. Must not know how a batch works."""
