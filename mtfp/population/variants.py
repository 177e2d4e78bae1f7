"""Names of the variants of the population projection. Imports nothing heavy."""

from typing import Literal, get_args

Variant = Literal["principal", "high_migration", "low_migration"]
VARIANTS: tuple[Variant, ...] = get_args(Variant)
"""The principal projection first, which is the default."""
