"""Base classes for parts of a plan or scenario, which can't be changed and reject unknown keys."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, ClassVar, Final, Generic, NamedTuple, Self, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, RootModel, model_validator
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import literal_schema

from mtfp.findings.arguments import one_named
from mtfp.findings.short import Short, worth
from mtfp.model.base.shorthand import Schema, exactly_one


class Part(Short, BaseModel):
    """Part of a plan or scenario. The sentence below a field is the field's description in the JSON Schema."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, defer_build=True)

    def in_short(self) -> str:
        """Return the fields that differ from their defaults: simple values, and the number of items of other values."""
        return ", ".join(f"{key} {text}" for key, value in self.file_form().items() if (text := worth(value)))

    def __str__(self) -> str:
        return repr(self)

    def but(self, **changes: Any) -> Self:
        """Return a copy with some fields changed, checked as a file would be.

        A new value may be written as in a file, such as `"3%"`, or be taken from another plan. Raises Unknown (a
        LookupError), with the nearest field, for a name that is not a field, and Refused, with every error, if a file
        with these values would be refused. In a whole plan, the entries must also fit each other; only errors that the
        plan didn't have before are refused. No file is read, so a new value can't name another file.

        >>> from mtfp import Plan
        >>> plan = Plan.model_validate({"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k",
        ...     "lines": {}, "funding": {}})
        >>> plan.but(years=5).timeline.last
        '2030/31'
        >>> plan.but(yrs=5)
        Traceback (most recent call last):
        mtfp.findings.suggest.Unknown: no field is called `yrs`: did you mean `years`?
        >>> plan.but(years=0)
        Traceback (most recent call last):
        mtfp.findings.finding.Refused: years: error[E213]: `years` must be 1 or more, found `0`; correct the number
        """
        from mtfp.reading.change import changed

        return changed(self, changes)

    def with_fields(self, **changes: Any) -> Self:
        """Return a copy with some fields changed, whose values aren't checked.

        Levers use it, because a plan is checked once all levers have changed it. Raises Unknown for an unknown name.
        """
        self.require_fields(changes)
        return self.model_copy(update=changes)

    @classmethod
    def require_fields(cls, names: Iterable[str]) -> None:
        """Raise Unknown, with the nearest field, for a name that is not a field of the part."""
        for name in names:
            one_named(name, cls.model_fields, "field")

    def file_form(self) -> dict[str, Any]:
        """Return the fields by the keys of a file, without those that a file would leave out. Parts inside stay."""
        keys = {about.alias or name: (getattr(self, name), about) for name, about in type(self).model_fields.items()}
        return {key: value for key, (value, about) in keys.items() if about.is_required() or value != about.default}

    def __copy__(self) -> Self:
        """Return a copy without cached results, because a changed copy must calculate its own."""
        copied = super().__copy__()
        for derived in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[derived]
        return copied

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        """Return a copy, with copies of all that the part holds, without cached results."""
        return super(Part, self.__copy__()).__deepcopy__(memo)

    def __getstate__(self) -> dict[Any, Any]:
        """Return the state for another process, without cached results: it can calculate its own."""
        fields = {name: value for name, value in self.__dict__.items() if name in type(self).model_fields}
        return super().__getstate__() | {"__dict__": fields}


Root = TypeVar("Root")


class OneValue(RootModel[Root], Generic[Root]):
    """Part of a plan that is one value without keys, such as `3%` or `[1%, 2%, 3%]`; it can't be changed either."""

    model_config = ConfigDict(frozen=True, defer_build=True)


def dict_or_none(value: object) -> dict[Any, Any] | None:
    """Return a copy of a mapping; None for another value, which a field has before its check."""
    return dict(value) if isinstance(value, Mapping) else None


_CHOICE: Final = "choice"
Chosen = TypeVar("Chosen")
Choice = Annotated[Chosen | None, _CHOICE]
"""Type of a field that is one of the choices of a `OneOf`, such as `carry: Choice[Carry] = None`."""


class OneOf(Part):
    """Part that must have exactly one of several keys, such as `{interval: [...]}` or `{carry: {}}`."""

    choices: ClassVar[Mapping[str, type[BaseModel]]]
    """Classes of the fields marked `Choice`, by field name, in the order of the fields."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        marked = {name: about.annotation for name, about in cls.model_fields.items() if _CHOICE in about.metadata}
        cls.choices = {name: get_args(annotation)[0] for name, annotation in marked.items()}

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        given = [name for name in self.choices if getattr(self, name) is not None]
        if len(given) != 1:
            raise problem(
                "E215",
                f"exactly one of {listed(self.choices)} is needed, found {listed(given) if given else 'none'}",
                "keep the one that is right, and delete the rest" if given else f"write one of {listed(self.choices)}",
            )
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        return {**handler(core), **exactly_one(*cls.choices)}

    @property
    def chosen(self) -> str:
        """Key of the choice that the part has."""
        return next(name for name in self.choices if getattr(self, name) is not None)

    def with_choice(self, choice: object) -> Self:
        """Return a copy that has only this choice, under the key of its class."""
        (key,) = (name for name, kind in self.choices.items() if isinstance(choice, kind))
        return self.with_fields(**{**dict.fromkeys(self.choices), key: choice})


class KeyOf(NamedTuple):
    """Mark for text that must be the key of one of a part's choices: `Annotated[str, KeyOf(Stream)]`."""

    part: type[OneOf]

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return literal_schema(list(self.part.choices))


def problem(code: str, message: str, fix: str) -> PydanticCustomError:
    """Return an error about one value, for a validator to raise. `mtfp.reading` adds the file and line."""
    escaped = message.replace("{", "{{").replace("}", "}}")
    return PydanticCustomError(code, escaped, {"fix": fix})


def listed(words: Iterable[str]) -> str:
    """List words in backticks, with commas and a final `and`.

    >>> listed(["uplift", "stated", "follows"])
    '`uplift`, `stated` and `follows`'
    """
    quoted = [f"`{word}`" for word in words]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
