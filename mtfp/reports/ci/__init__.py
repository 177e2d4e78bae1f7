"""What CI services show: JUnit, annotations, Markdown summaries. Must not know how a batch works."""
