"""What follows from a part is worked out once, stays with this part alone, and is no part of its state."""

from mtfp.draws.uncertain import random_streams
from mtfp.results.figures import figures_of
from tests.simulation.sampled import plan


def test_results_are_kept_with_the_part_and_not_with_a_changed_copy():
    made = plan()
    assert figures_of(made) is figures_of(made)
    without = made.with_fields(assumptions={n: a.with_fields(spread=None) for n, a in made.assumptions.items()})
    assert any(stream.kind == "assumption" for stream in random_streams(made))
    assert not any(stream.kind == "assumption" for stream in random_streams(without))


def test_the_state_of_a_part_has_no_results_that_follow_from_it():
    """Processes exchange this state, and records of figures contain functions, which can't be sent."""
    made = plan()
    figures_of(made)
    assert made.__getstate__()["__dict__"].keys() == type(made).model_fields.keys()
