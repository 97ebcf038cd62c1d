"""Writes what of the documentation follows from the code.

python docs/generate.py          writes the pages
python docs/generate.py --check  says which are out of date, and fails

- docs/rules/: a rule's words live in its docstring, its examples in tests/rules/<category>/<rule>.md, its fire rate in
  docs/fire_rates.json (written by benchmarks/fire_rates.py);
- docs/reference/: commands and options, exit codes, front matter, and the API, by docs/generators/;
- docs/seoaudit.schema.json, by which editors check a configuration;
- in pages that people write, the blocks below a marker that names a command: see docs/generators/outputs.py.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_args

import msgspec
from generators import commands, environment, front_matter, interface
from generators.outputs import with_outputs

from seoaudit.config.keys import expected, toml
from seoaudit.config.schema import schema_text
from seoaudit.parsing import media_of
from seoaudit.registry import by_category, repertoire, rules
from seoaudit.rule import Rule
from seoaudit.testing import Case, load_cases

ROOT = Path(__file__).parent
CASES = ROOT.parent / "tests" / "rules"
RATES = ROOT / "fire_rates.json"
_ADDRESS = re.compile(r"https?://[^\s,;)]+[^\s.,;)]")
READ = ROOT / "truth.md"
_ABOUT_RULES = """# The rules

