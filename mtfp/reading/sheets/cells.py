"""Cells of a section's table as the values of its keys. What isn't understood stays text, and the model refuses it."""

import re

from mtfp.findings.finding import Finding
from mtfp.findings.suggest import quoted
from mtfp.model.base.values import is_name, mended_name
from mtfp.reading.sheets.amounts import NOWHERE, amount, is_date, unclear_amount
from mtfp.reading.sheets.forms import Form

Value = str | int | bool | list["Value"]
_FLAGS = {**dict.fromkeys(("true", "yes", "y"), True), **dict.fromkeys(("false", "no", "n"), False)}
"""Cells that mean true or false, in small letters. Spreadsheets write them in capitals."""
_WORDS = re.compile(r"[^\W\d_][\w \-&'’/,().]*")


def value_of(text: str, form: Form) -> Value | Finding:
    """Return the value of a cell, or a finding without a place if the cell can be read in more than one way.

    >>> from mtfp.reading.sheets.forms import form_of_items
    >>> lines = form_of_items("lines")
    >>> [value_of(*cell) for cell in (("£12,300", lines.inner("budget")), ("Council", lines.inner("partner")))]
    ['12300', 'council']
    >>> value_of("Yes", lines.inner("set_aside")), value_of("Older people", lines.inner("care_group"))
    (True, 'older_people')
    """
    if form.items and (form.items.number or re.search(r"[;,\n]|^\[", text) or not form.name):
        return _several(text, form.items)
    chosen = [choice for choice in form.choices if _letters(choice) == _letters(text)]
    if chosen:
        return chosen[0]
    if form.flag:
        return _FLAGS.get(text.casefold(), text)
    if form.number or form.percentage or form.whole:
        return _number(text, form)
    if form.year and is_date(text) and not re.fullmatch(r"[0-9]{4}[-/.][0-9]{2}", text):
        message = f"{quoted(text)} is a date, where a financial year is needed"
        return Finding("E219", message, NOWHERE, "write the financial year in which the date lies, like 2026/27")
    if form.name and not form.text and not is_name(text) and _WORDS.fullmatch(text):
        return mended_name(text)
    return text


def _number(text: str, form: Form) -> Value | Finding:
    read = amount(text, percentage=form.percentage and not form.number)
    if read is None:
        unclear = None if form.name and _WORDS.fullmatch(text) else unclear_amount(text)
        if unclear:
            return unclear
        return mended_name(text) if form.name and not is_name(text) and _WORDS.fullmatch(text) else text
    whole = read.removesuffix(".0")
    return int(whole) if form.whole and re.fullmatch(r"-?[0-9]{1,18}", whole) else read


def _several(text: str, items: Form) -> Value | Finding:
    """Return the values of a list, which are separated by semicolons; names also by commas or line ends."""
    between = ";" if items.number else "[;,\n]"
    values: list[Value] = []
    for part in re.split(between, text.strip("[]")):
        value = value_of(part.strip(), items)
        if isinstance(value, Finding):
            return value
        values.append(value)
    return values


def _letters(text: str) -> str:
    return re.sub(r"[\s_-]+", "", text).casefold()
