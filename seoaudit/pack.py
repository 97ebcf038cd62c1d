"""What a pack is: rules, profiles and languages under one name, and the version of the API they are written for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import msgspec

from seoaudit.language.added import LanguagePack
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import MAX_WEIGHT, SEVERITIES
from seoaudit.page import Media
from seoaudit.profiles import Profile
from seoaudit.rule import Rule

#: The version of ``seoaudit.api``: *major.minor*. A new minor version adds, a new major one takes away or changes.
API_VERSION = "1.0"

_ID = lazy_regex(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*/[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_TAG = lazy_regex(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_CODE = lazy_regex(r"[a-z]{2,3}")
_VERSION = lazy_regex(r"(\d+)\.(\d+)")


class Pack(msgspec.Struct, frozen=True, kw_only=True):
    """Rules and what goes with them, as a distribution offers them under the entry-point group ``seoaudit.packs``.

    ``api`` is the version of ``seoaudit.api`` that the pack is written for: the value of ``API_VERSION`` at that
    time. ``rules`` is the name of a package with a sub-package for each category and a module for each rule, or
    the rules themselves. ``profiles`` are kinds of pages of its own, ``languages`` add word lists.
    """

    api: str
    rules: str | tuple[Rule, ...] = ()
    profiles: tuple[Profile, ...] = ()
    languages: tuple[LanguagePack, ...] = ()


class NamedPack(msgspec.Struct, frozen=True):
    """A pack that was loaded, and the distribution that brought it.

    ``files`` is a digest of the distribution's name, version and files: what it finds may be different when that is.
    """

    name: str
    distribution: str
    version: str
    files: str
    pack: Pack
    rules: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the pack as messages name it: ``acme (acme-rules 1.2.0)``."""
        return f"{self.name} ({self.distribution} {self.version})"


def api_fault(version: object) -> str:
    """Return why a pack for this version of the API cannot be used, empty when it can."""
    wanted = _VERSION.fullmatch(version) if isinstance(version, str) else None
    if wanted is None:
        return f"api must be a version such as “{API_VERSION}”, not {version!r}"
    major, minor = map(int, wanted.groups())
    own_major, own_minor = map(int, API_VERSION.split("."))
    if major == own_major and minor <= own_minor:
        return ""
    newer = (major, minor) > (own_major, own_minor)
    remedy = "Update seoaudit" if newer else "Look for a newer release of the pack"
    return f"it is written for version {version} of seoaudit.api, and this is {API_VERSION}. {remedy}"


def pack_fault(pack: Pack) -> str:
    """Return what is wrong with the values of a pack, which nobody has checked yet; empty when all is well."""
    if fault := api_fault(pack.api):
        return fault
    rules: object = pack.rules
    if not isinstance(rules, str) and not _all(rules, Rule):
        return "rules must be the name of a package, or a tuple of rules"
    if not _all(pack.profiles, Profile):
        return "profiles must be a tuple of Profile"
    if not _all(pack.languages, LanguagePack):
        return "languages must be a tuple of LanguagePack"
    for language in pack.languages:
        if not _CODE.fullmatch(language.code):
            return f"“{language.code}” is no code of a language, such as “fi”"
        if not language.folder.is_dir():
            return f"the word lists of “{language.code}” are not where they should be: {language.folder}"
    return ""


def _all(values: object, kind: type) -> bool:
    return isinstance(values, tuple) and all(isinstance(each, kind) for each in values)


def rule_faults(rule: Rule) -> Iterator[str]:
    """Yield what is wrong with a rule that its type does not tell: it would fail later, and on every page."""
    if not _ID.fullmatch(rule.id):
        yield f"“{rule.id}” is no id: write category/name in small letters, with hyphens"
    for name, value, known in (
        ("severity", rule.severity, SEVERITIES),
        ("evidence", rule.evidence, tuple(MAX_WEIGHT)),
        ("scope", rule.scope, ("page", "site")),
        *(("media", each, get_args(Media)) for each in rule.media),
    ):
        if value not in known:
            yield f"{name} must be one of {', '.join(known)}, not {value!r}"
    for tag in rule.languages:
        if not isinstance(tag, str) or not _TAG.fullmatch(tag):
            yield f"languages must be tags such as “en” or “de-AT”, not {tag!r}"
    if not rule.source.strip():
        yield "source is empty: say where the evidence can be read, or that it is your own judgement"
    text = rule.documentation
    missing = [name for name, part in (("Why:", text.why), ("Fix:", text.fix)) if not part]
    if not text.summary:
        yield "the function has no docstring, which is what the rule says of itself"
    elif missing:
        yield f"the docstring has no section {' and no section '.join(missing)}"
    try:
        rule.options()
    except Exception as error:  # noqa: BLE001 - whatever annotations of others raise
        yield f"its options cannot be read: {type(error).__name__}: {' '.join(str(error).split())}"
