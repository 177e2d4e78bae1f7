"""Words for the values of a plan: `3.0%`, `£1,250,000`, `85% of today's level from 2026/27`, `none`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel, RootModel

from mtfp.model.base.money_in_words import planned_money
from mtfp.model.base.refers import Refers
from mtfp.model.base.values import Money, MoneyOrShare, Percent, ShareOrAmount, is_name
from mtfp.model.base.years import ByYear, first_calendar_year
from mtfp.model.check import Check
from mtfp.model.costs.commitment import Commitment, MoneyOrTbc
from mtfp.model.costs.line import Activity
from mtfp.model.costs.move import Move
from mtfp.model.costs.service_level import ServiceLevel, Stranded
from mtfp.model.costs.target import Selector
from mtfp.model.plan import ABBREVIATIONS, Plan
from mtfp.model.scheme.closing_steps import Step
from mtfp.model.scheme.reserve import Threshold

DIGITS = 3
"""Most decimals shown; zeros at the end are dropped."""
ALL_DIGITS = 14
"""Decimals shown if the old and the new value would read the same with fewer."""
ABOUT = ("label", "source", "owner", "note")
"""Keys that only describe an item; their values are shown only if nothing else differs."""
MOST = 160
"""Most characters shown of a longer text."""
FEW = 3
"""Most lines named one by one; more are counted."""
YEAR = re.compile(r"\d{4}/\d\d")
NONE = "none"
TO_BE_CONFIRMED = "tbc"
KEYS = {
    "floor": "minimum level",
    "one_off": "one-off money",
    "steps": "closing steps",
    "tracks": "link",
    "plus": "addition",
    "sd": "standard deviation",
    "who": "shared",
    "additional_payments": "additional partner contributions",
    TO_BE_CONFIRMED: "to be confirmed",
}
"""Words in place of keys that a reader might not understand."""
PHRASES = {
    "amount": "{}",
    "central": "{}",
    "planned": "{}",
    "spend": "{}",
    "line": "on {}",
    "lines": "on {}",
    "out_of": "out of {}",
    "into": "into {}",
    "indexed": "grows with {}",
    "released": "{} released",
    "who": "{}",
    "reserves": "reserves: {}",
    "order": "{}",
}
"""Phrases for keys inside an item, with {} for the value; any other key is followed by a colon and its value."""
MONEY_FIRST = ("amount", "planned", "spend", "opening", "base", "central")
"""Keys of amounts of money, which come first in the words for an item."""
PACE = {"linear": "in even steps from", "front": "most of it early, from", "back": "most of it late, from"}
"""Words for the pace of a change (`profile`), followed by its first year."""
_MONEY = (
    Money.__metadata__[0],  # type: ignore[attr-defined]
    MoneyOrTbc.__metadata__[0],  # type: ignore[attr-defined]
    *(kind.__metadata__[-1] for kind in (MoneyOrShare, ShareOrAmount)),  # type: ignore[attr-defined]
)
"""Validators that mark a number as money. In these fields too, a number with a percent sign is a share."""
LIMITS = ("at_least", "at_most")
"""Fields of a check whose numbers are money, unless they have a percent sign."""


class Meaning(NamedTuple):
    """Meaning of a field's values: amounts of money, or names of items in a section of the plan."""

    money: bool = False
    section: str = ""


PLAIN = Meaning()


@cache
def meaning_of(part: type[BaseModel], field: str) -> Meaning:
    """Return the meaning of a field's values, taken from its type.

    >>> from mtfp.model.costs.commitment import Commitment
    >>> meaning_of(Commitment, "amount"), meaning_of(Commitment, "indexed")
    (Meaning(money=True, section=''), Meaning(money=False, section='assumptions'))
    """
    about = part.model_fields[field]
    marks = [*about.metadata, *_marks(about.annotation)]
    sections = [mark.section for mark in marks if isinstance(mark, Refers)]
    is_limit = issubclass(part, Check) and field in LIMITS
    return Meaning(is_limit or any(mark in _MONEY for mark in marks), sections[0] if sections else "")


