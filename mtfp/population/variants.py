"""Names of the variants of the population projection. A separate module, so that importing the names is quick."""

from typing import Literal, get_args

Variant = Literal["principal", "high_migration", "low_migration"]
VARIANTS: tuple[Variant, ...] = get_args(Variant)
"""Variants, the default first: the principal projection."""
