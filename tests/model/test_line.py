"""Localities' shares of a line's cost."""

import pytest

from mtfp.model.costs.line import Localities


@pytest.mark.parametrize(
    ("localities", "shares"),
    [
        ({"north": "60%", "south": "40%"}, [0.6, 0.4, 0]),
        # the 30% that is left, shared equally
        ({"south": "70%", "then": "equal"}, [0.15, 0.7, 0.15]),
        ({"then": "equal"}, [1 / 3, 1 / 3, 1 / 3]),
    ],
)
def test_localities_that_are_not_named_have_no_share_unless_they_share_the_rest(localities, shares):
    assert Localities.model_validate(localities).of(("north", "south", "west")) == pytest.approx(shares, rel=1e-12)
