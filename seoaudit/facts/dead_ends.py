"""Requests that give their reader nothing to act with: "Contact us!", and no address anywhere."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from seoaudit.facts.calls import CallToAction, calls_to_action
from seoaudit.facts.fact import fact
from seoaudit.facts.text import language
from seoaudit.lazy_regex import lazy_regex
from seoaudit.page import Page

#: What a reader can do without anything that the page could give: "Share this post with your friends".
#: In English, then German, French, Spanish, Italian, Dutch and Portuguese.
_NEEDS_NOTHING = frozenset(
    [
        *("share", "spread", "tweet", "retweet", "star", "like", "help", "volunteer", "tell", "bookmark"),
        *("upvote", "pass", "comment", "consider", "find", "teile", "teilen", "partage", "partagez"),
        *("comparte", "ayúdame", "ayúdanos", "condividi", "condividete", "aiutaci", "deel", "compartilhe"),
        *("partilhe", "ajude-nos", "aidez-nous"),
    ]
)
#: Weak words that send the reader somewhere all the same: "Visit our shop".
_SENDS = frozenset({"visit", "explore", "check", "browse", "discover", "head", "use", "click", "tap", "go"})
#: The reader answers below the text, where the theme puts the comments; or an interviewer is asking.
_ANSWERED_HERE = frozenset(
    [
        *("comment", "comments", "below", "yourself", "kommentar", "kommentare", "commentaire"),
        *("commentaires", "comentario", "comentarios", "commento", "commenti", "reactie", "reacties"),
        *(
            "commenter",
            "commentez",
            "kommentieren",
            "kommentiere",
            "kommentiert",
            "comenta",
            "comentar",
            "comente",
        ),
        *(
            "comentário",
            "comentários",
            "unten",
            "ci-dessous",
            "abajo",
            "continuación",
            "sotto",
            "hieronder",
            "abaixo",
        ),
    ]
)
#: Where the reader answers, said in the sentence beside the one that asks.
_COMMENTS = frozenset(
    word for word in _ANSWERED_HERE if word.startswith(("comm", "kommen", "comen", "reacti"))
)
#: The words of somebody who is talked with: "DB: Buy my books", "Mara Lind: …".
_SPEAKER = lazy_regex(r"[A-Z][\w.’'-]{0,20}(?: [A-Z][\w.’'-]{0,20}){0,2}:\s")
#: Two who speak twice each; "Note:" and "Example:" stand before more than one paragraph, too, but not by turns.
_TURNS, _SPEAKERS = 4, 2
_NEAR = 2
#: As many blocks may belong to the last answer of an interview.
_LAST_ANSWER = 4
_CONTENT_WORD = 5
_ADDRESSES = ("mailto:", "tel:", "sms:")
#: What can be asked for by mail or telephone; nobody downloads, follows or reads on that way.
_BY_LETTER = frozenset({"contact", "book", "apply", "join", "donate", "register", "other"})


@fact
def requests(page: Page) -> tuple[CallToAction, ...]:
    """Return the calls to action that a reader cannot follow without something to follow them with."""
    return tuple(call for call in calls_to_action(page) if call.linked or _needs_means(page, call))


@fact
def dead_ends(page: Page) -> tuple[CallToAction, ...]:
    """Return the requests that neither their surroundings nor the rest of the page give the means for, in order."""
    unlinked = [call for call in requests(page) if not call.linked]
    if not unlinked:
        return ()
    given = _Given(page)
    return tuple(call for call in unlinked if not (given.serves(call) or given.is_spoken(call)))


def _needs_means(page: Page, call: CallToAction) -> bool:
    words = language(page).words(call.label)
    if not words or words[0] in _NEEDS_NOTHING or not _ANSWERED_HERE.isdisjoint(words):
        return False
    if call.kind == "contact" and _asks_for_comments(page, call):
        return False
    if call.strength == "strong":
        return True
    return call.kind == "read-more" and words[0] in _SENDS


def _asks_for_comments(page: Page, call: CallToAction) -> bool:
    """Return whether its paragraph says where to answer: "What do you think? Tell us in the comments"."""
    if not 0 <= call.block < len(page.blocks):
        return False
    block = page.blocks[call.block]
    return not _COMMENTS.isdisjoint(language(page).words(page.text[block.start : block.end]))


class _Given:
    """What the rest of the page lets its reader do."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.words = language(page).words
        self.linked = {word for link in page.links for word in self.words(link.text)}
        made = ("form", "component")
        done = [call for call in calls_to_action(page) if call.linked and (call.target or call.form in made)]
        self.kinds = {call.kind for call in done} - {"read-more"}
        self.address = any(call.target.startswith(_ADDRESSES) for call in done)
        self.blocks = {call.block for call in done if call.strength == "strong"}

    def serves(self, call: CallToAction) -> bool:
        """Whether an unlinked request is answered elsewhere: by its kind, next to it, or by its own words."""
        if call.kind in self.kinds or (self.address and call.kind in _BY_LETTER):
            return True
        if not self.blocks.isdisjoint(range(call.block - _NEAR, call.block + _NEAR + 1)):
            return True
        return any(len(word) >= _CONTENT_WORD and word in self.linked for word in self.words(call.label))

    def is_spoken(self, call: CallToAction) -> bool:
        """Whether it stands in an interview, among the turns of those who talk with each other."""
        turns = self._turns
        return bool(turns) and turns[0] <= call.block <= turns[-1] + _LAST_ANSWER

    @cached_property
    def _turns(self) -> list[int]:
        """The blocks in which those begin to speak who do so again and again."""
        names = {
            number: match[0]
            for number, block in enumerate(self.page.blocks)
            if block.list < 0 and (match := _SPEAKER.match(self.page.text, block.start, block.end))
        }
        often = {name for name, times in Counter(names.values()).items() if times > 1}
        turns = [number for number, name in names.items() if name in often]
        return turns if len(often) >= _SPEAKERS and len(turns) >= _TURNS else []
