"""Sentence boundaries in one block of text (a paragraph or a list item).

`sentencex` proposes; this module disposes. It joins what a list marker, a web address or an
aside tore apart, and separates what a stray apostrophe, an abbreviation at the end of a
sentence or a long quotation held together. Where sentencex has no wheel, the same review
works on the candidates of a regular expression alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

from seoaudit.language import data
from seoaudit.language.sentence_layout import before_ellipsis, is_page_number, listed_lines
from seoaudit.language.stems import without_elision
from seoaudit.language.tokens import Span
from seoaudit.lazy_regex import lazy_regex

LONGEST_QUOTATION = 12
"""Words. A quotation in double quotes belongs to its sentence up to here; a longer one is read
as the sentences it has, or one long quotation would pass for one very long sentence."""
LONGEST_ASIDE = 50
"""Words. The same for single quotes and brackets, which rarely hold whole paragraphs."""

# A full stop, closing quotes or brackets, white space, opening ones, and a first letter.
# The letter's case is tested by `isupper`, for every script.
_CANDIDATE = lazy_regex(r"[.!?…؟۔]([\"'”’»)\]]*)\s+([\"'“‘«(\[]*\w)")
# "… in a consultation.11 12 Take the example": numbers of notes stick to the full stop before them.
_FOOTNOTE = lazy_regex(r"\.(?<=[^\W\d_]{3}\.|..\)\.)\d{1,3}(?:[ ,–]\d{1,3})*\s+(?=[A-Z])")
_PARAGRAPH_BREAK = lazy_regex(r"\n[^\S\n]*\n\s*")
#: Characters that are read at once; a paragraph that is longer is cut behind a sentence.
_LONGEST_PIECE = 4_000
_PIECE_END = lazy_regex(r"[^\W\d_]{3}[.!?][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W\d_a-z])|[。！？]|\n\s*\n")
_LAST_TOKEN = lazy_regex(r"\S+\Z")

_LONGEST_MARKER = 8
_LONGEST_TOKEN = 40
_LONGEST_STARTER = 11
_LIST_MARKER = lazy_regex(r"(?:[•⁃‣*–-]\s*)?(?:\d{1,3}|[^\W\d_]|[ivx]{2,4})[.)]{1,2}")
_ENUMERATOR = lazy_regex(r"(?:(?<=\s)|\A)([•⁃‣]?\s?)(\d{1,3}|[a-z])(\.\)|\)|\.)\s+(?=\S)")
_INITIALS = lazy_regex(r"(?:[^\W\d_]\.){2,}")
_ADDRESS = lazy_regex(r"www\.|\w+://|[^\s@]+@|[A-Z]+\.[A-Z]")

#: Languages that write "the 3rd" as "3."; a capital letter after it says nothing in German.
_ORDINAL_DOT = frozenset({"de"})
_LONGEST_ORDINAL = 2

_ENCLOSED = lazy_regex(
    r"“[^“”]*”|‘[^‘’]*(?:’\w[^‘’]*)*’(?!\w)|\"[^\"]*\"|\([^()]*\)|\[[^\[\]]*\]"
    r"|`[^`'\"]*'"
    # A straight apostrophe opens a quotation before a letter, unless it is an elision.
    # Every branch begins with a literal, which lets the engine skip what cannot match.
    r"|'(?<!\w')(?!(?:em|til|tis|twas|cause|n|s)\b)(?=[^\W\d_])[^']*(?:\w'\w[^']*)*'(?!\w)"
)


def sentence_spans(text: str, language: str) -> list[Span]:
    """Return the sentences of `text` in order, as offsets without the white space around them.

    `language` is a primary subtag. The spans never overlap, and every word lies in one. A number alone
    between blank lines, as pages are numbered, is no sentence.
    """
    if len(text) > _LONGEST_PIECE:
        return [
            (piece + start, piece + end)
            for piece, stop in _pieces(text)
            for start, end in sentence_spans(text[piece:stop], language)
        ]
    if "\n" in text and (lines := listed_lines(text)):
        return [
            (line + start, line + end)
            for line, stop in lines
            for start, end in sentence_spans(text[line:stop], language)
        ]
    proposed = _proposals(text, language)
    if not proposed or (_is_plain(text, proposed) and not _is_cut(text, proposed, language)):
        return proposed
    first, end_of_text = proposed[0][0], proposed[-1][1]
    starts = {start for start, _ in proposed}
    if "\n" in text:
        starts.update(found.end() for found in _PARAGRAPH_BREAK.finditer(text, first, end_of_text))
    _separate(text, language, starts)
    _enumerate(text, first, starts)
    starts.update(found.end() for found in _FOOTNOTE.finditer(text, first, end_of_text))
    if ". . ." in text:
        starts = {before_ellipsis(text, start) for start in starts}
    spans = _joined(text, sorted(starts), end_of_text, language)
    return [span for span in spans if not is_page_number(text, *span)] if "\n" in text else spans


def _pieces(text: str) -> Iterator[Span]:
    """Yield the pieces that a very long text is read in: time grows with the square of what is read at once."""
    begin = 0
    while len(text) - begin > _LONGEST_PIECE:
        half, limit = begin + _LONGEST_PIECE // 2, begin + _LONGEST_PIECE
        ends = [found.end() for found in _PIECE_END.finditer(text, half, limit)]
        end = ends[-1] if ends else text.rfind(" ", half, limit) + 1 or limit
        yield begin, end
        begin = end
    yield begin, len(text)


def _proposals(text: str, language: str) -> list[Span]:
    """Return the sentences according to sentencex; the whole text where it is missing."""
    segment = _segmenter()
    pieces = [text] if segment is None else segment(language, text)
    spans: list[Span] = []
    offset = 0
    for piece in pieces:
        end = offset + len(piece.rstrip())
        if end > offset:
            spans.append((offset + len(piece) - len(piece.lstrip()), end))
        offset += len(piece)
    return spans


def _is_plain(text: str, spans: list[Span]) -> bool:
    """Whether there is nothing to review, as in most blocks.

    Each sentence begins with a capital letter and ends with a mark and white space, and there
    is no other mark inside. Marks are looked for by `in`, which costs next to nothing.
    """
    if "\n" in text or "\N{NO-BREAK SPACE}" in text or text[spans[0][0]] in "\"'“‘([":
        return False
    last_end = -1
    for start, end in spans:
        if start == last_end or not text[start].isupper():
            return False
        inside = text[start : end - 1]
        if (
            ("." in inside and _FOOTNOTE.search(text, start, end))
            or ". " in inside
            or "!" in inside
            or "?" in inside
            or "…" in inside
            or '."' in inside
            or ".”" in inside
        ):
            return False
        if end - start <= _LONGEST_MARKER or inside[1] in ".)":
            return False
        last_end = end
    return all(text[end - 1] in ".?!" for _, end in spans[:-1])


def _is_cut(text: str, spans: list[Span], language: str) -> bool:
    """Whether sentencex ended a sentence at an abbreviation, or at an ordinal, which it knows in English."""
    return language != "en" and any(_is_short(text, *pair, language) for pair in pairwise(spans))


@cache
def _segmenter() -> Callable[[str, str], list[str]] | None:
    try:
        from sentencex import segment  # type: ignore[import-untyped,unused-ignore]
    except ImportError:
        return None
    return segment  # type: ignore[no-any-return,unused-ignore]


def _separate(text: str, language: str, starts: set[int]) -> None:
    """Add the starts that are still missing, in languages whose abbreviations are known."""
    alone = _segmenter() is None
    if not alone and not data.exists(language, "abbreviations"):
        return
    enclosed: list[Span] | None = None
    for found in _CANDIDATE.finditer(text):
        start = found.start(2)
        if start in starts or not _may_open(text[found.end() - 1], alone=alone):
            continue
        if not _ends_sentence(text, found, language, alone=alone):
            continue
        if enclosed is None:
            enclosed = list(_enclosures(text))
        if not any(left < found.end(1) < right for left, right in enclosed):
            starts.add(start)


def _may_open(letter: str, *, alone: bool) -> bool:
    """Whether a sentence can begin with this letter; scripts without capitals have no say in it."""
    return letter.isupper() or (alone and letter.isalpha() and not letter.islower())


def _ends_sentence(text: str, found: re.Match[str], language: str, *, alone: bool) -> bool:
    """Whether the mark of a candidate, with a capital after it, closes a sentence."""
    stop = found.start()
    mark = text[stop]
    before = text[max(0, stop - _LONGEST_TOKEN) : stop]
    if before[-1:].isspace() or not before.strip(".…!?"):
        return False  # spaced dots: ". . . The"
    word = before.split()[-1].lstrip("\"'“‘«([")
    following = text[found.end() - 1 : found.end() + _LONGEST_STARTER].split(maxsplit=1)[0]
    following = following.rstrip(",.:;?!").partition("'")[0]
    starter = following.lower() in data.words(language, "sentence_starters")
    if mark == "…":
        return following != "I"
    if mark in "!?":
        # Names such as "Yahoo!" are sentencex's to know.
        return alone or not word[:1].isupper() or starter
    plain = without_elision(word.lower(), data.words(language, "elisions"))
    if plain in data.words(language, "abbreviations"):
        return False
    if plain in data.words(language, "abbreviations_final") or _INITIALS.fullmatch(word + "."):
        return starter
    if len(word) == 1 and word.isalpha():
        return alone and starter and word != "I"
    return not _LIST_MARKER.fullmatch(text[:stop].strip() + ".")


def _enclosures(text: str) -> Iterator[Span]:
    """Yield the quotations and brackets that are short enough to be part of a sentence."""
    for found in _ENCLOSED.finditer(text):
        longest = LONGEST_QUOTATION if found[0][0] in '"“' else LONGEST_ASIDE
        if found[0].count(" ") < longest:
            yield found.span()


def _enumerate(text: str, first: int, starts: set[int]) -> None:
    """Start a sentence at each marker of "1. Mix 2. Bake" or "a) … b) …", and none after it."""
    opening = _ENUMERATOR.match(text, first)
    if opening is None:
        return
    bullet, value, style = opening.groups()
    wanted = _successor(value)
    markers = [opening]
    for found in _ENUMERATOR.finditer(text, opening.end()):
        if found[2] == wanted and found[3] == style and found[1] == bullet:
            markers.append(found)
            wanted = _successor(wanted)
    for marker in markers:
        # "… and for 2. above" goes on in lower case: no marker.
        starts.discard(marker.end())
        if marker is opening or marker[3] != "." or not text[marker.end()].islower():
            starts.add(marker.start())


def _successor(value: str) -> str:
    return str(int(value) + 1) if value.isdigit() else chr(ord(value) + 1)


def _joined(text: str, starts: list[int], end_of_text: int, language: str) -> list[Span]:
    """Turn starts into spans, dropping those that continue the sentence before them."""
    spans: list[Span] = []
    for index, start in enumerate(starts):
        limit = starts[index + 1] if index + 1 < len(starts) else end_of_text
        end = start + len(text[start:limit].rstrip())
        if spans and _continues(text, spans[-1], (start, end), language):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _continues(text: str, before: Span, after: Span, language: str) -> bool:
    """Whether `after` is not a sentence of its own but the rest of `before`."""
    end, start = before[1], after[0]
    last, first = text[end - 1], text[start]
    if end == start:
        return _one_token(text, before, after)
    if "\n" in text[end:start] and _PARAGRAPH_BREAK.search(text, end, start):
        return False
    if last in ".)":
        if end - before[0] <= _LONGEST_MARKER and _LIST_MARKER.fullmatch(text, before[0], end):
            return True
        if first.islower() and last == "." and text[end - 2].isdigit():
            return True  # "for 1. above"
        if last == "." and _is_short(text, before, after, language):
            return True  # "approx. 5 dollars", "am 3. Oktober"
    if first == "(" and last in "\"'”’":
        return True  # a source after a quotation
    if last == "!" and first.islower() and _is_name(text, before):
        return True  # "at Yahoo! in the accounting department"
    if first in "-–—" and last in "?!":
        return True  # "if I may say so? - a bit"
    # Stray marks and emoji close what stands before them, unless the next word is glued to them.
    glued = after[1] < len(text) and not text[after[1]].isspace()
    return not glued and not any(c.isalnum() for c in text[start : after[1]])


def _is_name(text: str, sentence: Span) -> bool:
    """Whether a sentence so far ends in a name, capital letter and all, that is not its only word."""
    words = text[slice(*sentence)].split()
    return len(words) > 1 and words[-1][0].isupper() and words[-1].count("!") == 1


def _is_short(text: str, before: Span, after: Span, language: str) -> bool:
    """Whether `before` ends in an abbreviation that something follows, or in an ordinal number."""
    last = max(text.rfind(" ", *before), text.rfind("\n", *before), before[0] - 1) + 1
    word = text[last : before[1] - 1].lower().lstrip("\"'“‘«([¿¡")
    if without_elision(word.replace("’", "'"), data.words(language, "elisions")) in data.words(
        language, "abbreviations"
    ):
        return True
    if language in _ORDINAL_DOT and word.isdigit() and len(word) <= _LONGEST_ORDINAL:
        starters = data.words(language, "sentence_starters")
        return bool(starters) and text[after[0] : after[1]].split()[0].lower() not in starters
    return False


def _one_token(text: str, before: Span, after: Span) -> bool:
    """Whether a boundary without white space falls inside an address, a name or a marker."""
    first = text[after[0]]
    if not first.isalnum() and first not in "\"'“‘«([":
        return True
    if text[before[0] : before[1]].strip(".…") == "":
        return True  # "...and then"
    token = _LAST_TOKEN.search(text, before[0], before[1])
    if token is None:
        return False
    if token[0].strip("!") == "" or token[0].endswith((" !", ",!")):
        return True  # a click consonant, or "!important"
    return _ADDRESS.match(text, token.start()) is not None
