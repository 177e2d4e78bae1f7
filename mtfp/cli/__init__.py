"""Command line: commands, options and messages. No arithmetic; slow modules are imported only when a command runs."""

from mtfp.cli.app import main

__all__ = ["main"]
