"""Options file: the options that a group may choose, and the scale by which it scored their impact."""

from typing import Literal

from pydantic import Field

from mtfp.findings.short import counted
from mtfp.model.base.part import Part
from mtfp.model.base.values import Name, Text
from mtfp.scenarios.options.option import ImpactScale, Option


class Options(Part):
    """Options of a planning group for one plan, with the keys of an options file (`docs/deciding/options.md`)."""

    mtfp: Literal[1]
    """Version of the file format: 1."""
    scale: ImpactScale
    """Scale of the impacts."""
    options: dict[Name, Option] = Field(min_length=1)
    """Options by name."""
    source: Text = ""
    """Source of the options."""
    notes: Text = ""
    """Notes for readers."""

    def in_short(self) -> str:
        return counted(len(self.options), "option")

    def label(self, name: str) -> str:
        """Return an option's label, or its name in words."""
        return self.options[name].label or name.replace("_", " ").capitalize()
