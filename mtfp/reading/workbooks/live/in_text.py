"""Changes of numbers in the text of a plan's file, at their own places: comments, order and everything else stay."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import isclose
from typing import Any

from pydantic import BaseModel, RootModel

from mtfp.findings.place import Path, Place
from mtfp.model.base.values import Percent
from mtfp.model.base.years import ByYear
from mtfp.reading.sheets.with_sheets import WithSheets
from mtfp.reading.workbooks.live.notation import YEAR
from mtfp.reading.workbooks.live.numbers import number_at
from mtfp.scenarios.levers.common.in_part import in_percent
from mtfp.text.source import Source

_NUMBER = re.compile(r"[-+]?(?:[0-9][0-9_]*(?:\.[0-9]*)?|\.[0-9]+)(?:\s?%)?")


class NotInText(Exception):
    """Raised for a number that has no place of its own in the file; `place` is the nearest place."""

    def __init__(self, place: Place) -> None:
        self.place = place
        super().__init__(str(place))


@dataclass(frozen=True, order=True)
class Patch:
    """Change of a text: line and column from 1, the number of characters that go, and the text that comes."""

    line: int
    column: int
    length: int
    text: str


def patched(source: Source, patches: Iterable[Patch]) -> str:
    """Return a text with changes.

    >>> patched(Source("plan.yaml", "a: 1 # x", ("a: 1 # x",)), [Patch(1, 4, 1, "2")])
    'a: 2 # x'
    """
    text = source.text
    for patch in sorted(set(patches), reverse=True):
        start = source.offset(patch.line, patch.column - 1)
        text = text[:start] + patch.text + text[start + patch.length :]
    return text


@dataclass(frozen=True)
class PlanText:
    """Document of a plan, in whose text numbers are changed."""

    document: WithSheets

    def patches(self, key: Path, before: Any, after: Any) -> Iterator[Patch]:
        """Yield the changes of a plan's text that change the numbers of a workbook's row. Raises NotInText."""
        if self.document.has(key[:2]):
            raise NotInText(self.document.place(key))
        yield from self._inside(self.document.value, (), before, after, key)

    def _inside(self, value: Any, path: Path, old: Any, new: Any, key: Path) -> Iterator[Patch]:
        """Yield the changes of a value of the file; `key` leads on inside its part of the plan."""
        if isinstance(old, RootModel):
            yield from self._inside(value, path, old.root, new.root, key)
        elif isinstance(old, ByYear):
            yield from self._by_year(value, path, old, new, key)
        elif not isinstance(value, Mapping | list):
            yield self._number(path, number_at(old, key, None), number_at(new, key, None))
        elif not key:
            for year in new:
                if new[year] != old.get(year):
                    yield self._number((*path, year), old.get(year), new[year])
        else:
            yield from self._step(value, path, old, new, key)

    def _step(self, value: Any, path: Path, old: Any, new: Any, key: Path) -> Iterator[Patch]:
        step, rest = key[0], key[1:]
        if isinstance(old, tuple):
            at = int(step)
            is_list = isinstance(value, list)  # a single item may stand without brackets
            to = (*path, at) if is_list else path
            yield from self._inside(value[at] if is_list else value, to, old[at], new[at], rest)
            return
        was, is_now = (part.get(step) if isinstance(part, Mapping) else getattr(part, str(step)) for part in (old, new))
        if step in value:
            yield from self._inside(value[step], (*path, step), was, is_now, rest)
        elif isinstance(old, BaseModel) and not rest and isinstance(is_now, float):
            yield self._new_key(value, path, f"{step}: {as_text(is_now)}")
        else:
            raise NotInText(self.document.place(path))

    def _by_year(self, value: Any, path: Path, old: ByYear[Any], new: ByYear[Any], key: Path) -> Iterator[Patch]:
        if key and YEAR.fullmatch(str(key[0])):
            year = str(key[0])
            yield from self._inside(value[year], (*path, year), old.years[year], new.years[year], key[1:])
            return
        added = {year: held for year, held in new.years.items() if year not in old.years}
        if not isinstance(value, Mapping):
            yield (
                self._in_place_of_one(path, old, new, key)
                if added
                else self._number(path, number_at(old.then, key, None), number_at(new.then, key, None))
            )
            return
        for year, held in old.years.items():
            if new.years[year] != held:
                yield from self._inside(value[year], (*path, year), held, new.years[year], key)
        if added:
            yield self._before_then(path, added)
        if new.then != old.then:
            yield from self._inside(value["then"], (*path, "then"), old.then, new.then, key)

    def _number(self, path: Path, old: float | None, new: float | None) -> Patch:
        """Return the change of one number. It may stand among words, as in `2% of expenditure`."""
        line, column, text = self._text(path)
        for found in _NUMBER.finditer(text):
            if old is not None and new is not None and isclose(_value(found[0]), old, rel_tol=1e-12, abs_tol=1e-15):
                return Patch(line, column + found.start(), len(found[0]), as_text(new, like=found[0]))
        raise NotInText(self.document.place(path))

    def _text(self, path: Path) -> tuple[int, int, str]:
        if path not in self.document.values:
            raise NotInText(self.document.place(path))
        line, column, length = self.document.values[path]
        return line, column, self.document.lines[line - 1][column - 1 : column - 1 + length]

    def _in_place_of_one(self, path: Path, old: ByYear[Any], new: ByYear[Any], key: Path) -> Patch:
        """Return the change of one value for every year into values by year."""
        line, column, text = self._text(path)
        if key or _NUMBER.fullmatch(text.strip()) is None:
            raise NotInText(self.document.place(path))
        by_year = new.file_form()
        entries = ", ".join(f"{year}: {as_text(held, like=text)}" for year, held in by_year.items())
        return Patch(line, column, len(text), f"{{{entries}}}")

    def _before_then(self, path: Path, added: Mapping[str, Any]) -> Patch:
        """Return the change that gives years before `then` values of their own."""
        if (*path, "then") not in self.document.keys or not all(isinstance(held, float) for held in added.values()):
            raise NotInText(self.document.place(path))
        line, column, _ = self.document.keys[(*path, "then")]
        _, _, like = self._text((*path, "then"))
        entries = [f"{year}: {as_text(held, like=like)}" for year, held in added.items()]
        return self._before(line, column, entries)

    def _new_key(self, value: Mapping[str, Any], path: Path, entry: str) -> Patch:
        """Return the change that adds an entry to a group: after its last entry of one line, or as its first one."""
        first = self.document.keys[(*path, next(iter(value)))]
        if self._is_inline(*first[:2]):
            return self._before(first[0], first[1], [entry])
        simple = [key for key, held in value.items() if not isinstance(held, Mapping | list | str) or key == "label"]
        if not simple:
            return self._before(first[0], first[1], [entry])
        line, column, _ = self.document.keys[(*path, simple[-1])]
        return Patch(line + 1, 1, 0, f"{' ' * (column - 1)}{entry}\n")

    def _is_inline(self, line: int, column: int) -> bool:
        return bool(self.document.lines[line - 1][: column - 1].strip(" -"))

    def _before(self, line: int, column: int, entries: list[str]) -> Patch:
        if self._is_inline(line, column):
            return Patch(line, column, 0, "".join(f"{entry}, " for entry in entries))
        indent = " " * (column - 1)
        return Patch(line, column, 0, "".join(f"{entry}\n{indent}" for entry in entries))


def _value(text: str) -> float:
    digits = text.replace("_", "").replace(" ", "")
    return float(Decimal(digits.removesuffix("%")).scaleb(-2 if digits.endswith("%") else 0))


def as_text(value: float, like: str = "") -> str:
    """Return a number as a plan states it, with the thousands of `like` apart if they are there.

    >>> as_text(Percent(0.04)), as_text(12650.5, like="12_300"), as_text(300.0)
    ('4%', '12_650.5', '300')
    """
    if isinstance(value, Percent):
        return in_percent(value)
    text = f"{Decimal(f'{value:.15g}'):,f}"
    return text.replace(",", "_" if "_" in like else "")
