"""Body of `mtfp batch`: request, run, messages, reports for CI. Must not know other commands."""
