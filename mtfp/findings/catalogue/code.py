"""One entry of the catalogue of findings."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """What `mtfp explain` tells of a code: what it means, why it matters and how to mend it, with examples."""

    code: str
    title: str
    explanation: str
    example_wrong: str
    example_right: str
