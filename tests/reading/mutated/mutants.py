"""Mutants by number: the same number is the same input with the same changes, on every machine."""

from bisect import bisect
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from tests.reading.mutated import of_cells, of_numbers, of_structure, of_text
from tests.reading.mutated.inputs import Input, inputs
from tests.reading.mutated.of_text import Change


@dataclass(frozen=True)
class Mutant:
    """An input whose spoilt file has the text `text`, after the changes with these names."""

    number: int
    input: Input
    text: str
    changes: tuple[str, ...]

    def __str__(self) -> str:
        return f"mutant {self.number} of {self.input.name}: {', '.join(self.changes)}"


def mutant(number: int) -> Mutant:
    """Return the mutant with a number: one to three changes of one input, drawn from random numbers of its own."""
    random = Random(f"mutant {number}")  # noqa: S311
    chosen = _chosen(random)
    text, names = chosen.text, []
    for change in _changes(chosen, random):
        text = change(text, random)
        names.append(change.__name__)
    return Mutant(number, chosen, text, tuple(names))


def _chosen(random: Random) -> Input:
    limits = list(accumulate(each.weight for each in inputs()))
    return inputs()[bisect(limits, random.randrange(limits[-1]))]


def _changes(chosen: Input, random: Random) -> list[Change]:
    """Return one to three changes; a change of the structure comes alone or first, since later ones may break it."""
    count = random.choice((1, 1, 1, 2, 3))
    if chosen.is_table:
        of_table = (*of_text.CHANGES, *of_numbers.CHANGES, *[of_cells.change_cells] * 24)
        return random.choices(of_table, k=count)
    changes: list[Change] = random.choices((*of_text.CHANGES, *of_numbers.CHANGES), k=count)
    if random.random() < 0.4:
        changes[0] = of_structure.change_structure
    return changes
