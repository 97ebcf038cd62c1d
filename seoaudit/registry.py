"""Which rules, profiles and languages there are: those that come with the program, and those of packs by name.

Entry points are looked up only for packs that are named. A pack is code that somebody has installed and whose
name stands in a trusted configuration or on the command line; nothing else is ever imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

import msgspec

from seoaudit.language.added import LanguagePack
from seoaudit.pack import NamedPack, Pack, pack_fault
from seoaudit.pack_loading import PackError, imported, rules_below, rules_of
from seoaudit.profiles import PROFILES, Profile
from seoaudit.rule import Rule

__all__ = [
    "BUILT_IN",
    "PackError",
    "Repertoire",
    "by_category",
    "fingerprint",
    "languages_of",
    "repertoire",
    "rules",
    "with_pack",
]

#: Packages of rules that come with the program: the engine must not import them, only be told of them.
BUILT_IN: tuple[str, ...] = ("seoaudit_rules",)


class Repertoire(msgspec.Struct, frozen=True):
    """Everything a run may use: rules by id in the order of ids, profiles by name, added languages, the packs."""

    rules: Mapping[str, Rule]
    profiles: Mapping[str, Profile]
    languages: tuple[LanguagePack, ...] = ()
    packs: tuple[NamedPack, ...] = ()

    def pack_of(self, rule: str) -> NamedPack | None:
        """Return the pack that a rule is from; ``None`` for those that come with the program."""
        return next((pack for pack in self.packs if rule in pack.rules), None)


@cache
def _built_in() -> Repertoire:
    packs = [imported(package, package).pack for package in BUILT_IN]
    found = {rule.id: rule for pack in packs for rule in rules_below(pack.rules, pack.rules)}
    return Repertoire(MappingProxyType(dict(sorted(found.items()))), PROFILES)


@cache
def repertoire(packs: tuple[str, ...] = ()) -> Repertoire:
    """Return what there is with these packs. Raises ``PackError`` for one that cannot be used."""
    found = _built_in()
    for name in packs:
        found = _with(found, _named(name))
    return found


def rules(packs: tuple[str, ...] = ()) -> Mapping[str, Rule]:
    """Return every rule by id, those of the packs too, in the order of ids."""
    return repertoire(packs).rules


@cache
def _named(name: str) -> NamedPack:
    from seoaudit.pack_entry_points import find

    return find(name)


def with_pack(pack: Pack) -> Repertoire:
    """Return what there is with a pack that is at hand and need not be installed, as its own tests have it."""
    if fault := pack_fault(pack):
        raise PackError(f"the pack: {fault}")
    return _with(_built_in(), NamedPack("this pack", "not installed", "0", "", pack))


def _with(known: Repertoire, named: NamedPack) -> Repertoire:
    """Return the repertoire with one pack more; a name that is taken already is refused."""
    own: dict[str, Rule] = {}
    for rule in rules_of(named.pack.rules, str(named)):
        if rule.id in known.rules or rule.id in own:
            other = known.pack_of(rule.id) if rule.id in known.rules else named
            raise PackError(f"{named}: there is a rule {rule.id} already, in {other or 'seoaudit itself'}")
        own[rule.id] = rule
    named = msgspec.structs.replace(named, rules=tuple(own))
    every = MappingProxyType(dict(sorted({**known.rules, **own}.items())))
    profiles = dict(known.profiles)
    for profile in named.pack.profiles:
        if profile.name in profiles:
            raise PackError(f"{named}: there is a profile {profile.name} already")
        if unknown := sorted({*profile.options, *profile.off} - every.keys()):
            raise PackError(f"{named}: the profile {profile.name} names rules that there are not: {unknown}")
        profiles[profile.name] = profile
    languages = (*known.languages, *named.pack.languages)
    return Repertoire(every, MappingProxyType(profiles), languages, (*known.packs, named))


def languages_of(packs: Iterable[tuple[str, ...]]) -> tuple[LanguagePack, ...]:
    """Return the languages that any of several lists of packs adds."""
    named = {pack.name: pack for each in packs for pack in repertoire(each).packs}
    return tuple(language for name in sorted(named) for language in named[name].pack.languages)


def fingerprint(packs: Iterable[tuple[str, ...]]) -> bytes:
    """Return what is different when the packs in any of several lists are, empty for no packs.

    All packs of a run count for each of its pages, because the languages that they add do.
    """
    named = {pack.name: pack for each in packs for pack in repertoire(each).packs}
    return "".join(f"{pack} {pack.files}\n" for _, pack in sorted(named.items())).encode()


def by_category(found: Iterable[Rule]) -> dict[str, list[Rule]]:
    """Group rules by category, keeping their order."""
    groups: dict[str, list[Rule]] = {}
    for rule in found:
        groups.setdefault(rule.category, []).append(rule)
    return groups
