"""Figures behind a paper, worked by hand: a plan of two years with no further action, and the same by the scheme."""

import pytest

from mtfp.library.evidence import evidence_of
from mtfp.library.runs import run_of
from mtfp.model.plan import Plan
from mtfp.reading.in_python import plan_of

STILL = {"unit": "rate", "central": "0%", "source": "by hand"}
PAID = {"type": "payment", "uplift": "still"}
BY_YEAR = {"2026/27": 6, "2027/28": 6}
DOCUMENT = {
    "mtfp": 1,
    "name": "Two years",
    "base_year": "2025/26",
    "years": 2,
    "unit": "£k",
    "source": "by hand",
    "assumptions": {"still": STILL},
    "lines": {
        "home": {
            "partner": "council",
            "setting": "community",
            "cost": {"2025/26": 100, "2026/27": 130, "2027/28": 150},
        },
        "gp": {"partner": "nhs", "setting": "primary_care", "budget": 60, "components": {"still": "100%"}},
    },
    "funding": {
        "council": {**PAID, "partner": "council", "base": 100},
        "nhs": {**PAID, "partner": "nhs", "base": 60},
    },
    "savings": {
        "rotas": {"planned": {"2026/27": 8}, "status": "delivered"},
        "estates": {"planned": {"2026/27": 5}, "status": "green", "delivery": "100%"},
    },
    "reserves": {
        "general": {
            "class": "contingency",
            "opening": 20,
            "floor": {"money": 4},
            "planned_use": BY_YEAR,
            "planned_contributions": {"2026/27": 2, "2027/28": 2},
        }
    },
    "scheme": {
        "steps": [
            {"recovery_plan": {"achieves": "50%"}},
            {"reserves": {"order": ["general"]}},
            {"additional_payments": {"who": "fixed", "shares": {"council": "50%", "nhs": "50%"}}},
        ]
    },
}
"""`tests/cases/no-further-action-of-two-years.yaml` has the arithmetic of no further action."""


@pytest.fixture(scope="module")
def evidence():
    return evidence_of(run_of(plan_of(Plan.model_validate(DOCUMENT))), [], 0, 1)


def test_no_further_action_carries_what_is_left(evidence):
    case = evidence.no_action
    assert [case.unfunded(year) for year in (1, 2)] == pytest.approx([6, 38])
    assert case.central("deficit") == pytest.approx(44)
    assert case.figures["reserves_left"][:, 0] == pytest.approx([16, 0, 0])
    assert [case.central(f"total_payments.{partner}") for partner in ("council", "nhs")] == pytest.approx([100, 60])


def test_by_the_scheme_partners_pay_what_is_left(evidence):
    """Work it by hand: 22 - 4 = 18 are to close in 2026/27, and 42 - 4 = 38 in 2027/28.

    Of 18, the recovery plan achieves 9, and the reserve of 16 gives 9. It has 7 + 2 - 6 = 3 a year later, below its 4.
    Of 38, the recovery plan achieves 19, and each partner pays half of the rest, 9.5.
    """
    case = evidence.by_scheme
    assert case.figures["to_close"][1:, 0] == pytest.approx([18, 38])
    assert case.figures["recovery_plan"][1:, 0] == pytest.approx([9, 19])
    assert case.figures["reserves_used"][1:, 0] == pytest.approx([9, 0])
    for partner, agreed in (("council", 100), ("nhs", 60)):
        assert case.figures[f"additional_payments.{partner}"][1:, 0] == pytest.approx([0, 9.5])
        assert case.figures[f"total_payments.{partner}"][1:, 0] == pytest.approx([agreed, agreed + 9.5])
    assert case.unfunded() == 0
