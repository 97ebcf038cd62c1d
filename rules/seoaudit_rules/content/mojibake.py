from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import Edit, Finding, Meta, NotApplicable, Page, Span, lazy_regex, metadata, rule

#: The characters that Windows-1252 has for the bytes 0x80 to 0x9F, which follow in a sequence of UTF-8.
_UPPER = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_FOLLOWING = f"[\\u0080-\\u00bf{_UPPER}]"
#: Two bytes for the letters of western Europe; three for typographic signs; four for emoji. Runs of two
#: Cyrillic, Greek or central European letters are as clear, one of them alone might be meant.
_SEQUENCES = lazy_regex(
    f"[ÂÃ]{_FOLLOWING}|â[€‚„†ˆž™œ]{_FOLLOWING}|ðŸ{_FOLLOWING}{{2}}|ï(?:»¿|¿½)"
    f"|(?:[ÄÅÎÏÐÑ]{_FOLLOWING}){{2,}}"
    "|\\ufffd+"
)
#: One of these begins every such sequence; a look for them is all that most texts cost.
_LEADS = "ÂÃâðïÄÅÎÏÐÑ\ufffd"
#: Texts about encodings show such sequences on purpose.
_SUBJECT = lazy_regex(
    r"\b(?:mojibake|utf-?8|utf-?16|unicode|charset|character (?:set|encoding)s?|iso-8859|windows-1252|ftfy)\b",
    re.IGNORECASE,
)
_QUOTES = "\"'`“‘«„"


@rule(
    severity="warning",
    weight=4,
    fault=True,
    evidence="standard",
    source="https://www.w3.org/International/questions/qa-what-is-encoding",
    fixable="safe",
)
def mojibake(page: Page, *, max_findings: Annotated[int, Meta(ge=1)] = 10) -> Iterator[Finding]:
    """No letter was lost to a wrong character encoding.

    Why: “donâ€™t” in place of “don’t” tells readers that nobody looked at the page, and a search for the
    right word does not find the wrong one.

    Fix: Put the right characters back, save the file as UTF-8, and look for the step that read UTF-8 as
    something else.

    Notes: Each kind of damage is reported once, at its first place. Titles and descriptions are read too;
    code, quoted characters and texts about encodings are left alone.
    """
    found = list(_sequences(page))
    if not found:
        return
    if _SUBJECT.search(page.text):
        raise NotApplicable("the text is about character encodings")
    counts: dict[str, int] = {}
    places: dict[str, list[Span]] = {}
    for broken, span in found:
        counts[broken] = counts.get(broken, 0) + 1
        places.setdefault(broken, []).append(span)
    for broken, spans in list(places.items())[:max_findings]:
        span = spans[0]
        times = f" ({counts[broken]} times)" if counts[broken] > 1 else ""
        if broken[0] == "\ufffd":
            yield Finding(span, f"a character was lost here and is shown as “{broken}”{times}")
            continue
        meant = _repaired(broken)
        seen = bool(meant.strip()) and meant.isprintable()
        shown = meant if seen else "a character that one does not see"
        yield Finding(
            span,
            f"“{broken}” is {shown} read with the wrong encoding{times}",
            f"Write {shown} instead.",
            _restored(page, broken, meant, spans) if seen else (),
        )


def _restored(page: Page, broken: str, meant: str, spans: list[Span]) -> tuple[Edit, ...]:
    """Return the edits that put the right characters back, wherever the wrong ones stand as such in the source."""
    edits = []
    for span in dict.fromkeys(spans):
        at = page.source.text.find(broken, *span)
        if at >= 0:
            edits.append(Edit(Span(at, at + len(broken)), meant))
    return tuple(edits)


def _sequences(page: Page) -> Iterator[tuple[str, Span]]:
    data = metadata(page)
    for field in (data.title, data.description):
        if not field.value.isascii() and field.origin != "heading":
            for match in _SEQUENCES.finditer(field.value):
                if _is_damage(field.value, match):
                    yield match[0], field.span
    text = page.text
    if text.isascii() or not any(lead in text for lead in _LEADS):
        return
    for match in _SEQUENCES.finditer(text):
        if _is_damage(text, match):
            yield match[0], page.span(match.start(), match.end())


def _is_damage(text: str, match: re.Match[str]) -> bool:
    broken = match[0]
    before = text[match.start() - 1 : match.start()]
    if before and before in _QUOTES and text[match.end() : match.end() + 1] in ("", *"\"'`”’»“"):
        return False  # shown, not suffered
    if before and before in _QUOTES and broken[-1] in "”’»“":
        return False
    if broken[0] == "\ufffd":
        return True
    if broken[0] == "Ã" and broken[1] in "“”‘’…" and before.isupper():
        return False  # a word in capitals at the end of a quotation: IRMÃ”
    return bool(_repaired(broken))


def _repaired(broken: str) -> str:
    """Return what the sequence was, or an empty string when it is no UTF-8 read as Windows-1252."""
    data = bytearray()
    for character in broken:
        try:
            data += character.encode("cp1252")
        except UnicodeEncodeError:
            if ord(character) > 0xFF:
                return ""
            data.append(ord(character))  # the five bytes that Windows-1252 leaves out
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
