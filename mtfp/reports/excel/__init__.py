"""Documents as Excel workbooks: one table a sheet, charts that Excel draws. Must not know plans or commands."""
