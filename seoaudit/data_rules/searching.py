"""Searching the passages of a page for the patterns of all rules at once.

All patterns of a catalogue are one RE2 set: one pass over a passage tells which of them occur in it, in time
linear in its length whatever the patterns are. Only those are then searched for one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from seoaudit.data_rules.inline_code import in_code
from seoaudit.data_rules.scopes import Passage, distinct, passages, place
from seoaudit.lazy_regex import lazy_regex
from seoaudit.page import Page

if TYPE_CHECKING:
    from seoaudit.language.stems import StemTable

#: What the automata of all patterns together, and of one of them, may take.
_SET_MEMORY, _MEMORY = 64_000_000, 4_000_000
#: What one rule finds on one page at most: nobody reads more, and a page of one word must not take for ever.
MAX_MATCHES = 2_000
#: White space as Python knows it; RE2's own \s is that of ASCII.
BLANKS = r"[\s\v\x{1c}-\x{1f}\x{85}\pZ]+"
_APOSTROPHES, _HYPHENS = "['’]", "[-‐‑]"

#: How far before a phrase an address is thought to begin; what only a phrase has that is itself one.
_LONGEST_ADDRESS = 200
_ADDRESS = lazy_regex(r"[/@]")

#: A match of a pattern: what ``re`` and RE2 give alike.
Match = Any
#: Says of a match whether it counts.
Accept = Callable[[Page, str, Match], bool]


class Found(NamedTuple):
    """A match in a passage of a scope."""

    scope: str
    passage: Passage
    match: Match


class Searches:
    """The patterns of a catalogue. They are compiled when the first page is searched."""

    def __init__(self) -> None:
        self._patterns: list[str] = []
        self._set: Any = None
        self._complete = False

    def add(self, pattern: str) -> int:
        """Take in a pattern that is known to compile, and return its number."""
        self._patterns.append(pattern)
        return len(self._patterns)

    def hits(self, page: Page, scope: str) -> Mapping[int, Sequence[Passage]]:
        """Return, by the numbers of patterns, the passages of a scope that they occur in."""
        key = (self, scope)
        known = page.memo.get(key)
        if known is None:
            known = page.memo[key] = self._hits(page, scope)
        return known  # type: ignore[return-value] # what this method put there

    def occurring(self, page: Page, scopes: tuple[str, ...]) -> frozenset[int]:
        """Return the numbers of the patterns that occur anywhere in scopes."""
        key = (self, scopes)
        known = page.memo.get(key)
        if known is None:
            hits = (self.hits(page, scope) for scope in distinct(page, scopes))
            known = page.memo[key] = frozenset(number for each in hits for number in each)
        return known  # type: ignore[return-value] # what this method put there

    def _hits(self, page: Page, scope: str) -> dict[int, list[Passage]]:
        found: dict[int, list[Passage]] = {}
        match = self._compiled().Match if self._compiled() is not None else None
        every = range(1, len(self._patterns) + 1)
        for passage in passages(page, scope):
            # Number 0 is in every text. Without it the set has run out of memory, and nothing is known.
            numbers = match(searchable(passage.text)) if match else None
            for number in numbers if numbers and 0 in numbers else every:
                found.setdefault(number, []).append(passage)
        return found

    def _compiled(self) -> Any:  # noqa: ANN401 - a set, or None where there can be none
        if not self._complete:
            import re2

            self._complete = True
            together = re2.Set.SearchSet(options(_SET_MEMORY))
            together.Add("")
            for pattern in self._patterns:
                together.Add(pattern)
            try:
                together.Compile()
            except re2.error:
                return None  # too large together: each is searched for by itself
            self._set = together
        return self._set


#: What most searches find: one for all, for it is exhausted from the beginning.
_NOTHING: Iterator[Found] = iter(())


class Search:
    """One pattern of a catalogue, searched for in scopes; ``accept`` decides of each match whether it counts."""

    def __init__(self, searches: Searches, pattern: str, accept: Accept | None = None) -> None:
        self._searches, self._pattern, self._accept = searches, pattern, accept
        self._number = searches.add(pattern)
        self._regex: Any = None

    def __call__(self, page: Page, scopes: tuple[str, ...]) -> Iterator[Found]:
        """Yield what is found, scope by scope, up to a limit; inline code is passed over."""
        if self._number not in self._searches.occurring(page, scopes):
            return _NOTHING
        return islice(self._found(page, scopes), MAX_MATCHES)

    def _found(self, page: Page, scopes: tuple[str, ...]) -> Iterator[Found]:
        for scope in distinct(page, scopes):
            for passage in self._searches.hits(page, scope).get(self._number, ()):
                for match in self.within(page, passage.text):
                    if not in_code(page, passage, place(page, passage, *match.span())):
                        yield Found(scope, passage, match)

    def within(self, page: Page, text: str) -> Iterator[Match]:
        """Yield the matches in a text."""
        if self._regex is None:
            self._regex = compiled(self._pattern)
        for match in self._regex.finditer(searchable(text)):
            if match.end() > match.start() and (self._accept is None or self._accept(page, text, match)):
                yield match


def searchable(text: str) -> str:
    """Return a text of the same length that can be encoded: half characters have no UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= each <= "\udfff" else each for each in text)
    return text


