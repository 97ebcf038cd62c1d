from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from seoaudit.api import Block, Field, Finding, Page, Span, lazy_regex, metadata, quoted, rule

#: A note to oneself: at the start of a text with a colon or alone, or anywhere in brackets.
_NOTE = lazy_regex(
    r"\A\s*(?:TODO|TO-DO|FIXME|TBD|TBC|TBA|TKTK)\b(?=\s*(?::|[-–—]\s|\(|\Z))"
    r"|[\[({<]\s*(?:TODO|TO-DO|FIXME|TBD|TBC|TKTK)\b(?=\s*[:\])}>-])"
)
_INSERT = lazy_regex(
    r"\[\s*(?:please\s+)?(?:insert|add|put|paste|replace|include)\s+(?:(?!\])[^\[\n]){0,60}?\b"
    r"(?:links?|urls?|images?|pictures?|photos?|screenshots?|videos?|charts?|graphs?|quotes?|stat(?:istic)?s?|"
    r"sources?|citations?|data|numbers?|figures?|examples?|testimonials?|cta|text|copy|dates?|prices?)\b"
    r"(?:(?!\])[^\[\n]){0,30}\](?!\()",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\A\s*(?:(?:your|sample|placeholder|dummy|body|add your|insert your) (?:text|content|copy|paragraph|title|heading|description)"
    r"(?: goes)?(?: here)?|(?:title|text|content|description|paragraph|heading) goes here|this is (?:a )?(?:sample|placeholder|dummy) (?:text|paragraph))[.!…]*\s*\Z",
    re.IGNORECASE,
)
_LOREM = lazy_regex(r"lorem ipsum(?P<more>,? dolor)?", re.IGNORECASE)
_TEMPLATE = lazy_regex(
    r"\{\{-?\s*[\w$.][^{}\n]{0,80}\}\}|\{%-?\s*\w[^{}\n]{0,80}%\}|<%[=-]?[^%\n]{0,80}%>|\[object Object\]"
)
#: What no template language can fill in: words in capitals that a text shows to be replaced, “{{ Chat History }}”.
_SHOWN = lazy_regex(r"\{\{\s*[A-Z][\w-]*(?:\s+[A-Z][\w-]*)*\s*\}\}")
_QUOTES = "\"'“‘«„`"
#: Texts that show such things to be copied.
_SAMPLES = lazy_regex(
    r"\b(?:templates?|scripts?|swipe|boilerplates?|placeholders?|lorem|todos?|to-dos?|tbd)\b", re.IGNORECASE
)


@rule(
    severity="error",
    weight=4,
    fault=True,
    evidence="convention",
    source="https://www.screamingfrog.co.uk/seo-spider/issues/content/lorem-ipsum-placeholder/",
)
def placeholder(page: Page) -> Iterator[Finding]:
    """Nothing on the page waits to be filled in.

    Why: “Lorem ipsum”, “TODO” and raw template tags tell every reader that the page is not finished, and
    they are what a search engine may quote.

    Fix: Write what is missing, or take the placeholder out.

    Notes: The title and the description are read too. Found are the filler text of typesetters, notes such
    as “TODO:” at the start of a paragraph or in brackets, “[insert link here]” and its kin, and template
    tags in built HTML. Code, quotations, tables, and pages whose title says that they are about templates,
    placeholders or to-do lists are left alone. A “TBD” in the middle of a sentence is an answer, not a gap.
    """
    data = metadata(page)
    for field in (data.title, data.description):
        if field.origin in ("front matter", "html head"):
            yield from _in_field(page, field)
    if _SAMPLES.search(data.title.value):
        return
    text = page.text
    folded = text.lower()
    if "lorem ipsum" in folded:
        yield from _lorem(page)
    if _may_note(text):
        yield from _in_blocks(page, _NOTE.search, "a note to the writer")
    if "[" in text and "]" in text:
        yield from _inserts(page)
    if _may_stand_in(folded):
        yield from _in_blocks(page, _WHOLE.match, "a stand-in for text")
    if page.source.media == "html" and not page.source.text.startswith("---"):
        yield from _tags(page)


def _in_field(page: Page, field: Field) -> Iterator[Finding]:
    value = field.value
    gap = _WHOLE.match(value) or (_may_note(value) and _NOTE.search(value))
    if "[" in value:
        gap = gap or _INSERT.search(value)
    lorem = _LOREM.search(value) if "lorem" in value.lower() else None
    if gap or (lorem and lorem["more"]):
        yield Finding(field.span, f"{quoted(value)} still waits to be written")
    elif page.source.media == "html" and (tag := _TEMPLATE.search(value)):
        yield Finding(field.span, f"the template tag {quoted(tag[0])} was not filled in")


def _may_note(text: str) -> bool:
    return "TO" in text or "TB" in text or "FIXME" in text or "TKTK" in text


def _may_stand_in(folded: str) -> bool:
    return " here" in folded or "sample" in folded or "placeholder" in folded or "dummy" in folded


def _lorem(page: Page) -> Iterator[Finding]:
    matches = list(_LOREM.finditer(page.text))
    if any(not match["more"] for match in matches):
        return  # it is spoken about
    source = page.source.text
    if any("lorem ipsum" in source[code.span.start : code.span.end].lower() for code in page.codes):
        return  # it shows what the code makes
    blocks = _blocks(page)
    for match in matches:
        if page.text[match.start() - 1 : match.start()] in _QUOTES and match.start():
            continue
        if any(block.start <= match.start() < block.end for block in blocks) and not _in_code(
            page, match.start()
        ):
            yield Finding(page.span(match.start(), match.end()), f"{quoted(match[0])} is filler text")


def _in_blocks(page: Page, find: Callable[[str], re.Match[str] | None], what: str) -> Iterator[Finding]:
    for block in _blocks(page):
        text = page.text[block.start : block.end]
        match = find(text)
        if match and not _in_code(page, block.start + match.start()):
            yield Finding(_whole(page, block, match), f"{quoted(text[match.start() :])} is {what}")


def _inserts(page: Page) -> Iterator[Finding]:
    for match in _INSERT.finditer(page.text):
        inside = any(block.start <= match.start() < block.end for block in _blocks(page))
        if inside and not _in_code(page, match.start()):
            yield Finding(
                page.span(match.start(), match.end()), f"{quoted(match[0])} still waits to be filled in"
            )


def _tags(page: Page) -> Iterator[Finding]:
    text = page.text
    if "{{" in text or "{%" in text or "<%" in text or "[object" in text:
        for match in _TEMPLATE.finditer(text):
            if not (_SHOWN.fullmatch(match[0]) or _in_code(page, match.start())):
                span = page.span(match.start(), match.end())
                yield Finding(span, f"the template tag {quoted(match[0])} was not filled in")


def _blocks(page: Page) -> list[Block]:
    """Return the blocks that may hold a gap: a table may well say “TBD”, and a quotation anything."""
    return [b for b in page.blocks if b.main and not b.quote and b.kind in ("heading", "paragraph", "item")]


def _whole(page: Page, block: Block, match: re.Match[str]) -> Span:
    text = match.string
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return page.span(block.start + start, block.start + max(len(text.rstrip()), match.end()))


def _in_code(page: Page, at: int) -> bool:
    """Return whether the character at this place of the running text is inline code in the source."""
    source = page.source.text
    place = page.span(at, at + 1).start
    line = source.rfind("\n", 0, place) + 1
    if page.source.media == "markdown" and source.count("`", line, place) % 2:
        return True
    before = source[max(place - 2000, 0) : place].lower()
    return any(
        before.rfind(f"<{tag}") > before.rfind(f"</{tag}") for tag in ("code", "kbd", "samp", "pre", "var")
    )
