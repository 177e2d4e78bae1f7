"""Checks that the parts of a plan fit each other: names exist, years have values, shares add up.

To add a check, write a function that takes a plan and yields complaints. Put it in the module where it belongs, and
add it to the tuple at the end of that module.
"""

from collections.abc import Collection, Iterator, Mapping

from mtfp.findings.limit import MORE, MORE_FIX, MORE_MESSAGE, until_limit
from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency.asked import ASKED
from mtfp.model.consistency.belongs import BELONGS, BELONGS_WITH_COMMENTS
from mtfp.model.consistency.chance.uncertainty import UNCERTAINTY
from mtfp.model.consistency.in_words import IN_WORDS, WITH_COMMENTS
from mtfp.model.consistency.items import ITEMS
from mtfp.model.consistency.items.names import check_names
from mtfp.model.consistency.patterns import PATTERNS
from mtfp.model.consistency.policy import POLICY
from mtfp.model.consistency.questions.answered import unanswered
from mtfp.model.consistency.questions.one_cause import with_one_cause
from mtfp.model.consistency.questions.one_question import one_for_each_slip, yields_to_words
from mtfp.model.consistency.scale import SCALE
from mtfp.model.consistency.stated import confirmed, unasked
from mtfp.model.consistency.values import VALUES
from mtfp.model.consistency.words.texts import NO_REMARKS, Remarks
from mtfp.model.plan import Plan

__all__ = ["complaints", "is_sound"]

Declared = Mapping[str, Collection[str] | None]


def complaints(
    plan: Plan, declared: Declared | None = None, *, of_words: bool = True, remarks: Remarks = NO_REMARKS
) -> Iterator[Complaint]:
    """Yield the errors and warnings about a plan, each with the path of the value.

    `declared` lists the items that the file has in each section, including items with errors, so that a reference to
    an item with errors isn't reported as unknown. A section that couldn't be read has None instead of a list.
    `of_words`: False leaves out the checks of the words of entries, which no lever changes. `remarks` are the words of
    the comments in the plan's file, by the path of the key about which they speak.
    """

    def find(other: Plan) -> Iterator[Complaint]:
        return _all(other, declared or {}, of_words=of_words, remarks=remarks)

    asked = list(unanswered(plan, with_one_cause(plan, list(find(plan)), find)))
    if of_words:
        asked = list(confirmed(plan, remarks, asked))
        firm = [each for each in asked if not yields_to_words(each.code)]
        asked += _first_errors(unanswered(plan, unasked(plan, remarks, firm)))
    yield from one_for_each_slip(plan, asked)


def is_sound(plan: Plan) -> bool:
    """Return True if a plan has no error, without asking any question about it."""
    found = (c for check in (*VALUES, *ITEMS, *UNCERTAINTY) for c in check(plan))
    return not any(c.code.startswith("E") for c in (*check_names(plan, {}), *found))


def _all(plan: Plan, declared: Declared, *, of_words: bool, remarks: Remarks) -> Iterator[Complaint]:
    yield from _first_errors(check_names(plan, declared))
    questions = (*SCALE, *ASKED, *PATTERNS, *((*BELONGS, *IN_WORDS) if of_words else ()))
    for check in (*VALUES, *ITEMS, *UNCERTAINTY, *POLICY, *questions):
        yield from _first_errors(check(plan))
    for compare in (*WITH_COMMENTS, *BELONGS_WITH_COMMENTS) if of_words else ():
        yield from _first_errors(compare(plan, remarks))


def _first_errors(found: Iterator[Complaint]) -> Iterator[Complaint]:
    """Yield the first errors of a check, and the complaint that there are more if there are."""
    first, next_error = until_limit(found)
    yield from first
    if next_error:
        yield Complaint(MORE, next_error.path, MORE_MESSAGE, MORE_FIX, next_error.of_key)
