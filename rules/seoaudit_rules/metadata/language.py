from __future__ import annotations

import re
from collections.abc import Iterator

from seoaudit.api import (
    Edit,
    Finding,
    NotApplicable,
    Page,
    Span,
    english_share,
    is_document,
    lazy_regex,
    metadata,
    quoted,
    rule,
)

_TAG = lazy_regex(
    r"[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-[a-z\d]{4,8}|-[a-wyz\d]-[a-z\d-]+|-x-[a-z\d-]+)*",
    re.IGNORECASE,
)
#: Codes that people write and that stand for nothing, or for something else: what they mean.
_MISTAKEN = {
    "gr": "el",
    "jp": "ja",
    "cz": "cs",
    "dk": "da",
    "cn": "zh",
    "ua": "uk",
    "kr": "ko",
    "xx": "",
    "sp": "es",
}
#: What `language:` may mean where the page is about programs; as codes of languages hardly anybody writes them.
_PROGRAMMING = frozenset({"fs", "go", "hs", "js", "kt", "md", "ps", "py", "rb", "rs", "sh", "ts", "vb"})
#: English, and languages that share its function words.
_NEAR_ENGLISH = frozenset({"en", "sco", "pcm", "jam", "tpi", "bi", "enm"})
_CODE_LETTERS = 2
#: Shares of English function words: above the one a text is English, below the other it is not.
_ENGLISH, _NOT_ENGLISH = 0.32, 0.06


@rule(
    severity="warning",
    weight=1,
    fault=True,
    evidence="standard",
    source="https://www.w3.org/WAI/WCAG22/Understanding/language-of-page.html",
    fixable="safe",
)
def language(page: Page) -> Iterator[Finding]:
    """The page declares the language it is written in.

    Why: Screen readers choose the voice by it, browsers offer translation by it, and a wrong one makes both
    fail.

    Fix: Write `<html lang="en">`, with the code of the language the text is in.

    Notes: The code is a BCP 47 tag, such as `en`, `pt-BR` or `zh-Hans`. In drafts only a declaration that is
    there is judged, for the theme writes the attribute. That a text is not in the declared language is said
    only where English is involved and 100 words are clear about it. `language:` with anything but a code of two
    letters is left alone, for it may name what the code on the page is written in. Google finds the language by itself.
    """
    declared = metadata(page).language
    if not declared:
        if not is_document(page) or page.front_matter is not None:
            raise NotApplicable("the theme declares the language")
        yield Finding(
            _html_span(page), "the page does not declare its language", "Add lang to the html element."
        )
        return
    code = declared.value
    if declared.templated:
        raise NotApplicable("a template fills in the language")
    root = code.partition("-")[0].lower()
    if _means_programs(page, code):
        raise NotApplicable(f"{quoted(code)} does not seem to be meant for the language of the text")
    if root in _MISTAKEN or not _TAG.fullmatch(
        code.replace("_", "-") if page.front_matter is not None else code
    ):
        meant = _MISTAKEN.get(root) or (code.replace("_", "-") if "_" in code else "")
        fix = f"Write “{meant}”." if meant else "Write a tag such as “en” or “pt-BR”."
        edits = _corrected(page, declared.span, code, meant) if meant and _TAG.fullmatch(meant) else ()
        yield Finding(declared.span, f"{quoted(code)} is not a language tag", fix, edits)
        return
    share = english_share(page)
    if share is None:
        return
    if root == "en" and share < _NOT_ENGLISH:
        yield Finding(declared.span, f"the page says it is in English (“{code}”), and its text is not")
    elif root not in _NEAR_ENGLISH and share > _ENGLISH:
        yield Finding(declared.span, f"the page says its language is “{code}”, and its text is English")


def _corrected(page: Page, span: Span, code: str, meant: str) -> tuple[Edit, ...]:
    """Return the edit of the html element's lang; what front matter calls a language may be the name of a folder."""
    pattern = r"\slang\s*=\s*[\"']?(" + re.escape(code) + r")(?=[\"'\s>])"
    found = re.compile(pattern, re.IGNORECASE).search(page.source.text, *span)
    return (Edit(Span(*found.span(1)), meant),) if found and page.front_matter is None else ()


def _means_programs(page: Page, code: str) -> bool:
    """Return whether `language:` in the front matter names what code is written in: “Node.js”, “Go”."""
    matter = page.front_matter
    if matter is None or matter.get("language") != code or matter.get("lang") or matter.get("locale"):
        return False
    root = re.split("[-_]", code)[0]
    return len(root) != _CODE_LETTERS or root[0].isupper() or root in _PROGRAMMING


def _html_span(page: Page) -> Span:
    return next((element.span for element in page.head if element.tag == "html"), page.start)
