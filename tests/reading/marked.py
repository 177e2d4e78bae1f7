"""Cases of mistakes: small files with the changed part of the sound plan, and a mark under each expected place.

    lines:
      care_at_home:
        components:
          living_wage: 28
    #                  ^^ E206: a share is written with a percent sign → write 28%

After the code stand words of the message and, after the arrow, of the repair. `# without: lines.grants` leaves an entry
of the sound plan out, and `# renamed: lines to line` gives a section another key. Marks are taken out before the plan
is read. Lines are counted in the case, so that a new line in the sound plan moves no mark.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from mtfp.findings.finding import Finding
from tests.reading.fragments import Line, put_into, text_of

HERE = Path(__file__).parent
SOUND = (HERE / "sound.yaml").read_text(encoding="utf-8")
MARK = re.compile(r"#? *(\^+) ([EW][0-9]{3})(?:: (.*?)(?: → (.*))?)?")


class Spot(NamedTuple):
    """The place of a finding in a case: line, column, number of characters underlined, and its code."""

    line: int
    column: int
    length: int
    code: str


class Mark(NamedTuple):
    """An expected finding: its place and code, and words of its message and of its repair."""

    spot: Spot
    message: str
    repair: str


class Case(NamedTuple):
    """Mistakes in the sound plan. `lines` are those of the whole plan, with their numbers in the case."""

    name: str
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]

    @property
    def plan(self) -> str:
        return text_of(self.lines)

    def spots(self, found: Iterable[Finding]) -> list[Spot]:
        """Return the places of findings in the case; line 0 is a line of the sound plan that the case doesn't have."""
        places = [(finding.place, finding.code) for finding in found]
        return [
            Spot(self.lines[place.line - 1].number or 0, place.column, place.length, code) for place, code in places
        ]


def read_cases(folder: str) -> tuple[Case, ...]:
    """Read every case of a folder next to this file."""
    return tuple(read_case(file) for file in sorted((HERE / folder).glob("*.yaml")))


def read_case(file: Path) -> Case:
    """Read the marks of a case, and put its other lines into the sound plan."""
    written = file.read_text(encoding="utf-8").split("\n")
    marks, above = list[Mark](), 0
    for number, line in enumerate(written, 1):
        if found := MARK.fullmatch(line):
            spot = Spot(above, found.start(1) + 1, len(found[1]), found[2])
            marks.append(Mark(spot, found[3] or "", found[4] or ""))
            written[number - 1] = ""
        else:
            above = number
    return Case(file.stem, tuple(put_into(SOUND, "\n".join(written))), tuple(marks))


CASES = read_cases("cases")
