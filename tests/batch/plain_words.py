"""Measures of plain words: sentences of a text, and its Automated Readability Index."""

import re

MOST_WORDS_OF_SENTENCE = 25
MOST_INDEX = 9.0


def sentences(text: str) -> list[str]:
    """Split a text into sentences. A full stop inside a number does not end a sentence."""
    return [each for each in re.split(r"(?<=[.?!])\s+", text.strip()) if each]


def readability(text: str) -> float:
    """Return the Automated Readability Index, from letters and digits, words and sentences.

    >>> round(readability("The gap is big. We are sure."), 2)
    -6.22
    """
    words, ends = text.split(), sentences(text)
    letters = sum(character.isalnum() for character in text)
    return 4.71 * letters / len(words) + 0.5 * len(words) / len(ends) - 21.43
