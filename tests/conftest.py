"""Settings that every test shares."""

import os

from hypothesis import settings

# In CI the same examples every time, so that a red run can be repeated; at a desk, new ones with every run.
settings.register_profile("mtfp", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("mtfp")

pytest_plugins = ["tests.kinds"]
