from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, NotApplicable, Page, language, last_change, metadata, quoted, rule, years_in


@rule(
    severity="warning",
    weight=2,
    fault=True,
    evidence="heuristic",
    source="https://developers.google.com/search/docs/appearance/title-link",
)
def year(page: Page) -> Iterator[Finding]:
    """A year in the title is the year of the text.

    Why: A year in the title is a promise to be of that year. Readers who find older facts under it, or an
    old year above a new date, leave; and Google replaces titles whose year does not fit the page.

    Fix: Bring the text up to the year in its title, or leave the year out of titles and addresses of pages
    that you mean to keep.

    Notes: Our own judgement. The rule compares the year in the title with the one in the address, with the
    page's dates and with the years in its text; one in the address alone is taken for a date. A text that names the year of its title is believed, unless
    it gives advice (“best”, “guide”, “deals” …) for a year long before its own date. Ranges, versions and
    dates in the title are no such promise.
    """
    data = metadata(page)
    title = data.title
    years = years_in(title.value)
    slug_years = years_in(data.slug.value.replace("-", " ").replace("_", " "))
    if len(set(years)) > 1 or len(set(slug_years)) > 1 or not (years or slug_years):
        raise NotApplicable("neither title nor address names a year")
    if years and slug_years and years[0] != slug_years[0]:
        yield Finding(
            data.slug.span if data.slug.origin == "front matter" else title.span,
            f"the title says {years[0]}, the address says {slug_years[0]}",
            "Leave the year out of the address, and redirect the old one.",
        )
        return
    if not years:
        raise NotApplicable("the year stands in the address only, where it is a date")
    promised, span = years[0], title.span
    told = _years_told(page)
    changed = last_change(page)
    if promised not in told:
        if changed is not None and promised > changed.year + 1:
            yield Finding(
                span,
                f"{quoted(title.value)} promises {promised}, but the page is of {changed.year} and names no {promised}",
            )
        elif changed is None and told and promised > max(told) + 1:
            yield Finding(
                span,
                f"{quoted(title.value)} promises {promised}, but the latest year in the text is {max(told)}",
            )
    if changed is not None and promised < changed.year - 1 and _advises(page, title.value):
        yield Finding(
            span,
            f"{quoted(title.value)} promises {promised}, but the page is dated {changed.year}",
            f"Bring it up to {changed.year}, or drop the year.",
        )


def _years_told(page: Page) -> set[int]:
    """Return the years in the text, that of an H1 which only repeats the title left out."""
    title = metadata(page).title.value
    repeated = {heading.block for heading in page.headings if heading.level == 1 and heading.text == title}
    return {
        named
        for index, block in enumerate(page.blocks)
        if block.main and index not in repeated
        for named in years_in(page.text[block.start : block.end])
    }


def _advises(page: Page, title: str) -> bool:
    pack = language(page)
    return pack.has("title_words") and not pack.title_words["advice"].isdisjoint(pack.words(title))
