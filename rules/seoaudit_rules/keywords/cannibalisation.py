from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Annotated, Any

import msgspec

from seoaudit.api import (
    MAX_RELATED,
    Meta,
    NotApplicable,
    Site,
    SiteFinding,
    Span,
    are_issues,
    host_of,
    is_news,
    lazy_regex,
    named,
    quoted,
    rule,
    short_name,
    similarity,
    subject_stems,
    variant_names,
)

#: Phrases that more than one page wants to be found for, in the same language.
_PHRASES = """
    SELECT keyphrase_stems, language
    FROM pages
    WHERE keyphrase_stems <> '' AND indexable = 1 AND kind IN ('post', 'page')
    GROUP BY keyphrase_stems, language
    HAVING COUNT(*) > 1
    ORDER BY keyphrase_stems, language
"""
_TEXTS = "SELECT COUNT(*) FROM pages WHERE error = '' AND kind IN ('post', 'page')"
_PAGES = """
    SELECT key, path, section, variant, title, title_key, title_stems, text_key, words, keyphrase, keyphrase_stems, keyphrase_origin,
           keyphrase_start, keyphrase_end, score
    FROM pages
    WHERE keyphrase_stems = ? AND language = ? AND indexable = 1 AND kind IN ('post', 'page')
    ORDER BY key
"""
#: Links of one page's text to another one of the same phrase.
_BETWEEN = """
    SELECT DISTINCT links.source AS source, links.target AS target
    FROM links JOIN pages AS sources ON sources.key = links.source JOIN pages AS targets ON targets.key = links.target
    WHERE links.main = 1 AND links.source <> links.target
      AND sources.keyphrase_stems = ? AND targets.keyphrase_stems = sources.keyphrase_stems
"""
_UNRESOLVED = (
    "SELECT DISTINCT href FROM links WHERE source = ? AND main = 1 AND status IN ('unknown', 'external')"
)
_LINKED = "SELECT COUNT(DISTINCT source) FROM links WHERE main = 1 AND target = ? AND source <> target"
_TERMS = "SELECT word, stem FROM terms WHERE page = ? ORDER BY weight DESC, stem"
_SHOWN = 3
#: Pages of one phrase above which it is the site's subject, and titles are compared only when they are the same.
_SUBJECT = 100
#: Titles from which a word in more than this share of them tells nothing, and is the site's name perhaps.
_MANY, _COMMON = 10, 0.2
_PARTS = lazy_regex(r"\s[|–—·-]\s")
_SIGNATURE = "SELECT signature FROM pages WHERE key = ?"
#: From here on, and from so many words, two texts are copies: the defaults of ``content/near-duplicate``.
_COPIES, _COMPARABLE = 0.9, 100
_CHOSEN = ("front matter", "html head")


class _Rival(msgspec.Struct, frozen=True):
    """A page that competes: its row, the number of pages that link to it, the words that only it says much."""

    row: Any
    names_it: bool
    linked: int
    apart: tuple[str, ...]

    @property
    def key(self) -> str:
        return str(self.row["key"])

    @property
    def path(self) -> str:
        return str(self.row["path"])

    @property
    def rank(self) -> tuple[int, bool, int, float]:
        """Return what makes a page the one to keep, the weightiest first."""
        return self.linked, self.names_it, self.row["words"], self.row["score"] or 0


@rule(
    scope="site",
    severity="warning",
    evidence="convention",
    source="https://www.semrush.com/blog/keyword-cannibalization-guide/",
)
def cannibalisation(
    site: Site,
    *,
    least_words: Annotated[int, Meta(ge=1)] = 2,
    alike: Annotated[float, Meta(gt=0, le=1)] = 0.5,
) -> Iterator[SiteFinding]:
    """One page, and not several, is written for a keyphrase.

    Why: Pages that answer the same search stand in each other's way. A search engine shows one of them, not always
    the one you would, and the links that would make one page strong are spread over all of them.

    Fix: Keep the page that is best linked and says most. Merge the others into it and redirect them, or write each for
    what it alone is about, say so in its title, and link from there to the one you keep.

    Notes: Keyphrases are the same when their content words have the same stems, in any order. Pages that name their
    keyphrase are taken at their word. Where it is inferred, sharing it is not enough: many posts of a site are about
    its subject with good reason. Then at least two of the pages have to promise the same, which is to say that
    `alike` of the words their titles have besides the phrase are shared, without either linking to the other; and
    pages whose titles do not even name the phrase, which their text is all about, are counted with them. An inferred
    phrase has at least `least-words` content words. Translations, versions of a manual, the same page in parallel
    parts of a manual and the issues of a series (by number, date or version) do not compete. Copies and pages with
    nearly the same text are other rules' findings.
    """
    if (site.value("SELECT COUNT(*) FROM pages WHERE keyphrase_stems <> ''") or 0) < 2:
        raise NotApplicable("there are fewer than two pages with a keyphrase")
    phrases = list(site.query(_PHRASES))
    pages = site.value(_TEXTS)
    promise = _Promise(alike, _in_many_titles(site) if phrases else frozenset())
    own = _own_names(site) if phrases else frozenset()
    for phrase in phrases:
        rows = _one_of_each(site, list(site.query(_PAGES, phrase["keyphrase_stems"], phrase["language"])))
        keys = _rivals(site, rows, phrase["keyphrase_stems"], least_words, promise, own)
        if keys:
            yield from _findings([_rival(site, row, keys) for row in rows if row["key"] in keys], pages)


