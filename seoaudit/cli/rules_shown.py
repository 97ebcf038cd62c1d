"""What ``seoaudit rules`` prints: the list of rules, and the explanation of one."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from seoaudit.registry import Repertoire
    from seoaudit.rule import Rule

_WIDTH = 80
_MEDIA = {"markdown": "Markdown", "html": "HTML", "text": "plain text"}


def show_rules(name: str, format_: str, known: Repertoire) -> None:
    """Print all rules, those of a category, or one; exit with code 2 where there is none of that name."""
    from seoaudit.reports.safe_text import visible

    catalogue = known.rules
    chosen = _chosen(name, catalogue)
    points = {rule.id: _points(rule, catalogue.values()) for rule in chosen}
    if format_ == "json":
        listed = [_as_json(rule, points[rule.id], known) for rule in chosen]
        click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
    elif len(chosen) == 1 and name == chosen[0].id:
        click.echo("\n".join(map(visible, _explained(chosen[0], points[name], known))))
    else:
        click.echo("\n".join(map(visible, _listed(chosen, points, known))))


def _chosen(name: str, catalogue: Mapping[str, Rule]) -> list[Rule]:
    if not name:
        return list(catalogue.values())
    if name in catalogue:
        return [catalogue[name]]
    found = [rule for rule in catalogue.values() if rule.category == name]
    if not found:
        from seoaudit.config.errors import did_you_mean
        from seoaudit.reports.safe_text import visible

        known = [*catalogue, *{rule.category for rule in catalogue.values()}]
        remedy = did_you_mean(name, known, "`seoaudit rules` lists them.")
        click.echo(visible(f"seoaudit: there is no rule or category “{name}”. {remedy}"), err=True)
        sys.exit(2)
    return found


def _points(rule: Rule, catalogue: Iterable[Rule]) -> float:
    """Return how many of 100 points the rule stands for on a post where every rule that is on applies.

    A fault rule: what it costs at most there.
    """
    from seoaudit.profiles import POST
    from seoaudit.scoring import scale

    by = scale([each for each in catalogue if each.default or each.id == rule.id], POST)
    own = by.weights.get(rule.id, 0.0)
    earning = sum(weight for name, weight in by.weights.items() if name not in by.faults)
    return 100 * own / ((earning + own if rule.fault else earning) or 1)


def _listed(chosen: list[Rule], points: Mapping[str, float], known: Repertoire) -> list[str]:
    from seoaudit.registry import by_category

    longest = max(len(rule.id) for rule in chosen)
    lines: list[str] = []
    for category, members in by_category(chosen).items():
        total = sum(points[rule.id] for rule in members if rule.default and not rule.fault)
        lines.append(f"{category}: {total:.0f} of 100 points")
        for rule in members:
            worth = f"{'−' if rule.fault else ' '}{points[rule.id]:4.1f}" if points[rule.id] else "    -"
            off = "" if rule.default else "  off"
            pack = known.pack_of(rule.id)
            of = f"  from {pack.name}" if pack else ""
            lines.append(f"  {rule.id:{longest}}  {rule.severity:7}  {worth}  {rule.evidence}{off}{of}")
            lines += textwrap.wrap(
                rule.documentation.summary, _WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6
            )
        lines.append("")
    lines += textwrap.wrap(
        "The columns: severity; points of 100 for a post on which every rule applies (−: a fault, which "
        "costs up to this where it is found and earns nothing where it is not; -: advice, and rules about the whole site, which cost none); the kind of evidence. “off” rules apply only when “select” names them. `seoaudit rules ID` explains one.",
        _WIDTH,
    )
    return lines


def _explained(rule: Rule, points: float, known: Repertoire) -> list[str]:
    text = rule.documentation
    kind = "a fault: costs up to {:.1f} points" if rule.fault else "worth {:.1f} of 100 points"
    worth = kind.format(points) if points else "advice, which costs nothing"
    if rule.scope == "site":
        worth = "about the site as a whole: counts for the gate, not for scores"
    state = "on by default" if rule.default else "off by default: name it in “select” to turn it on"
    lines = [rule.id, "", *textwrap.wrap(text.summary, _WIDTH), ""]
    lines += _entry(
        "Severity", f"{rule.severity}; {worth}" + ("; caps the score when it fails" if rule.blocker else "")
    )
    lines += _entry("State", state)
    if rule.fixable:
        more = "" if rule.fixable == "safe" else " --unsafe-fixes"
        lines += _entry("Fixable", f"{rule.fixable}, with `check --fix{more}`")
    if pack := known.pack_of(rule.id):
        lines += _entry("Pack", str(pack))
    for name, value in (("Why", text.why), ("Fix", text.fix), ("Notes", text.notes)):
        lines += _entry(name, value) if value else []
    lines += _entry("Evidence", f"{rule.evidence}: {rule.source}")
    spoken = f"; pages in {', '.join(rule.languages)}" if rule.languages else ""
    lines += _entry("Applies to", ", ".join(_MEDIA[media] for media in rule.media) + spoken)
    lines += _examples("Finds a fault in:", text.bad) + _examples("Finds none in:", text.good)
    lines += [
        "",
        "Settings, with their defaults:",
        "",
        f'  [rules."{rule.id}"]',
        f'  severity = "{rule.severity}"',
    ]
    lines += [f"  weight = {rule.weight:g}"] if rule.scope == "page" else []
    for option in _options(rule):
        lines.append(f"  {option['name']} = {option['toml']}".ljust(30) + f"  # {option['type']}")
    return lines


def _examples(title: str, examples: Iterable[str]) -> list[str]:
    """Return the examples of a rule that brings them along."""
    lines = [f"  {line}" for text in examples for line in ["", *text.rstrip().splitlines()]]
    return ["", title, *lines] if lines else []


def _entry(name: str, text: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=f"{name:12}",
        subsequent_indent=" " * 12,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _options(rule: Rule) -> list[dict[str, Any]]:
    import msgspec

    from seoaudit.config.keys import expected, toml

    defaults = rule.options()
    found = []
    for field in msgspec.structs.fields(rule.options):
        default = getattr(defaults, field.name)
        found.append(
            {
                "name": field.encode_name,
                "type": expected(field.type),
                "default": default,
                "toml": toml(default),
            }
        )
    return found


def _as_json(rule: Rule, points: float, known: Repertoire) -> dict[str, Any]:
    text = rule.documentation
    pack = known.pack_of(rule.id)
    return {
        "id": rule.id,
        "category": rule.category,
        "summary": text.summary,
        "why": text.why,
        "fix": text.fix,
        "notes": text.notes,
        "examples": {"bad": list(text.bad), "good": list(text.good)},
        "severity": rule.severity,
        "weight": rule.weight,
        "fault": rule.fault,
        "points": round(points, 2),
        "evidence": rule.evidence,
        "source": rule.source,
        "default": rule.default,
        "blocker": rule.blocker,
        "fixable": rule.fixable,
        "media": list(rule.media),
        "languages": list(rule.languages),
        "pack": pack.name if pack else None,
        "options": [{key: option[key] for key in ("name", "type", "default")} for option in _options(rule)],
    }
