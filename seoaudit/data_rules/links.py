"""Rules about links: targets that have to be linked or must not be, and the texts of links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, ClassVar
from urllib.parse import urljoin, urlsplit

from msgspec import Meta

from seoaudit.data_rules.kind import Compiled, Kind, Workshop, quoted_list
from seoaudit.data_rules.limits import Phrase
from seoaudit.data_rules.wildcards import matches, same_name
from seoaudit.facts.links import host_of, kind_of, links, own_host
from seoaudit.model import Finding, NotApplicable, Verdict
from seoaudit.page import Link, Page

Targets = Annotated[tuple[Phrase, ...], Meta(max_length=1_000)]


class LinkRule(Kind, frozen=True, kw_only=True, tag="link"):
    """Targets that a page has to link or must not link, and how links may be called."""

    about: ClassVar[str] = "Targets that a page has to link or must not link, and the texts of links."
    default_message: ClassVar[str] = "{problem}"
    default_fix: ClassVar[str] = "{remedy}"
    placeholders: ClassVar[tuple[str, ...]] = ("problem", "remedy", "target", "text", "match")
    one_of: ClassVar[tuple[str, ...]] = ("required", "forbidden", "required-text", "forbidden-text")

    required: Annotated[
        Targets,
        Meta(
            description="Targets of which each page links at least one: paths, addresses, “*” for anything."
        ),
    ] = ()
    forbidden: Annotated[Targets, Meta(description="Targets that no link leads to.")] = ()
    to: Annotated[
        Targets, Meta(description="The links whose text is looked at, by their targets; without it all.")
    ] = ()
    required_text: Annotated[Targets, Meta(description="Texts of which such a link has one.")] = ()
    forbidden_text: Annotated[
        Targets, Meta(description="Texts that such a link does not have, as the whole of it.")
    ] = ()

    def summary(self) -> str:
        """Return what the rule asks for."""
        parts = []
        if self.required:
            parts.append(f"the page links to {quoted_list(self.required)}")
        if self.forbidden:
            parts.append(f"no link leads to {quoted_list(self.forbidden)}")
        whose = f"links to {quoted_list(self.to)}" if self.to else "links"
        if self.required_text:
            parts.append(f"{whose} are called {quoted_list(self.required_text)}")
        if self.forbidden_text:
            parts.append(f"{whose} are not called {quoted_list(self.forbidden_text)}")
        said = "; ".join(parts)
        return f"{said[:1].upper()}{said[1:]}."

    def compiled(self, tools: Workshop) -> Compiled:
        """Return the rule's working parts."""

        def judge(page: Page) -> Verdict:
            own = links(page)
            if not own and not self.required:
                raise NotApplicable("the page has no links")
            one_by_one = bool(self.forbidden or self.required_text or self.forbidden_text)
            judged = (len(own) if one_by_one else 0) + bool(self.required)
            missing = list(self._missing(page, own))
            wrong = list(self._wrong(page, own)) if one_by_one else []
            failing = len({link.span for link, *_ in wrong}) + len(missing)
            said = [
                *(Finding(page.start, *_said(tools, None, *each)) for each in missing),
                *(Finding(link.span, *_said(tools, link, *rest)) for link, *rest in wrong),
            ]
            return Verdict(1 - min(failing, judged) / judged, said)

        return Compiled(judge)

    def _missing(self, page: Page, own: Iterable[Link]) -> Iterator[tuple[str, str]]:
        if self.required and not any(leads_to(page, link, self.required) for link in own):
            if leads_to_itself(page, self.required):
                return
            wanted = self.required[0] if len(self.required) == 1 else f"any of {quoted_list(self.required)}"
            yield f"the page has no link to {wanted}", f"Link to {wanted}."

    def _wrong(self, page: Page, own: Iterable[Link]) -> Iterator[tuple[Link, str, str]]:
        for link in own:
            if self.forbidden and leads_to(page, link, self.forbidden):
                yield link, f"no link should lead to {link.target}", "Link to something else, or to nothing."
            text = link.text or link.name
            if self.to and not leads_to(page, link, self.to):
                continue
            if self.forbidden_text and same_name(text, self.forbidden_text):
                yield link, f"a link should not be called “{text}”", "Say where it leads."
            elif self.required_text and text and not same_name(text, self.required_text):
                wanted = quoted_list(self.required_text)
                yield link, f"a link to {link.target} is called “{text}”", f"Call it {wanted}."


def _said(tools: Workshop, link: Link | None, problem: str, remedy: str) -> tuple[str, str]:
    values = {
        "problem": problem, "remedy": remedy, "target": link.target if link else "",
        "text": link.text if link else "", "match": link.text if link else "",
    }  # fmt: skip
    return tools.message(values), tools.fix(values)


def leads_to(page: Page, link: Link, targets: Iterable[str]) -> bool:
    """Return whether a link leads to one of the targets, in whichever way it is written."""
    wanted = [form for each in targets for form in _alike(each)]
    return any(matches(each, wanted) for each in _forms(page, link))


def leads_to_itself(page: Page, targets: Iterable[str]) -> bool:
    """Return whether the page is itself what it should link to."""
    own = page.context.path or urlsplit(page.context.url).path
    return bool(own) and matches(own, [form for each in targets for form in _alike(each)])


def _alike(target: str) -> tuple[str, ...]:
    """Return a target with and without a slash at its end."""
    if target.endswith("*") or "#" in target or "?" in target:
        return (target,)
    bare = target.rstrip("/")
    return (bare, f"{bare}/") if bare else (target,)


def _forms(page: Page, link: Link) -> Iterator[str]:
    """Yield what a link's target may be called: as written, from the top of the site, as the site resolves it."""
    target = link.target.strip()
    yield target
    bare = target.partition("#")[0].partition("?")[0]
    if bare != target:
        yield bare
    if kind_of(page, link) != "internal":
        return
    own = page.context.path or page.context.url
    if own and bare:
        yield urlsplit(urljoin(own, bare)).path
    elif "//" in bare[:8] and host_of(bare) == own_host(page):
        yield urlsplit(bare).path or "/"
    if page.context.neighbours is not None and bare:
        found = page.context.neighbours.resolve(target)
        if found.path:
            yield found.path
