from __future__ import annotations

import re
from collections.abc import Iterator

from seoaudit.api import CallToAction, Finding, Page, calls_to_action, fact, language, quoted, rule

#: What a reader can do without anything that the page could give: "Share this post with your friends".
#: In English, then German, French, Spanish, Italian, Dutch and Portuguese.
_NEEDS_NOTHING = frozenset(
    [
        *("share", "spread", "tweet", "retweet", "star", "like", "help", "volunteer"),
        *("teile", "teilen", "partage", "partagez", "comparte", "ayúdame", "ayúdanos", "condividi"),
        *("condividete", "aiutaci", "deel", "compartilhe", "partilhe", "ajude-nos", "aidez-nous"),
    ]
)
#: Weak words that send the reader somewhere all the same: "Visit our shop".
_SENDS = frozenset({"visit", "explore", "check", "browse", "discover", "head", "use", "click", "tap", "go"})
#: The reader answers below the text, where the theme puts the comments; or an interviewer is asking.
_ANSWERED_HERE = frozenset(
    [
        *("comment", "comments", "below", "yourself", "kommentar", "kommentare", "commentaire"),
        *("commentaires", "comentario", "comentarios", "commento", "commenti", "reactie", "reacties"),
        *("comentário", "comentários", "unten", "ci-dessous", "abajo", "sotto", "hieronder", "abaixo"),
    ]
)
#: The words of somebody who is talked with: "DB: Buy my books", "Mara Lind: …".
_SPEAKER = re.compile(r"[A-Z][\w.’'-]{0,20}(?: [A-Z][\w.’'-]{0,20}){0,2}:\s")
_TURNS = 4
_NEAR = 2
_CONTENT_WORD = 5
_ADDRESSES = ("mailto:", "tel:", "sms:")


@fact
def requests(page: Page) -> tuple[CallToAction, ...]:
    """Return the calls to action that a reader cannot follow without something to follow them with."""
    return tuple(call for call in calls_to_action(page) if call.linked or _needs_means(page, call))


@rule(
    severity="warning",
    weight=2,
    fault=True,
    evidence="heuristic",
    of=requests,
    source="https://www.nngroup.com/articles/information-scent/",
)
def unlinked(page: Page) -> Iterator[Finding]:
    """Where the text asks for an act, it gives the link, button, form or address to do it with.

    Why: “Contact me!” without an address leaves the reader to search for one, and most will not. The
    moment in which they were willing is gone.

    Fix: Link the words that ask to the page, form or address where it is done.

    Notes: A link or address in the same block, or directly below, is near enough, and so is one elsewhere
    on the page that serves the same request. Requests that need nothing (“share this with a friend”) and
    those that the comments below the text answer are left alone, as is what is said in an interview.
    Several requests in one paragraph are one finding.
    """
    given: _Given | None = None
    accused = -1
    for call in requests(page):
        if call.linked or call.block == accused:
            continue  # two sentences of one paragraph make one request
        given = given or _Given(page)
        if not (given.serves(call) or given.is_spoken(call)):
            accused = call.block
            means = "link or address" if call.kind == "contact" else "link, button or form"
            yield Finding(
                call.span, f"{quoted(call.label)} asks for an act, but no {means} is near to do it with"
            )


def _needs_means(page: Page, call: CallToAction) -> bool:
    words = language(page).words(call.label)
    if not words or words[0] in _NEEDS_NOTHING or not _ANSWERED_HERE.isdisjoint(words):
        return False
    if call.strength == "strong":
        return True
    return call.kind == "read-more" and words[0] in _SENDS


class _Given:
    """What the rest of the page lets its reader do."""

    def __init__(self, page: Page) -> None:
        self.words = language(page).words
        self.turns = [
            number for number, b in enumerate(page.blocks) if _SPEAKER.match(page.text, b.start, b.end)
        ]
        self.linked = {word for link in page.links for word in self.words(link.text)}
        done = [call for call in calls_to_action(page) if call.linked and call.target]
        self.kinds = {call.kind for call in done} - {"read-more"}
        self.address = any(call.target.startswith(_ADDRESSES) for call in done)
        self.blocks = {call.block for call in done if call.strength == "strong"}

    def is_spoken(self, call: CallToAction) -> bool:
        """Whether it stands in an interview, after the first of several speakers' names."""
        return len(self.turns) >= _TURNS and call.block >= self.turns[0]

    def serves(self, call: CallToAction) -> bool:
        """Whether an unlinked request is answered elsewhere: by its kind, next to it, or by its own words."""
        if self.address or call.kind in self.kinds:
            return True
        if not self.blocks.isdisjoint(range(call.block - _NEAR, call.block + _NEAR + 1)):
            return True
        return any(len(word) >= _CONTENT_WORD and word in self.linked for word in self.words(call.label))
