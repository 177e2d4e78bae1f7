"""No mutant of a plan, a scenario or a table breaks the program, or is accepted with figures that can't be."""

from pathlib import Path

import pytest

from tests.evidence import size
from tests.reading.mutated.inputs import inputs
from tests.reading.mutated.mutants import Mutant, mutant
from tests.reading.mutated.oracle import outcome

MUTANTS = size(ordinary=320, long=100_000)
PARTS = 8
SIMULATED, SHOWN = 10, 20
"""One mutant of so many is simulated too; one of so many is shown in every table."""


@pytest.mark.parametrize("given", inputs(), ids=lambda given: given.name)
def test_an_input_is_accepted_before_it_is_spoilt(given, tmp_path: Path) -> None:
    found = outcome(Mutant(0, given, given.text, ()), tmp_path, simulated=True, shown=True)
    assert found.accepted, found.findings
    assert found.wrong == ()


@pytest.mark.parametrize("part", range(PARTS))
def test_a_mutant_is_refused_in_plain_words_or_makes_sense(part: int, tmp_path: Path) -> None:
    accepted = 0
    for number in range(part, MUTANTS, PARTS):
        each = mutant(number)
        for file in tmp_path.iterdir():
            file.unlink()
        try:
            found = outcome(each, tmp_path, simulated=number % SIMULATED == 0, shown=number % SHOWN == 0)
        except Exception as error:
            raise AssertionError(f"{each} breaks the program:\n{each.text}") from error
        assert found.wrong == (), f"{each}:\n{each.text}"
        accepted += found.accepted
    assert 0.1 < accepted * PARTS / MUTANTS < 0.6  # neither all noise nor all harmless


def test_a_number_always_gives_the_same_mutant() -> None:
    assert mutant(4663) == mutant(4663)
    assert len({mutant(number).text for number in range(50)}) > 45
