"""Machine formats read back: the same figures under the same keys, whatever the format."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from mtfp.results.table import Cell

Figures = Mapping[tuple[str, ...], float]
WORDS = tuple(field for field in Cell._fields if field != "value")


def of_csv(text: str) -> Figures:
    """Figures of CSV by all else that their lines say."""
    rows = list(csv.DictReader(io.StringIO(text)))
    found = {tuple(row[word] for word in WORDS): float(row["value"]) for row in rows}
    assert len(found) == len(rows), "two lines say the same of two figures"
    return found


def of_json(result: Mapping[str, Any]) -> Figures:
    """Figures of JSON, of whose records each holds several."""
    return {
        tuple({**record, "statistic": statistic}[word] for word in WORDS): value
        for record in result["result"]
        for statistic, value in record["values"].items()
    }
