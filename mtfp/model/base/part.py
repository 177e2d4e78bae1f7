"""The base of everything a plan or scenario can say: frozen, equal by value, no unknown keys."""

from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema, PydanticCustomError

from mtfp.model.base.shorthand import Schema, exactly_one


class Part(BaseModel):
    """One piece of a plan. The sentence under a field is its description in the JSON Schema."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, defer_build=True)

    def but(self, **changes: Any) -> Self:
        """The same piece with some fields changed; values must already be of the fields' types."""
        return self.model_copy(update=changes)

    def __copy__(self) -> Self:
        """A copy without what was worked out from the fields: in a changed copy it would be the old piece's."""
        copied = super().__copy__()
        for derived in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[derived]
        return copied


class OneOf(Part):
    """A piece that says exactly one of several things, by its key: `{interval: [...]}`, `{carry: {}}`."""

    choices: ClassVar[tuple[str, ...]]

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        said = [name for name in self.choices if getattr(self, name) is not None]
        if len(said) != 1:
            raise problem(
                "E215",
                f"exactly one of {listed(self.choices)} is needed, found {listed(said) if said else 'none'}",
                "keep the one that is meant" if said else f"write one of {listed(self.choices)}",
            )
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        return {**handler(core), **exactly_one(*cls.choices)}

    @property
    def chosen(self) -> str:
        """The key that was written."""
        return next(name for name in self.choices if getattr(self, name) is not None)


def problem(code: str, message: str, fix: str) -> PydanticCustomError:
    """A complaint about one value, for a validator to raise; the reader of files adds the place."""
    escaped = message.replace("{", "{{").replace("}", "}}")
    return PydanticCustomError(code, escaped, {"fix": fix})


def listed(words: tuple[str, ...] | list[str]) -> str:
    """Words as a person lists them.

    >>> listed(["uplift", "stated", "follows"])
    '`uplift`, `stated` and `follows`'
    """
    quoted = [f"`{word}`" for word in words]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
