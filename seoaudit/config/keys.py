"""Every key of the configuration: its type, its default, where it may be set, and what it is for.

Validation, ``seoaudit init``, ``seoaudit config`` and the test of the documentation all read this table.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, get_args, get_origin
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta

from seoaudit.config.errors import shown
from seoaudit.gate import FailOn
from seoaudit.lazy_regex import lazy_regex
from seoaudit.profiles import PROFILES

#: Returns (what is wrong, the remedy) for a value of the right type; both are empty when all is well.
Check = Callable[[Any], tuple[str, str]]

_RIGHT = ("", "")
_LANGUAGE = lazy_regex(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """One key. ``override``: it may stand in ``[[overrides]]``; ``page``: in a page's ``seo:`` table.

    ``example`` is a value in TOML. ``unset`` says what holds without the key where its default does not.
    """

    name: str
    type: Any
    default: Any
    summary: str
    override: bool = False
    page: bool = False
    check: Check | None = None
    example: str
    unset: str = ""

    @property
    def default_text(self) -> str:
        """Return what holds when the key is not set, as text."""
        whole = isinstance(self.default, int) and not isinstance(self.default, bool)
        return self.unset or (f"{self.default:_}" if whole else toml(self.default))

    @property
    def field(self) -> str:
        """Return the key's name in Python."""
        return self.name.replace("-", "_")


def site_address(value: str) -> tuple[str, str]:
    """Return what is wrong with a site's address, and the remedy."""
    try:
        parts = urlsplit(value)
        whole = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        whole = False
    if value and not whole:
        return (
            f"{shown(value)} is not the address of a site",
            "Write it whole, such as https://www.example.com/.",
        )
    return _RIGHT


def _language(value: str) -> tuple[str, str]:
    if value and not _LANGUAGE.fullmatch(value):
        return f"{shown(value)} is not a language tag", "Write a tag such as en, de-AT or pt-BR."
    return _RIGHT


def _file_below(value: str) -> tuple[str, str]:
    outside = value.startswith(("/", "~")) or ".." in value.split("/") or "\\" in value
    if outside:
        return f"{shown(value)} is not a file below this one's folder", "Write it relative, with “/”."
    return _RIGHT


_Strings = tuple[str, ...]

_ALL = (
    Key(
        name="include",
        type=_Strings,
        default=(),
        example='["content/**"]',
        summary="Globs of the files to audit when a folder is given.",
        unset="every Markdown, HTML and text file",
    ),
    Key(
        name="exclude",
        type=_Strings,
        default=(),
        example='["content/legal/", "*.draft.md"]',
        summary="Globs of files and folders to leave out when a folder is given; “!” before one takes it back in.",
        unset="hidden folders, dependencies, templates and the like",
    ),
    Key(
        name="select",
        type=_Strings,
        default=("all",),
        override=True,
        example='["headings", "readability"]',
        summary="The rules to apply: ids, categories, or “all”. A rule that is off by default is named by its id.",
    ),
    Key(
        name="ignore",
        type=_Strings,
        default=(),
        override=True,
        page=True,
        example='["readability/filler", "headings/too-long"]',
        summary="The rules to leave out: ids or categories.",
        unset="none",
    ),
    Key(
        name="packs",
        type=_Strings,
        default=(),
        example="[]",
        summary="Installed packs whose rules, profiles and languages take part.",
        unset="none",
    ),
    Key(
        name="keyphrase",
        type=str,
        default="",
        override=True,
        page=True,
        example='"bike fitting"',
        summary="What pages want to be found for, where they do not say.",
        unset="inferred from each page's title, headings and text",
    ),
    Key(
        name="language",
        type=str,
        default="",
        override=True,
        page=True,
        check=_language,
        example='"en-GB"',
        summary="The language of the texts.",
        unset="as each page declares it, or else guessed",
    ),
    Key(
        name="site-url",
        type=str,
        default="",
        check=site_address,
        example='"https://www.example.com/"',
        summary="The published site's address, which tells internal links from external ones.",
        unset="only relative links are known to be internal",
    ),
    Key(
        name="profile",
        type=str,
        default="post",
        override=True,
        page=True,
        example='"post"',
        summary=f"The kind of page, which decides how much each category counts: {', '.join(PROFILES)}.",
    ),
    Key(
        name="title-is-h1",
        type=bool | None,
        default=None,
        override=True,
        example="true",
        summary="Whether the theme shows the front-matter title as the page's H1.",
        unset="it does",
    ),
    Key(
        name="fail-under",
        type=Annotated[float, Meta(ge=0, le=100)],
        default=60.0,
        override=True,
        example="60",
        summary="The least score a page may have.",
    ),
    Key(
        name="fail-on",
        type=FailOn,
        default="error",
        override=True,
        example='"error"',
        summary="The least severity of a finding that fails the run: error, warning, or never.",
    ),
    Key(
        name="max-warnings",
        type=Annotated[int, Meta(ge=0)] | None,
        default=None,
        example="50",
        summary="How many warnings the whole run may have.",
        unset="any number",
    ),
    Key(
        name="baseline",
        type=str,
        default="",
        check=_file_below,
        example='"seoaudit-baseline.json"',
        summary="The file of known findings, which do not fail the run; `seoaudit baseline` writes it.",
        unset="every finding counts",
    ),
    Key(
        name="inline",
        type=bool,
        default=True,
        override=True,
        example="true",
        summary="Whether comments in a page, and “ignore” in its front matter, may suppress findings.",
    ),
    Key(
        name="max-file-size",
        type=Annotated[int, Meta(ge=1)],
        default=10_000_000,
        example="10_000_000",
        summary="Files of more bytes than this are reported as errors, not read.",
    ),
    Key(
        name="jobs",
        type=Annotated[int, Meta(ge=0)],
        default=0,
        example="0",
        summary="How many processes share the work; 0: one for each processor.",
    ),
)

