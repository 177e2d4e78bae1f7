"""What is wrong with a plan's meaning, by the path of the value; the reader of files adds the place."""

from dataclasses import dataclass

from mtfp.findings.place import Path


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint: its code, where in the document, what is wrong, and how to mend it."""

    code: str
    path: Path
    message: str
    fix: str = ""
    of_key: bool = False
