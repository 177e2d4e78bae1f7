"""Changes of a text as slips of the hand make them. Each takes the text and returns the changed one."""

import re
from collections.abc import Callable
from random import Random

Change = Callable[[str, Random], str]

VALUE = re.compile(r"(?<=[:\[,] )[^\s,{}\[\]#][^,{}\[\]\n]*|(?<=,)[^,\n]+|^[^,\n:]+(?=,)", re.MULTILINE)
"""A value of YAML after its colon, bracket or comma, or a cell of a table."""
KEY = re.compile(r"[A-Za-z_][A-Za-z_ ]*(?=:)|(?<=,)[A-Za-z_]+(?=,)")
SIGNS = "0123456789%:,{}[]-_ /.'\"#&*!£ax\té?|>@`=;()\\~+$€"
ODD = (
    "\u00a0\u200b\u2009\u202f\u2212\u2013\u2014\u2018\u2019\u201c\u201d\ufeff\u202e\u0000\u0007\u0300"
    "\uff05\u0665\U0001f600\ud800"
)
JUNK = (
    *(
        "tbc",
        "n/a",
        "-",
        "x",
        "",
        "~",
        "true",
        "False",
        "none",
        "then",
        "null",
        "[]",
        "{}",
        "[1, 2]",
        "{a: 1}",
        "{1: 2}",
    ),
    *("0", "1", "-1", "3%", "0%", "100%", "-100%", "400%", "1e5", "0x10", "010", "1.5.2", "2:30", "£5", "5k", "1,000"),
    *("2025/26", "2026/27", "2030/31", "1999/00", "9999/00", "2026-01-31", "2026", "26/27", "year 1", "year 9"),
    *("council", "nhs", "set_aside", "ring_fenced", "income", "payment", "all_ages", "expenditure", "floor", "gap"),
    *(
        "cpi",
        "pay",
        "prices",
        "pay_nhs",
        "delivery",
        "care_at_home",
        "charges",
        "hospital",
        "contingency",
        "[cpi, cpi]",
    ),
    *(
        "lines.csv",
        "../plan.yaml",
        "plan.yaml",
        "/etc/hosts",
        "{central: 2%}",
        "{amount: 1}",
        "{lines: {partner: nhs}}",
    ),
)


def drop_lines(text: str, random: Random) -> str:
    lines = text.split("\n")
    at = random.randrange(len(lines))
    del lines[at : at + random.choice((1, 1, 1, 2, 3, 8))]
    return "\n".join(lines)


def double_lines(text: str, random: Random) -> str:
    lines = text.split("\n")
    at, to = random.randrange(len(lines)), random.randrange(len(lines) + 1)
    block = lines[at : at + random.choice((1, 1, 2, 5))]
    lines[to:to] = block
    return "\n".join(lines)


def double_block(text: str, random: Random) -> str:
    """Write a line and all lines under it a second time, below the first."""
    lines = text.split("\n")
    at = random.randrange(len(lines))
    end = at + 1
    while end < len(lines) and indent(lines[end]) > indent(lines[at]):
        end += 1
    lines[end:end] = lines[at:end]
    return "\n".join(lines)


def indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def swap_lines(text: str, random: Random) -> str:
    lines = text.split("\n")
    one = random.randrange(len(lines))
    other = min(one + 1, len(lines) - 1) if random.random() < 0.5 else random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def cut(text: str, random: Random) -> str:
    return text[: random.randrange(len(text) + 1)]


def move_margin(text: str, random: Random) -> str:
    """Put blanks before one or several lines, or take some away."""
    lines = text.split("\n")
    at, by = random.randrange(len(lines)), random.choice((-4, -2, -2, -1, 1, 2, 2, 4))
    for row in range(at, min(at + random.choice((1, 1, 3)), len(lines))):
        lines[row] = " " * by + lines[row] if by > 0 else lines[row][min(-by, indent(lines[row])) :]
    return "\n".join(lines)


def put_sign(text: str, random: Random) -> str:
    """Type a sign of the keyboard, in place of another or between two."""
    at, sign = random.randrange(len(text) + 1), random.choice(SIGNS)
    return text[:at] + sign + text[at + random.randrange(2) :]


def put_odd_sign(text: str, random: Random) -> str:
    """Paste a sign that looks like another, or like none, in place of another or between two."""
    at, sign = random.randrange(len(text) + 1), random.choice(ODD)
    return text[:at] + sign + text[at + random.randrange(2) :]


def take_sign(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + text[at + random.choice((1, 1, 2)) :]


def other_value(text: str, random: Random) -> str:
    return _put(text, VALUE, random, lambda _: random.choice(JUNK))


def value_of_another(text: str, random: Random) -> str:
    """Put a value of the file at the place of another."""
    return _put(text, VALUE, random, lambda _: random.choice([*VALUE.finditer(text)]).group())


def swap_values(text: str, random: Random) -> str:
    found = [*VALUE.finditer(text)]
    if len(found) < 2:
        return text
    one, other = sorted(random.sample(found, 2), key=lambda each: each.start())
    between = text[one.end() : other.start()]
    return text[: one.start()] + other.group() + between + one.group() + text[other.end() :]


def quote_value(text: str, random: Random) -> str:
    """Put a value in quotation marks, in straight ones, curly ones or half of a pair."""
    return _put(text, VALUE, random, lambda value: random.choice(('"{}"', "'{}'", '"{}', "{}'", "“{}”")).format(value))


def misspell_key(text: str, random: Random) -> str:
    return _put(text, KEY, random, lambda key: misspelt(key, random))


def misspelt(word: str, random: Random) -> str:
    """Drop, double, swap or change letters of a word, or its capitals."""
    at = random.randrange(len(word))
    return random.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            word[:at] + word[at] + word[at:],
            word[:at] + random.choice("aeinst_- ") + word[at + 1 :],
            word.upper(),
            word.title(),
            word.replace("_", " "),
            word + "s",
        )
    )


def other_ends(text: str, random: Random) -> str:
    """Change the ends of lines, or the separator of cells or items, in the whole file."""
    old, new = random.choice(
        (("\n", "\r\n"), ("\n", "\r"), (",", ";"), (",", "\t"), (": ", ":"), ("  ", "\t"), (", ", ","))
    )
    return text.replace(old, new)


def _put(text: str, what: re.Pattern[str], random: Random, new: Callable[[str], str]) -> str:
    found = [*what.finditer(text)]
    if not found:
        return text
    old = random.choice(found)
    return text[: old.start()] + new(old.group()) + text[old.end() :]


CHANGES: tuple[Change, ...] = (
    *(drop_lines, double_lines, double_block, swap_lines, cut, move_margin, put_sign, put_odd_sign, take_sign),
    *(other_value, other_value, value_of_another, value_of_another, swap_values, quote_value, misspell_key, other_ends),
)
