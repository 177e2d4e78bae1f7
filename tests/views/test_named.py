"""Names of tables are known at once, and each leads to its function."""

import pytest

from mtfp.views.named import Named
from mtfp.views.plan.tables import TABLES
from mtfp.views.simulated.tables import SIMULATED

EACH = [(tables, name) for tables in (TABLES, SIMULATED) for name in tables]


@pytest.mark.parametrize(("tables", "name"), EACH, ids=[name for _, name in EACH])
def test_each_name_leads_to_a_function_of_the_views(tables, name):
    assert tables[name].__module__.startswith("mtfp.views.")
    assert tables[name] is tables[name]


def test_a_mapping_of_names_is_read_like_any_other():
    named = Named({"root": "math:sqrt", "lost": "math:no_such_function"})
    assert (list(named), len(named), "root" in named, "power" in named) == (["root", "lost"], 2, True, False)
    with pytest.raises(KeyError):
        named["power"]
    with pytest.raises(AttributeError):
        named["lost"]
