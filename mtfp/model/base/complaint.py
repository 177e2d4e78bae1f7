"""Complaints about values that are valid on their own but don't fit the rest of the plan."""

from dataclasses import dataclass

from mtfp.findings.place import Path
from mtfp.findings.short import Short


@dataclass(frozen=True, slots=True, repr=False)
class Complaint(Short):
    """Complaint about a value: a code, the path of keys to the value, a message and how to mend the value.

    `mtfp.reading` adds the file and line of the value, or of its key if `of_key` is true. `others` are paths of other
    entries that the complaint is about, in whose notes it can be answered too.
    """

    code: str
    path: Path
    message: str
    fix: str = ""
    of_key: bool = False
    others: tuple[Path, ...] = ()