class _Promise(msgspec.Struct, frozen=True):
    """Tells whether titles say the same besides a phrase and the words of ``everywhere``, such as the site's name."""

    alike: float
    everywhere: frozenset[str]

    def is_the_same(self, one: Any, other: Any) -> bool:  # noqa: ANN401 - rows of a query
        """Return whether they do. The same title is another rule's finding, and news compete with nothing."""
        if one["title_key"] == other["title_key"] or one["section"] != other["section"]:
            return False
        if not (_names(one) and _names(other)) or is_news(one["title"]) or is_news(other["title"]):
            return False
        if not self.subject(one) and not self.subject(other):
            return True
        first, second = self.claim(one), self.claim(other)
        return len(first & second) >= self.alike * len(first | second)

    def claim(self, row: Any) -> frozenset[str]:  # noqa: ANN401 - a row of a query
        """Return what a title says besides the phrase."""
        return (
            frozenset(row["title_stems"].split())
            - frozenset(row["keyphrase_stems"].split())
            - self.everywhere
        )

    def subject(self, row: Any) -> frozenset[str]:  # noqa: ANN401 - a row of a query
        """Return what a title says besides the phrase, but for praise and the sort of piece it is."""
        return self.claim(row) & subject_stems(row["title"], row["title_stems"])


def _in_many_titles(site: Site) -> frozenset[str]:
    """Return the stems that many titles have: the name of the site, or of a part of it."""
    counts: Counter[str] = Counter()
    pages = 0
    for row in site.query("SELECT title_stems FROM pages WHERE title_stems <> ''"):
        counts.update(set(row["title_stems"].split()))
        pages += 1
    return frozenset(stem for stem, count in counts.items() if pages >= _MANY and count > _COMMON * pages)


def _own_names(site: Site) -> frozenset[str]:
    """Return the words that name the site: that of its host, and what most titles end in after a bar or dash."""
    host = host_of(site.url).split(".") if site.url else []
    ends: Counter[str] = Counter()
    pages = 0
    for row in site.query("SELECT title FROM pages WHERE title <> ''"):
        pages += 1
        ends.update(part.casefold() for part in _PARTS.split(row["title"])[1:][-1:])
    common = [end for end, count in ends.items() if pages >= _MANY and 2 * count > pages]
    return frozenset([*host[-2:-1], *(word for end in common for word in end.split())])


def _one_of_each(site: Site, rows: Sequence[Any]) -> list[Any]:
    """Return rows without further versions of a page: the longest stands for all."""
    found: dict[str, Any] = {}
    for row, name in zip(rows, variant_names(site, rows), strict=True):
        known = found.setdefault(name, row)
        if row["words"] > known["words"]:
            found[name] = row
    return list(found.values())


def _rivals(
    site: Site, rows: Sequence[Any], phrase: str, least_words: int, promise: _Promise, own: frozenset[str]
) -> set[str]:
    """Return the keys of the pages that compete for a phrase."""
    chosen = [row for row in rows if row["keyphrase_origin"] in _CHOSEN]
    pairs = {
        (one["key"], other["key"]) for one, other in combinations(chosen[:_SUBJECT], 2) if _differ(one, other)
    }
    names_site = not own.isdisjoint(rows[0]["keyphrase"].casefold().split())
    if len(phrase.split()) >= least_words and not names_site:
        between = {(link["source"], link["target"]) for link in site.query(_BETWEEN, phrase)}
        pairs |= {
            (one["key"], other["key"])
            for one, other in _candidates(rows)
            if _differ(one, other)
            and promise.is_the_same(one, other)
            and not between & {(one["key"], other["key"]), (other["key"], one["key"])}
            and not _may_link(site, one, other)
        }
    texts = _Texts(site, rows)
    found = {key for pair in pairs if not texts.are_copies(*pair) for key in pair}
    if found:
        found |= {row["key"] for row in rows if not _names(row) and all(_differ(row, each) for each in rows)}
    return found


class _Texts:
    """Tells copies, which ``content/near-duplicate`` reports; signatures are fetched of the few pairs that ask."""

    def __init__(self, site: Site, rows: Sequence[Any]) -> None:
        self._site = site
        self._words = {row["key"]: row["words"] for row in rows}

    def are_copies(self, one: str, other: str) -> bool:
        """Return whether two pages, by their keys, are long enough to compare and have nearly the same text."""
        if min(self._words[one], self._words[other]) < _COMPARABLE:
            return False
        first, second = (self._site.value(_SIGNATURE, key) for key in (one, other))
        return bool(first and second) and similarity(first, second) >= _COPIES


