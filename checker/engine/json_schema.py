"""The JSON Schema of rule files, made from the tables: editors complete and check rules with it."""

from __future__ import annotations

from checker.engine import schema
from checker.engine.conditions import ABOUT, BETWEEN
from checker.engine.load import EXAMPLE_KEYS, KEYS, MOST_CLAIMS, NEEDED, SOURCES
from checker.engine.parse_condition import ORDER
from checker.model.finding import LEVELS

TEXT = {"type": "string"}
TEXTS = {"oneOf": [TEXT, {"type": "array", "items": TEXT}]}
SCALARS = {"text": TEXT, "id": TEXT, "number": {"type": "number"}, "flag": {"type": "boolean"}}
ALIAS = "^[a-z][a-z0-9_]*$"


def rule_schema() -> dict:
    """The schema as a JSON value (draft-07, which editors know best)."""
    shapes = {
        "rule": {"type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"},
        "level": {"enum": list(LEVELS)},
        "sources": {"enum": list(SOURCES)},
        "when": {
            "type": "object",
            "patternProperties": {ALIAS: {"$ref": "#/definitions/claim"}},
            "additionalProperties": False,
            "minProperties": 1,
            "maxProperties": MOST_CLAIMS,
        },
        "where": TEXTS,
        "let": {"type": "object", "patternProperties": {ALIAS: {"type": ["string", "number"]}}},
        "evidence": {"type": "object", "additionalProperties": TEXT, "minProperties": 1},
        "noise": TEXTS,
        "tags": TEXTS,
        "examples": {"type": "array", "items": {"$ref": "#/definitions/example"}},
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "Generated from checker/engine; do not edit.",
        "title": "A rule of checker",
        "type": "object",
        "required": list(NEEDED),
        "additionalProperties": False,
        "properties": {key: {**shapes.get(key, TEXT), "description": doc} for key, doc in KEYS.items()},
        "definitions": {"claim": _claim(), "example": _example()},
    }


def _claim() -> dict:
    properties: dict[str, dict] = {}
    for field in schema.FIELDS.values():
        if field.type in schema.ENDS:
            for end, type_ in schema.ENDS[field.type].items():
                properties[f"{field.name}.{end}"] = {**_test(type_, []), "description": f"{field.doc} Its {end}."}
        else:
            properties[field.name] = {**_test(field.type, sorted(field.choices)), "description": field.doc}
    earlier = {"type": "object", "patternProperties": {ALIAS: TEXTS}, "additionalProperties": False}
    properties |= {key: {**earlier, "description": doc} for key, doc in BETWEEN.items()}
    properties |= {key: {**TEXTS, "description": doc} for key, doc in ABOUT.items()}
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "patternProperties": {"^words\\.[A-Za-z0-9_]+$": _test("text", [])},
    }


def _test(type_: str, choices: list[str]) -> dict:
    """A value, several of which one must be, or tests of it."""
    one = {"enum": choices} if choices else SCALARS[type_]
    some = {"oneOf": [one, {"type": "array", "items": one}]}
    tests = {"not": some, **({sign: {"type": "number"} for sign in ORDER} if type_ == "number" else {})}
    return {"anyOf": [*some["oneOf"], {"type": "object", "additionalProperties": False, "properties": tests}]}


def _example() -> dict:
    docs = {
        "tension": "A text that must give a finding; ¶ starts a paragraph.",
        "quiet": "A text that must give none.",
        "date": "The anchor date, as 2024-05-06.",
        "title": "The article's title.",
        "format": "text or markdown.",
        "evidence": "Quotes that the finding must show.",
        "because": "Why a quiet text is quiet.",
    }
    properties = {key: {**(TEXTS if key == "evidence" else TEXT), "description": docs[key]} for key in EXAMPLE_KEYS}
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "oneOf": [{"required": ["tension"]}, {"required": ["quiet"]}],
    }
