"""One question for one slip: of two questions about an entry, the one that says best how to mend it."""

from collections.abc import Collection, Iterable, Iterator

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency.scale.one_slip import EXACT
from mtfp.model.consistency.scale.size import Size, gap_of, integrated_funding, integrated_lines, size_of
from mtfp.model.plan import Plan

WORDS = ("W593", "W594", "W595", "W597", "W598", "W599", "W661", "W662", "W711")
"""Questions about words that a figure contradicts: the words say what is right."""
TWICE = ("W565", "W568", "W590", "W591", "W596", "W650")
OF_PRICE = "W715"
"""Question about a line that names the price which it may be meant to follow."""
SETTLED_BY: dict[str, tuple[str, ...]] = {
    "W504": (OF_PRICE,),
    "W506": ("W578", *WORDS),
    "W508": ("W565", "W568", *WORDS),
    "W523": ("W506", "W561"),
    "W534": ("W721", *WORDS),
    "W535": WORDS,
    "W536": ("W569", "W663", *WORDS),
    "W537": WORDS,
    "W538": WORDS,
    "W539": WORDS,
    "W540": WORDS,
    "W541": WORDS,
    "W560": WORDS,
    "W563": ("W506", "W523", "W561"),
    "W566": ("W565", "W568", "W590", *WORDS),
    "W561": ("W578", "W587", "W663", *WORDS),
    "W573": ("W537", "W538", *WORDS),
    "W569": ("W588",),
    "W572": ("W508", "W531", "W566", *WORDS),
    "W578": WORDS,
    "W584": WORDS,
    "W593": ("W588",),
    "W650": ("W568", "W590", "W591"),
    "W663": ("W534", "W535", "W537", "W538", "W539", "W541", "W569", *WORDS),
    "W664": ("W506", "W578", *WORDS),
    "W667": ("W506", "W523", "W563", "W578", "W651", *WORDS),
    "W668": ("W506", *WORDS),
    "W669": TWICE,
    "W712": ("W650", *TWICE),
    "W713": ("W712", "W715"),
    "W714": ("W570",),
    "W719": WORDS,
    "W725": ("W523", "W561", "W563"),
    "W726": ("W506", "W668", *WORDS),
}
"""Code of a question → questions about the same entry that say better what the slip is."""
OF_BASE_YEAR = ("W508", "W531", "W565", "W566", "W568")
OF_SAME_THING = "W590"
FOLLOWS = ("W540", "W564")
"""Questions about a reserve's minimum level, which may be a share of an expenditure that is itself in question."""
OF_WHOLE = ("W508", "W566")
"""Questions about the base year as a whole, which an amount that is itself in question explains."""
EXPLAIN = ("W594", "W597", *TWICE)


def is_settled(code: str, others: Collection[str]) -> bool:
    """Return True if another question about the same entry says better what the slip is.

    >>> is_settled("W593", {"W588", "W593"}), is_settled("W588", {"W588", "W593"})
    (True, False)
    """
    return not set(SETTLED_BY.get(code, ())).isdisjoint(others)


def yields_to_words(code: str) -> bool:
    """Return True if a question about words says better what the slip is than a question of this code.

    >>> yields_to_words("W561"), yields_to_words("W590")
    (True, False)
    """
    return is_settled(code, WORDS)


def one_for_each_slip(plan: Plan, found: Iterable[Complaint]) -> Iterator[Complaint]:
    """Yield the complaints without those that another one settles: about the same entry, or about what it counts on."""
    every = list(_that_balance(plan, list(found)))
    codes: dict[Path, set[str]] = {}
    for complaint in every:
        for path in (complaint.path, *(complaint.others if complaint.code in (OF_SAME_THING, OF_PRICE) else ())):
            codes.setdefault(path[:2], set()).add(complaint.code)
    amounts = [each for each in every if len(each.path) > 1 and each.path[0] in ("lines", "funding")]
    unsure = {str(each.path[1]) for each in amounts if each.code in OF_BASE_YEAR}
    explained = any(each.code in EXPLAIN for each in amounts)
    for complaint in every:
        follows = unsure and complaint.code in FOLLOWS
        whole = explained and complaint.code in OF_WHOLE and len(complaint.path) == 1
        if not (
            is_settled(complaint.code, codes[complaint.path[:2]]) or follows or whole or _on(plan, complaint, unsure)
        ):
            yield complaint


def _that_balance(plan: Plan, found: Collection[Complaint]) -> Iterator[Complaint]:
    """Yield the complaints without those about one row too many that would leave the base year less in balance."""
    size = size_of(plan) if any(each.code == OF_SAME_THING for each in found) else None
    for complaint in found:
        if not (size and complaint.code == OF_SAME_THING and _unbalances(plan, size, complaint)):
            yield complaint


def _unbalances(plan: Plan, size: Size, complaint: Complaint) -> bool:
    """Return True if the base year would balance less with one of two like rows taken out."""
    effects = [_effect(plan, size, path) for path in (complaint.path, *complaint.others)]
    known = [effect for effect in effects if effect is not None]
    if len(known) < len(effects):
        return False
    cost, gap = gap_of(plan, size.costs, size.payments)
    return all(abs(gap - effect) > abs(gap) + EXACT * abs(cost) for effect in known)


def _effect(plan: Plan, size: Size, path: Path) -> float | None:
    """Return what a row adds to the gap of the base year; None for rows that aren't part of that year."""
    section, name = str(path[0]), str(path[1])
    if section == "lines" and name in integrated_lines(plan):
        return size.costs[name]
    paid = size.payments[name] if section == "funding" and name in integrated_funding(plan) else None
    return None if paid is None else -paid


def _on(plan: Plan, complaint: Complaint, unsure: Collection[str]) -> bool:
    """Return True if a saving is too large for a line whose own budget is in question."""
    if complaint.code != "W536":
        return False
    return bool(set(unsure) & set(plan.savings[str(complaint.path[1])].targets(plan.lines)))
