from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Annotated

from seoaudit.api import Finding, Meta, NotApplicable, Page, Sentence, Verdict, language, rule, sentences

#: Openings that say nothing by themselves: then the word after them is compared too.
_ARTICLES = {
    "en": frozenset({"the", "a", "an", "this", "that", "these", "those"}),
    "de": frozenset(
        [
            "der",
            "die",
            "das",
            "dem",
            "den",
            "des",
            "ein",
            "eine",
            "einen",
            "einem",
            "einer",
            "dieser",
            "diese",
            "dieses",
        ]
    ),
    "es": frozenset(
        ["el", "la", "los", "las", "lo", "un", "una", "unos", "unas", "este", "esta", "estos", "estas"]
    ),
    "fr": frozenset(["le", "la", "les", "un", "une", "des", "du", "ce", "cet", "cette", "ces"]),
    "it": frozenset(
        ["il", "lo", "la", "i", "gli", "le", "un", "uno", "una", "questo", "questa", "questi", "queste"]
    ),
    "nl": frozenset(["de", "het", "een", "deze", "dit", "die", "dat"]),
    "pt": frozenset(["o", "a", "os", "as", "um", "uma", "uns", "umas", "este", "esta", "estes", "estas"]),
}

#: English words that open a clause or a phrase: three of them are a list in sentences (“If … If … If …”).
_PARALLEL = frozenset(
    {"if", "when", "where", "for", "in", "on", "at", "by", "to", "from", "with", "without", "after", "before"}
)
#: What the first run costs, and each one more.
_EACH = 0.25
#: So many alike may be meant: rhetoric goes by threes.
_FIGURE = 3
#: Sentences of so few words are no sentences, but strokes of a brush: “New job. New city. New country.”
_STROKE = 2
#: What a sentence may begin with before its first letter; anything else is an insertion, a formula, or code.
_BEFORE_LETTERS = "“”\"'‘’(*_¿¡«»„"


@rule(
    severity="warning",
    weight=1,
    fault=True,
    evidence="convention",
    source="https://yoast.com/consecutive-sentences-check-yoast-seo/",
)
def repeated_openings(page: Page, *, run: Annotated[int, Meta(ge=2)] = 3) -> Verdict:
    """No three sentences running begin with the same word.

    Why: The same opening again and again sounds like a list that was never made one.

    Fix: Join two of the sentences that begin alike, turn one around, or make a list.

    Notes: Within a paragraph only; list items may open alike. After an article the next word counts too. Three
    sentences that open with the same two words or more are a figure of speech (“Without leads … Without
    leads …”), and so are three that open with “if”, “for” or the like, and three questions; from the fourth one on it is a habit. Strokes of up to
    two words (“New job. New city. New country.”) are left alone, as is what begins with a sign (“[Updated …]”).
    One such run costs half of the rule's weight.
    """
    articles = _ARTICLES.get(language(page).root)
    if articles is None:
        raise NotApplicable(f"the articles of {language(page).name} are not known")
    findings = []
    for (_, opening), members in groupby(
        _opened(page, articles), key=lambda entry: (entry[0].block, entry[1])
    ):
        alike = [sentence for sentence, _ in members]
        if len(alike) < run or (len(alike) == _FIGURE and _is_figure(page, alike, articles)):
            continue
        span = page.span(alike[0].start, alike[-1].end)
        words = page.text[alike[0].start : alike[0].end].split()[: len(opening)]
        said = " ".join(words).strip("“”\"'‘’(*_,:;")
        findings.append(Finding(span, f"{len(alike)} sentences running begin with “{said}”"))
    return Verdict(max(1 - _EACH * len(findings), 0), findings)


def _opened(page: Page, articles: frozenset[str]) -> Iterator[tuple[Sentence, tuple[str, ...]]]:
    for sentence in sentences(page):
        if page.blocks[sentence.block].kind == "paragraph":
            words = sentence.words
            first = page.text[sentence.start : sentence.end].lstrip(_BEFORE_LETTERS)[:1]
            if len(words) <= _STROKE or not first.isalnum():
                yield sentence, (str(sentence.start),)  # like no other
                continue
            yield sentence, words[:2] if words[0] in articles else words[:1]


def _is_figure(page: Page, alike: Sequence[Sentence], articles: frozenset[str]) -> bool:
    """Return whether they open with two words or more in common, an article not counted, are parallel, or all ask."""
    if all(page.text[sentence.end - 1] == "?" for sentence in alike):
        return True
    first, *others = (sentence.words for sentence in alike)
    common = 0
    for words in zip(first, *others, strict=False):
        if len(set(words)) > 1:
            break
        common += 1
    return common - (first[0] in articles) > 1 or first[0] in _PARALLEL
