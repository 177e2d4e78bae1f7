"""Each spread is read as it is written, and refused with a mistake in it."""

import pytest
from pydantic import ValidationError
from spreads_as_written import SPREADS

from mtfp.model.uncertainty.spreads import Spread


@pytest.mark.parametrize("name", SPREADS)
def test_a_spread_is_read_and_is_equal_by_value(name):
    spread = Spread.model_validate({name: SPREADS[name].right})
    assert spread.chosen == name
    assert spread == Spread.model_validate({name: SPREADS[name].right})


@pytest.mark.parametrize("name", SPREADS)
def test_a_mistake_is_refused(name):
    with pytest.raises(ValidationError) as refused:
        Spread.model_validate({name: SPREADS[name].wrong})
    assert [error["type"] for error in refused.value.errors()] == [SPREADS[name].code]
