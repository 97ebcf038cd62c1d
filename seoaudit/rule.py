"""What a rule is: a typed function with its evidence, its options read from its signature."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sized
from functools import cache
from typing import Any, Literal, get_type_hints

import msgspec

from seoaudit.model import (
    MAX_WEIGHT,
    Applicability,
    Evidence,
    Finding,
    Measurement,
    Severity,
    SiteFinding,
    Verdict,
)
from seoaudit.page import Media, Page

#: ``None`` and an empty iterable both mean: nothing to complain of.
Judgement = Iterable[Finding] | Iterable[SiteFinding] | Measurement | Verdict | None
Check = Callable[..., Judgement]
#: A bound of a measure rule: a number, or (low, high) where too little and too much are both bad.
Bound = float | tuple[float, float]

#: What a rule looks at: one page, or the rows of all pages.
Scope = Literal["page", "site"]

#: What a rule judges. *text*: that something is written for readers and well; lists of other pages, notices, login
#: forms and pages whose text needs JavaScript have none. *page*: any page that there is. *response*: whatever the server
#: answers, also that there is no page.
Subject = Literal["text", "page", "response"]
#: What the rules of a category judge, unless they say otherwise; those of all others judge pages.
_SUBJECTS: Mapping[str, Subject] = {
    "cta": "text",
    "indexing": "response",
    "keywords": "text",
    "promise": "text",
    "readability": "text",
}

ALL_MEDIA: tuple[Media, ...] = ("markdown", "html", "text")


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One question about one page, or about all of them, and everything a reader may want to know about it."""

    id: str
    check: Check
    severity: Severity
    weight: float
    evidence: Evidence
    source: str
    of: Callable[[Page], Sized] | None = None
    good: Bound | None = None
    bad: Bound | None = None
    media: tuple[Media, ...] = ALL_MEDIA
    fault: bool = False
    blocker: bool = False
    default: bool = True
    scope: Scope = "page"
    fixable: Applicability | None = None
    subject: Subject | None = None
    languages: tuple[str, ...] = ()
    #: What it says of itself, where that is no docstring.
    about: Documentation | None = None

    @property
    def category(self) -> str:
        """Return the part of the id before the slash."""
        return self.id.partition("/")[0]

    @property
    def judges(self) -> Subject:
        """Return what the rule judges, as it says itself or as its category does."""
        return self.subject or _SUBJECTS.get(self.category, "page")

    @property
    def documentation(self) -> Documentation:
        """Return the docstring, taken apart."""
        return self.about or _documentation(self.check)

    @property
    def options(self) -> type[msgspec.Struct]:
        """Return a struct type with the rule's options, their defaults and bounds; unknown keys are refused."""
        return _options(self)


class Documentation(msgspec.Struct, frozen=True):
    """A rule's docstring: its first sentence and the sections after it.

    ``bad`` and ``good`` are examples that a rule brings along itself, in which it finds something and nothing.
    """

    summary: str
    why: str
    fix: str
    notes: str = ""
    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()


