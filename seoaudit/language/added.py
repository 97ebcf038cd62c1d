"""Languages that packs add: folders of word lists beside the ones that come with the program.

Which of them are spoken is decided once for a run, before its first page is read (``speak``). Everything that was
worked out from lists is then forgotten, so that nothing depends on what ran before in the same process.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from seoaudit.language import data


class LanguagePack(msgspec.Struct, frozen=True, kw_only=True):
    """Word lists for one language, in a ``folder`` of files such as ``function_words.txt`` (see docs/packs.md).

    ``code`` is the primary subtag: “fi”. For a language that the program knows, the lists add to its own and the
    other fields are not needed; for one that it does not, ``name`` is its name in English, ``stemmer`` a Snowball
    algorithm (empty: none), ``script`` the ISO 15924 code, and ``long_sentence`` the words in a sentence that is as
    long as one of 20 words is in English. ``passive`` takes the lower-case words of one sentence and returns the
    index at which a passive begins, or ``None``.
    """

    code: str
    folder: Path
    name: str = ""
    stemmer: str = ""
    script: str = "Latn"
    long_sentence: int = 20
    passive: Callable[[Sequence[str]], int | None] | None = None


_SPOKEN: list[LanguagePack] = []
#: Where caches are that rest on word lists.
_DEPENDENT = ("seoaudit.language", "seoaudit.facts", "seoaudit.site")


def spoken() -> Sequence[LanguagePack]:
    """Return the languages that packs have added to this run."""
    return _SPOKEN


def speak(languages: Sequence[LanguagePack]) -> None:
    """Let these languages, and no other added ones, hold from now on."""
    if list(languages) == _SPOKEN:
        return
    _SPOKEN[:] = languages
    folders: dict[str, tuple[Path, ...]] = {}
    for each in languages:
        folders[each.code] = (*folders.get(each.code, ()), each.folder)
    data.ADDED.clear()
    data.ADDED.update(folders)
    for name, module in list(sys.modules.items()):
        if name.startswith(_DEPENDENT):
            for value in list(vars(module).values()):
                if forget := getattr(value, "cache_clear", None):
                    forget()
