"""Questions about changes that go the other way than their words, or by another amount."""

import math
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.base.values import Percent
from mtfp.model.consistency.in_words.counted import COMMON
from mtfp.model.consistency.in_words.money import question
from mtfp.model.consistency.words.amounts import amounts_in
from mtfp.model.consistency.words.directions import About, Pointed, pointed
from mtfp.model.consistency.words.percentages import RATE, percent, shares_in
from mtfp.model.consistency.words.texts import Text, quoted
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import is_pay
from mtfp.scenarios.in_words.clauses import CLAUSES
from mtfp.scenarios.in_words.sizes import factors_in, points_in
from mtfp.scenarios.levers.capacity import Capacity
from mtfp.scenarios.levers.central import AssumptionLever, Scale, Set, Shift
from mtfp.scenarios.levers.funding import ChangeFunding
from mtfp.scenarios.levers.lever import Lever
from mtfp.scenarios.levers.service_level import ChangeServiceLevel

NEAR = 0.006
"""Least difference of a factor from that in words; a smaller one is rounding."""
SUBJECTS = {
    "payments": r"settlements?|payments?|fund\w*|partners?|uplifts?|budgets?|grants?"
    r"|(?:pays?|gives?|receives?) (?:less|more)",
    "delivery": r"sav\w+|deliver\w*|achiev\w*",
    "pay": r"pay|awards?|wages?",
    "prices": r"prices?|inflation|costs?|cheaper|dearer",
    "growth": r"demand|growth|needs?|items?|complex\w*",
    "vacancies": r"vacan\w+",
    "on_costs": r"on-costs?|pensions?",
    "units": r"beds?|places?|hours?|wards?|homes?|packages?|visits?|units?|services?|capacity",
}
"""Words for what levers change: a text without them is about something else."""
ELSEWHERE = Form(
    r"\b(?:elsewhere|away from|instead|rather than|at home|in the community|admissions?|waits?)\b", re.IGNORECASE
)
"""Words of texts about what a change of services leads to, not about its size."""
SUBORDINATE = Form(r",?\s(?:as|because|since|so that|when|while|once)\s", re.IGNORECASE)
Change = tuple[tuple[str, ...], float, str, str]
"""Key of a change, its size (above zero is more), its words, and those of the opposite."""


def about_change(lever: Lever, texts: Sequence[Text], plan: Plan, clauses: Sequence[Text] = ()) -> Iterator[Complaint]:
    """Ask about one change whose words speak of the opposite, or of another size.

    `clauses` are those of the texts of which it is known that they speak of what the lever changes.
    """
    found = _set(lever.change, plan, texts) if isinstance(lever.change, Set) else _change(lever.change, plan.unit)
    if found:
        sized = list(_other_size(lever, texts, plan))
        other_way = list(_other_way(lever, texts, plan, found, clauses))
        # a rate that is set on the wrong side of the plan's has another size too
        yield from (other_way or sized) if isinstance(lever.change, Set) else (sized or other_way)
    yield from _other_money(lever, texts, plan)
    if isinstance(lever.change, Set):
        yield from _other_rate(lever, lever.change, texts, plan)


def _change(change: Any, unit: str) -> Change | None:
    if isinstance(change, Shift):
        return ("by",), float(change.by), f"adds {_by(change.by, change.by)}", _by(-change.by, change.by)
    if isinstance(change, Scale):
        return ("by",), float(change.by) - 1, f"multiplies by {percent(change.by)}", percent(2 - change.by)
    if isinstance(change, ChangeServiceLevel):
        level = float(change.level)
        return ("level",), level - 1, f"sets the level to {percent(level)}", percent(2 - level)
    if isinstance(change, Capacity):
        return (
            (("close",), -1.0, "closes units", "`open:`")
            if change.close
            else (("open",), 1.0, "opens units", "`close:`")
        )
    if (
        isinstance(change, ChangeFunding)
        and change.add
        and len({each > 0 for each in change.add.values() if each}) == 1
    ):
        year, amount = next((year, each) for year, each in change.add.items() if each)
        return ("add", year), amount, f"adds {planned_money(amount, unit)}", planned_money(-amount, unit)
    if (scale := getattr(change, "scale", 1.0)) != 1:
        return ("scale",), scale - 1, f"multiplies by {percent(scale)}", percent(2 - scale)
    return None


