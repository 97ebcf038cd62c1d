from __future__ import annotations

from seoaudit.api import (
    Finding,
    Measurement,
    NotApplicable,
    Page,
    is_card,
    is_home,
    is_reference,
    page_kind,
    rule,
    short_on_purpose,
    text_in_front_matter,
    word_count,
    words_are_countable,
)

#: Words from which on nothing is thin, however much components add; words of the shortest entry of a reference.
_ENOUGH, _LEAST_REFERENCE = 300, 30
_SHORT = {
    "pointer": "the post points to a text elsewhere",
    "note": "a note may be short",
    "record": "an entry of a collection may be short",
    "player": "components, players and frames show what cannot be counted",
}


@rule(
    severity="warning",
    weight=4,
    evidence="convention",
    blocker=True,
    good=300,
    bad=100,
    source="https://yoast.com/blog-post-word-count-seo/",
    judges="text",
)
def thin(page: Page, *, bad: float = 100) -> Measurement:
    """A post says enough about its subject to be worth a visit.

    Why: A page of a few sentences seldom answers the question that brought a reader to it, and pages that
    say little are the ones that search engines leave out of their index first.

    Fix: Answer the questions a reader would ask next, or merge the text into a page on the same subject.

    Notes: 300 words is a convention (Yoast's figure). Google names no number, and a good answer may be
    short; more words do not rank better. Words in code blocks count here, because a tutorial says much of
    what it says in code. Other profiles have figures of their own. Indexes and pieces of pages are not
    judged, nor are entries of a reference, posts whose front matter names the address of the text elsewhere
    (`external_url:`), notes, and entries of collections such as talks and projects, by their layout or folder; nor
    short texts beside players, frames and components; nor are home pages, pages such as
    `/contact/` and `/about/`, and those whose front matter says `layout: page` or `type: page`. A post of at most `bad` words caps
    the page's score: there is nothing else to be good at.
    """
    if page_kind(page) in ("index", "part"):
        raise NotApplicable("an index, or a piece of a page, may be short")
    matter = page.front_matter
    if matter is not None and "page" in (matter.get("layout"), matter.get("type")):
        raise NotApplicable("a page that says it is no post may be short")
    if is_home(page) or is_card(page):
        raise NotApplicable("a home page, or one that says who you are and how to reach you, is no post")
    if text_in_front_matter(page):
        raise NotApplicable("a template builds the page from its front matter")
    if not words_are_countable(page):
        raise NotApplicable("words cannot be counted in this script")
    words = word_count(page)
    source = page.source.text
    words += sum(len(source[code.span.start : code.span.end].split()) for code in page.codes)
    if words >= _LEAST_REFERENCE and is_reference(page):
        raise NotApplicable("a page of a reference may be short")
    if words < _ENOUGH and (why := short_on_purpose(page)):
        raise NotApplicable(_SHORT[why])
    message = f"the text has {words:,} words" if words else "the page has no text"
    if 0 < words <= bad:
        message += f"; the page's score is capped until there are more than {bad:g}"
    return Measurement(words, "words", [Finding(page.start, message)])