def rule(
    *,
    severity: Severity,
    evidence: Evidence,
    source: str,
    weight: float | None = None,
    of: Callable[[Page], Sized] | None = None,
    good: Bound | None = None,
    bad: Bound | None = None,
    media: tuple[Media, ...] = ALL_MEDIA,
    fault: bool = False,
    blocker: bool = False,
    default: bool = True,
    scope: Scope = "page",
    fixable: Applicability | None = None,
    judges: Subject | None = None,
    languages: tuple[str, ...] = (),
    id: str = "",  # noqa: A002 - the field's name
) -> Callable[[Check], Rule]:
    """Make a function a rule.

    ``severity``: *error* fails the gate by itself, *warning* costs points, *info* is advice and costs
    nothing. ``weight``: how much it counts among its category's rules, bounded by ``evidence``
    (see ``MAX_WEIGHT``). ``source``: where the evidence can be read, or why there is none. ``of``: a fact;
    the rule judges each of its members, does not apply when there are none, and scores
    1 − failing / all. ``good`` and ``bad``: for a function that returns a ``Measurement``, where the score
    is 1 and where it is 0, linear between; both are options too, and a function that has a keyword
    ``good`` or ``bad`` of its own is told the effective one. ``fault``: passing earns nothing, failing costs. ``blocker``: caps the page's
    score when the rule's own is 0. ``fixable``: findings may carry edits that mend them, *safe* where some of these
    may be made unasked, *unsafe* where none may. ``judges``: *text*, *page* or *response*; a rule of text does not
    apply to lists of other pages, notices and forms, only a rule of responses to what came with another status than
    200. Left out, the category decides: see ``Subject``. ``languages``: tags of the languages it knows, such as
    ``("en",)``, for a rule that is made of words; it does not apply to pages in others. “en” is “en-GB” too.

    ``scope="site"``: the function takes the site's rows (``seoaudit.site.database.Site``) and yields
    ``SiteFinding``s. Such a rule has no weight, because the score of a page must not depend on which other
    pages are audited.

    The function takes the page and keyword-only options; it yields findings, or returns a
    ``Measurement`` or a ``Verdict``, or raises ``NotApplicable``. Its id comes from its module's path:
    ``<pack>.headings.skipped_level`` is ``headings/skipped-level``.
    """
    if (weight is None) != (scope == "site"):
        raise ValueError("a page rule has a weight, a site rule has none")
    if languages and scope == "site":
        raise ValueError("languages are those of a page: a site rule asks pages.language in its query")
    given: object = languages
    if isinstance(given, str):
        raise TypeError(f"languages is a tuple: languages=({languages!r},)")
    weight = weight or 0.0
    if not 0 <= weight <= MAX_WEIGHT[evidence]:
        raise ValueError(f"weight {weight} is outside 0 … {MAX_WEIGHT[evidence]} for {evidence} evidence")
    if (good is None) != (bad is None):
        raise ValueError("good and bad go together")

    def make(check: Check) -> Rule:
        return Rule(
            id=id or _id_of(check.__module__),
            check=check,
            severity=severity,
            weight=weight,
            evidence=evidence,
            source=source,
            of=of,
            good=good,
            bad=bad,
            media=media,
            fault=fault,
            blocker=blocker,
            default=default,
            scope=scope,
            fixable=fixable,
            subject=judges,
            languages=languages,
        )

    return make


def _id_of(module: str) -> str:
    category, name = module.split(".")[-2:]
    return f"{category}/{name}".replace("_", "-")


@cache
def _documentation(check: Check) -> Documentation:
    return parse_documentation(inspect.getdoc(check) or "")


def parse_documentation(text: str) -> Documentation:
    """Take a rule's docstring apart: a summary, then sections that begin with ``Why:``, ``Fix:``, ``Notes:``."""
    sections: dict[str, list[str]] = {"Summary": []}
    current = sections["Summary"]
    for line in text.splitlines():
        head, colon, rest = line.partition(":")
        if colon and head in {"Why", "Fix", "Notes"}:
            current = sections.setdefault(head, [])
            line = rest.strip()
        current.append(line.strip())
    folded = {name: " ".join(" ".join(lines).split()).replace("``", "`") for name, lines in sections.items()}
    return Documentation(
        summary=folded["Summary"],
        why=folded.get("Why", ""),
        fix=folded.get("Fix", ""),
        notes=folded.get("Notes", ""),
    )


def _options(rule: Rule) -> type[msgspec.Struct]:
    hints = get_type_hints(rule.check, include_extras=True)
    fields: list[tuple[str, Any, Any]] = [
        (name, hints[name], parameter.default)
        for name, parameter in inspect.signature(rule.check).parameters.items()
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY
        and not (name in ("good", "bad") and rule.good is not None)
    ]
    for name, bound in (("good", rule.good), ("bad", rule.bad)):
        if bound is not None:
            fields.append((name, float if isinstance(bound, (int, float)) else tuple[float, float], bound))
    return msgspec.defstruct(rule.id, fields, forbid_unknown_fields=True, frozen=True, rename="kebab")


def option_names(rule: Rule) -> tuple[str, ...]:
    """Return the rule's option names as they are written in a config file."""
    return tuple(field.encode_name for field in msgspec.structs.fields(rule.options))


def options_from(rule: Rule, table: Mapping[str, object]) -> dict[str, Any]:
    """Validate a config table against the rule's options and return keyword arguments (changed ones only).

    Raises ``msgspec.ValidationError`` for unknown names and values of the wrong type or out of bounds.
    """
    struct = msgspec.convert(table, rule.options, strict=True)
    given = {f.name for f in msgspec.structs.fields(rule.options) if f.encode_name in table}
    return {name: getattr(struct, name) for name in given}