#: Every key by name, in the order in which they are explained.
KEYS: Mapping[str, Key] = {key.name: key for key in _ALL}
#: The tables that stand beside the keys.
TABLES = ("rules", "rule", "overrides", "site")


def toml(value: object) -> str:
    """Return a value as it is written in TOML (no tables).

    >>> toml(("all", "cta")), toml(60.0), toml(True)
    ('["all", "cta"]', '60', 'true')
    """
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.12g}"
    # JSON strings are TOML strings, but for one character.
    return (
        json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        if isinstance(value, str)
        else str(value)
    )


def expected(annotation: Any) -> str:  # noqa: ANN401 - a type of any kind
    """Return in words what values a type has.

    >>> expected(Annotated[int, Meta(ge=1, le=5)]), expected(tuple[str, ...]), expected(Literal["a", "b"])
    ('a whole number from 1 to 5', 'a list of strings', '“a” or “b”')
    """
    arguments = get_args(annotation)
    origin = get_origin(annotation)
    if origin is Annotated or any(isinstance(a, Meta) for a in arguments):
        metas = [a for a in arguments[1:] if isinstance(a, Meta)]
        return expected(arguments[0]) + "".join(map(_bounds, metas))
    if origin is Literal:
        names = [shown(argument) for argument in arguments]
        return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    if origin in (tuple, list, set, frozenset):
        of = {str: "strings", int: "whole numbers", float: "numbers"}.get(arguments[0], "values")
        return (
            f"a list of {of}"
            if origin is not tuple or arguments[-1] is Ellipsis
            else f"a list of {len(arguments)} {of}"
        )
    if type(None) in arguments:
        return " or ".join(expected(a) for a in arguments if a is not type(None))
    names_of: dict[Any, str] = {
        int: "a whole number",
        float: "a number",
        bool: "true or false",
        str: "a string",
    }
    return names_of.get(annotation, str(getattr(annotation, "__name__", annotation)))


def _bounds(meta: Meta) -> str:
    if meta.ge is not None and meta.le is not None:
        return f" from {meta.ge:g} to {meta.le:g}"
    words = (("at least", meta.ge), ("more than", meta.gt), ("at most", meta.le), ("less than", meta.lt))
    parts = [f"{word} {bound:g}" for word, bound in words if bound is not None]
    return " of " + " and ".join(parts) if parts else ""


def converted(value: object, annotation: Any) -> Any:  # noqa: ANN401
    """Return a TOML or command-line value as the type; raises ``msgspec.ValidationError``."""
    return msgspec.convert(value, annotation, strict=True)
