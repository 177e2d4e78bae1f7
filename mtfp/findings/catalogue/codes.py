"""The catalogue of findings: every code that mtfp can show, explained.

A code means the same for ever: a new finding takes a new code, and a code that is no longer used is not given again.

    E101-E114  files and YAML            codes_files.py
    E120-E136  CSV files and their cells codes_tables.py
    E201-E215  single keys and values    codes_values.py
    E301-E330  pieces that must fit      codes_plan.py
    E350-E364  own populations and profiles codes_population.py
    E401-E499  scenarios                 codes_scenarios.py
    E501-E519  many plans at once        codes_batch.py
    W601-W604  how well plans are kept   codes_batch.py
    W611-W619  many plans at once        codes_batch.py
    W501-W524  worth knowing             codes_warnings.py
    W551-W599  worth knowing of scenarios codes_scenarios.py
"""

import re
from operator import attrgetter

from mtfp.findings.catalogue.code import Code
from mtfp.findings.catalogue.codes_batch import BATCH
from mtfp.findings.catalogue.codes_files import FILES
from mtfp.findings.catalogue.codes_plan import PLAN
from mtfp.findings.catalogue.codes_population import POPULATION
from mtfp.findings.catalogue.codes_scenarios import SCENARIOS
from mtfp.findings.catalogue.codes_tables import TABLES
from mtfp.findings.catalogue.codes_values import VALUES
from mtfp.findings.catalogue.codes_warnings import WARNINGS

__all__ = ["CODES", "Code", "find_code"]

CODES: tuple[Code, ...] = tuple(
    sorted((*FILES, *TABLES, *VALUES, *PLAN, *POPULATION, *SCENARIOS, *BATCH, *WARNINGS), key=attrgetter("code"))
)


def find_code(text: str) -> Code | None:
    """The entry for a code however it is typed, or None.

    >>> find_code("error[e103]").title
    'A name is given twice'
    >>> find_code("E999") is None
    True
    """
    known = {code.code: code for code in CODES}
    typed = re.search(r"[EW][0-9]{3}(?![0-9])", text.upper())
    return known.get(typed.group()) if typed else None
