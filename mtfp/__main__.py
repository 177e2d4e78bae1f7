"""`python -m mtfp`, for where the command isn't on the path."""

from mtfp.cli import main

main()
