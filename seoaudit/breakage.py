"""Rules that broke: what is said of an exception, with the place in the rule that its author has to look at."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from traceback import extract_tb, format_exception

from seoaudit.rule import Rule

#: Set while tracebacks are wanted (``check --verbose``); processes that audit inherit it.
TRACEBACKS = "SEOAUDIT_TRACEBACKS"
#: Rules whose traceback this process has printed: the same one for every page tells nothing more.
_SHOWN: set[str] = set()


def told(error: Exception, rule: Rule) -> str:
    """Return an exception in one line with its place: ``short_paragraph.py:27: AttributeError: …``.

    The place is the last line of the rule's own file that was being run, or where there is none (a fact that
    ``of=`` names) the line that raised. With tracebacks wanted, the first of each rule goes to standard error.
    """
    if os.environ.get(TRACEBACKS) and rule.id not in _SHOWN:
        _SHOWN.add(rule.id)
        sys.stderr.write(f"The rule {rule.id} broke:\n{traceback(error)}\n")
    said = f"{type(error).__name__}: {error}".rstrip(": ")
    return f"{place}: {said}" if (place := _place(error, rule)) else said


def traceback(error: BaseException) -> str:
    """Return the traceback of an exception, from the first line that is not seoaudit's own machinery."""
    frames = error.__traceback__
    while (
        frames is not None
        and frames.tb_next is not None
        and _is_machinery(frames.tb_frame.f_code.co_filename)
    ):
        frames = frames.tb_next
    return "".join(format_exception(type(error), error, frames)).rstrip()


def _is_machinery(file: str) -> bool:
    return Path(file) in (Path(__file__).with_name("audit.py"), Path(__file__))


def _place(error: Exception, rule: Rule) -> str:
    frames = extract_tb(error.__traceback__)
    code = getattr(rule.check, "__code__", None)
    own = [frame for frame in frames if code is not None and frame.filename == code.co_filename]
    raised = own or [frame for frame in frames if not _is_machinery(frame.filename)]
    return f"{Path(raised[-1].filename).name}:{raised[-1].lineno}" if raised else ""
