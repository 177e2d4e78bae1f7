"""Display of findings: as text for people, as workflow commands for GitHub, and as records for programs.

Text from a file can't control the terminal: characters that move the cursor or turn the direction of writing are
shown as escapes. Must not know what the findings are about.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable

from mtfp.findings.finding import Finding, Severity, in_order
from mtfp.findings.limit import MORE
from mtfp.findings.place import Place

ACTIVE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode's categories of control and format characters, surrogates, and line and paragraph separators."""
TAB = "    "
BEFORE, AFTER = 50, 50
"""Most characters of a long line shown before the caret, and most shown from the caret on."""


def show(finding: Finding) -> str:
    r"""Return a finding as text: place and message, source line with an underline, the lever behind it, and the repair.

    >>> place = Place("plan.yaml", 36, 15, 2, "      budget: -5   # bad")
    >>> fix = "write income as a line with kind: income"
    >>> print(show(Finding("E203", "budget must be zero or more, found -5", place, fix)))
    plan.yaml:36:15: error[E203]: budget must be zero or more, found -5
       36 |       budget: -5   # bad
          |               ^^
      fix:  write income as a line with kind: income
    """
    lines = [f"{printable(str(finding.place))}: {finding.severity}[{finding.code}]: {printable(finding.message)}"]
    if finding.place.line and finding.place.source:
        lines += _underlined(finding.place)
    if finding.via:
        lines.append(f"  from: {printable(str(finding.via))}")
    if finding.fix:
        lines.append(f"  fix:  {printable(finding.fix)}")
    return "\n".join(lines)


def show_all(findings: Iterable[Finding], most: int = 50) -> str:
    """Return findings as text in order of place, at most `most` of them. The last line counts errors and warnings.

    Findings that a file has more errors are always shown, and not counted.
    """
    ordered, more = list[Finding](), list[Finding]()
    for finding in in_order(findings):
        (more if finding.code == MORE else ordered).append(finding)
    if not ordered:
        return ""
    shown = [show(finding) for finding in ordered[:most]]
    if len(ordered) > most:
        shown.append(f"… and {len(ordered) - most} more, not shown.")
    shown += map(show, more)
    first = min(ordered, key=lambda each: (each.severity is not Severity.ERROR, not each.message.endswith("?")))
    count = f"{'At least ' if more else ''}{_counted(ordered)}"
    return "\n".join([*shown, f"{count}. `mtfp explain {first.code}` tells more."])


def as_github(finding: Finding, title: str = "", severity: Severity | None = None) -> str:
    """Return a finding as a workflow command, which GitHub shows next to the line. `title` is an optional heading.

    `severity` replaces the finding's own severity, for example if a policy makes a warning fatal.

    Escapes follow GitHub's own toolkit (actions/toolkit, packages/core/src/command.ts).

    >>> as_github(Finding("E103", "`cpi` is given twice", Place("plan.yaml", 3, 5), "delete one"))
    '::error file=plan.yaml,line=3,col=5::E103: `cpi` is given twice; delete one'
    """
    place = finding.place
    properties = [f"file={_property(place.file)}"]
    if place.line:
        properties += [f"line={place.line}", f"col={place.column}"]
    if title:
        properties.append(f"title={_property(title)}")
    message = "; ".join(part for part in (f"{finding.code}: {finding.message}", finding.fix) if part)
    return f"::{severity or finding.severity} {','.join(properties)}::{_escaped(message)}"


def as_record(finding: Finding) -> dict[str, str | int | None]:
    """Return a finding as plain values for JSON.

    `end_column` is the first column after the mistake. For a whole file, `line` and both columns are None.
    """
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "file": place.file,
        "line": place.line or None,
        "column": place.column if place.line else None,
        "end_column": place.column + place.length if place.line else None,
        "fix": finding.fix,
    }


def printable(text: str, keep: str = "") -> str:
    r"""Return a text that can't control a terminal: control characters become escapes, except those in `keep`.

    >>> printable("red: \x1b[31m, line\nbreak")
    'red: \\x1b[31m, line\\nbreak'
    """
    return "".join(character if character in keep else _spelled(character) for character in text)


def _spelled(character: str) -> str:
    if unicodedata.category(character) not in ACTIVE:
        return character
    return character.encode("unicode_escape").decode("ascii")


def _underlined(place: Place) -> list[str]:
    """Return the source line with its number, and a line of carets below. A long line is cut around the carets."""
    start = max(0, place.column - 1)
    first = max(0, start - BEFORE) if len(place.source) > BEFORE + AFTER else 0
    last = max(start, first) + AFTER if len(place.source) > BEFORE + AFTER else len(place.source)
    before = ("…" if first else "") + _shown(place.source[first:start])
    marked = _shown(place.source[start : min(start + place.length, last)])
    after = _shown(place.source[start + place.length : last]) + ("…" if last < len(place.source) else "")
    number = f"{place.line:>5}"
    carets = " " * _width(before) + "^" * max(1, _width(marked))
    return [f"{number} | {before}{marked}{after}".rstrip(), f"{' ' * len(number)} | {carets}"]


def _shown(source: str) -> str:
    return printable(source, keep="\t").replace("\t", TAB)


def _width(shown: str) -> int:
    """Return the width of a text in columns of a terminal: two for a wide character, zero for a combining accent."""
    return sum(0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF") for sign in shown)


def _counted(findings: Iterable[Finding]) -> str:
    count = Counter(finding.severity for finding in findings)
    parts = [f"{count[kind]} {kind}{'' if count[kind] == 1 else 's'}" for kind in Severity if count[kind]]
    return ", ".join(parts)


def _escaped(text: str) -> str:
    return printable(text, keep="\r\n").replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
