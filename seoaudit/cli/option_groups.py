"""Options that several commands share, given to a command as one value instead of one argument each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

import msgspec

_Command = Callable[..., Any]


def option_group(
    name: str, kind: type[msgspec.Struct], options: Sequence[Callable[[_Command], _Command]]
) -> Callable[[_Command], _Command]:
    """Return a decorator that adds the options to a command, which gets their values as one ``kind`` called ``name``.

    The options are named like the fields of ``kind``, and stand in ``--help`` in the order they are given. A field without
    an option keeps its default.
    """

    def decorate(command: _Command) -> _Command:
        @wraps(command)
        def gathering(**arguments: Any) -> Any:  # noqa: ANN401 - whatever the command takes and returns
            own = {field: arguments.pop(field) for field in kind.__struct_fields__ if field in arguments}
            return command(**arguments, **{name: kind(**own)})

        decorated: _Command = gathering
        for option in reversed(options):
            decorated = option(decorated)
        return decorated

    return decorate
