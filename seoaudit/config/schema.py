"""The JSON schema of ``seoaudit.toml`` (draft-07), as editors read it: made from the keys and from the rules' options.

It follows the conventions of https://www.schemastore.org, which names the schema by ``$id``. What a schema cannot know
(rules and profiles of packs that it was not made with) it allows; the program itself says what is wrong.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec
from msgspec import Meta

from seoaudit.config.keys import KEYS, Key
from seoaudit.config.rule_tables import LARGEST_WEIGHT
from seoaudit.config.site import GENERATORS, SITE_KEYS
from seoaudit.data_rules.schema import rule_schema
from seoaudit.model import SEVERITIES
from seoaudit.registry import Repertoire
from seoaudit.rule import Rule

_ID = "https://www.schemastore.org/seoaudit.json"
#: What a type does not say of a value, as its key checks it.
_MORE: Mapping[str, Mapping[str, Any]] = {
    "site-url": {"pattern": "^(https?://.+)?$"},
    "url": {"pattern": "^(https?://.+)?$"},
    "language": {"pattern": "^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$"},
    "baseline": {"pattern": r"^([^/~\\][^\\]*)?$"},
    "generator": {"enum": list(GENERATORS)},
}
_NAMES: Mapping[Any, str] = {bool: "boolean", int: "integer", float: "number", str: "string"}
_BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
_LENGTHS = {
    "string": {"min_length": "minLength", "max_length": "maxLength", "pattern": "pattern"},
    "array": {"min_length": "minItems", "max_length": "maxItems"},
}


def schema_text(known: Repertoire) -> str:
    """Return the schema as it is published."""
    return _plain(json.dumps(schema(known), indent=2, ensure_ascii=False)) + "\n"


def schema(known: Repertoire) -> dict[str, Any]:
    """Return the schema of a configuration that can name these rules and profiles."""
    plain = {name: _key(key, known) for name, key in KEYS.items()}
    overrides = {name: plain[name] for name, key in KEYS.items() if key.override}
    table = {"$ref": "#/definitions/rules"}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": _ID,
        "title": "seoaudit",
        "description": "Settings of seoaudit, the linter for posts and pages: seoaudit.toml, or [tool.seoaudit] in pyproject.toml.",
        "type": "object",
        "additionalProperties": False,
        "definitions": {
            "name": _names(known),
            "rules": _rules(known),
            "rule": rule_schema(),
            **_OWN,
        },
        "properties": {
            **plain,
            "rules": table,
            "rule": {
                "type": "array",
                "description": "Rules of your own, as docs/data-rules.md explains them.",
                "items": {"$ref": "#/definitions/rule"},
            },
            "overrides": {
                "type": "array",
                "description": "Other settings for some paths; the last one that matches wins.",
                "items": {
                    "type": "object",
                    "description": "Settings for the paths that its globs match.",
                    "additionalProperties": False,
                    "required": ["paths"],
                    "properties": {
                        "paths": {
                            "type": "array",
                            "description": "Globs of the files that these settings are for.",
                            "minItems": 1,
                            "items": {"type": "string"},
                        },
                        **overrides,
                        "rules": table,
                    },
                },
            },
            "site": {
                "type": "object",
                "description": "What of the site is set by hand, because its own configuration does not tell.",
                "additionalProperties": False,
                "properties": {name: _key(key, known) for name, key in SITE_KEYS.items()},
            },
        },
    }


def _names(known: Repertoire) -> dict[str, Any]:
    categories = {rule.category for rule in known.rules.values()}
    names = ["all", *sorted(categories), *known.rules]
    return {
        "description": "A rule, a category, or all of them.",
        "anyOf": [{"type": "string", "enum": names}, {"type": "string"}],
    }


def _key(key: Key, known: Repertoire) -> dict[str, Any]:
    found: dict[str, Any] = {**_type(key.type), "description": key.summary}
    if key.name in ("select", "ignore"):
        found["items"] = {"$ref": "#/definitions/name"}
    elif key.name == "profile":
        del found["type"]
        found["anyOf"] = [{"type": "string", "enum": list(known.profiles)}, {"type": "string"}]
    if not key.unset:
        found["default"] = _value(key.default)
    return {**found, **_MORE.get(key.name, {})}


def _rules(known: Repertoire) -> dict[str, Any]:
    return {
        "type": "object",
        "description": "Settings of single rules, by their ids.",
        "properties": {name: _rule(rule) for name, rule in known.rules.items()},
        "additionalProperties": {
            "type": "object",
            "description": "Settings of a rule of a pack.",
            "properties": _own(),
        },
    }


#: What every rule can be told.
_OWN: Mapping[str, Mapping[str, Any]] = {
    "severity": {
        "type": "string",
        "enum": list(SEVERITIES),
        "description": "How grave a finding is: an error fails the run, a warning costs points, info is advice.",
    },
    "weight": {
        "type": "number",
        "minimum": 0,
        "maximum": LARGEST_WEIGHT,
        "description": "How much the rule counts in its category.",
    },
}


def _own() -> dict[str, Any]:
    return {name: {"$ref": f"#/definitions/{name}"} for name in _OWN}


def _rule(rule: Rule) -> dict[str, Any]:
    options = {
        field.encode_name: {
            **_type(field.type),
            "description": _option(rule, field.encode_name, field.type),
            "default": _value(getattr(rule.options(), field.name)),
        }
        for field in msgspec.structs.fields(rule.options)
    }
    weighed = rule.scope == "page"
    return {
        "type": "object",
        "description": rule.documentation.summary,
        "additionalProperties": False,
        "default": {"severity": rule.severity} | ({"weight": _value(rule.weight)} if weighed else {}),
        "properties": {name: own for name, own in _own().items() if name != "weight" or weighed} | options,
    }


def _option(rule: Rule, name: str, annotation: Any) -> str:  # noqa: ANN401
    for meta in get_args(annotation)[1:]:
        if isinstance(meta, Meta) and meta.description:
            return meta.description
    if name in ("good", "bad") and rule.good is not None:
        return f"The measure at which the rule's score is {1 if name == 'good' else 0}."
    return f"An option of {rule.id}: {name.replace('-', ' ')}."


def _type(annotation: Any) -> dict[str, Any]:  # noqa: ANN401 - a type of any kind
    """Return the schema of a type that options and keys have; one of another kind may have any value."""
    arguments, origin = get_args(annotation), get_origin(annotation)
    if origin is Annotated:
        found = _type(arguments[0])
        for meta in arguments[1:]:
            if isinstance(meta, Meta):
                found |= _bounds(meta, found)
        return found
    if origin is Literal:
        return {"type": "string", "enum": list(arguments)}
    if type(None) in arguments:
        (inner,) = [each for each in arguments if each is not type(None)]
        return _type(inner)
    if origin is tuple and arguments[-1] is not Ellipsis:
        length = len(arguments)
        items = [_type(each) for each in arguments]
        return {
            "type": "array",
            "items": items,
            "minItems": length,
            "maxItems": length,
            "additionalItems": False,
        }
    if origin in (tuple, list, set, frozenset):
        return {"type": "array", "items": _type(arguments[0])}
    if origin is dict or annotation is dict:
        return {"type": "object"}
    return {"type": _NAMES[annotation]} if annotation in _NAMES else {}


def _bounds(meta: Meta, found: Mapping[str, Any]) -> dict[str, Any]:
    names = _LENGTHS.get(str(found.get("type")), _BOUNDS)
    return {ours: value for name, ours in names.items() if (value := getattr(meta, name)) is not None}


def _value(value: object) -> Any:  # noqa: ANN401
    """Return a default as JSON; a whole number is written without a fraction."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return [_value(each) for each in value] if isinstance(value, (list, tuple)) else value


def _plain(text: str) -> str:
    """Return JSON with straight quotation marks, as the store wants them."""
    return text.replace("“", '\\"').replace("”", '\\"').replace("’", "'")
