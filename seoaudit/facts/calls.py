"""Calls to action: what the page asks its reader to do, and what it gives them to do it with.

A call has one place. It may be a link or a button whose label asks ("Book a visit"), a sentence that
asks ("Contact us today") with or without a link to do it by, a form, or a component of the site such as
``<CtaBox …>`` and ``{{< newsletter >}}``. Where several of these belong together, as a sentence and the
button below it, they are one call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from seoaudit.facts.call_means import Means, dedicated, front_matter_call, means_of
from seoaudit.facts.call_places import Places
from seoaudit.facts.fact import fact
from seoaudit.facts.links import kind_of, own_host
from seoaudit.facts.text import Sentence, language, sentences, vocabulary
from seoaudit.language.followed_links import follow, leading_words
from seoaudit.language.invitations import Invitation, Standing, asking_words, classify, may_ask, supports
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import NotApplicable, Span
from seoaudit.page import Heading, Link, Page

CallForm = Literal["link", "button", "form", "component", "sentence"]
Strength = Literal["strong", "weak"]

#: Kinds that a link of another kind may serve: "Take the next step" is done by any button near it.
_VAGUE = frozenset({"other", "read-more"})
_ADDRESSES = ("mailto:", "tel:", "sms:")
#: Addresses at which nobody reads: a repository's, an example's.
_NOBODYS = lazy_regex(
    r"mailto:(?:git|no-?reply|user(?:name)?|you|foo)@|mailto:[^?]*@example\.", re.IGNORECASE
)
#: As many links of one sentence are tried for the one that it asks the reader to follow.
_LINKS_TRIED = 4
#: What stands right before an asking phrase that is the name of a button, and asks nobody.
_CODE_MARKS = ("`", "<code>", "<kbd>")
_CLOSING = " \t.,;:!?…)*_"


class CallToAction(msgspec.Struct, frozen=True, gc=False):
    """An invitation to act.

    ``kind``: subscribe, contact, try, buy, book, download, register, apply, donate, follow, join, read-more,
    other. ``strength``: *strong* asks outright, *weak* nudges ("Learn more"). ``label`` is the link's or
    button's text, or a sentence from its asking phrase on. ``target`` is where acting leads (``""``: nowhere
    known). ``linked``: it, or its block or a neighbouring one, holds a link, button, form or address to do it
    with. ``place``: 0 (start) … 1 (end) of the main text. ``span`` is its place in the source. ``asks``: the
    label itself asks; false for a link whose sentence does the asking. ``is_link``: made by a link, however
    it is dressed. ``block`` is an index into ``page.blocks``, -1 in front matter.
    """

    span: Span
    form: CallForm
    kind: str
    strength: Strength
    label: str
    target: str
    linked: bool
    block: int
    place: float
    asks: bool = True
    is_link: bool = False


@fact
def calls_to_action(page: Page) -> tuple[CallToAction, ...]:
    """Return the main content's calls to action, in order; one per sentence, link, button, form or component.

    Quotes, code and navigation hold none. Not applicable in a language whose invitations are not known.
    """
    pack = language(page)
    if not supports(pack.root):
        raise NotApplicable(f"calls to action cannot be told in the language {pack.tag!r}")
    found = _Finder(page, pack.root).calls()
    return tuple(sorted(found, key=lambda call: (call.block < 0, call.span)))


@fact
def labelled_calls(page: Page) -> tuple[CallToAction, ...]:
    """Return the calls to action that are links, buttons or forms with a label."""
    return tuple(call for call in calls_to_action(page) if call.form != "sentence" and call.label)


class _Finder:
    """Looks through one page; holds what the steps share."""

    def __init__(self, page: Page, root: str) -> None:
        self.page, self.root = page, root
        self.means = means_of(page)
        self.known_site = bool(own_host(page))
        self.places = Places(page, self.means)
        self.leads = leading_words(root)
        #: Calls by the start of the link, button, form or component that they are made by.
        self.made: dict[int, CallToAction] = {}

    def calls(self) -> Iterator[CallToAction]:
        """Yield every call once, in no order."""
        for means in self.means.all:
            if call := self._by_itself(means):
                self.made[means.span.start] = call
        spoken = [call for call in (*self._headings(), *self._sentences()) if call]
        yield from self.made.values()
        yield from spoken
        if span := front_matter_call(self.page):
            yield CallToAction(span, "component", "other", "strong", "", "", True, -1, 1.0)

    # --- links, buttons, forms, components ----------------------------------------------------

    def _by_itself(self, means: Means) -> CallToAction | None:
        """Return the call that a link, button, form or component is, whatever stands around it."""
        label, target = means.label, means.target
        if _NOBODYS.match(target):
            return None
        invitation = None
        if label:
            control: Literal["link", "button"] = "link" if means.form == "link" else "button"
            own = self._own(means.link)
            standing = self.places.standing(means.block, means.at, means)
            invitation = classify(
                label,
                control=control,
                target=target,
                own_site=own,
                language=self.root,
                standing=standing if standing.startswith("alone") else "amid",
            ) or self._asks_by_verb(means, own, standing)
        if invitation:
            return self._made(means, invitation.kind, invitation.strength)
        if target.startswith(_ADDRESSES):
            return self._made(means, "contact", "weak")
        if means.form == "component" or means.dedicated:
            return self._made(means, dedicated(means), "strong")
        return None

    def _asks_by_verb(self, means: Means, own: bool | None, standing: Standing) -> Invitation | None:
        """Return what a link's label asks by its verb or the thing it offers, at a place that bears it out."""
        link = means.link
        if link is None or own is False or (standing == "amid" and not self._opens_with_lead(means.label)):
            return None
        if means.apart:
            return follow(
                means.label, 0, target=means.target, own_site=own, standing=standing, language=self.root
            )
        sentence = self.places.sentence_of(means)
        if sentence is None or self.page.blocks[means.block].list >= 0:
            return None
        if standing == "amid" and self.places.answers(sentence):
            standing = "end"  # "Is yours cracked? [Get the mending set]" ends what it is about
        found = self._followed(sentence, means, standing)
        return found if found and found.start >= means.at - sentence.start else None

    def _opens_with_lead(self, label: str) -> bool:
        return not self.leads.isdisjoint(label.lower().split()[:2])

    def _followed(self, sentence: Sentence, means: Means, standing: Standing) -> Invitation | None:
        """Return what a link asks as the object of its sentence: "Take [the five emails] with you"."""
        if means.link is None:
            return None
        return follow(
            self.page.text[sentence.start : means.link.end], means.at - sentence.start,
            target=means.target, own_site=self._own(means.link), standing=standing, language=self.root,
        )  # fmt: skip

    def _made(self, means: Means, kind: str, strength: Strength, *, asks: bool = True) -> CallToAction:
        place = self.places.of(means.block, means.at)
        return CallToAction(
            means.span, means.form, kind, strength, means.label, means.target, True, means.block, place,
            asks, means.link is not None,
        )  # fmt: skip

    # --- sentences ----------------------------------------------------------------------------

    def _sentences(self) -> Iterator[CallToAction | None]:
        all_sentences = sentences(self.page)
        asking = asking_words(self.root, vocabulary(self.page))
        for at, sentence in enumerate(all_sentences):
            before = all_sentences[at - 1] if at and all_sentences[at - 1].block == sentence.block else None
            if not self._may_ask(sentence, before, asking):
                continue  # most sentences: nothing below would find a request in them
            if self.page.source.text.startswith("<summary", self.page.blocks[sentence.block].span.start):
                continue  # "Read more" opens what is folded away
            following = all_sentences[at + 1] if at + 1 < len(all_sentences) else None
            after = following if following and following.block == sentence.block else None
            yield self._spoken(sentence, before, after)

    def _may_ask(self, sentence: Sentence, before: Sentence | None, asking: frozenset[str]) -> bool:
        if not asking.isdisjoint(sentence.words):
            questioned = before is not None and self.page.text[before.end - 1] == "?"
            if questioned or may_ask(sentence.words, self.root):
                return True
        if self.leads.isdisjoint(sentence.words):
            return False
        return self.places.standing(sentence.block, sentence.start) != "amid"

    def _spoken(
        self, sentence: Sentence, before: Sentence | None, after: Sentence | None
    ) -> CallToAction | None:
        inside = self.means.inside(sentence)
        calls = [call for m in inside if (call := self.made.get(m.span.start))]
        if any(call.strength == "strong" for call in calls):
            return None  # its link or button says it all
        asked = self._asked(sentence, before, inside)
        if asked is None:
            return None
        start, invitation, means = asked
        at = self.page.span(start, start).start
        if self.page.source.text.endswith(_CODE_MARKS, max(at - 6, 0), at) or self.means.is_label(at):
            return None
        if calls:  # a weak label in a sentence that may ask outright
            meant = means.span if means else None
            self._strengthen(next((c for c in calls if c.span == meant), calls[0]), invitation)
            return None
        if means is not None:
            self.made[means.span.start] = self._made(means, invitation.kind, invitation.strength, asks=False)
            return None
        target, linked = "", False
        reach = after.end if after else sentence.end
        for other in self.means.near(sentence, before, last=after is None):
            call = self.made.get(other.span.start)
            if call is not None and not _serves(call, invitation):
                continue
            if call is not None and (other.apart or other.block != sentence.block or other.at < reach):
                self._strengthen(call, invitation)
                return None  # the sentence and the link or button beside it are one call
            if call is None and self._leads_away(other, invitation):
                return None
            if not linked:
                linked, target = True, "" if call else other.target
        linked = linked or self.means.address_near(sentence, last=after is None)
        text = self.page.text[start : sentence.end]
        if not linked and invitation.kind == "read-more" and text.rstrip(" *_").endswith(":"):
            return None  # "Check this out:" leads to what stands below
        text = text.rstrip(_CLOSING)
        return CallToAction(
            self.page.span(start, start + len(text)), "sentence", invitation.kind, invitation.strength,
            " ".join(text.split()), target, linked, sentence.block, self.places.of(sentence.block, start),
        )  # fmt: skip

    def _leads_away(self, means: Means, invitation: Invitation) -> bool:
        """Whether a pointer is to a link on another site: "Learn more:", and a link to the manual."""
        return invitation.kind == "read-more" and means.apart is False and self._own(means.link) is False

    def _asked(
        self, sentence: Sentence, before: Sentence | None, inside: list[Means]
    ) -> tuple[int, Invitation, Means | None] | None:
        """Return where the sentence asks, for what, and the link inside it to do it by."""
        text, words, offset = self.page.text[sentence.start : sentence.end], sentence.words, 0
        if before and self.page.text[before.end - 1] == "?" and not text.endswith("?"):
            # "Ready to grow?" asks for nothing, but lends its weight to what follows.
            offset = sentence.start - before.start
            text, words = self.page.text[before.start : sentence.end], before.words + words
        links = [means for means in inside if means.link][:_LINKS_TRIED]
        for means in links:
            invitation = self._classify(
                text,
                words,
                means.target,
                self._own(means.link),
                self.places.standing(sentence.block, sentence.start),
            )
            if invitation and invitation.start >= offset:
                start = sentence.start + invitation.start - offset
                # The link at or behind the asking phrase is the one meant.
                meant = next((m for m in links if m.at + len(m.label) > start), links[-1])
                return start, invitation, meant
        if links:
            return self._led(sentence, links)
        invitation = self._classify(text, words, None, None)
        if invitation is None or invitation.start < offset:
            return None
        return sentence.start + invitation.start - offset, invitation, inside[0] if inside else None

    def _led(self, sentence: Sentence, links: list[Means]) -> tuple[int, Invitation, Means] | None:
        """Return the link of a closing sentence that its verb tells the reader to follow."""
        standing = self.places.standing(sentence.block, sentence.start)
        if standing == "amid":
            return None
        for means in links:
            if invitation := self._followed(sentence, means, standing):
                return sentence.start + invitation.start, invitation, means
        return None

    def _classify(
        self,
        text: str,
        words: tuple[str, ...],
        target: str | None,
        own: bool | None,
        standing: Standing = "amid",
    ) -> Invitation | None:
        return classify(
            text, control="sentence", target=target, own_site=own, language=self.root, words=words,
            standing=standing,
        )  # fmt: skip

    # --- headings -----------------------------------------------------------------------------

    def _headings(self) -> Iterator[CallToAction | None]:
        """Headings such as "Subscribe to our newsletter" count when the means follow."""
        for heading in self.page.headings:
            if heading.main and heading.text:
                yield self._headed(heading)

    def _headed(self, heading: Heading) -> CallToAction | None:
        page = self.page
        invitation = classify(heading.text, control="sentence", language=self.root)
        if invitation is None or invitation.strength == "weak":
            return None
        inside = self.means.of_block(heading.block)
        below = [*inside, *self.means.first_below(heading.block)]
        for means in below:
            if call := self.made.get(means.span.start):
                if _serves(call, invitation):
                    self._strengthen(call, invitation)
                return None
        if not below:
            return None
        text = page.text[heading.start : heading.end].strip()
        return CallToAction(
            heading.span, "sentence", invitation.kind, invitation.strength, " ".join(text.split()),
            below[0].target, True, heading.block, self.places.of(heading.block, heading.start),
        )  # fmt: skip

    # --- shared -------------------------------------------------------------------------------

    def _strengthen(self, call: CallToAction, invitation: Invitation) -> None:
        """Let the words around a link or button say what it is for, when they say it better."""
        if call.strength == "weak" and (invitation.strength == "strong" or call.kind in _VAGUE):
            self.made[call.span.start] = msgspec.structs.replace(
                call, kind=invitation.kind, strength=invitation.strength
            )

    def _own(self, link: Link | None) -> bool | None:
        """Whether a link stays on the site; None when nothing tells."""
        if link is None:
            return None
        kind = kind_of(self.page, link)
        if kind == "external":
            return False if self.known_site else None
        # "#" is a placeholder: the page it will lead to one day may be anybody's.
        return True if kind == "internal" or (kind == "fragment" and link.target != "#") else None


def _serves(call: CallToAction, invitation: Invitation) -> bool:
    """Whether a sentence's request can be met by this link, button or form near it."""
    return (
        call.kind == invitation.kind
        or call.kind in _VAGUE
        or call.strength == "weak"
        or invitation.kind in _VAGUE
    )
