"""A document's text with all that is needed to write it back, byte for byte, where it is not edited."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from seoaudit.fixes.edits import edited, pieces
from seoaudit.model import Edit
from seoaudit.page import Media
from seoaudit.sources.decode import Unreadable, decode, mark_of


class NotFixable(Exception):  # noqa: N818 - it describes the document
    """A document, or an edit of one, that is better left alone; the text says why."""


class Encoded(msgspec.Struct, frozen=True):
    """A document's text, its encoding and its byte-order mark, which may be empty."""

    text: str
    encoding: str
    mark: bytes
    media: Media

    @classmethod
    def of(cls, data: bytes, media: Media) -> Encoded:
        """Decode data. Raises ``NotFixable`` for what could not be written back as it is."""
        try:
            text, encoding, _ = decode(data, media)
        except Unreadable as error:
            raise NotFixable(str(error)) from error
        found = cls(text, encoding, mark_of(data), media)
        if not found._gives(data):
            raise NotFixable(f"it holds bytes that are not {encoding}, and writing would change them")
        return found

    def edited(self, edits: Sequence[Edit]) -> bytes:
        """Return the bytes with edits made (in order, apart from each other), all others as they are.

        Raises ``NotFixable`` where the encoding has no place for what is put in, or the bytes would be read otherwise.
        """
        text = edited(self.text, edits)
        data = self._bytes(text)
        if data != self.mark + b"".join(self._raw(piece) for piece in pieces(self.text, edits)):
            raise NotFixable(f"in {self.encoding} a change here changes bytes elsewhere")
        try:
            read_again = decode(data, self.media)[:2]
        except Unreadable as error:
            raise NotFixable(str(error)) from error
        if read_again != (text, self.encoding):
            raise NotFixable("it would be read in another encoding afterwards")
        return data

    def _gives(self, data: bytes) -> bool:
        try:
            return self._bytes(self.text) == data
        except NotFixable:
            return False

    def _bytes(self, text: str) -> bytes:
        return self.mark + self._raw(text)

    def _raw(self, text: str) -> bytes:
        try:
            return text.encode(self.encoding)
        except UnicodeError as error:
            raise NotFixable(f"it is {self.encoding}, which has not all characters of the fix") from error
