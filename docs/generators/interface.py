"""docs/reference/api.md: every name that a pack may use, from the code and its docstrings."""

from __future__ import annotations

import inspect
import re
import sys
import typing
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType

import msgspec

from seoaudit import api, testing
from seoaudit.rule import Rule

_INTRODUCTION = """# The API for rules

Generated from the code (`python docs/generate.py`). These are all names of `seoaudit.api` {version}, by what they are
for, and those of `seoaudit.testing`. What a rule is made of is told in [packs](../packs.md), what is promised of these
names in [stability](../stability.md). `python -m pydoc seoaudit.api` says it in a terminal.

A **fact** is a function of a page that is computed once for each page, however many rules ask.
"""
#: The parts of the page, and the modules that names of it are defined in. What has no part is in the last one.
PARTS: dict[str, tuple[str, ...]] = {
    "Rules": ("rule", "model", "profiles", "pack", "deprecation", "facts.fact", "msgspec", "quotation", "lazy_regex"),
    "The page": ("page", "context", "lines", "facts.kind", "facts.listing", "facts.brief"),
    "Text": ("facts.text", "facts.readability", "facts.readable_words", "facts.structure", "facts.visible_dates", "facts.years", "facts.dates"),
    "Keyphrase": ("facts.keyphrase", "facts.keyphrase_density", "facts.keyphrase_inference"),
    "Calls to action": ("facts.calls", "facts.dead_ends"),
    "Links and images": ("facts.links", "facts.neighbours", "facts.outbound"),
    "Metadata": ("facts.metadata", "facts.pixels", "facts.structured_data"),
    "HTML and what the server said": ("facts.indexing", "facts.hidden_text", "facts.javascript", "facts.rendering", "web.response"),
    "Drafts and what is published of them": ("facts.drift",),
    "Languages": ("language",),
    "Fixes": ("facts.source_edits",),
    "The site as a whole": ("site",),
}  # fmt: skip
_OTHER = "Others"
_WIDTH = 88


def page() -> str:
    """Return the page."""
    lines = [_INTRODUCTION.format(version=api.API_VERSION)]
    for part, names in parts().items():
        lines += [f"## {part}", ""]
        for name in names:
            lines += _entry(name, api)
    lines += ["## `seoaudit.testing`", "", *_paragraphs(inspect.getdoc(testing) or "")[:1], ""]
    for name in testing.__all__:
        lines += _entry(name, testing)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


def parts() -> dict[str, list[str]]:
    """Return the names of the API by part: types first, then facts and other functions, each in alphabetical order."""
    found: dict[str, list[str]] = {part: [] for part in (*PARTS, _OTHER)}
    for name in sorted(api.__all__, key=lambda name: (not _is_type(getattr(api, name)), name.lower())):
        home = _home(name, api).removeprefix("seoaudit.")
        fits = (
            part for part, modules in PARTS.items() if home.startswith(tuple(f"{each}." for each in modules))
        )
        exact = (part for part, modules in PARTS.items() if home in modules)
        found[next(exact, None) or next(fits, _OTHER)].append(name)
    return {part: names for part, names in found.items() if names}


def _is_type(value: object) -> bool:
    return inspect.isclass(value) or typing.get_origin(value) is typing.Literal


def _entry(name: str, face: ModuleType) -> Iterator[str]:
    value = getattr(face, name)
    if typing.get_origin(value) is typing.Literal:
        yield from (f"### `{name}`", "", ", ".join(f"`{each!r}`" for each in typing.get_args(value)), "")
        yield from (_comment(name, face), "")
    elif inspect.isclass(value):
        yield from _class(name, value)
    elif inspect.isroutine(value):
        fact = (
            " (fact)"
            if hasattr(value, "__wrapped__") and _home(name, face).startswith("seoaudit.facts")
            else ""
        )
        yield from (f"### `{name}`{fact}", "", "```python", *_lines(name, value), "```", "")
        yield from (*_separated(value), "")
    else:
        shown = f"A profile. {value.summary}" if isinstance(value, api.Profile) else f"`{value!r}`"
        yield from (f"### `{name}`", "", shown, "", _comment(name, face), "")


def _class(name: str, kind: type) -> Iterator[str]:
    yield from (f"### `{name}`", "")
    if not kind.__module__.startswith("seoaudit"):
        yield from (f"`{kind.__module__}.{kind.__qualname__}`: {_first(kind)}", "")
        return
    if fields := list(_fields(kind)):
        yield from ("```python", *_broken(f"{name}(", fields, ")"), "```", "")
    yield from (*_separated(kind), "")
    rows = []
    for member, value in vars(kind).items():
        if member.startswith("_"):
            continue
        if isinstance(value, (staticmethod, classmethod)) or inspect.isfunction(value):
            function = getattr(value, "__func__", value)
            rows.append(
                (_signature(member, function, bound=not isinstance(value, staticmethod)), _first(function))
            )
        elif isinstance(value, property) or hasattr(value, "func"):
            rows.append((member, _first(getattr(value, "fget", None) or value.func)))
    if rows:
        yield from ("| | |", "|---|---|")
        for signature, text in rows:
            yield f"| `{signature.replace('|', chr(92) + '|')}` | {text} |"
        yield ""


