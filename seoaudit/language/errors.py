"""What a language cannot do."""

from __future__ import annotations

from seoaudit.model import NotApplicable


class MissingLanguagePart(NotApplicable, LookupError):  # noqa: N818 - a verdict, not an error
    """A language has no list or rule for what was asked; rules that need it do not apply."""

    def __init__(self, language: str, part: str) -> None:
        super().__init__(f"no {part.replace('_', ' ')} for language {language!r}")
        self.language = language
        """The language tag as it was asked for."""
        self.part = part
        """The name of the part, as in `Language.has`."""
