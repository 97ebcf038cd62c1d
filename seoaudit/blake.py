"""The hash function of all digests, without the half of OpenSSL that ``hashlib`` loads with it."""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:  # an interpreter that keeps it elsewhere
    from hashlib import blake2b

__all__ = ["blake2b"]
