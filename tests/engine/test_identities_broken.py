"""A broken identity is found in whichever draw it is broken, however many others hold."""

from dataclasses import replace

import numpy as np
import pytest

from mtfp.draws.sampling import Sampling, sampled_draws
from mtfp.engine import project
from mtfp.engine.identities import IdentityBroken, check_identities, rounding
from mtfp.reading import read_plan
from tests.docs.documents import ROOT

DRAW = 7
"""The only draw in which an identity is broken."""


@pytest.fixture(scope="module")
def projection():
    plan = read_plan(ROOT / "tests/golden/plan.yaml").plan
    assert plan.transfers
    return project(plan, sampled_draws(plan, Sampling(1), 0, 20))


def more(array, by):
    """Return an array of one or many draws with an amount added in one draw of its last year or item."""
    changed = np.broadcast_to(array, (*array.shape[:-1], 20)).copy()
    changed[..., DRAW] += by
    return changed


def in_gap(*names):
    return lambda p, by: replace(p, gap=replace(p.gap, **{name: more(getattr(p.gap, name), by) for name in names}))


def in_last_year(change):
    """Return the projection with its last closed year changed."""

    def changed(p, by):
        *years, last = p.closing.years
        return replace(p, closing=replace(p.closing, years=(*years, change(last, by))))

    return changed


def of_year(*names):
    return in_last_year(lambda year, by: replace(year, **{name: more(getattr(year, name), by) for name in names}))


def a_step(year, by):
    key, step = next((key, step) for key, step in year.steps.items() if step.reserves)
    return replace(year, steps={**year.steps, key: replace(step, closed=more(step.closed, by))})


def of_ledger(part):
    def changed(year, by):
        ledger, name = year.ledger, next(iter(year.ledger.balance))
        other = type(ledger)(ledger.opening)
        other.balance, other.moved = dict(ledger.balance), {each: dict(of) for each, of in ledger.moved.items()}
        if part == "balance":
            other.balance[name] = more(ledger.balance[name], by)
        else:
            other.moved[name][part] = more(ledger.moved[name][part], by)
        return replace(year, ledger=other)

    return in_last_year(changed)


def a_receipt(p, by):
    name = next(transfer.out_of for transfer in p.plan.transfers.values())
    receipt = p.receipts[name]
    return replace(p, receipts={**p.receipts, name: replace(receipt, recurring=more(receipt.recurring, by))})


BROKEN = {
    "gap = expenditure": in_gap("gap"),
    "expenditure = lines": in_gap("expenditure", "gap"),
    "funding = usable payments": lambda p, by: in_gap("gap")(in_gap("funding")(p, by), -by),
    "transfers lower set-aside funding": a_receipt,
    "to close = gap - planned use": of_year("net_use"),
    "gap closed by the step = money": in_last_year(a_step),
    "to close + surplus = closed by steps": of_year("left"),
    "surplus = put back": of_year("cleared"),
    "closing balance = opening balance": of_ledger("balance"),
}


@pytest.mark.parametrize("much", [1e-3, 1e-6])
@pytest.mark.parametrize("name", BROKEN)
def test_a_difference_in_one_draw_is_found(projection, name, much):
    by = much * float(projection.largest.max())
    with pytest.raises(IdentityBroken, match=name.replace("+", r"\+")):
        check_identities(BROKEN[name](projection, by))


@pytest.mark.parametrize("name", BROKEN)
def test_rounding_in_one_draw_is_no_difference(projection, name):
    check_identities(BROKEN[name](projection, 0.1 * float(rounding(projection).min())))


def to_below_zero(p, by):
    """Return the projection with a reserve below zero, with the movement that explains it."""
    name = next(iter(p.closing.years[-1].ledger.balance))
    by += float(p.closing.years[-1].ledger.balance[name].max())
    return of_ledger("clawed_back")(of_ledger("balance")(p, -by), by)


NEGATIVE = {
    "the balance is never negative": to_below_zero,
    "uses of the surplus and the carried deficit": lambda p, by: of_year("deficit")(p, -by),
}


@pytest.mark.parametrize("name", NEGATIVE)
def test_a_negative_amount_in_one_draw_is_found(projection, name):
    with pytest.raises(IdentityBroken, match=name):
        check_identities(NEGATIVE[name](projection, 1e-3 * float(projection.largest.max())))


def test_an_amount_that_is_not_a_number_is_found(projection):
    with pytest.raises(IdentityBroken, match="never negative"):
        check_identities(of_year("deficit")(projection, np.nan))
