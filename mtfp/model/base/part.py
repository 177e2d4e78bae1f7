"""The base of everything a plan or scenario can say: frozen, equal by value, no unknown keys."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final, Self, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import literal_schema

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


_CHOICE: Final = "choice"
Chosen = TypeVar("Chosen")
Choice = Annotated[Chosen | None, _CHOICE]
"""The type of a field that is one of the choices of a `OneOf`: `carry: Choice[Carry] = None`."""


class OneOf(Part):
    """A piece that says exactly one of several things, by its key: `{interval: [...]}`, `{carry: {}}`."""

    choices: ClassVar[Mapping[str, type[BaseModel]]]
    """The fields that are a `Choice`, in order, each with its class."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        marked = {name: about.annotation for name, about in cls.model_fields.items() if _CHOICE in about.metadata}
        cls.choices = {name: get_args(annotation)[0] for name, annotation in marked.items()}

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

    def with_choice(self, choice: object) -> Self:
        """The same piece with this choice, found by its class, and all the others cleared."""
        (key,) = (name for name, kind in self.choices.items() if isinstance(choice, kind))
        return self.but(**{**dict.fromkeys(self.choices), key: choice})


@dataclass(frozen=True)
class KeyOf:
    """Marks text that is the key of a choice: `Annotated[str, KeyOf(Stream)]`."""

    part: type[OneOf]

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return literal_schema(list(self.part.choices))


def problem(code: str, message: str, fix: str) -> PydanticCustomError:
    """A complaint about one value, for a validator to raise; the reader of files adds the place."""
    escaped = message.replace("{", "{{").replace("}", "}}")
    return PydanticCustomError(code, escaped, {"fix": fix})


def listed(words: Iterable[str]) -> str:
    """Words as a person lists them.

    >>> listed(["uplift", "stated", "follows"])
    '`uplift`, `stated` and `follows`'
    """
    quoted = [f"`{word}`" for word in words]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