def _set(change: Set, plan: Plan, texts: Sequence[Text]) -> Change | None:
    """Return the change of rates that a lever sets, if they all rise or all fall in every year that changes."""
    moved = _moved(change, plan)
    if len({now > was for was, now in moved}) != 1:
        return None
    was, now = moved[-1]
    points = {each.value for text in texts for each in points_in(text)}
    by = math.copysign(points.pop(), was - now) if len(points) == 1 and isinstance(now, Percent) else None
    other = f"{'above' if now < was else 'below'} {_by(was, now)}" if by is None else percent(round(was + by, 9))
    return ("central",), now - was, f"sets {_by(now, now)} where the plan has {_by(was, now)}", other


def _moved(change: Set, plan: Plan) -> list[tuple[float, float]]:
    """Return the values that a lever changes, before and after, by assumption and year."""
    moved: list[tuple[float, float]] = []
    for name in change.names(plan):
        old, new = plan.assumptions[name].central, change.changed(name, plan).central
        by_year = ((old.at(year), new.at(year)) for year in plan.timeline.projected) if old and new else ()
        moved += [(was, now) for was, now in by_year if was is not None and now is not None and was != now]
    return moved


def _by(by: float, like: float) -> str:
    return percent(by) if isinstance(like, Percent) else f"{by:g}".replace("-", "−")


def _other_way(
    lever: Lever, texts: Sequence[Text], plan: Plan, change: Change, clauses: Sequence[Text]
) -> Iterator[Complaint]:
    """Ask about a change of which all texts that speak of its subject speak of the opposite direction."""
    key, size, does, opposite = change
    about: About = "money_in" if isinstance(lever.change, ChangeFunding) else "change"
    subject = _subject(lever.change, plan)
    spoken = [text for text in texts if text in clauses or subject.search(text.words)]
    own = _own_words(lever.change, plan)
    named = [each for text in spoken if (each := _main(text, own))]
    found = [each for text in named for each in _ways(text, about, subject)]
    if size and found and all((each.way == "more") != (size > 0) for each in found):
        message = f"this lever {does}, but {quoted(found[0].text, found[0].words)}: is it {opposite}?"
        yield Complaint("W595", (lever.chosen, *key), message, "correct the sign or the words")


def _main(text: Text, own: Form) -> Text | None:
    """Return a text, or its main clause if the rest is about other services; None if all of it is about others."""
    others = [match.group() for match in ELSEWHERE.finditer(text.words) if not own.search(match.group())]
    if not others:
        return text
    main = SUBORDINATE.split(text.words)[0]
    return Text(text.key, main) if main != text.words and own.search(main) and not ELSEWHERE.search(main) else None


def _own_words(change: Any, plan: Plan) -> Form:
    """Return the names of the lines that a lever changes, and the words that name them."""
    lines: Any = getattr(change, "lines", None)
    labels = [plan.label("lines", line) for line in (lines.of(plan.lines) if hasattr(lines, "of") else ())]
    phrases = [phrase for label in labels for phrase in re.findall(r"at home|in the community", label.lower())]
    return Form(rf"\b(?:{'|'.join((*phrases, *(w for each in labels for w in _uncommon(each)), '(?!)'))})\b", re.I)


def _ways(text: Text, about: About, subject: Form) -> Iterator[Pointed]:
    """Yield the direction of a text; of a text with both, those of its clauses that speak of the subject."""
    if found := pointed([text], about):
        yield found
        return
    for clause in CLAUSES.split(text.words):
        if subject.pattern and subject.search(clause) and (found := pointed([Text(text.key, clause)], about)):
            yield found


