"""Everything a rule may use. This module is the promise; all other modules may change at any time.

A rule lives in a module of its own and looks at a ``Page`` and at facts, functions of a page that are
computed once however many rules ask for them::

    @rule(severity="warning", weight=3, evidence="standard", of=headings, source="https://…")
    def my_rule(page: Page, *, max_words: Annotated[int, Meta(ge=1)] = 8) -> Iterator[Finding]:
        '''One sentence that says what is right.

        Why: why a reader or a search engine cares.

        Fix: what to do.
        '''
"""

from __future__ import annotations

from msgspec import Meta

from seoaudit.context import Asset, Context, Published, PublishedLink, Reach, Resolution
from seoaudit.deprecation import deprecated
from seoaudit.facts.brief import short_on_purpose
from seoaudit.facts.calls import CallToAction, calls_to_action, labelled_calls
from seoaudit.facts.dates import parse_date
from seoaudit.facts.dead_ends import dead_ends, requests
from seoaudit.facts.drift import Difference, counterpart, drift, drift_of
from seoaudit.facts.fact import fact
from seoaudit.facts.hidden_text import hidden_texts
from seoaudit.facts.indexing import (
    Alternate,
    Directive,
    Refresh,
    alternates,
    canonical_address,
    header_links,
    insecure_resources,
    own_scheme,
    refreshes,
    robots_directives,
    same_address,
)
from seoaudit.facts.javascript import Shell, javascript_shell
from seoaudit.facts.keyphrase import (
    Coverage,
    Keyphrase,
    KeyphraseMatch,
    chosen_keyphrase,
    coverage_in,
    given_keyphrase,
    inferred_keyphrase,
    inferred_note,
    keyphrase,
    keyphrase_matches,
    matches_in,
)
from seoaudit.facts.keyphrase_density import (
    PhraseUse,
    density_of,
    is_name,
    natural_uses,
    other_forms,
    phrase_uses,
    uses_at,
)
from seoaudit.facts.keyphrase_inference import is_collection, names_collection, topic_terms
from seoaudit.facts.kind import (
    PageKind,
    is_document,
    is_reference,
    known_metadata,
    page_kind,
    text_in_front_matter,
)
from seoaudit.facts.links import (
    LinkKind,
    domain_of,
    external_links,
    host_of,
    internal_links,
    kind_of,
    links,
    own_host,
    same_site,
)
from seoaudit.facts.listing import is_card, is_home, is_listing, is_utility
from seoaudit.facts.metadata import Field, Metadata, canonical_links, head_elements, metadata
from seoaudit.facts.neighbours import (
    LinkedTarget,
    ShownImage,
    linked_fragments,
    linked_targets,
    loaded_images,
    shown_images,
    where,
)
from seoaudit.facts.outbound import OutboundLink, outbound_addresses, outbound_links
from seoaudit.facts.pixels import DESCRIPTION_SIZE, TITLE_SIZE, display_length, width_in_pixels
from seoaudit.facts.readability import paragraph_ease, readability, reading_ease
from seoaudit.facts.readable_words import readable_words
from seoaudit.facts.rendering import Rendered, rendering
from seoaudit.facts.source_edits import key_edit, level_edits, target_edit, trimmed_edits
from seoaudit.facts.structure import (
    ListOfItems,
    Section,
    bold_headings,
    headings,
    images,
    introduction,
    lists,
    outline,
    sections,
    subheadings,
    title_heading,
)
from seoaudit.facts.structured_data import (
    DataBlock,
    DataNode,
    articles,
    data_blocks,
    data_nodes,
    first_value,
    has_property,
)
from seoaudit.facts.text import (
    Sentence,
    block_words,
    english_share,
    first_words,
    language,
    paragraphs,
    prose,
    sentences,
    stems,
    word_count,
    words_are_countable,
    words_are_separated,
)
from seoaudit.facts.visible_dates import VisibleDate, visible_dates
from seoaudit.facts.years import last_change, years_in
from seoaudit.language import Language
from seoaudit.language.added import LanguagePack
from seoaudit.language.tags import language_code_fault
from seoaudit.lazy_regex import lazy_regex
from seoaudit.lines import Position
from seoaudit.model import (
    Applicability,
    Edit,
    Evidence,
    Finding,
    Fix,
    Measurement,
    NotApplicable,
    Severity,
    SiteFinding,
    Span,
    Verdict,
)
from seoaudit.pack import API_VERSION, Pack
from seoaudit.page import (
    Block,
    Code,
    Comment,
    Component,
    Control,
    Element,
    FrontMatter,
    Heading,
    Image,
    Link,
    Page,
    Problem,
    Source,
)
from seoaudit.profiles import CORNERSTONE, DOCUMENTATION, LANDING, POST, Profile
from seoaudit.quotation import quoted
from seoaudit.rule import Rule, rule
from seoaudit.site.database import Site
from seoaudit.site.graph import depths
from seoaudit.site.link_style import LinkStyle
from seoaudit.site.linked_from import at_first_link
from seoaudit.site.mentions import Mention, mentions, stems_said
from seoaudit.site.sharing import MAX_RELATED, Sharer, sharing
from seoaudit.site.short_names import named, short_name
from seoaudit.site.signatures import similarity
from seoaudit.site.similar import SimilarPair, similar_pairs
from seoaudit.site.variants import (
    are_issues,
    is_news,
    is_paginated,
    subject_stems,
    variant_names,
)
from seoaudit.web.response import status_text

