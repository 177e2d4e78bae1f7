"""Amounts and percentages as spreadsheets write them: `£1,234`, `(1,234)`, `-` for zero.

An amount that can be read in one way only is read. Any other is refused, with its cause.
"""

import re

from mtfp.findings.finding import Finding
from mtfp.findings.place import Place
from mtfp.findings.suggest import quoted

NOWHERE = Place("")
_DASHES = re.compile("[–—−]")
_BLANKS = re.compile(r"\s+")
_PLAIN = r"(?:[0-9]+\.?|[0-9]*\.[0-9]+)"
_GROUPED = r"[0-9]{1,3}(?P<between>[,_ '’])[0-9]{3}(?:(?P=between)[0-9]{3})*(?:\.[0-9]*)?"
_AMOUNT = re.compile(rf"(?P<minus>- ?)?(?P<digits>{_PLAIN}|{_GROUPED})(?P<percent> ?%)?")
_BRACKETS = re.compile(r"(?:\((.*)\)|(.*[0-9%]) ?-)")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = re.compile(
    rf"[0-9]{{1,2}}[/.-][0-9]{{1,2}}(?:[/.-](?:[0-9]{{2}}|[0-9]{{4}}))?|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:[T ].*)?"
    rf"|(?:[0-9]{{1,2}}[ /-])?(?:{_MONTHS})[a-z]*\.?(?:[ /-](?:[0-9]{{2}}|[0-9]{{4}}))?",
    re.IGNORECASE,
)
_UNCLEAR = (
    (
        re.compile(r"[-+(£ ]*[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+[)% ]*|[-+(£ ]*[0-9]{1,3}(?:\.[0-9]{3}){2,}[)% ]*"),
        "has points where a British amount has commas",
        "write it like 1,234.56, with a point before decimals",
    ),
    (
        re.compile(r"[-+(£ ]*[0-9]+(?:,[0-9]*)+(?:\.[0-9]*)?[)% -]*"),
        "has a comma that doesn't stand between thousands, so it may be a decimal comma or a lost digit",
        "write thousands like 1,234 and decimals like 1.23",
    ),
    (
        re.compile(r"[-+(£ ]*[0-9]+(?: [0-9]+)+(?:\.[0-9]*)?[)% -]*"),
        "has a blank that doesn't stand between thousands, so it may be two amounts or a lost digit",
        "write one amount, like 1,234",
    ),
    (
        re.compile(r"[-+(£ ]*[0-9.,]+[) ]*(?:CR|DR)\.?", re.IGNORECASE),
        "is marked as a credit or a debit, which the plan's sections don't use",
        "write the amount alone: positive in the direction of its section, in brackets if it is below zero",
    ),
    (re.compile(r"=.+"), "is a formula, not its result", "save the sheet as CSV again from the spreadsheet program"),
    (
        re.compile(r"#+"),
        "stands for a number that didn't fit into the column of the spreadsheet",
        "make the column wider, and save the sheet as CSV again",
    ),
)
"""Amounts that can be read in more than one way, with the cause and the repair."""
_NO_FIGURE = frozenset(("n/a", "na", "n.a.", "nil", "none", "unknown", "tba", "pending", "x", "?", "--", ".", ".."))


def amount(text: str, *, percentage: bool) -> str | None:
    """Return an amount in plain digits, or None if the text can't be read as one in one way only.

    A dash stands for zero; `percentage` is True if that zero is a percentage.

    >>> [amount(text, percentage=False) for text in ("£12,300", "(1,234.50)", " £-   ", "1,234-", "3 %", "1,23", "()")]
    ['12300', '-1234.50', '0', '-1234', '3%', None, None]
    """
    plain, below = _BLANKS.sub(" ", _DASHES.sub("-", text)).strip(), False
    if plain.count("£") == 1:
        plain = re.sub(r"^([-(]?) ?£ ?(.*)$|^(.*[0-9)]) ?£$", lambda f: f"{f[1] or ''}{f[2] or ''}{f[3] or ''}", plain)
    if plain in ("-", "- -"):
        return "0%" if percentage else "0"
    if around := _BRACKETS.fullmatch(plain):
        plain, below = (around[1] or around[2] or "").strip().removeprefix("£").strip(), True
    found = _AMOUNT.fullmatch(plain.removeprefix("+"))
    if not found or (below and (found["minus"] or plain.startswith("+"))):
        return None
    digits = re.sub(r"[,_ '’]", "", found["digits"]).rstrip(".")
    digits = f"0{digits}" if digits.startswith(".") else digits
    return f"{'-' if below or found['minus'] else ''}{digits}{'%' if found['percent'] else ''}"


def unclear_amount(text: str) -> Finding | None:
    """Return the finding that an amount can't be read in one way only; None if the model's own finding says it best."""
    plain = _BLANKS.sub(" ", _DASHES.sub("-", text)).strip()
    found = quoted(text)
    if plain.casefold() in _NO_FIGURE or re.fullmatch(r"#[A-Z/0-9]+[!?]?", plain):
        fix = (
            "mend the formula in the spreadsheet"
            if plain.startswith("#")
            else "write the number, 0, or leave the cell blank"
        )
        return Finding("E131", f"a number is needed here, found {found}", NOWHERE, fix)
    if is_date(plain):
        message = f"{found} may be a date, which a spreadsheet can make of an amount"
        return Finding("E219", message, NOWHERE, "write the amount in digits, like 1,234")
    for pattern, cause, fix in _UNCLEAR:
        if pattern.fullmatch(plain):
            return Finding("E219", f"{found} {cause}", NOWHERE, fix)
    return None


def is_date(text: str) -> bool:
    """Return True if a text looks like a date, such as `05-Sep`, `12/13` or `2026-04-01`."""
    return bool(_DATE.fullmatch(text.strip()))