def _subject(change: Any, plan: Plan) -> Form:
    """Return the words for what a lever changes."""
    words: list[str] = []
    if isinstance(change, AssumptionLever):
        aim = change.assumptions
        roles: list[str] = [role for role in (aim.drives, aim.pressure) if role] if aim else []
        names = change.names(plan)
        roles += [] if roles else _roles(names, plan)
        words = [SUBJECTS.get("prices" if role == "price" else role, SUBJECTS["payments"]) for role in roles]
        words += [word for name in names for word in _uncommon(plan.label("assumptions", name))]
    elif isinstance(change, ChangeFunding):
        return Form("")
    else:
        lines = getattr(change, "lines", None)
        words = [
            SUBJECTS["units"],
            *(w for line in (lines.of(plan.lines) if lines else ()) for w in _uncommon(plan.label("lines", line))),
        ]
        words += _uncommon(getattr(change, "name", "").replace("_", " "))
    return Form(rf"\b(?:{'|'.join(words) or '(?!)'})\b", re.IGNORECASE)


def _roles(names: Collection[str], plan: Plan) -> list[str]:
    """Return what assumptions that are named, and not chosen by a role, move: prices, pay, growth or payments."""
    named, lines = [name for name in names if name in plan.assumptions], plan.lines.values()
    priced = {name for line in lines for name in line.components}
    grows = {line.demand.growth for line in lines}
    paid = {stream.uplift.root for stream in plan.funding.values() if stream.uplift}
    staff = [part for line in lines for part in line.components.values()]
    vacant, on_costs = (
        {part.vacancy for part in staff if part.vacancy},
        {part.on_costs for part in staff if part.on_costs},
    )
    used: tuple[tuple[str, set[Any]], ...] = (
        ("prices", priced), ("growth", grows), ("payments", paid), ("vacancies", vacant), ("on_costs", on_costs),
    )  # fmt: skip
    found = [role for role, by in used if named and by.issuperset(named)]
    pay = bool(named) and all(is_pay(name, plan.assumptions[name]) for name in named)
    return ["pay"] if pay else found


def _uncommon(label: str) -> list[str]:
    return [
        word for word in re.findall(r"[a-z]+", label.lower()) if len(word) > 2 and word not in COMMON | {"for", "not"}
    ]


def _other_size(lever: Lever, texts: Sequence[Text], plan: Plan) -> Iterator[Complaint]:
    """Ask about a change by another percentage than its words state, if they state one."""
    change: Any = lever.change
    if isinstance(change, Set):
        yield from _other_points(lever, change, texts, plan)
    if isinstance(change, Shift):
        points = {each.value for text in texts for each in points_in(text)}
        stated = [each for text in texts for each in points_in(text)]
        if not points and (level := _level_of(change, texts)):
            message = (
                f"this lever adds {percent(change.by)} to a yearly rate, but {quoted(level.text, level.words)}: is it "
                f"the rate itself, under `set:`?"
            )
            yield Complaint("W597", (lever.chosen, "by"), message, "write `set:` with the rate, or correct the words")
        if len(points) == 1 and abs(abs(float(change.by)) - stated[0].value) > NEAR / 10:
            right = math.copysign(stated[0].value, float(change.by))
            yield _sized(lever, ("by",), percent(change.by), stated[0], percent(right))
        return
    key = next((key for key in ("by", "level", "scale") if isinstance(getattr(change, key, None), float)), None)
    stated = [each for text in texts for each in factors_in(text)]
    if isinstance(change, Scale) and not stated:
        yield from _points(lever, change, texts)
    if key and len({round(each.value, 4) for each in stated}) == 1:
        value = float(getattr(change, key))
        if value != 1 and abs(value - stated[0].value) > NEAR:
            yield _sized(lever, (key,), percent(value), stated[0], percent(stated[0].value))


def _other_points(lever: Lever, change: Set, texts: Sequence[Text], plan: Plan) -> Iterator[Complaint]:
    """Ask about rates that are set so that no year changes by the points of the words."""
    stated = [each for text in texts for each in points_in(text)]
    moved = [each for each in _moved(change, plan) if isinstance(each[1], Percent)]
    if len({each.value for each in stated}) == 1 and moved:
        points = stated[0].value
        if not any(abs(abs(now - was) - points) < NEAR / 10 for was, now in moved):
            was, now = moved[-1]
            right = percent(round(was + math.copysign(points, now - was), 9))
            message = (
                f"this lever sets {percent(now)} where the plan has {percent(was)}, but "
                f"{quoted(stated[0].text, stated[0].words)}: is it {right}?"
            )
            yield Complaint("W597", (lever.chosen, "central"), message, "correct the percentage or the words")


