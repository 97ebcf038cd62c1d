"""Language tags (BCP 47) as search engines read them: language, script, country."""

from __future__ import annotations

from functools import cache

from seoaudit.language.data import classes

#: Codes that people write for others: what they mean.
_MEANT_LANGUAGES = {
    "gr": "el", "jp": "ja", "cz": "cs", "dk": "da", "cn": "zh", "ua": "uk", "kr": "ko", "sp": "es", "gb": "en", "us": "en",
    "at": "de", "in": "hi", "vn": "vi",
}  # fmt: skip
_MEANT_REGIONS = {"uk": "GB", "en": "GB"}
#: Deprecated codes that are still read.
_OLD = frozenset({"iw", "in", "ji", "sh", "mo"})


@cache
def language_code_fault(code: str) -> tuple[str, str] | None:
    """Return what is wrong with an ``hreflang`` code and how to mend it, or ``None`` when nothing is.

    >>> language_code_fault("pt-BR"), language_code_fault("en-UK")
    (None, ('there is no country “UK” in the code “en-UK”', 'Write “en-GB”.'))
    """
    if code.lower() == "x-default":
        return None
    if not code:
        return "the language code is empty", "Write a code such as “en” or “pt-BR”, or x-default."
    known = classes("", "language_codes")
    language, *rest = code.lower().split("-")
    if "_" in code:
        return f"the code “{code}” has an underscore", f"Write “{code.replace('_', '-')}”."
    if fault := _language_fault(code, language, rest):
        return fault
    if rest and rest[0] in known["scripts"]:
        rest = rest[1:]
    if not rest:
        return None
    region = rest[0]
    if len(region) == 2 and region not in known["regions"]:
        meant = _MEANT_REGIONS.get(region)
        fix = f"Write “{language}-{meant}”." if meant else "Write a two-letter country code of ISO 3166-1."
        return f"there is no country “{region.upper()}” in the code “{code}”", fix
    if not (len(region) == 2 or (region.isdigit() and len(region) == 3) or len(region) > 3):
        return (
            f"“{region}” in the code “{code}” is no country",
            "Write a two-letter country code of ISO 3166-1.",
        )
    return None


def _language_fault(code: str, language: str, rest: list[str]) -> tuple[str, str] | None:
    known = classes("", "language_codes")
    if language in known["languages"] or language in _OLD:
        return None
    tail = "".join(f"-{part}" for part in rest)
    longer = next((pair.partition("=")[2] for pair in known["longer"] if pair.startswith(f"{language}=")), "")
    if longer:
        return f"the code “{code}” has a shorter form", f"Write “{longer}{tail}”."
    if len(language) == 3 and language.isascii() and language.isalpha():
        return None
    meant = _MEANT_LANGUAGES.get(language)
    fix = f"Write “{meant}{tail}”." if meant and not tail else "Write a language code of ISO 639-1 first."
    return f"there is no language “{language}” in the code “{code}”", fix
