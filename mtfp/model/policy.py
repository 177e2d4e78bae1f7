"""What somebody asks of every plan alike: checks of their results, and what must not be found in them."""

from typing import Annotated, Literal

from pydantic import Field, Strict

from mtfp.model.base.part import Part
from mtfp.model.base.values import Day, Text
from mtfp.model.check import Check


class Policy(Part):
    """Rules for all plans of a batch: checks beside their own, and which findings make the batch fail."""

    mtfp: Literal[1]
    """The version of the file format."""
    policy: Text
    """Its name."""
    checks: tuple[Check, ...] = ()
    """What is asked of every plan's results, beside what each asks itself."""
    stale_after: Annotated[int, Strict(), Field(ge=1)] | None = None
    """After how many months the review of an assumption is stale."""
    as_of: Day | None = None
    """The day on which that is judged; `--as-of` says otherwise."""
    fatal: tuple[Text, ...] = ()
    """Warnings that make the batch fail, by their codes, such as `W601`."""
    notes: Text = ""
    """What a reader should know."""
