from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import (
    Finding,
    NotApplicable,
    Page,
    calls_to_action,
    dead_ends,
    is_card,
    is_reference,
    page_kind,
    quoted,
    rule,
    short_on_purpose,
    word_count,
)


@rule(
    severity="warning",
    weight=4,
    evidence="convention",
    source="https://blog.hubspot.com/marketing/blog-anchor-text-call-to-action-study",
)
def missing(page: Page) -> Iterator[Finding]:
    """The page asks its reader to do something.

    Why: A reader who has come to the end and likes what you say is ready for the next step. A text that
    names none sends them back to the search results.

    Fix: Say in one sentence what the reader should do next, and link it: “Book a fitting”, “Subscribe to
    the newsletter”, “Tell us how it went”.

    Notes: That a post should ask for something is the advice of every marketing guide, not a finding about
    search. Any request counts, also a modest one (“let us know”, “read more about chains”), a form, a mail
    address, or a call in the front matter that the theme prints. A page whose every request is a dead end
    counts as one without any; where only some are, see `cta/unlinked`. What the theme adds by itself cannot be
    seen in a draft: switch the rule off where every post gets a form. Documentation, indexes, pages
    such as `/contact/` and `/about/`, pieces of pages, and short notes, pointers and entries of collections (see
    `content/thin`) need not ask for anything.
    """
    if page_kind(page) in ("index", "part"):
        raise NotApplicable("an index, or a piece of a page, need not ask for anything")
    if is_card(page):
        raise NotApplicable("a page that says who you are and how to reach you need not ask for anything")
    if is_reference(page):
        raise NotApplicable("documentation need not ask for anything")
    if short_on_purpose(page) in ("pointer", "note", "record"):
        raise NotApplicable("a note, a pointer, or an entry of a collection need not ask for anything")
    if not word_count(page):
        raise NotApplicable("the page has no text")
    calls = calls_to_action(page)
    if not calls:
        yield Finding(page.start, "nothing in the text asks the reader to do anything")
    elif len(dead := dead_ends(page)) == len(calls):
        asked = f"{quoted(dead[-1].label)} is all that the page asks for"
        means = "link or address" if dead[-1].kind == "contact" else "link, button or form"
        fix = f"Link {quoted(dead[-1].label)} to the page, form or address where it is done."
        yield Finding(dead[-1].span, f"{asked}, but no {means} is near to do it with", fix)
