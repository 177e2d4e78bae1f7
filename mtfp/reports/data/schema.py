"""JSON Schema of results, and its version."""

SCHEMA_VERSION = 3
"""Version of the results that programs read. It rises when a key, column or identifier is renamed or removed."""
TEXT = {"type": "string"}
PLACE = {key: {"type": ["integer", "null"]} for key in ("line", "column", "end_column")}
RECORD: dict[str, object] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["plan", "scenario", "table", "row", "year", "unit", "values", "label"],
    "properties": {
        **{key: TEXT for key in ("plan", "scenario", "table", "row", "unit")},
        "year": {
            "description": "A financial or calendar year, `all` for a figure of all years together, or empty.",
            "pattern": "^([0-9]{4}(/[0-9]{2})?|all)?$",
            "type": "string",
        },
        "values": {
            "description": "Figures in `unit`, by statistic. Sampling errors have four digits. A share of 25% is 0.25.",
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {"type": "number"},
        },
        "label": {"description": "Label of the row, preceded by the labels of the rows above it.", "type": "string"},
        "about": {"description": "Sentences on the row, such as its source and owner, if any.", "type": "string"},
    },
}
"""Schema of one row of figures."""

RESULT_SCHEMA: dict[str, object] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A result of mtfp",
    "type": "object",
    "additionalProperties": False,
    "required": ["schema_version", "manifest", "result", "checks", "findings"],
    "properties": {
        "schema_version": {"const": SCHEMA_VERSION},
        "manifest": {"type": "object", "description": "The inputs and the program that made the result."},
        "result": {"type": "array", "description": "Rows of figures in the order of the tables.", "items": RECORD},
        "checks": {
            "type": "array",
            "description": "Checks of the plan or the policy; empty if the command runs no checks.",
            "items": {
                "type": "object",
                "required": ["plan", "name", "outcome", "holds", "message", "file", "line"],
                "properties": {
                    **{key: TEXT for key in ("plan", "scenario", "name", "of", "message", "file")},
                    "outcome": {"enum": ["passed", "failed", "error", "skipped"]},
                    "holds": {"type": "boolean"},
                    "line": {"type": ["integer", "null"]},
                },
            },
        },
        "findings": {
            "type": "array",
            "description": "Findings about plans, scenarios and folders.",
            "items": {
                "type": "object",
                "required": ["code", "message"],
                "properties": {**{key: TEXT for key in ("code", "severity", "message", "file", "fix")}, **PLACE},
            },
        },
    },
}
"""JSON Schema of the object that `as_json` writes."""
