"""From projections to tables and findings: what people read and what CI checks. No files, no layout."""
