"""Put spreads into words: the range of possible values, and how likely it is."""

from collections.abc import Callable

from mtfp.model.base.years import ByYear
from mtfp.model.uncertainty.shapes import Beta, Discrete, Interval, Lognormal, Normal, Pert, Triangular, Uniform
from mtfp.model.uncertainty.spreads import Spread
from mtfp.scenarios.words import number_in_words

NONE = "none, taken as certain"
EIGHT_IN_TEN = "in 8 draws out of 10"
Write = Callable[[float], str]
"""Function that writes a number of a spread in its unit."""


def plain(number: float) -> str:
    """Return a number of a spread as text, with a proper minus sign.

    >>> from mtfp.model.base.values import Percent
    >>> plain(Percent(-0.015)), plain(0.15)
    ('−1.5%', '0.15')
    """
    return number_in_words(number).replace("-", "−")


def spread_in_words(spread: ByYear[Spread] | Spread | None, write: Write = plain) -> str:
    """Return a spread in words, by year if it differs between years.

    >>> words = {"interval": ["-1%", "+2%"], "around": "central"}
    >>> spread_in_words(Spread.model_validate(words))
    'from −1.0% to +2.0% around the central value in 8 draws out of 10'
    """
    if spread is None:
        return NONE
    if isinstance(spread, Spread):
        return _one(spread, write)
    years = [f"in {year} {_one(each, write)}" for year, each in spread.years.items()]
    last = [] if spread.then is None else [f"then {_one(spread.then, write)}" if years else _one(spread.then, write)]
    return "; ".join([*years, *last])


def _one(spread: Spread, write: Write) -> str:
    def number(value: float) -> str:
        return f"+{write(value)}" if spread.around and value > 0 else write(value)

    low, high = spread.shape.span
    if low == high:
        return "none" if spread.around else f"none, always {number(low)}"
    return _shape(spread.shape, number, " around the central value" if spread.around else "")


def _shape(shape: object, number: Write, around: str) -> str:
    match shape:
        case Interval(root=(low, high)):
            return f"from {number(low)} to {number(high)}{around} {EIGHT_IN_TEN}"
        case Interval(root=(low, middle, high)):
            half = f"in half of all draws below {number(middle)}"
            return f"from {number(low)} to {number(high)}{around} {EIGHT_IN_TEN}, {half}"
        case Triangular(root=(low, mode, high)) | Pert(root=(low, mode, high)):
            kind = "PERT" if isinstance(shape, Pert) else "triangular"
            return f"from {number(low)} to {number(high)}{around}, most likely {number(mode)} ({kind})"
        case Uniform(root=(low, high)):
            return f"from {number(low)} to {number(high)}{around}, all values equally likely"
        case Normal() | Lognormal() | Beta():
            kind = type(shape).__name__.lower()
            return f"{kind} distribution{around}, mean {number(shape.mean)}, standard deviation {number(shape.sd)}"
        case Discrete():
            values = (f"{number(value)} with a chance of {plain(chance)}" for value, chance in shape.root.items())
            return f"{', '.join(values)}{around}"
    raise TypeError(f"no words for {type(shape).__name__}")
