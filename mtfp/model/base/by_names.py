"""Selection of a plan's items, by their names or by their attributes."""

from typing import Any, ClassVar

from pydantic import GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from mtfp.model.base.part import Part, listed
from mtfp.model.base.shorthand import Schema, or_names


class ByNames(Part):
    """Selection of items by name or attribute: `care_at_home`, `[care_at_home, day_care]`, `{partner: nhs}`."""

    everything: ClassVar = "any attribute"

    names: tuple[str, ...] = ()
    """Names of the items."""

    @model_validator(mode="before")
    @classmethod
    def _from_names(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"names": (value,)}
        return {"names": tuple(value)} if isinstance(value, list | tuple) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        return or_names(handler(core))

    @property
    def attributes(self) -> dict[str, Any]:
        """Attributes that the items must have."""
        return {key: value for key, value in self if key != "names" and value is not None}

    def __str__(self) -> str:
        if self.names:
            return listed(self.names)
        return ", ".join(f"{key} {_or(value)}" for key, value in self.attributes.items()) or self.everything


def _or(value: Any) -> str:
    return " or ".join(value) if isinstance(value, tuple) else str(value)
