"""Import of an edited workbook: what changed, as a scenario or in the text of the plan."""
