"""Complaints about a sound value that doesn't fit the rest of the plan."""

from dataclasses import dataclass

from mtfp.findings.place import Path


@dataclass(frozen=True, slots=True)
class Complaint:
    """Complaint: its code, the path of keys to the value, what is wrong and how to mend it.

    Reading adds the file and line: those of the value, or of its key if `of_key` is true.
    """

    code: str
    path: Path
    message: str
    fix: str = ""
    of_key: bool = False
