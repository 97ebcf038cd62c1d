"""Everything that depends on a language, for plain strings and lists of words.

`for_language("en")` gives a pack; what it lacks raises `MissingLanguagePart`, which makes a
rule not applicable instead of wrong. `seoaudit.language.readability` has counts and formulas.
"""

from __future__ import annotations

from seoaudit.language.errors import MissingLanguagePart
from seoaudit.language.pack import Language, for_language
from seoaudit.language.phrases import Phrases

__all__ = ["Language", "MissingLanguagePart", "Phrases", "for_language"]
