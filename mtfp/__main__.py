"""Run the command as `python -m mtfp`, for environments in which `mtfp` is not on the path."""

from mtfp.cli import main

main()
