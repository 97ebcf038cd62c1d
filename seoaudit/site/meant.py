"""What an author probably meant by an address, a file or a fragment that does not exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from seoaudit.lazy_regex import lazy_regex

#: How like the wanted text a candidate has to be: 1 is equal, and one letter of ten wrong is 0.9. One of five is near.
NEAR = 0.79
#: The same for names that stand alone or in one folder.
NAMED = 0.7
#: From here on the wanted text is a misspelling of the candidate, whatever else may be on the site.
MISSPELT = 0.9
#: More candidates than this are not compared one by one.
_MAX_CANDIDATES = 200_000
#: Answers that are kept: a dead link of a template stands on many pages.
_MAX_KNOWN = 10_000
_NUMBER = lazy_regex(r"[0-9]+")


def nearest(wanted: str, candidates: Sequence[str], least: float = NEAR) -> str:
    """Return the candidate that is most like the wanted text, ``""`` when none comes near.

    >>> nearest("instalation", ["installation", "introduction"])
    'installation'
    """
    return next(iter(_ranked(wanted, candidates, least)), "")


def _ranked(wanted: str, candidates: Sequence[str], least: float) -> list[str]:
    """Return the candidates that come near, the most alike first."""
    if not wanted or not candidates or len(candidates) > _MAX_CANDIDATES:
        return []
    from rapidfuzz.distance import OSA  # only for what is missing
    from rapidfuzz.process import extract

    found = extract(wanted, candidates, scorer=OSA.normalized_similarity, score_cutoff=least, limit=12)
    return [each[0] for each in sorted(found, key=lambda each: (-each[1], each[0]))]


def nearest_fragment(wanted: str, ids: Collection[str]) -> str:
    """Return the id that a fragment was probably meant to be: alike but for case, signs, a number, or letters.

    >>> nearest_fragment("Set_Up", ["set-up", "start"]), nearest_fragment("prices", ["our-prices-in-2024", "team"])
    ('set-up', 'our-prices-in-2024')
    """
    bare = _letters(wanted)
    same = [each for each in ids if _letters(each) == bare]
    if bare and same:
        return min(same, key=lambda each: (abs(len(each) - len(wanted)), each))
    if near := nearest(wanted.lower(), [each for each in ids if each], NEAR if len(wanted) > 3 else MISSPELT):
        return near
    words = {word for word in wanted.lower().replace("_", "-").split("-") if word}
    if not words or len(bare) < 4:
        return ""
    holding = [each for each in ids if words <= set(each.lower().replace("_", "-").split("-"))]
    return min(holding, key=lambda each: (len(each), each)) if len(holding) == 1 else ""


class Paths:
    """Paths made ready to find the one that a missing path was probably meant to be.

    That is the same name elsewhere, or a misspelling; a path with other numbers in it (``/2024/06/``) is another page.

    >>> paths = Paths(["/blog/2024/tents/", "/about/", "/blog/"])
    >>> paths.nearest("/blog/tents/"), paths.nearest("/abuot/"), paths.nearest("/stoves/")
    ('/blog/2024/tents/', '/about/', '')
    """

    __slots__ = ("_by_folder", "_by_name", "_known", "all")

    def __init__(self, paths: Iterable[str]) -> None:
        self.all = tuple(sorted(set(paths)))
        self._by_name: dict[str, list[str]] = {}
        self._by_folder: dict[str, dict[str, str]] = {}
        self._known: dict[str, str] = {}
        for path in self.all:
            folder, name = _parted(path)
            self._by_name.setdefault(name.lower(), []).append(path)
            self._by_folder.setdefault(folder, {})[name] = path

    def nearest(self, wanted: str) -> str:
        """Return the path that was meant, ``""`` when none comes near."""
        known = self._known.get(wanted)
        if known is None:
            if len(self._known) >= _MAX_KNOWN:
                self._known.clear()
            known = self._known[wanted] = self._nearest(wanted) if wanted else ""
        return known

    def _nearest(self, wanted: str) -> str:
        folder, name = _parted(wanted)
        moved = self._by_name.get(name.lower(), [])
        if moved and len(name) > 4:
            return moved[0] if len(moved) == 1 else nearest(wanted, moved, 0.0)
        if ends := [each for each in moved if wanted.rstrip("/").endswith(each.rstrip("/"))]:
            return max(ends, key=len)
        siblings = self._by_folder.get(folder, {})
        if near := nearest(name, _same_numbers(name, siblings), NEAR if len(name) > 12 else NAMED):
            return siblings[near]
        for near in _ranked(wanted, self.all, NEAR):
            if _numbers(near) == _numbers(wanted):
                return near if nearest(name, [_parted(near)[1]], 0.6) else ""
        return ""


def _parted(path: str) -> tuple[str, str]:
    """Return a path's folder and its last part without the ending of a file."""
    folder, _, name = path.rstrip("/").rpartition("/")
    stem, dot, ending = name.rpartition(".")
    return folder, stem if dot and stem and ending.isalpha() else name


def _same_numbers(wanted: str, candidates: Iterable[str]) -> list[str]:
    numbers = _numbers(wanted)
    return [each for each in candidates if _numbers(each) == numbers]


def _numbers(text: str) -> list[int]:
    return [int(number[:18]) for number in _NUMBER.findall(text)]


def is_misspelt(wanted: str, candidate: str) -> bool:
    """Return whether two texts differ by so little, and not in a number, that one can only be a slip.

    >>> is_misspelt("/blog/instalation", "/blog/installation"), is_misspelt("/v1.2/start", "/v1.3/start")
    (True, False)
    """
    wanted, candidate = wanted.strip("/"), candidate.strip("/")
    if len(wanted) < 6 or not candidate or _numbers(wanted) != _numbers(candidate):
        return False
    if wanted.rstrip("s") == candidate.rstrip("s"):
        return False  # a plural may well be another page
    return distance(wanted, candidate) <= (2 if len(wanted) > 14 else 1)


def distance(one: str, other: str) -> int:
    """Return how many letters have to be changed, left out, added or swapped to make one text the other."""
    from rapidfuzz.distance import OSA

    return OSA.distance(one.strip("/"), other.strip("/"))


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())
