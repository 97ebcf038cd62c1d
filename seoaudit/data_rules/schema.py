"""The JSON schema of ``[[rule]]`` tables, and the tables of docs/data-rules.md: both are read from the kinds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from seoaudit.data_rules.expectations import bare, element_of, wanted
from seoaudit.data_rules.front_matter import KeyTable
from seoaudit.data_rules.kind import Kind
from seoaudit.data_rules.kinds import EXAMPLES_OF_METRICS, KINDS, Common
from seoaudit.data_rules.metrics import ELEMENTS, METRICS
from seoaudit.data_rules.reading import ID_PATTERN
from seoaudit.data_rules.scopes import SCOPES

#: Keys whose values are names from a table.
_NAMES = {"scope": SCOPES, "element": ELEMENTS, "metric": METRICS}


def rule_schema() -> dict[str, Any]:
    """Return the JSON schema (2020-12) of one ``[[rule]]`` table."""
    return {"type": "object", "required": ["id", "kind"], "oneOf": [_kind(name) for name in KINDS]}


def _kind(name: str) -> dict[str, Any]:
    kind = KINDS[name]
    own = {field.encode_name: _property(field) for field in msgspec.structs.fields(kind)}
    names = {old: new for new, old in EXAMPLES_OF_METRICS.items()} if name == "metric" else {}
    common = {
        names.get(field.encode_name, field.encode_name): _property(field)
        for field in msgspec.structs.fields(Common)
    }
    common["id"]["pattern"] = f"^(?:{ID_PATTERN})$"
    required = [field.encode_name for field in msgspec.structs.fields(kind) if field.required]
    found = {
        "title": name,
        "description": kind.about,
        "type": "object",
        "properties": {"kind": {"const": name}, **common, **own},
        "required": ["id", "kind", *required, *([] if name == "metric" else ["bad"])],
        "additionalProperties": False,
    }
    if kind.one_of:
        found["anyOf"] = [{"required": [each]} for each in kind.one_of]
    return found


def _property(field: msgspec.structs.FieldInfo) -> dict[str, Any]:
    if (entry := element_of(field.type, dict)) is not None:
        found = _of_entries(field, entry)
    else:
        schema: dict[str, Any] = msgspec.json.schema(field.type)
        schema.pop("$defs", None)
        found = _without_null(schema)
    if field.encode_name in _NAMES:
        named = found["items"] if found.get("type") == "array" else found
        named["enum"] = list(_NAMES[field.encode_name])
    if found.get("type") == "array":
        about = {"description": found.pop("description")} if "description" in found else {}
        found = {**about, "anyOf": [found, found["items"]]}  # one will do for a list of one
    if not field.required and field.default not in (msgspec.NODEFAULT, None, (), ""):
        found["default"] = list(field.default) if isinstance(field.default, tuple) else field.default
    return found


def _of_entries(field: msgspec.structs.FieldInfo, entry: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the schema of a table whose keys are the author's."""
    values: dict[str, Any]
    if bare(entry) is KeyTable:
        own = {each.encode_name: _property(each) for each in msgspec.structs.fields(KeyTable)}
        values = {"type": "object", "properties": own, "additionalProperties": False}
    else:
        values = msgspec.json.schema(entry)
    return {
        "description": _about(field),
        "type": "object",
        "minProperties": 1,
        "additionalProperties": values,
    }


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema without ``null``, which TOML does not have."""
    left = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    if len(left) == 1:
        rest = {name: value for name, value in schema.items() if name not in ("anyOf", "default")}
        return {**left[0], **rest}
    return schema


def _about(field: msgspec.structs.FieldInfo) -> str:
    schema = msgspec.json.schema(field.type)
    return str(schema.get("description", ""))


def keys_of(struct: type[msgspec.Struct]) -> Iterator[tuple[str, str, str, str]]:
    """Yield the keys of all rules or of a kind: name, value in words, default, what it is for."""
    for field in msgspec.structs.fields(struct):
        default = "" if field.required else _shown(field.default)
        value = wanted(field.type, "", field.encode_name)
        yield field.encode_name, value, default, _about(field)


def _shown(default: object) -> str:
    if default in (None, (), "", msgspec.NODEFAULT):
        return ""
    if isinstance(default, bool):
        return str(default).lower()
    if isinstance(default, tuple):
        return ", ".join(map(str, default))
    return f"{default:g}" if isinstance(default, float) else str(default)


def reference() -> str:
    """Return the part of docs/data-rules.md that is written from the code."""
    lines = ["### Keys of every rule", "", *_table(Common)]
    for name, kind in KINDS.items():
        lines += ["", f"### `{name}`", "", kind.about, "", *_table(kind)]
        if name == "front-matter":
            lines += ["", "What can be asked of each key:", "", *_table(KeyTable)]
        lines += [
            "",
            _needs(kind),
            "",
            f"Placeholders: {', '.join(f'`{{{each}}}`' for each in kind.placeholders)}.",
        ]
    lines += ["", "### Scopes", "", "| scope | what it is |", "|---|---|"]
    lines += [f"| `{name}` | {scope.summary} |" for name, scope in SCOPES.items()]
    lines += ["", "### Elements", "", f"What `count` counts: {', '.join(f'`{name}`' for name in ELEMENTS)}."]
    lines += ["", "### Metrics", "", "| metric | what it is |", "|---|---|"]
    lines += [f"| `{name}` | {metric.summary} |" for name, metric in METRICS.items()]
    return "\n".join(lines) + "\n"


def _needs(kind: type[Kind]) -> str:
    needed = [f"`{field.encode_name}`" for field in msgspec.structs.fields(kind) if field.required]
    said = f"Needs {' and '.join(needed)}." if needed else ""
    if kind.one_of:
        said = f"{said} Needs at least one of {', '.join(f'`{each}`' for each in kind.one_of)}.".strip()
    return said


def _table(struct: type[msgspec.Struct]) -> list[str]:
    lines = ["| key | value | default | |", "|---|---|---|---|"]
    for name, value, default, about in keys_of(struct):
        lines.append(
            f"| `{name}` | {value} | {f'`{default}`' if default else ''} | {about.replace('|', chr(92) + '|')} |"
        )
    return lines
