"""The table of kinds, and what a rule of any kind says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from seoaudit.data_rules.amounts import Count, Length
from seoaudit.data_rules.figures import Metric
from seoaudit.data_rules.front_matter import FrontMatterRule
from seoaudit.data_rules.headings import HeadingRule
from seoaudit.data_rules.images import ImageRule
from seoaudit.data_rules.kind import Kind
from seoaudit.data_rules.limits import Examples, Text
from seoaudit.data_rules.links import LinkRule
from seoaudit.data_rules.wording import PatternRule, PhraseRule, Substitution
from seoaudit.model import MAX_WEIGHT, Evidence, Severity

AnyKind = (
    PhraseRule
    | Substitution
    | PatternRule
    | Count
    | Length
    | FrontMatterRule
    | HeadingRule
    | LinkRule
    | ImageRule
    | Metric
)

#: Every kind by its name, in the order in which they are explained.
KINDS: Mapping[str, type[Kind]] = {
    str(kind.__struct_config__.tag): kind
    for kind in (
        PhraseRule, Substitution, PatternRule, Count, Length, FrontMatterRule, HeadingRule, LinkRule, ImageRule, Metric,
    )
}  # fmt: skip

#: What stands behind a rule of one's own: a convention of the house, which may weigh as much as any convention.
EVIDENCE: Evidence = "convention"
LARGEST_WEIGHT = MAX_WEIGHT[EVIDENCE]


class Common(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """The keys that rules of every kind have."""

    id: Annotated[
        str,
        Meta(
            max_length=100,
            description="Its name: “brand-spelling” becomes local/brand-spelling; “style/brand” has a category of its own.",
        ),
    ]
    severity: Annotated[
        Severity,
        Meta(description="“error” fails the gate, “warning” costs points, “info” is advice and free."),
    ] = "warning"
    weight: Annotated[
        float, Meta(ge=0, le=LARGEST_WEIGHT, description="How much it costs where it finds something.")
    ] = 1.0
    message: Annotated[
        Text, Meta(description="What a finding says; {match} and other values of the kind.")
    ] = ""
    fix: Annotated[Text, Meta(description="What to do about it, with the same values.")] = ""
    summary: Annotated[
        Text, Meta(description="What the rule asks for, in one sentence; for lists of rules.")
    ] = ""
    why: Annotated[Text, Meta(description="Why it matters, for those who wonder.")] = ""
    source: Annotated[
        Text, Meta(description="Where it is written down: the address of your style guide.")
    ] = ""
    paths: Annotated[
        tuple[Annotated[str, Meta(min_length=1, max_length=500)], ...],
        Meta(
            max_length=200,
            description="Globs of the pages it is for, as in a gitignore file, “!” before one for exceptions; without it all.",
        ),
    ] = ()
    languages: Annotated[
        tuple[Annotated[str, Meta(min_length=2, max_length=35)], ...],
        Meta(max_length=100, description="The languages of the pages it is for: “en” is “en-GB” too."),
    ] = ()
    good: Annotated[
        Examples,
        Meta(description="Examples in which it finds nothing; “good-examples” in rules of kind metric."),
    ] = ()
    bad: Annotated[
        Examples,
        Meta(
            description="Examples in which it finds something, at least one; “bad-examples” in rules of kind metric."
        ),
    ] = ()


class DataRule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule as it was read: the keys of every rule, those of its kind, and the file it stands in."""

    common: Common
    kind: AnyKind
    file: str = ""

    @property
    def id(self) -> str:
        """Return the rule's id."""
        return self.common.id


#: The examples' keys in rules of kind metric, where ``good`` and ``bad`` are figures.
EXAMPLES_OF_METRICS: Mapping[str, str] = {"good-examples": "good", "bad-examples": "bad"}
#: The keys of every rule.
COMMON_KEYS = tuple(field.encode_name for field in msgspec.structs.fields(Common))
_CODER = msgspec.msgpack.Encoder()  # tables keep the order that their author gave them
_DECODER = msgspec.msgpack.Decoder(tuple[DataRule, ...])


def packed(rules: tuple[DataRule, ...]) -> bytes:
    """Return rules as they travel in settings, to other processes and into keys of the cache; empty for none."""
    return _CODER.encode(rules) if rules else b""


def unpacked(data: bytes) -> tuple[DataRule, ...]:
    """Return the rules that were packed."""
    return _DECODER.decode(data) if data else ()