def _may_link(site: Site, one: Any, other: Any) -> bool:  # noqa: ANN401 - rows of a query
    """Return whether a link that leads nobody knows where ends in the other page's slug."""
    for row, target in ((one, other), (other, one)):
        slug = _slug(target["key"])
        if slug and any(_slug(link["href"]) == slug for link in site.query(_UNRESOLVED, row["key"])):
            return True
    return False


def _slug(address: str) -> str:
    return short_name(address.partition("#")[0], limit=200).rstrip("/").partition(".")[0].lower()


def _candidates(rows: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    if len(rows) <= _SUBJECT:
        yield from combinations(rows, 2)
        return
    same: dict[frozenset[str], Any] = {}
    for row in rows:
        first = same.setdefault(frozenset(row["title_stems"].split()), row)
        if first is not row:
            yield first, row


def _differ(one: Any, other: Any) -> bool:  # noqa: ANN401 - rows of a query
    """Return whether two pages are neither issues of one thing nor copies, which other rules judge."""
    return one is other or not (
        are_issues(one["title"], other["title"]) or (one["text_key"] and one["text_key"] == other["text_key"])
    )


def _names(row: Any) -> bool:  # noqa: ANN401 - a row of a query
    return set(row["keyphrase_stems"].split()) <= set(row["title_stems"].split())


def _rival(site: Site, row: Any, keys: set[str]) -> _Rival:  # noqa: ANN401 - a row of a query
    shared = {term["stem"] for key in sorted(keys) if key != row["key"] for term in site.query(_TERMS, key)}
    shared |= set(row["keyphrase_stems"].split())
    apart = [term["word"] for term in site.query(_TERMS, row["key"]) if term["stem"] not in shared]
    return _Rival(row, _names(row), site.value(_LINKED, row["key"]), tuple(apart[:_SHOWN]))


def _findings(rivals: Sequence[_Rival], pages: int) -> Iterator[SiteFinding]:
    best = max(rivals, key=lambda rival: (rival.rank, rival.key))
    paths = {rival.key: rival.path for rival in rivals}
    for rival in rivals:
        others = [best.key, *(key for key in paths if key not in (rival.key, best.key))]
        others = [key for key in others if key != rival.key]
        chosen = rival.row["keyphrase_origin"] in _CHOSEN
        fix = _keep(rival, rivals) if rival is best else _change(rival, best)
        with_whom = named([paths[key] for key in others], [rival.path])
        yield SiteFinding(
            rival.key,
            f"competes for {quoted(rival.row['keyphrase'], 30)} with {with_whom}",
            fix if chosen else f"{fix} The keyphrase is inferred; set `keyphrase:` to choose another.",
            Span(rival.row["keyphrase_start"], rival.row["keyphrase_end"]),
            tuple(others[:MAX_RELATED]),
            headline=_headline(rivals, best, pages) if rival is best else "",
            merge_into="" if rival is best else best.key,
        )


def _headline(rivals: Sequence[_Rival], best: _Rival, pages: int) -> str:
    """Return what is said of all the rivals, with how many of the site's pages they are."""
    how_many = f"All {pages:,}" if len(rivals) == pages else f"{len(rivals):,} of {pages:,}"
    keep = quoted(best.row["title"], 80) if best.row["title"] else short_name(best.path, limit=60)
    rest = "the others" if len(rivals) > 2 else "the other"
    return (
        f"{how_many} pages are about {quoted(best.row['keyphrase'], 40)}. "
        f"Keep {keep}, and merge {rest} into it or make {'each' if len(rivals) > 2 else 'it'} about something else."
    )


def _keep(best: _Rival, rivals: Sequence[_Rival]) -> str:
    return f"Keep this page for the keyphrase: {_strength(best, rivals)}. Merge the others into it, or tell them apart."


def _strength(best: _Rival, rivals: Sequence[_Rival]) -> str:
    """Return why a page is the one to keep, in the order in which ``rank`` decides."""
    others = [rival for rival in rivals if rival is not best]
    if best.linked > max(rival.linked for rival in others):
        return f"{best.linked:,} {'page links' if best.linked == 1 else 'pages link'} to it, more than to any of the others"
    rest = [rival for rival in others if rival.linked == best.linked]
    among = "of the best linked, " if len(rest) < len(others) else ""
    equals = [rival for rival in rest if rival.names_it == best.names_it]
    if not equals:
        return f"{among}it is the only one that names it in the title"
    if len(equals) < len(rest):
        among = f"of {'the best linked' if among else 'those'} that name it in the title, "
    if best.row["words"] > max(rival.row["words"] for rival in equals):
        return f"{among}it is the longest, with {best.row['words']:,} words"
    return f"{among}none is longer, and it scores best"


def _change(rival: _Rival, best: _Rival) -> str:
    target = short_name(best.path, [rival.path], 60)
    if not rival.apart:
        return f"Merge it into {target} and redirect it there: it says nothing of its own."
    return (
        f"Merge it into {target} and redirect it there. Or make it about what only it covers "
        f"({', '.join(rival.apart)}), say so in the title, and link from it to {target}."
    )
