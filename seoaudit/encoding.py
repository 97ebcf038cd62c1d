"""Encoding values of which some text may not be text: names of files and JSON in pages can hold half a character."""

from __future__ import annotations

from typing import Protocol

import msgspec


class Encoder(Protocol):
    """An encoder of msgspec."""

    def encode(self, value: object, /) -> bytes:
        """Return the value as bytes."""
        ...


def encode(encoder: Encoder, value: object) -> bytes:
    """Return the value as bytes; a lone surrogate, which no encoding has, is written as an escape."""
    try:
        return encoder.encode(value)
    except UnicodeEncodeError:
        return encoder.encode(_without_surrogates(msgspec.to_builtins(value, builtin_types=(bytes,))))


def _without_surrogates(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_surrogates(entry) for entry in value]
    return value
