"""Names of the variants of the population projection. They have their own module so that importing them is quick."""

from typing import Literal, get_args

Variant = Literal["principal", "high_migration", "low_migration"]
VARIANTS: tuple[Variant, ...] = get_args(Variant)
"""Variants of the population projection. The first is the default."""
