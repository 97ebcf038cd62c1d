from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from seoaudit.api import Finding, Page, data_nodes, has_property, rule

#: What Google's documentation requires for a rich result; of several names in a group one is enough. As of 2026.
_REQUIRED: dict[str, tuple[tuple[str, ...], ...]] = {
    "AggregateRating": (("ratingValue",), ("ratingCount", "reviewCount")),
    "BreadcrumbList": (("itemListElement",),),
    "Event": (("name",), ("startDate",), ("location",)),
    "JobPosting": (("title",), ("description",), ("datePosted",), ("hiringOrganization",)),
    "LocalBusiness": (("name",), ("address", "areaServed")),
    "Product": (("name",), ("offers", "review", "aggregateRating")),
    "Recipe": (("name",), ("image",)),
    "Review": (("author",), ("reviewRating",)),
    "VideoObject": (("name",), ("thumbnailUrl",), ("uploadDate",)),
}
#: A thing by which another is only mentioned needs none of it.
_MENTIONS = frozenset(
    {"isRelatedTo", "isSimilarTo", "itemReviewed", "mentions", "about", "subjectOf", "isPartOf", "hasPart", "provider",
     "publisher", "author", "organizer", "seller", "manufacturer", "brand", "itemOffered", "item", "isVariantOf",
     "hasVariant", "worksFor", "parentOrganization", "location", "video", "associatedMedia", "itemListElement", "containsPlace"}
)  # fmt: skip


@rule(
    severity="info",
    weight=3,
    evidence="official",
    of=data_nodes,
    source="https://developers.google.com/search/docs/appearance/structured-data/search-gallery",
    media=("markdown", "html"),
)
def required_properties(page: Page) -> Iterator[Finding]:
    """Structured data for a rich result has what that result requires.

    Why: A recipe without a picture or a rating without a count is left out of the rich results altogether; the
    rest of the block was written in vain.

    Fix: Add the properties that are missing, with what the page shows; else leave the type out.

    Notes: A business that goes to its customers may name the area it serves in place of an address. Advice, for the markup is valid without, and others than Google may read it. The types are those of Google's
    gallery that websites use most. Things that are merely mentioned (an author's employer, a product reviewed) need
    nothing.
    """
    for node in data_nodes(page):
        if node.under in _MENTIONS or set(node.data) <= {"@type", "@id", "@context"}:
            continue
        for name in node.types:
            missing = [
                " or ".join(group)
                for group in _REQUIRED.get(name, ())
                if not any(has_property(node.data, each) for each in group)
            ]
            if missing:
                yield Finding(
                    node.span,
                    f"the {name} has no {' and no '.join(missing)}, which its rich result requires",
                    f"Add {', '.join(missing)}.",
                )
                break
        if "LocalBusiness" in node.types and (lacking := _lacking(node.data.get("address"))):
            yield Finding(
                node.block.place("address", node.data["address"]),
                f"the business's address has no {' and no '.join(lacking)}",
                f"Add {', '.join(lacking)}.",
            )


def _lacking(address: object) -> list[str]:
    """Return what an address lacks; one that is a plain text, or none, lacks nothing that can be told."""
    if isinstance(address, list):
        address = next((entry for entry in address if entry), {}) if address else None
    if not isinstance(address, Mapping):
        return []
    data: Mapping[str, Any] = address
    if "@id" in data and len(data) == 1:
        return []
    return [
        name for name in ("streetAddress", "addressLocality", "postalCode") if not has_property(data, name)
    ]
