"""How messages quote the page."""

from __future__ import annotations


def quoted(text: str, limit: int = 40) -> str:
    """Return the text in curly quotes on one line, cut at a word's end when it is longer than ``limit``.

    >>> quoted("Choosing a tent for the winter", limit=16)
    '“Choosing a tent…”'
    """
    text = " ".join(text.split())
    if len(text) > limit:
        cut = text.rfind(" ", limit // 2, limit)
        text = text[: cut if cut > 0 else limit - 1].rstrip(" ,;:.–—-") + "…"
    return f"“{text}”"