def _marks(kind: Any) -> Iterator[Any]:
    """Yield the marks inside a type. Of a mapping or a path by year, only the values' marks are yielded."""
    if isinstance(kind, type) and issubclass(kind, ByYear | RootModel):
        name = "then" if issubclass(kind, ByYear) else "root"
        yield from (*kind.model_fields[name].metadata, *_marks(kind.model_fields[name].annotation))
    for inner in get_args(kind)[1 if get_origin(kind) is dict else 0 :]:
        yield from (inner, *_marks(inner))


def in_words(value: Any, *, exact: bool = False) -> str:
    """Return a value in words, without reference to a plan. Amounts of money are shown without a unit.

    >>> in_words(True), in_words("in_kind"), in_words({"2026/27": 12300.0}), in_words(None)
    ('yes', 'in kind', '12,300 in 2026/27', 'none')
    """
    return PlanWords(None, exact=exact).value(value)


def number_in_words(value: float, *, digits: int = DIGITS) -> str:
    """Return a number with commas between thousands, or a percentage with at least one decimal."""
    percent = isinstance(value, Percent)
    text = _trimmed(value * 100 if percent else value, digits)
    return text if not percent else f"{text}%" if "." in text else f"{text}.0%"


def exact_money(amount: float, unit: str) -> str:
    """Return an amount with all its decimals, in the unit of its plan.

    >>> exact_money(1250.5, "£k"), exact_money(-0.4, "£m"), exact_money(0.0, "£")
    ('£1,250.5k', '−£0.4m', '£0')
    """
    text = _trimmed(abs(amount), ALL_DIGITS)
    return f"{'−' if amount < 0 and text != '0' else ''}£{text}{unit.removeprefix('£')}"


def level_in_words(level: float) -> str:
    """Return a service level, or another share, as a percentage with at most one decimal.

    >>> level_in_words(0.85), level_in_words(1.00685)
    ('85%', '100.7%')
    """
    return f"{_trimmed(level * 100, 1)}%"


def _trimmed(number: float, digits: int) -> str:
    text = f"{abs(number):,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if digits else text
    return f"−{text}" if number < 0 and text != "0" else text


def service_level_in_words(change: ServiceLevel, of: str = "today's level") -> str:
    """Return a change of the service level in words. `of` names the level to which its percentage applies.

    >>> change = {"level": "85%", "from": "2026/27", "to": "2029/30", "released": "70%"}
    >>> service_level_in_words(ServiceLevel.model_validate(change))
    "85% of today's level by 2029/30, in even steps from 2026/27; 70% of the variable cost is saved"
    """
    parts = [f"{level_in_words(change.level)} of {of} {pace_in_words(change)}"]
    if change.step_fixed:
        parts.append("its cost is stated separately")
    elif change.level < 1 and change.released < 1:
        parts.append(f"{level_in_words(change.released)} of the variable cost is saved")
    if change.stranded:
        parts.append(f"the cost left behind runs off over {_years(change.stranded)}")
    if change.bought_elsewhere:
        what = "no longer provided is spent" if change.level < 1 else "added here is saved"
        parts.append(f"{level_in_words(change.bought_elsewhere)} of the cost of care {what} on care elsewhere")
    return "; ".join(parts)


def pace_in_words(change: ServiceLevel | Move) -> str:
    """Return the years of a change in words, such as `from 2026/27` or `by 2029/30, in even steps from 2026/27`."""
    if change.to in (None, change.from_) or change.profile == "step":
        return f"from {change.from_}"
    return f"by {change.to}, {PACE[change.profile]} {change.from_}"


def _years(stranded: Stranded) -> str:
    return f"{stranded.years:g} year{'s' if stranded.years > 1 else ''}"