def _fields(kind: type) -> Iterator[str]:
    """Yield the fields of a struct or a named tuple with their types and defaults."""
    hints = {
        key: hint for each in reversed(kind.__mro__) for key, hint in inspect.get_annotations(each).items()
    }
    if issubclass(kind, tuple):
        yield from (f"{field}: {_type(hints[field])}" for field in getattr(kind, "_fields", ()))
    elif issubclass(kind, msgspec.Struct) and kind is not Rule:
        for field in msgspec.structs.fields(kind):
            default = "" if field.required else f" = {_default(field)}"
            yield f"{field.name}: {_type(hints[field.name])}{default}"


def _broken(begin: str, parts: Sequence[str], end: str) -> list[str]:
    """Return a signature on one line, or on one for each part if it is long."""
    line = f"{begin}{', '.join(parts)}{end}"
    if len(line) <= _WIDTH:
        return [line]
    return [begin, *(f"    {part}," for part in parts), end]


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.default is not msgspec.NODEFAULT:
        return repr(field.default)
    return f"{getattr(field.default_factory, '__name__', '…')}()"


def _signature(name: str, function: typing.Callable[..., object], *, bound: bool = False) -> str:
    parameters, end = _parameters(function)
    return f"{name}({', '.join(parameters[1:] if bound else parameters)}{end}"


def _lines(name: str, function: typing.Callable[..., object]) -> list[str]:
    return _broken(f"{name}(", *_parameters(function))


def _parameters(function: typing.Callable[..., object]) -> tuple[list[str], str]:
    """Return a function's parameters as they are written, with the stars between them, and what ends the signature."""
    signature = inspect.signature(function)
    plain = [
        each if each.annotation is each.empty else each.replace(annotation=_Plain(each.annotation))
        for each in signature.parameters.values()
    ]
    written, keywords = [], False
    for each in plain:
        if each.kind is each.KEYWORD_ONLY and not keywords:
            written.append("*")
        keywords = keywords or each.kind in (each.KEYWORD_ONLY, each.VAR_POSITIONAL)
        written.append(str(each))
    returned = signature.return_annotation
    return written, ")" if returned is signature.empty else f") -> {_type(returned)}"


class _Plain:
    """An annotation that shows itself as it is written."""

    def __init__(self, annotation: object) -> None:
        self.annotation = annotation

    def __repr__(self) -> str:
        return _type(self.annotation)


def _type(annotation: object) -> str:
    if isinstance(annotation, str):
        return annotation
    named = getattr(annotation, "__forward_arg__", None) or getattr(annotation, "__name__", None)
    return named or str(annotation)


def _first(value: object) -> str:
    """Return the first paragraph of a docstring, as one line of Markdown."""
    return next(iter(_paragraphs(inspect.getdoc(value) or "")), "")


def _separated(value: object) -> Iterator[str]:
    """Yield the paragraphs of a docstring with an empty line between them, up to the first example."""
    for paragraph in _paragraphs(inspect.getdoc(value) or ""):
        yield from (paragraph, "")


def _paragraphs(text: str) -> list[str]:
    """Return paragraphs as lines of Markdown, up to the first example."""
    found = []
    for paragraph in re.split(r"\n\s*\n", text):
        if paragraph.startswith((">>>", " ")):
            break
        found.append(_markdown(" ".join(paragraph.split())))
    return found


def _markdown(text: str) -> str:
    """Turn the double backticks of docstrings into Markdown's, and escape what would be markup or HTML."""
    parts = re.split(r"``(.+?)``", text)
    for index, part in enumerate(parts):
        if index % 2:
            fence = "``" if "`" in part else "`"
            parts[index] = fence + part.replace("|", "\\|") + fence
        else:
            parts[index] = re.sub(r"([<\[\]|])", r"\\\1", part)
    return "".join(parts)


def _home(name: str, face: ModuleType) -> str:
    """Return the module that a name of the face is imported from."""
    found = re.search(
        rf"^from (\S+) import (?:\((?:[^)]*\W)?|.*\b){name}\b", _source(face.__name__), re.MULTILINE
    )
    return found[1] if found else face.__name__


def _comment(name: str, face: ModuleType) -> str:
    """Return what stands in “#:” comments above the assignment of a name, or in a string below it."""
    text = _source(_home(name, face))
    if above := re.search(rf"((?:^#:.*\n)+)(?:\w+, )*{name}\b", text, re.MULTILINE):
        return _markdown(" ".join(above[1].replace("#:", "").split()))
    below = re.search(
        rf"^(?:\w+, )*{name}\b(?:, \w+)*(?:: [^=\n]+)? = [^\"]*?\n\"\"\"(.*?)\"\"\"",
        text,
        re.MULTILINE | re.DOTALL,
    )
    return _markdown(" ".join(below[1].split())) if below else ""


@cache
def _source(module: str) -> str:
    return Path(str(sys.modules[module].__file__)).read_text(encoding="utf-8")
