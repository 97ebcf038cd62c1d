"""What a key's value has to be, in words."""

from __future__ import annotations

from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from msgspec import Meta

from seoaudit.config.keys import expected
from seoaudit.lazy_regex import lazy_regex

_LENGTH = lazy_regex(r"of length (>=|<=) (\d+)")


def bare(annotation: Any) -> Any:  # noqa: ANN401 - a type of any kind
    """Return a type without its bounds and without ``None``."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, UnionType):
            left = [each for each in get_args(annotation) if each is not type(None)]
            if len(left) != 1:
                return annotation
            annotation = left[0]
        else:
            return annotation


def element_of(annotation: Any, container: type) -> Any:  # noqa: ANN401
    """Return the type of a container's members (of a table: its values); ``None`` for what is no such container."""
    inner = bare(annotation)
    if get_origin(inner) is not container:
        return None
    arguments = get_args(inner)
    return arguments[1] if container is dict else arguments[0]


def wanted(annotation: Any, error: str, name: str) -> str:  # noqa: ANN401
    """Return in words what a value has to be, in view of what the conversion complained of.

    >>> wanted(tuple[str, ...], "Expected `array`, got `int`", "phrases")
    'a list of strings'
    """
    del name
    if limit := _LENGTH.search(error):
        bound = f"{'at least' if limit[1] == '>=' else 'at most'} {int(limit[2]):,}"
        if "`str`" in error:
            return f"{bound} character{'s' * (limit[2] != '1')} long"
        if limit.groups() == (">=", "1"):
            return "a table with something in it" if "`object`" in error else "a list with something in it"
        return f"a list of {bound} entries"
    if element := element_of(annotation, tuple):
        if "$[" in error:
            return _one(element)
        return f"a list of {_many(element)}"
    if element_of(annotation, dict) is not None:
        return "a table"
    return _one(annotation)


def _one(annotation: Any) -> str:  # noqa: ANN401
    inner = bare(annotation)
    if get_origin(inner) in (Union, UnionType):
        return " or ".join(dict.fromkeys(map(_one, get_args(inner))))
    if element := element_of(inner, tuple):
        return f"a list of {_many(element)}"
    metas = [each for each in _all_metas(annotation) if each.ge is not None or each.le is not None]
    return expected(Annotated[inner, metas[0]] if metas else inner)


def _all_metas(annotation: Any) -> list[Meta]:  # noqa: ANN401
    if get_origin(annotation) is Annotated:
        inner, *metas = get_args(annotation)
        return [*_all_metas(inner), *(each for each in metas if isinstance(each, Meta))]
    if get_origin(annotation) in (Union, UnionType):
        return [meta for each in get_args(annotation) for meta in _all_metas(each)]
    return []


def _many(annotation: Any) -> str:  # noqa: ANN401
    inner = bare(annotation)
    return {str: "strings", int: "whole numbers", float: "numbers"}.get(inner, "values")