def options(memory: int = _MEMORY) -> Any:  # noqa: ANN401 - RE2's own
    """Return RE2's options: silent, and with a limit on memory."""
    import re2

    found = re2.Options()
    found.max_mem = memory
    found.log_errors = False
    return found


def compiled(pattern: str) -> Any:  # noqa: ANN401 - RE2's own
    """Return a compiled pattern. Raises ``re2.error``."""
    import re2

    return re2.compile(pattern, options())


def pattern_fault(pattern: str) -> tuple[str, str]:
    """Return (what is wrong, the remedy) for a pattern that RE2 does not read, else two empty strings."""
    import re2

    if "\b" in pattern:
        return (
            'this pattern has a backspace in it, which “\\b” in "…" is',
            "Write patterns in '…', where a backslash is nothing but itself.",
        )
    try:
        compiled(pattern)
    except re2.error as error:
        cause = error.args[0]
        text = cause.decode("utf-8", "replace") if isinstance(cause, bytes) else str(cause)
        return f"this is no regular expression: {text}", _remedy(text)
    except UnicodeEncodeError:
        return "this holds half a character", "Write the characters themselves."
    return "", ""


def _remedy(cause: str) -> str:
    if "perl operator" in cause:
        return (
            "Patterns are RE2, which has no look-around: match more, and take exceptions out with “except”."
        )
    if "escape sequence" in cause:
        return (
            "Patterns are RE2: no back-references; a backslash itself is \\\\. Write them in 'single quotes'."
        )
    if "missing" in cause and ("(" in cause or "[" in cause):
        return "Close the bracket, or write a backslash before it."
    if "repetition" in cause:
        return "Write a backslash before * + ? { for the character itself; at most 1,000 repetitions."
    if "too large" in cause:
        return "Make the pattern smaller, or several rules of it."
    return "Patterns are written as RE2 reads them: github.com/google/re2/wiki/Syntax."


def phrase_pattern(phrases: Iterable[str], *, match_case: bool, whole_words: bool) -> str:
    """Return a pattern for literal phrases, longer ones first, any white space between their words."""
    longest_first = sorted(dict.fromkeys(phrases), key=lambda each: (-len(each), each))
    every = "|".join(_bounded(each, whole_words=whole_words) for each in longest_first)
    return f"(?:{every})" if match_case else f"(?i)(?:{every})"


def _bounded(phrase: str, *, whole_words: bool) -> str:
    words = [_literal(word) for word in phrase.split()]
    pattern, bare = BLANKS.join(words), phrase.strip()
    if whole_words:
        # RE2 knows boundaries between ASCII letters only; ``is_whole`` looks at the others.
        before = r"\b" if bare[:1].isascii() and bare[:1].isalnum() else ""
        after = r"\b" if bare[-1:].isascii() and bare[-1:].isalnum() else ""
        pattern = f"{before}{pattern}{after}"
    return pattern


def _literal(word: str) -> str:
    import re2

    return "".join(
        _APOSTROPHES if each in "'’" else _HYPHENS if each in "-‐‑" else re2.escape(each) for each in word
    )


def is_whole(page: Page, text: str, match: Match) -> bool:
    """Return whether a match begins and ends with a word, or with no word at all, and is no part of an address."""
    del page
    start, end = match.span()
    if (start > 0 and _in_word(text[start]) and _in_word(text[start - 1])) or (
        end < len(text) and _in_word(text[end - 1]) and _in_word(text[end])
    ):
        return False
    return not _in_address(text, start, end)


def _in_address(text: str, start: int, end: int) -> bool:
    """Return whether a phrase is part of a web or mail address, a host's or a file's name, or a path."""
    if text[end : end + 1] == "." and text[end + 1 : end + 2].isalnum():
        return True
    before = text[max(start - _LONGEST_ADDRESS, 0) : start].rpartition(" ")[2].rpartition("\n")[2]
    if not before or _ADDRESS.search(text, start, end):
        return False
    return "://" in before or "@" in before or before.startswith(("/", "./", "www."))


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def stem_of(word: str, table: StemTable) -> str:
    """Return the stem of a word as it is written."""
    return table[word.lower().replace("’", "'")]


def normal(phrase: str) -> str:
    """Return what two spellings of a phrase share: small letters, single blanks, straight marks."""
    folded = " ".join(phrase.lower().split()).replace("’", "'")
    return folded.replace("‐", "-").replace("‑", "-")
