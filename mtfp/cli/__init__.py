"""The command line: wiring only. No arithmetic, and nothing heavy is imported before a command needs it."""

from mtfp.cli.app import main

__all__ = ["main"]