@dataclass(frozen=True)
class PlanWords:
    """Words for the values of one plan: money in the plan's unit, items by their labels.

    `exact` shows all decimals, names in place of labels, all lines one by one, and keys that only describe an item.
    """

    plan: Plan | None
    exact: bool = False

    def value(self, value: Any, meaning: Meaning = PLAIN) -> str:
        """Return a value in the words that a reader sees."""
        if value is None or value == "":
            return NONE
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int | float):
            return self._number(value, meaning)
        if isinstance(value, str):
            return self._text(value, meaning)
        return self._several(value, meaning) or NONE

    def _number(self, value: float, meaning: Meaning) -> str:
        if not meaning.money or isinstance(value, Percent) or self.plan is None:
            return number_in_words(value, digits=ALL_DIGITS if self.exact else DIGITS)
        return (exact_money if self.exact else planned_money)(value, self.plan.unit)

    def _text(self, text: str, meaning: Meaning) -> str:
        if self.plan and not self.exact and meaning.section and text in getattr(self.plan, meaning.section):
            return self.plan.label(meaning.section, text)
        words = KEYS[text] if text == TO_BE_CONFIRMED else spoken(text) if self.plan else text.replace("_", " ")
        return words if len(words) <= MOST else f"{words[: MOST - 1]}…"

    def _several(self, value: Any, meaning: Meaning) -> str:
        if isinstance(value, ServiceLevel) and not self.exact:
            return service_level_in_words(value)
        if isinstance(value, Move) and not self.exact:
            return self._move(value)
        if isinstance(value, RootModel):
            return self.value(value.root, meaning_of(type(value), "root"))
        if isinstance(value, Selector):
            return self._lines(value)
        if isinstance(value, Threshold):
            share = "" if value.share is None else f"{self.value(value.share)} of expenditure"
            return share or self.value(value.amount, Meaning(money=True))
        if isinstance(value, Activity) and not self.exact:
            return f"{self.value(value.base)} {value.unit}"
        if isinstance(value, Step):
            inside = self._several(value.rule, PLAIN)
            return f"{key_in_words(value.chosen)} ({inside})" if inside else key_in_words(value.chosen)
        if isinstance(value, ByYear):
            then = {} if value.then is None else {"then": value.then}
            return self._by_year({**value.years, **then}, meaning) if value.years else self.value(value.then, meaning)
        if isinstance(value, BaseModel):
            return "; ".join(self._pieces(value))
        if isinstance(value, Mapping):
            return self._mapping(value, meaning)
        return ", ".join(self.value(item, meaning) for item in value)

    def _move(self, move: Move) -> str:
        """Return a move in words: what leaves, where it goes, by when, and the money released and re-invested."""
        leaves = f"{level_in_words(move.activity)} of the activity of {self._lines(move.out_of)} moves to "
        released = f"{level_in_words(move.released)} of its variable cost"
        if move.stranded:
            released += f", and the rest over {_years(move.stranded)}"
        if move.ratio is None:
            assert move.reinvested is not None
            there = f"{level_in_words(move.reinvested)} of the released money is re-invested"
        else:
            there = f"{number_in_words(move.ratio)} units are added for each unit that leaves"
        return f"{leaves}{self._lines(move.into)} {pace_in_words(move)}; this releases {released}, and {there}"

    def _lines(self, lines: Selector) -> str:
        """Return the selected lines in words: by name if they are few, else their number, or their attributes."""
        if len(lines.names) > FEW and not self.exact:
            return f"{len(lines.names)} lines"
        attributes = ", ".join(f"{key_in_words(key)} {self.value(value)}" for key, value in lines.attributes.items())
        names = ", ".join(self._text(name, Meaning(section="lines")) for name in lines.names)
        return names or (f"lines with {attributes}" if attributes else lines.everything)

    def _mapping(self, value: Mapping[Any, Any], meaning: Meaning) -> str:
        confirmed = {key: TO_BE_CONFIRMED if inner is None else inner for key, inner in value.items()}
        if confirmed and all(YEAR.fullmatch(str(key)) for key in confirmed):
            return self._by_year(confirmed, meaning)
        return ", ".join(f"{key_in_words(str(key))}: {self.value(inner, meaning)}" for key, inner in confirmed.items())

    def _by_year(self, by_year: Mapping[str, Any], meaning: Meaning) -> str:
        """Return values by year. Equal values in consecutive years are shown once, with the first and last year."""
        words = [(year, self.value(value, meaning)) for year, value in by_year.items()]
        runs = [list(run) for _, run in groupby(enumerate(words), key=lambda each: _run_of(*each))]
        return ", ".join(_in_years([each for _, each in run], meaning) for run in runs)

    def _pieces(self, part: BaseModel) -> Iterator[str]:
        """Yield the keys and values of a piece of a plan that differ from its defaults, money first."""
        found = {
            about.alias or name: (getattr(part, name), meaning_of(type(part), name))
            for name, about in type(part).model_fields.items()
            if (self.exact or name not in ABOUT) and getattr(part, name) != about.default
        }
        grows = self._growing(found) if isinstance(part, Commitment) and not self.exact else ""
        for key in sorted(found, key=lambda key: key not in MONEY_FIRST):
            value, meaning = found[key]
            if grows and key in ("recurring", "indexed"):
                yield from [grows] if key == "recurring" else []
            elif isinstance(value, bool):
                yield key_in_words(key) if value else f"not {key_in_words(key)}"
            elif _is_plain_part(value):
                yield f"{key_in_words(key)} ({', '.join(self._pieces(value))})"
            elif key in PHRASES and not self.exact:
                yield PHRASES[key].format(self.value(value, meaning))
            else:
                yield f"{key_in_words(key)}: {self.value(value, meaning)}"

    def _growing(self, found: Mapping[str, tuple[Any, Meaning]]) -> str:
        """Return in words that a commitment recurs, and with which assumption it grows; empty for one-off amounts."""
        if not found.get("recurring", (False,))[0]:
            return ""
        amounts = found["amount"][0].values()
        paid = "paid" if all(amount is None or amount > 0 for amount in amounts) else "counted"
        words = f"{'each amount is ' if len(amounts) > 1 else ''}{paid} every year from then on"
        return f"{words}, and grows with {self.value(*found['indexed'])}" if "indexed" in found else words


