"""Questions about levers whose words, or the words of their scenario, state a fact that the lever contradicts."""

from collections.abc import Iterator, Sequence

from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency.words.texts import LONGEST, NO_REMARKS, Remarks, Text
from mtfp.model.plan import Plan
from mtfp.scenarios.in_words.added import about_added
from mtfp.scenarios.in_words.aims import about_aim
from mtfp.scenarios.in_words.capacity import about_capacity
from mtfp.scenarios.in_words.changes import about_change
from mtfp.scenarios.in_words.clauses import clauses_of
from mtfp.scenarios.in_words.late import about_delay
from mtfp.scenarios.in_words.money import about_money
from mtfp.scenarios.in_words.years import about_years
from mtfp.scenarios.levers.lever import Lever

__all__ = ["about_lever"]


def about_lever(
    number: int, levers: Sequence[Lever], label: str, narrative: str, plan: Plan, remarks: Remarks = NO_REMARKS
) -> Iterator[Complaint]:
    """Ask about a lever whose words contradict it; paths begin at the lever's own keys.

    A scenario's words are about a lever if it is the scenario's only one, or if they name what it changes and nothing
    that another one changes; and its dates, if it is the only one of its kind and none of the others fits them.
    `remarks` are the words of comments in the scenario's file, by the path of their key.
    """
    lever = levers[number]
    shared = _texts({"scenario's label": label, "scenario's narrative": narrative})
    alone = shared if len(levers) == 1 else clauses_of(number, levers, shared, plan)
    comments = tuple(
        Text("comment", words, path[2:]) for path, words in remarks.items() if path[:2] == ("levers", number)
    )
    own = (*_texts({"label": getattr(lever.change, "label", ""), "narrative": lever.narrative}), *comments)
    dated = () if alone else shared if sum(other.chosen == lever.chosen for other in levers) == 1 else ()
    others = [other for other in levers if other is not lever]
    asked = [
        *about_added(lever, (*own, *alone), plan),
        *about_years(lever, (*own, *(alone if len(levers) > 1 else ())), dated or alone, others, plan.timeline),
        *about_delay(lever, (*own, *alone)),
        *about_change(lever, (*own, *alone), plan, alone if len(levers) > 1 else ()),
    ]
    numbers = (*about_capacity(lever, (*own, *alone), plan), *about_money(lever, (*own, *alone), plan))
    aimed = about_aim(lever, (*own, *shared), plan) if len(levers) == 1 else ()
    yield from asked or numbers[:1] or aimed


def _texts(by_key: dict[str, str]) -> tuple[Text, ...]:
    return tuple(Text(key, " ".join(words.split())[:LONGEST]) for key, words in by_key.items() if words)