__all__ = [
    "API_VERSION",
    "CORNERSTONE",
    "DESCRIPTION_SIZE",
    "DOCUMENTATION",
    "LANDING",
    "MAX_RELATED",
    "POST",
    "TITLE_SIZE",
    "Alternate",
    "Applicability",
    "Asset",
    "Block",
    "CallToAction",
    "Code",
    "Comment",
    "Component",
    "Context",
    "Control",
    "Coverage",
    "DataBlock",
    "DataNode",
    "Difference",
    "Directive",
    "Edit",
    "Element",
    "Evidence",
    "Field",
    "Finding",
    "Fix",
    "FrontMatter",
    "Heading",
    "Image",
    "Keyphrase",
    "KeyphraseMatch",
    "Language",
    "LanguagePack",
    "Link",
    "LinkKind",
    "LinkStyle",
    "LinkedTarget",
    "ListOfItems",
    "Measurement",
    "Mention",
    "Meta",
    "Metadata",
    "NotApplicable",
    "OutboundLink",
    "Pack",
    "Page",
    "PageKind",
    "PhraseUse",
    "Position",
    "Problem",
    "Profile",
    "Published",
    "PublishedLink",
    "Reach",
    "Refresh",
    "Rendered",
    "Resolution",
    "Rule",
    "Section",
    "Sentence",
    "Severity",
    "Sharer",
    "Shell",
    "ShownImage",
    "SimilarPair",
    "Site",
    "SiteFinding",
    "Source",
    "Span",
    "Verdict",
    "VisibleDate",
    "alternates",
    "are_issues",
    "articles",
    "at_first_link",
    "block_words",
    "bold_headings",
    "calls_to_action",
    "canonical_address",
    "canonical_links",
    "chosen_keyphrase",
    "counterpart",
    "coverage_in",
    "data_blocks",
    "data_nodes",
    "dead_ends",
    "density_of",
    "deprecated",
    "depths",
    "display_length",
    "domain_of",
    "drift",
    "drift_of",
    "english_share",
    "external_links",
    "fact",
    "first_value",
    "first_words",
    "given_keyphrase",
    "has_property",
    "head_elements",
    "header_links",
    "headings",
    "hidden_texts",
    "host_of",
    "images",
    "inferred_keyphrase",
    "inferred_note",
    "insecure_resources",
    "internal_links",
    "introduction",
    "is_card",
    "is_collection",
    "is_document",
    "is_home",
    "is_listing",
    "is_name",
    "is_news",
    "is_paginated",
    "is_reference",
    "is_utility",
    "javascript_shell",
    "key_edit",
    "keyphrase",
    "keyphrase_matches",
    "kind_of",
    "known_metadata",
    "labelled_calls",
    "language",
    "language_code_fault",
    "last_change",
    "lazy_regex",
    "level_edits",
    "linked_fragments",
    "linked_targets",
    "links",
    "lists",
    "loaded_images",
    "matches_in",
    "mentions",
    "metadata",
    "named",
    "names_collection",
    "natural_uses",
    "other_forms",
    "outbound_addresses",
    "outbound_links",
    "outline",
    "own_host",
    "own_scheme",
    "page_kind",
    "paragraph_ease",
    "paragraphs",
    "parse_date",
    "phrase_uses",
    "prose",
    "quoted",
    "readability",
    "readable_words",
    "reading_ease",
    "refreshes",
    "rendering",
    "requests",
    "robots_directives",
    "rule",
    "same_address",
    "same_site",
    "sections",
    "sentences",
    "sharing",
    "short_name",
    "short_on_purpose",
    "shown_images",
    "similar_pairs",
    "similarity",
    "status_text",
    "stems",
    "stems_said",
    "subheadings",
    "subject_stems",
    "target_edit",
    "text_in_front_matter",
    "title_heading",
    "topic_terms",
    "trimmed_edits",
    "uses_at",
    "variant_names",
    "visible_dates",
    "where",
    "width_in_pixels",
    "word_count",
    "words_are_countable",
    "words_are_separated",
    "years_in",
]
