"""Turn functions into commands: dataclasses become options, `--debug` is added, errors become exit codes."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import wraps
from inspect import Parameter
from typing import Annotated, Any, get_type_hints

import typer

from mtfp.cli.exits import failures

DebugOption = Annotated[bool, typer.Option("--debug", help="Show a traceback if something goes wrong.")]
DEBUG = Parameter("debug", Parameter.KEYWORD_ONLY, default=False, annotation=DebugOption)


def command(body: Callable[..., None]) -> Callable[..., None]:
    """Return the function that Typer registers for a command.

    A parameter annotated with a dataclass becomes one option for each field, `name: Annotated[type, typer.Option(...)]
    = default`, and `body` receives an object of that dataclass. Typer reads these options from the signature set here.
    The body receives the value of `--debug` only if it has a parameter `debug`.
    """
    parameters = inspect.signature(body, eval_str=True).parameters

    @wraps(body)
    def run(**values: Any) -> None:
        from mtfp.text.source import reading_once

        with failures(debug=values["debug"]), reading_once():
            body(**{name: _filled(parameter, values) for name, parameter in parameters.items()})

    opened = [option for parameter in parameters.values() for option in _opened(parameter)]
    if "debug" not in parameters:
        opened.append(DEBUG)
    run.__dict__["__signature__"] = inspect.Signature(opened)
    run.__annotations__ = {option.name: option.annotation for option in opened}
    return run


def _opened(parameter: Parameter) -> Iterator[Parameter]:
    """Yield an option for each field of a dataclass, or the parameter itself, as keyword-only parameters."""
    record = parameter.annotation
    if not is_dataclass(record):
        yield parameter.replace(kind=Parameter.KEYWORD_ONLY)
        return
    annotations = get_type_hints(record, include_extras=True)
    for field in fields(record):
        kind, default = Parameter.KEYWORD_ONLY, _default(field)
        yield Parameter(field.name, kind, default=default, annotation=annotations[field.name])


def _default(field: "Field[Any]") -> Any:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return Parameter.empty if field.default is MISSING else field.default


def _filled(parameter: Parameter, values: Mapping[str, Any]) -> Any:
    record = parameter.annotation
    if not is_dataclass(record) or not isinstance(record, type):
        return values[parameter.name]
    return record(**{field.name: values[field.name] for field in fields(record)})
