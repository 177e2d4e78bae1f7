"""The model a second time, in plain Python: one draw, loops over years, no arrays. Evidence for the engine.

Written from the model's definitions, section by section; of the program it takes the plan's fields alone, none of its
arithmetic. `project(plan, draw)` returns rows of figures by year, the base year first, NaN where there is none. Where
the definitions leave a choice, a comment that begins with "Reading" states the one made here. `spelled_out` and
`with_funding_changed` rewrite a plan's document before anything is read.
"""

from tests.laws.slow.assumptions import Draw, central
from tests.laws.slow.documents import spelled_out, with_funding_changed
from tests.laws.slow.every_year import project

__all__ = ["Draw", "central", "project", "spelled_out", "with_funding_changed"]
