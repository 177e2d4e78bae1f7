"""`mtfp explain`: meaning of an error or warning, and how to correct it, by its code."""

from typing import Annotated

import typer

from mtfp.cli.command import command
from mtfp.cli.completion import finding_codes
from mtfp.cli.options.of_results import WordsOptions


@command
def explain(
    code: Annotated[
        str,
        typer.Argument(
            metavar="CODE", autocompletion=finding_codes, help="Code of an error or a warning, such as E302."
        ),
    ],
    *,
    report: WordsOptions,
) -> None:
    """Explain an error or a warning by its code: what is wrong, why it matters and how to correct it.

    Example:  mtfp explain E302
    """
    from mtfp.cli.runs.explain import run

    run(code, report)
