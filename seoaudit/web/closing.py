"""What is closed at the end of a ``with`` statement."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Self


class Closing(ABC):
    """Something with a ``close``, which a ``with`` statement calls when it ends, however it ends."""

    __slots__ = ()

    @abstractmethod
    def close(self) -> None:
        """Let go of files and connections."""

    def __enter__(self) -> Self:
        """Return the thing itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close it."""
        self.close()
