from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import (
    Finding,
    NotApplicable,
    Page,
    given_keyphrase,
    keyphrase,
    known_metadata,
    page_kind,
    quoted,
    rule,
)


@rule(
    severity="info",
    weight=1,
    evidence="heuristic",
    media=("markdown",),
    source="A keyphrase is a note from the writer to the linter; search engines do not read it.",
)
def keyphrase_unset(page: Page) -> Iterator[Finding]:
    """The draft names the keyphrase it wants to be found for.

    Why: A writer who has named the phrase can be told whether title, opening and headings keep to it; without
    one the linter has to guess, and checks less.

    Fix: Add `keyphrase: …` to the front matter, or pass `--keyphrase`. “seoaudit keyphrases” lists the phrases that stand
    out, to choose from.

    Notes: Advice only, and on nearly every draft of a site that does not use keyphrases; switch it off there.
    Also read are `focus_keyphrase`, `focus_keyword`, `seo.keyphrase` and the first of `keywords`, if it has
    several words and the text uses them. Put the
    phrase in double quotes to have it looked for exactly as it stands.
    """
    known_metadata(page)
    if page_kind(page) == "index":
        raise NotApplicable("a section's index is about its posts")
    if given_keyphrase(page):
        return
    try:
        guess = keyphrase(page).text
    except NotApplicable:
        guess = ""
    if " " not in guess:  # one word is a subject area, and sometimes a piece of a name
        why = f"the one word that stands out, {quoted(guess)}, is a subject rather than a keyphrase"
        none = "no phrase stands out enough to be taken for it"
        yield Finding(page.start, f"no keyphrase is set, and {why if guess else none}")
        return
    yield Finding(
        page.start,
        f"no keyphrase is set; the text reads as if it were about {quoted(guess)}",
        f"Add `keyphrase: {guess}` to the front matter, or the phrase you had in mind. What then keeps to it, and what does not, is told in the next run.",
    )
