"""How a report is to look: what a reporter needs to know of the place it is written to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from seoaudit.compare import Comparison

Verbosity = Literal["quiet", "normal", "verbose"]

#: What the terminal format draws with; an encoding without them gets ASCII.
_DRAWN = "█░─·→…–−“”"


class RenderOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to render.

    ``width`` is in terminal cells. ``unicode`` off draws bars, arrows and quotation marks in ASCII. Formats for
    machines look at nothing but ``root`` and ``folder``: the repository, as an absolute path with forward slashes,
    and the folder in it that the report's paths begin at, ``""`` for the repository itself. ``compared`` is the
    difference to an earlier report, which formats for people show. ``command`` audits the same again, for hints
    (“seoaudit check content/”). ``lines`` are those of a window that the terminal format has to fit; 0: any number.
    """

    verbosity: Verbosity = "normal"
    color: bool = False
    width: int = 80
    unicode: bool = True
    root: str = ""
    folder: str = ""
    compared: Comparison | None = None
    command: str = ""
    lines: int = 0


def draws_unicode(encoding: str | None) -> bool:
    """Tell whether a stream of this encoding can show bars and typographic marks.

    >>> draws_unicode("utf-8"), draws_unicode("latin-1"), draws_unicode(None)
    (True, False, False)
    """
    try:
        _DRAWN.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
