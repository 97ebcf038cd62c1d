"""Readers: from decoded text to a ``Page`` whose every element knows its place in the source."""

from seoaudit.parsing.reader import media_of, parse

__all__ = ["media_of", "parse"]