Generated from the rules themselves. `seoaudit rules` lists them too, and `seoaudit rules ID` explains one. What the words
mean: [severity and evidence](../scoring.md#weights), [fixable](../fixes.md). What is no rule, and why:
[left out on purpose](../left-out.md).
"""
_REFERENCE = {
    "commands.md": commands,
    "exit-codes.md": environment,
    "front-matter.md": front_matter,
    "api.md": interface,
}


def pages() -> dict[Path, str]:
    """Return every generated page by its path."""
    rates = json.loads(RATES.read_text(encoding="utf-8")) if RATES.exists() else {}
    found = {ROOT / "rules" / f"{rule.id}.md": page(rule, rates) for rule in rules().values()}
    found[ROOT / "rules" / "README.md"] = index()
    found[ROOT / "seoaudit.schema.json"] = schema_text(repertoire())
    found |= {ROOT / "reference" / name: generator.page() for name, generator in _REFERENCE.items()}
    for written in (ROOT.parent / "README.md", *sorted(ROOT.glob("*.md"))):
        found[written] = with_outputs(written.read_text(encoding="utf-8"), ROOT.parent)
    return found


def index() -> str:
    lines = [_ABOUT_RULES]
    for category, members in by_category(rules().values()).items():
        lines += [f"## {category}", "", "| rule | what is right | severity | evidence |", "|---|---|---|---|"]
        for rule in members:
            off = "" if rule.default else " (off by default)"
            said = rule.documentation.summary + (" *Fixable.*" if rule.fixable else "")
            lines.append(f"| [{rule.id}]({rule.id}.md) | {said} | {rule.severity}{off} | {rule.evidence} |")
        lines.append("")
    return "\n".join(lines)


def page(rule: Rule, rates: Mapping[str, Any]) -> str:
    text = rule.documentation
    above = f"[The rules](../README.md) › [{rule.category}](../README.md#{rule.category})"
    lines = [f"# {rule.id}", "", above, "", text.summary, "", *_facts(rule), "", *_fixable(rule)]
    lines += ["## Why", "", text.why, "", "## How to fix it", "", text.fix, ""]
    if text.notes:
        lines += ["## Notes", "", text.notes, ""]
    file = CASES / f"{rule.id}.md"
    if not file.exists():
        sys.exit(
            f"{rule.id} has no cases, which are the examples of its page: write {file.relative_to(ROOT.parent)}"
        )
    cases = load_cases(file)
    shown = [_first(cases, "fires"), _first(cases, "passes")]
    mended = next((case for case in cases if case.fixed is not None and case not in shown), None)
    if mended is not None and shown[0].fixed is None:
        shown.insert(1, mended)
    for case in shown:
        lines += _example(case)
    lines += _options(rule)
    source = _ADDRESS.sub(r"<\g<0>>", rule.source)
    lines += [
        "## What stands behind it",
        "",
        f"{rule.evidence.capitalize()}: {source}",
        "",
    ]
    lines += _measured(rule, rates)
    return "\n".join(lines).rstrip() + "\n"


def _facts(rule: Rule) -> Iterator[str]:
    kind = (
        "advice, costs nothing"
        if rule.severity == "info"
        else "fault: costs where it is found"
        if rule.fault
        else "earns"
    )
    if rule.scope == "site":
        yield "| severity | scope | kind | on by default |"
        yield "|---|---|---|---|"
        kind = (
            "advice"
            if rule.severity == "info"
            else "for the gate; a page's score does not depend on other pages"
        )
        yield f"| {rule.severity} | the site: all pages together | {kind} | {'yes' if rule.default else 'no'} |"
        return
    if rule.blocker:
        kind += "; caps the page's score at 49 when its own is 0"
    yield "| severity | weight | kind | on by default | applies to |"
    yield "|---|---|---|---|---|"
    media = ", ".join(rule.media) + (f"; pages in {', '.join(rule.languages)}" if rule.languages else "")
    yield f"| {rule.severity} | {rule.weight:g} | {kind} | {'yes' if rule.default else 'no'} | {media} |"


def _fixable(rule: Rule) -> Iterator[str]:
    """Say whether the rule's findings can be mended by the program."""
    if rule.fixable == "safe":
        yield from ("Fixable: safe, with `--fix`. See [fixes](../../fixes.md).", "")
    elif rule.fixable == "unsafe":
        yield from ("Fixable: unsafe, with `--fix --unsafe-fixes`. See [fixes](../../fixes.md).", "")


def _first(cases: list[Case], expectation: str) -> Case:
    return next(case for case in cases if case.expectation == expectation)


def _example(case: Case) -> Iterator[str]:
    yield f"## {'Bad' if case.expectation == 'fires' else 'Good'}: {case.title}"
    yield ""
    if len(case.files) > 1:
        for name, text in case.files.items():
            yield from (f"`{name}`", "", *_fenced(text, media_of(name) or "text"), "")
    else:
        yield from (*_fenced(case.source.text, case.source.media), "")
    if case.findings:
        yield "What is said of it:"
        yield ""
        yield from ("```text", *case.findings, "```", "")
    if case.fixed is not None:
        yield f"What `check --fix{' --unsafe-fixes' if case.unsafe else ''}` makes of it:"
        yield ""
        yield from (*_fenced(case.fixed, case.source.media), "")


def _fenced(body: str, media: str) -> Iterator[str]:
    fence = "`" * max(
        3,
        1 + max((len(run) for run in body.split() if set(run) == {"`"}), default=0),
        4 if "```" in body else 3,
    )
    yield from (f"{fence}{media}", *body.rstrip("\n").split("\n"), fence)


def _options(rule: Rule) -> Iterator[str]:
    fields = msgspec.structs.fields(rule.options)
    if not fields:
        return
    hints = rule.options.__annotations__
    yield from (
        "## Options",
        "",
        f'In the table `[rules."{rule.id}"]` of the [configuration](../../configuration.md#rules):',
        "",
    )
    yield from ("| option | value | default |", "|---|---|---|")
    for field in fields:
        annotation = hints.get(field.name, field.type)
        value = " ".join([_sentence(expected(annotation)), *_descriptions(annotation)])
        yield f"| `{field.encode_name}` | {value} | `{toml(field.default)}` |"
    yield ""


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _descriptions(annotation: object) -> list[str]:
    metas = (each for each in get_args(annotation) if isinstance(each, msgspec.Meta))
    return [meta.description for meta in metas if meta.description]


def _measured(rule: Rule, rates: Mapping[str, Any]) -> Iterator[str]:
    yield from ("## How often it fires", "")
    own = rates.get("rules", {}).get(rule.id)
    if own is None and rule.scope == "page":
        yield "Not measured yet."
    elif own is None or rule.scope == "site" or not own["applies"]:
        yield (
            "No rate: it does not look at drafts one by one, or had nothing to judge on the "
            f"{rates['pages']} well-edited pages on which the rates of other rules were measured."
        )
    else:
        yield (
            f"On {own['fires']:.1%} of {rates['pages']} well-edited pages of {rates['sites']} sites "
            f"(it applied to {own['applies']:.0%} of them)."
        )
    if own is None:
        yield "[Truth](../../truth.md) tells how the rates of other rules were measured."
    elif f"`{rule.id}`" in _read():
        yield "[Truth](../../truth.md) tells how this was measured, and what people thought who read its findings."
    else:
        yield "[Truth](../../truth.md) tells how this was measured."
    yield ""


@cache
def _read() -> str:
    """Return the page of what was measured, whose tables name the rules of which findings were read."""
    return READ.read_text(encoding="utf-8")


def main() -> int:
    wanted = pages()
    existing = {file for folder in ("rules", "reference") for file in (ROOT / folder).rglob("*.md")}
    stale = [
        path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    extra = sorted(existing - set(wanted))
    if "--check" in sys.argv:
        for path in [*stale, *extra]:
            print(f"out of date: {path.relative_to(ROOT.parent)}")
        return 1 if stale or extra else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8")
    for path in extra:
        path.unlink()
    print(f"{len(stale)} pages written, {len(extra)} removed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
