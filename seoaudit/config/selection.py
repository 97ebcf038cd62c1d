"""Which rules are applied: ``select`` and ``ignore``, layer by layer."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from seoaudit.config.catalogue import Catalogue
from seoaudit.config.errors import closest, did_you_mean, shown
from seoaudit.rule import Rule

ALL = "all"


def defaults(catalogue: Catalogue) -> frozenset[str]:
    """Return the rules that are on when nothing is configured."""
    return frozenset(rule.id for rule in catalogue.values() if rule.default)


def names(catalogue: Catalogue) -> list[str]:
    """Return everything that may stand in ``select`` and ``ignore``."""
    return [ALL, *dict.fromkeys(rule.category for rule in catalogue.values()), *catalogue]


def fault(name: str, catalogue: Catalogue) -> tuple[str, str]:
    """Return (what is wrong, the remedy) for a name that is no rule and no category, else two empty strings."""
    known = names(catalogue)
    if name in known:
        return "", ""
    meant = closest(name, known)
    remedy = f"Did you mean “{meant}”?" if meant else "`seoaudit rules` lists them."
    return f"there is no rule or category “{name}”", remedy


def profile_fault(name: str, known: Collection[str]) -> tuple[str, str]:
    """Return (what is wrong, the remedy) for a name that is no profile, else two empty strings."""
    if name in known:
        return "", ""
    return f"there is no profile {shown(name)}", did_you_mean(
        name, known, f"Known profiles: {', '.join(known)}."
    )


def applied(
    current: frozenset[str], select: Sequence[str] | None, ignore: Sequence[str], catalogue: Catalogue
) -> frozenset[str]:
    """Return the rules that are on after one layer.

    A layer with ``select`` starts afresh; one without it only takes away. Within a layer the more specific
    name wins (an id over a category, a category over ``all``), and of equals ``ignore``. ``all`` and a
    category stand for the rules that are on by default; a rule's own id turns it on in any case.
    """
    if select is None:
        return frozenset(rule for rule in current if _rank(catalogue[rule], ignore) < 0)
    chosen = set()
    for rule in catalogue.values():
        rank = _rank(rule, select)
        if rank > _rank(rule, ignore) and (rule.default or rank == _BY_ID):
            chosen.add(rule.id)
    return frozenset(chosen)


_BY_ID = 2


def _rank(rule: Rule, given: Sequence[str]) -> int:
    """Return how specifically a rule is named: 2 by id, 1 by category, 0 by ``all``, -1 not at all."""
    if rule.id in given:
        return _BY_ID
    if rule.category in given:
        return 1
    return 0 if ALL in given else -1
