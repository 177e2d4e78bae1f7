"""Report the progress of a run on standard error: a bar on a terminal, or lines in a log."""

import contextlib
import sys
from collections.abc import Callable, Iterator

from mtfp.cli.exits import print_error


@contextlib.contextmanager
def progress_bar(*, wanted: bool, of: str = "draws") -> Iterator[Callable[[int, int], None] | None]:
    """Yield a function that takes the number of draws done, or of what `of` names, and the total.

    Yield None if there is no terminal.
    """
    if not wanted or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(of, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


@contextlib.contextmanager
def progress_anywhere(*, wanted: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Yield a function that reports progress: a bar on a terminal, elsewhere a line for each tenth of the draws."""
    if not wanted or sys.stderr.isatty():
        with progress_bar(wanted=wanted) as bar:
            yield bar
        return
    shown = 0

    def show(done: int, of: int) -> None:
        nonlocal shown
        tenths = 10 * done // of if of else 0
        if tenths > shown:
            shown = tenths
            print_error(f"{done:,} of {of:,} draws, {tenths * 10}%")

    yield show