def _is_plain_part(value: object) -> bool:
    """Return True if a value is a piece of a plan that is described key by key."""
    return isinstance(value, BaseModel) and not isinstance(
        value, RootModel | ByYear | Selector | Threshold | Activity | Step
    )


def key_in_words(key: str) -> str:
    """Return a key in words.

    >>> key_in_words("floor"), key_in_words("nhs_payment"), key_in_words("planned_use")
    ('minimum level', 'NHS payment', 'planned use')
    """
    return KEYS.get(key) or spoken(key)


def spoken(text: str) -> str:
    """Return a text with spaces in place of underscores. In a name, abbreviations are in capitals."""
    words = text.replace("_", " ")
    return " ".join(ABBREVIATIONS.get(word, word) for word in words.split()) if is_name(text) else words


def _run_of(number: int, each: tuple[str, str]) -> tuple[str, int]:
    """Return a grouping key. Equal values in consecutive years share the same key."""
    year, words = each
    return words, first_calendar_year(year) - number if YEAR.fullmatch(year) else -1


def _in_years(run: list[tuple[str, str]], meaning: Meaning) -> str:
    (first, words), (last, _) = run[0], run[-1]
    if first == "then":
        return f"then {words}"
    if first == last:
        return f"{words} in {first}"
    return f"{words}{' a year' if meaning.money else ''} in {first} {'and' if len(run) == 2 else 'to'} {last}"
