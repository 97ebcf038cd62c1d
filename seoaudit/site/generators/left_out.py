"""Why a page is left out of the build, and which commands of a repository build it all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.generators.base import Entry, later_than, moment
from seoaudit.site.generators.config_files import SiteFolder, get, lowered
from seoaudit.site.model import LeftOut, SiteConfig

#: Generators that themselves leave such pages out; elsewhere the site's code decides.
_BY_ITSELF = frozenset({"Docusaurus", "Hexo", "Hugo", "Jekyll", "MkDocs", "Zola"})
#: Those of them that leave out what has a date to come.
_BY_DATE = frozenset({"Hexo", "Hugo", "Jekyll"})
_DATES = ("publishdate", "pubdate", "published", "date")
_POST_DATE = lazy_regex(r"(?:^|/)(\d{4}-\d{1,2}-\d{1,2})-[^/]*$")
#: A run of the generator that is no preview, with what is given to it.
_BUILD = lazy_regex(r"\b(?:hugo|jekyll)\b(?![^\n&|;]*\b(?:server?|new|doctor)\b)([^\n&|;\"']*)")
_FLAGS: dict[LeftOut, re.Pattern[str]] = {
    "draft": lazy_regex(r"\s(?:--buildDrafts|--drafts|--unpublished|-[A-Za-z]*D)\b"),
    "scheduled": lazy_regex(r"\s(?:--buildFuture|--future|-[A-Za-z]*F)\b"),
    "expired": lazy_regex(r"\s(?:--buildExpired|-[A-Za-z]*E)\b"),
}
_PREVIEWS = ("dev", "start", "serve", "server", "preview", "watch")


def why_left_out(config: SiteConfig, entry: Entry, today: str) -> LeftOut:
    """Return why the generator leaves a page out that it does not publish; empty where its file does not say."""
    if config.generator not in _BY_ITSELF:
        return ""
    front = lowered(entry.front)
    if front.get("draft") is True or front.get("published") is False or "_drafts" in entry.file.split("/"):
        return "draft"
    expiry = moment(front.get("expirydate") or front.get("unpublishdate"))
    if expiry and today and expiry.date().isoformat() < today:
        return "expired"
    if config.generator not in _BY_DATE or config.details.get("on_github"):
        return ""  # GitHub's own builds publish posts of any date
    named = _POST_DATE.search(entry.file)
    written = next((front[key] for key in _DATES if moment(front.get(key))), named and named[1])
    return "scheduled" if later_than(written, today) else ""


def built_anyway(folder: SiteFolder) -> frozenset[LeftOut]:
    """Return which pages the build commands of a repository publish besides those that its configuration does."""
    given = [found[1] for command in _commands(folder) for found in _BUILD.finditer(command)]
    return frozenset(why for why, flag in _FLAGS.items() if any(flag.search(each) for each in given))


def _commands(folder: SiteFolder) -> Iterator[str]:
    netlify = folder.data("netlify.toml")
    for key in ("build.command", "context.production.command"):
        if isinstance(command := get(netlify, key), str):
            yield command
    scripts = get(folder.data("package.json"), "scripts")
    for name, command in scripts.items() if isinstance(scripts, dict) else ():
        if isinstance(command, str) and not re.split(r"[:_-]", str(name))[0].startswith(_PREVIEWS):
            yield command
    workflows = folder.listing(".github/workflows")[:20]
    for file in ("Makefile", ".gitlab-ci.yml", *(f".github/workflows/{name}" for name in workflows)):
        yield folder.text(file) or ""