def _points(lever: Lever, change: Scale, texts: Sequence[Text]) -> Iterator[Complaint]:
    """Ask about rates that are multiplied, although words state percentage points."""
    stated = [each for text in texts for each in points_in(text)]
    if len({each.value for each in stated}) == 1:
        by = math.copysign(stated[0].value, float(change.by) - 1)
        message = (
            f"this lever multiplies rates by {percent(change.by)}, but {quoted(stated[0].text, stated[0].words)}: "
            f"is it `shift:` with `by: {percent(by)}`?"
        )
        yield Complaint("W597", (lever.chosen, "by"), message, "write `shift:` with the points, or correct the words")


LEVEL = Form(
    rf"\b(?:at|of|to|are|is|by) {RATE}|{RATE.replace('?P<', '?P<p_')} (?:a|per|each|every) year", re.IGNORECASE
)
"""Form of a yearly rate itself."""
ADDED = Form(r"\b(?:more|higher|extra|additional|above|faster|less|lower|slower|on top|points?|than"
    r"|over|up|down|adds?"
                   r"|ris\w+ by|increas\w+ by|cuts?|reduc\w+)\b", re.IGNORECASE)  # fmt: skip
"""Words of a change of a rate."""


def _level_of(change: Shift, texts: Sequence[Text]) -> Any:
    """Return the rate in words that a shift adds, although no words speak of a change; None if there is none."""
    if not isinstance(change.by, Percent) or any(ADDED.search(text.words) for text in texts):
        return None
    found = [each for text in texts for each in shares_in(text, LEVEL)]
    return next((each for each in found if abs(each.value - float(change.by)) < NEAR / 10), None)


def _sized(lever: Lever, key: tuple[str, ...], is_now: str, stated: Any, right: str) -> Complaint:
    message = f"this lever has {is_now} under `{key[0]}`, but {quoted(stated.text, stated.words)}: is it {right}?"
    return Complaint("W597", (lever.chosen, *key), message, "correct the percentage or the words")


def _other_money(lever: Lever, texts: Sequence[Text], plan: Plan) -> Iterator[Complaint]:
    """Ask about money of a lever that is a tenth or a thousand times of the amount in its words."""
    change: Any = lever.change
    figures: list[float] = []
    if isinstance(change, ChangeFunding):
        figures = [each for each in change.add.values() if each]
    elif isinstance(change, Capacity):
        one = float(change.release or change.cost or 0.0)
        figures = [one, one * float(change.close or change.open or 0.0)]
    stated = [amount for text in texts for amount in amounts_in(text)]
    asked = question(stated, figures, plan.unit) if figures else ""
    if asked:
        key = "add" if isinstance(change, ChangeFunding) else "release" if change.release else "cost"
        yield Complaint(
            "W594", (lever.chosen, key), f"the money of this lever {asked}", "correct the amount or the words"
        )


def _other_rate(lever: Lever, change: Set, texts: Sequence[Text], plan: Plan) -> Iterator[Complaint]:
    """Ask about rates that are a tenth or ten times of those in words, or another than the only one."""
    values = [float(each) for each in (*change.central.years.values(), change.central.then) if each is not None]
    stated = [
        each
        for text in texts
        for each in shares_in(text, Form(RATE, re.IGNORECASE))
        if "%" in each.words or "cent" in each.words
    ]
    if any(abs(each.value - value) < NEAR / 10 for each in stated for value in values):
        return
    before = [value for pair in _moved(change, plan) for value in pair]
    levels = [level.words for text in texts if not ADDED.search(text.words) for level in shares_in(text, LEVEL)]
    plain = [each for each in stated if any(each.words in words for words in levels)] if len(levels) == 1 else []
    for each in stated:
        slip = any(abs(each.value * factor - value) < 1e-6 for factor in (10, 0.1, 100, 0.01) for value in values)
        if slip or (plain == [each] and not any(abs(each.value - value) < NEAR / 10 for value in before)):
            yield _sized(lever, ("central",), percent(values[0]), each, percent(each.value))
            return
