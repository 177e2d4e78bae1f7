"""Docstrings of public names: an example that runs, the unit, the sign, the errors, and where the equations are."""

import inspect

import pytest

import mtfp

OBJECTS = {name: getattr(mtfp, name) for name in mtfp.__all__}
OF_CODE = {name: each for name, each in OBJECTS.items() if inspect.isclass(each) or inspect.isfunction(each)}
WITHOUT_MONEY = {"Refused", "ReportOptions", "Sampling", "read_plan"}
"""Names that hold no figures: findings, options, and a plan as it is read."""


@pytest.mark.parametrize("name", OF_CODE)
def test_a_public_name_has_an_example_that_runs(name):
    assert ">>>" in inspect.getdoc(OF_CODE[name])


@pytest.mark.parametrize("name", sorted(OF_CODE.keys() - WITHOUT_MONEY))
def test_a_public_name_with_figures_says_unit_sign_errors_and_source(name):
    words = " ".join(inspect.getdoc(OF_CODE[name]).split())
    assert "unit" in words
    assert "positive" in words
    assert "aise" in words
    assert "ection" in words


METHODS = [name for name, each in vars(mtfp.Planner).items() if inspect.isfunction(each) and not name.startswith("_")]


@pytest.mark.parametrize("name", METHODS)
def test_a_method_of_planner_has_a_docstring(name):
    assert inspect.getdoc(getattr(mtfp.Planner, name))
