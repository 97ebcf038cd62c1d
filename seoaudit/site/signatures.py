"""Signatures of texts: a MinHash of each, by which texts that are nearly the same are found among many."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import islice

from seoaudit.blake import blake2b

#: Words in a shingle, and fewer words than this have too few shingles to compare.
SHINGLE, LEAST_WORDS = 5, 50
#: Permutations of the MinHash, and the bands they are cut into: two texts that share nine tenths of their
#: shingles meet in some band with a probability of 0.9999, at half in 0.06.
PERMUTATIONS, BANDS = 128, 16


def signature(words: Sequence[str]) -> bytes:
    """Return the MinHash of the text's shingles of five words; empty for texts too short to compare."""
    if len(words) < LEAST_WORDS:
        return b""
    from rensa import RMinHash  # native code that a single draft has no use for

    shingles = map(" ".join, zip(*(islice(words, at, None) for at in range(SHINGLE)), strict=False))
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=42)
    minhash.update(list(shingles))
    return array("I", minhash.digest()).tobytes()


def similarity(one: bytes, other: bytes) -> float:
    """Return the share of equal numbers in two signatures, which estimates the texts' Jaccard similarity."""
    first, second = memoryview(one).cast("I"), memoryview(other).cast("I")
    return sum(map(int.__eq__, first, second)) / len(first) if len(first) else 0.0


def bands(signed: bytes) -> Iterator[tuple[int, int]]:
    """Yield (band, fingerprint) for each band of a signature; texts that share one are worth comparing."""
    width = len(signed) // BANDS
    for band in range(BANDS if width else 0):
        part = signed[band * width : (band + 1) * width]
        yield band, int.from_bytes(blake2b(part, digest_size=8).digest(), "little", signed=True)
