"""Vacancies alone are filled: whatever else an assumption does, it goes on doing."""

import numpy as np

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.plan import Plan
from mtfp.views.plan.services.vacancies import at_full_establishment, by_component, vacancies, vacancy_note

SOURCE = {"source": "worked by hand"}
VACANT = {"unit": "share", "central": {"2025/26": "20%", "then": "10%"}, **SOURCE}
FLAT = {"unit": "rate", "central": "0%", **SOURCE}
HOME = {"partner": "council", "setting": "community", "budget": 80}


def projected(lines, **assumptions):
    said = {"vacant": VACANT, "flat": FLAT, **assumptions}
    document = {"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k", "lines": lines, "funding": {}}
    plan = Plan.model_validate({**document, "assumptions": said})
    return project(plan, central_draws(plan))


def test_an_assumption_that_is_also_on_costs_keeps_its_values_there():
    """k is 0.8, then 0.9; on-costs 20%, then 10%: 80 · 1.1 / 1.2 · 0.9 / 0.8 = 82.5; filled, 80 · 1.1 / 1.2 / 0.8."""
    lines = {"home": {**HOME, "components": {"flat": {"share": "100%", "on_costs": "vacant", "vacancy": "vacant"}}}}
    p = projected(lines)
    full = at_full_establishment(p)
    np.testing.assert_allclose(p.gap.expenditure[1:, 0], 82.5)
    np.testing.assert_allclose(full.gap.expenditure[1:, 0], 80 * 1.1 / 1.2 / 0.8)
    assert full.gap.expenditure[0, 0] == 80


def test_an_assumption_that_follows_it_keeps_its_values():
    """On-costs are half the vacancies, 10% and then 5%: 80 · 1.05 / 1.1 · 0.9 / 0.8, filled by 1 / 0.8."""
    half = {"unit": "share", "tracks": {"of": "vacant", "weight": "50%"}, **SOURCE}
    lines = {"home": {**HOME, "components": {"flat": {"share": "100%", "on_costs": "half", "vacancy": "vacant"}}}}
    p = projected(lines, half=half)
    np.testing.assert_allclose(p.gap.expenditure[1:, 0], 80 * 1.05 / 1.1 * 0.9 / 0.8)
    np.testing.assert_allclose(at_full_establishment(p).gap.expenditure[1:, 0], 80 * 1.05 / 1.1 / 0.8)


def test_two_components_of_a_line_are_told_apart():
    """Half of 80 at each price: 40 · (1 - 0.9) / 0.8 = 5 from each; the one with 100% cover at no premium has none."""
    agency = {"cover": "100%", "premium": "0%"}
    parts = {
        "flat": {"share": "50%", "vacancy": "vacant"},
        "level": {"share": "50%", "vacancy": "vacant", "agency": agency},
    }
    p = projected({"home": {**HOME, "components": parts}}, level=FLAT)
    added = by_component(p, at_full_establishment(p).costs)
    np.testing.assert_allclose(added["home", "flat"][:, 0], [0, 5, 5, 5])
    np.testing.assert_allclose(added["home", "level"], 0, atol=1e-12)
    labels = [row.label for row in vacancies(p, "base").rows]
    assert "Home: Flat" in labels
    assert "Home: Level" in labels


def test_the_statement_may_tell_its_reader():
    """80 · (1 - 0.9) / 0.8 = 10 is kept out; agency cover of all posts at 50% more makes k 1.1, then 1.05:

    880 · (1 - 1.05) / 1.1 = -40, added.
    """
    home = {**HOME, "components": {"flat": {"share": "100%", "vacancy": "vacant"}}}
    (note,) = vacancy_note(projected({"home": home}))
    assert note.startswith("Vacant posts lower the expenditure of 2028/29 by £10,000.")
    agency = {"cover": "100%", "premium": "50%"}
    dear = {**HOME, "budget": 880, "components": {"flat": {"share": "100%", "vacancy": "vacant", "agency": agency}}}
    (note,) = vacancy_note(projected({"home": dear}))
    assert note.startswith("Vacant posts with agency cover raise the expenditure of 2028/29 by £40,000.")


def test_without_vacancies_there_is_nothing_to_tell():
    p = projected({"home": {**HOME, "components": {"flat": "100%"}}})
    assert list(vacancy_note(p)) == []
    table = vacancies(p, "base")
    assert table.rows == ()
    assert table.notes == (
        "No line of the plan gives its vacancies, so the cost of filling every post can't be shown.",
    )
