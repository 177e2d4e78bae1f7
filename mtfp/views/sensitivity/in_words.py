"""Opening sentences on each driver moved alone, and on listed values of a driver."""

from collections.abc import Iterator
from itertools import groupby

import numpy as np

from mtfp.analysis.moves.each import ASKED, RESERVES, UNFUNDED, EachAlone, Effect
from mtfp.findings.short import in_list
from mtfp.model.base.money_in_words import in_money
from mtfp.results.figures.gap import LONG
from mtfp.views.sensitivity.amounts import amount_of
from mtfp.views.sensitivity.words import within

NEXT = 3
"""Most drivers named after the first."""
NOTHING = "£0"


def each_in_words(found: EachAlone) -> Iterator[str]:
    """Yield the driver that moves the figure of the year most, with who would be asked for the money, then the next."""
    drivers = [moves[0] for moves in found.by_driver()]
    if not drivers:
        yield f"No driver of the plan moves {found.figure.in_sentence} in any year."
        return
    first, *others = drivers
    yield (
        f"Moved alone, {within(first.move.label)} changes {found.figure.in_sentence} in {found.year} most: "
        f"{_in_every_year(first)} {_verb(found, first)} {_amount(found, found.of(first))}."
    )
    if following := [each for each in others[:NEXT] if found.of(each)]:
        verb = "comes" if len(following) == 1 else "come"
        yield f"Next {verb} {in_list([_in_short(found, each) for each in following])}."
    yield from _over_all_years(found, first)


def pay_in_words(found: EachAlone) -> Iterator[str]:
    """Yield sentences on all pay awards moved together, with what partners would be asked for."""
    for effect in filter(found.moves_figure, found.effects):
        labels = in_list([within(found.plan.label("assumptions", name)) for name in effect.move.members])
        yield (
            f"All pay awards together ({labels}): {_in_every_year(effect)} {_verb(found, effect)} "
            f"{_amount(found, found.of(effect))} in {found.year}{_at_first(found, effect)}."
            f"{''.join(_asked(found, effect))}"
        )


def _over_all_years(found: EachAlone, effect: Effect) -> Iterator[str]:
    """Yield a paragraph on a driver over all projected years together, if it has a total or anyone would be asked."""
    total = f"{_in_every_year(effect)}, {_verb(found, effect)} {_amount(found, _together(found, effect))}"
    asked = "".join(_asked(found, effect)).strip()
    if found.figure.sums and found.plan.years > 1:
        first = f"Over {found.plan.timeline.span}, {within(effect.move.label)}, {total}."
        yield f"{first} {asked.replace(_over(found), 'In those years', 1)}".strip()
    elif asked:
        yield asked


def _over(found: EachAlone) -> str:
    return f"{'Over' if found.plan.years > 1 else 'In'} {found.plan.timeline.span}"


def _at_first(found: EachAlone, effect: Effect) -> str:
    """Return the change of the figure in the first projected year, if that isn't the year in question."""
    first = found.plan.timeline.projected[0]
    change = float(np.nan_to_num(effect.change[found.figure.id][1]))
    return f" ({_amount(found, change)} in {first})" if first != found.year and change else ""


def _in_every_year(effect: Effect) -> str:
    return f"{effect.move.words} in every year" if effect.move.driver != "population" else effect.move.words


def _verb(found: EachAlone, effect: Effect) -> str:
    return "adds" if found.of(effect) > 0 else "takes off"


def _in_short(found: EachAlone, effect: Effect) -> str:
    return (
        f"{within(effect.move.label)} ({effect.move.words} {_verb(found, effect)} {_amount(found, found.of(effect))})"
    )


def _amount(found: EachAlone, amount: float) -> str:
    return amount_of(found.figure, amount, found.plan.unit)


def _together(found: EachAlone, effect: Effect) -> float:
    return float(np.nansum(effect.change[found.figure.id][1:]))


def _asked(found: EachAlone, effect: Effect) -> Iterator[str]:
    """Yield sentences on the money that partners would be asked for over all years, and on reserves at the end."""
    asked = list[str]()
    for name in ASKED:
        if name in effect.change and (amount := _money(found, effect, name)):
            verb = "" if asked else "would be asked "
            asked.append(f"{LONG[name.rpartition('.')[2]]} {verb}for {amount}")
    parts = [in_list(asked)] if asked else []
    if UNFUNDED in effect.change and (amount := _money(found, effect, UNFUNDED)):
        parts.append(f"{amount} would be unfunded")
    if parts:
        yield f" {_over(found)}, {', and '.join(parts)}."
    if RESERVES in effect.change and (amount := _change(found, float(effect.change[RESERVES][-1]), "higher", "lower")):
        yield f" Reserves at the end of {found.plan.timeline.last} would be {amount}."


def _money(found: EachAlone, effect: Effect, name: str) -> str:
    return _change(found, float(np.nansum(effect.change[name][1:])), "more", "less")


def _change(found: EachAlone, amount: float, more: str, less: str) -> str:
    """Return an amount of money with a word for its direction; empty for no change."""
    text = in_money(abs(amount), found.plan.unit)
    return "" if text == NOTHING else f"{text} {more if amount > 0 else less}"


def values_in_words(found: EachAlone) -> Iterator[str]:
    """Yield a sentence on each listed driver: the range of the figure's change over its values."""
    for _, group in groupby(found.effects, key=lambda each: each.move.driver):
        moves = list(group)
        low, high = min(moves, key=found.of), max(moves, key=found.of)
        if len(moves) == 1 or found.of(low) == found.of(high):
            yield f"With {_named(low)}, {_against(found, low)}."
        else:
            yield f"With {_named(high)}, {_against(found, high)}; with {low.move.words}, {_only(found, low)}."
        if members := moves[0].move.members:
            labels = in_list([within(found.plan.label("assumptions", name)) for name in members])
            yield f"`{moves[0].move.driver}` moves {labels} together."


def _named(effect: Effect) -> str:
    return (
        f"{within(effect.move.label)} at {effect.move.words}"
        if effect.move.words[0].isdigit()
        else f"{within(effect.move.label)} {effect.move.words}"
    )


def _against(found: EachAlone, effect: Effect) -> str:
    return f"{found.figure.in_sentence} in {found.year} is {_only(found, effect)}"


def _only(found: EachAlone, effect: Effect) -> str:
    amount = found.of(effect)
    if not found.moves_figure(effect):
        return "as planned"
    first = _at_first(found, effect) if effect.move.members else ""
    return f"{_amount(found, amount)} {'more' if amount > 0 else 'less'} than planned{first}"
