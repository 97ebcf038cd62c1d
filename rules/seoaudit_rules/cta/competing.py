from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import CallToAction, Finding, Page, calls_to_action, quoted, rule, sections

#: Acts that commit the reader, by what they come to: who does one of them seldom does another.
_COMMITMENTS = {
    "buy": "buy",
    "try": "sign up",
    "register": "sign up",
    "book": "book",
    "subscribe": "subscribe",
    "download": "download",
    "donate": "donate",
    "apply": "apply",
}


@rule(
    severity="info",
    weight=1,
    evidence="convention",
    of=calls_to_action,
    source="https://www.nngroup.com/articles/ok-cancel-or-cancel-ok/",
)
def competing(page: Page) -> Iterator[Finding]:
    """One section asks for one act.

    Why: Who is asked to buy, to subscribe and to download in one breath has to choose first, and choosing
    nothing is the easiest choice.

    Fix: Decide which act matters most here. Give the other a section of its own, or drop it.

    Notes: Advice. Different acts with different targets compete: buying, trying, booking, subscribing,
    downloading, registering, donating, applying. An offer to answer questions, a forum or a “learn more”
    beside them does not.
    """
    number = {block: at for at, section in enumerate(sections(page)) for block in section.blocks}
    first: dict[int, CallToAction] = {}
    accused: set[int] = set()
    for call in calls_to_action(page):
        if call.kind not in _COMMITMENTS or not (call.asks and call.target) or call.block not in number:
            continue
        section = number[call.block]
        other = first.setdefault(section, call)
        if _differ(call, other) and section not in accused:
            accused.add(section)
            yield Finding(
                call.span, f"{quoted(call.label)} competes with {quoted(other.label)} in the same section"
            )


def _differ(call: CallToAction, other: CallToAction) -> bool:
    return _COMMITMENTS[call.kind] != _COMMITMENTS[other.kind] and call.target != other.target
