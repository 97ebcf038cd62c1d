"""Own links: how many root-relative and own absolute links of a site's texts hit an address of its index.

    python benchmarks/site_links.py SITE…

SITE is a folder (or a file in one) of a checkout. A site's authors mostly link to what exists, so this tells for
generators without labelled addresses whether their addresses are right. Prints for each site the share of links
that hit a page, a file, a redirect or something generated, that are unknown, and that are missing.
"""

import re
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

from seoaudit.site.generators import recognise
from seoaudit.site.index import SiteIndex

_LINK = re.compile(r"\]\(<?([^)\s>]+)|\bhref=[\"']([^\"'\s{]+)|^\[[^\]]+\]:\s*(\S+)", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1|\Z)|`[^`\n]*`", re.MULTILINE | re.DOTALL)
SHOWN = 15


def measure(site: Path) -> None:
    config = recognise(site)
    index = SiteIndex.build(config)
    host = urlsplit(config.url).hostname or ""
    counts: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    for page in index.pages:
        text = (Path(config.root) / page.file).read_text(encoding="utf-8", errors="replace")
        for groups in _LINK.findall(_FENCE.sub("", text)):
            link = next(filter(None, groups))
            try:
                parts = urlsplit(link)
            except ValueError:
                continue
            own = not parts.scheme and not parts.netloc and link.startswith("/")
            path = unquote(parts.path) or "/"
            absolute = bool(host) and parts.hostname == host and path.startswith(config.base_path)
            if not own and not absolute:
                continue
            kind = state(index, path)
            if kind == "missing" and own and config.base_path != "/":
                kind = state(index, config.base_path.rstrip("/") + path)
            counts[kind] += 1
            if kind == "missing":
                missing[path] += 1
    total = max(counts.total(), 1)
    shares = ", ".join(f"{kind} {count} ({count / total:.1%})" for kind, count in counts.most_common())
    print(
        f"{site.name}: {config.generator or 'plain'}, {len(index.pages)} pages, {counts.total()} links: {shares}"
    )
    for path, count in missing.most_common(SHOWN):
        print(f"    {count:4} {path}")


def state(index: SiteIndex, path: str) -> str:
    if index.page_at(path):
        return "page"
    if index.file_at(path):
        return "file"
    if index.redirect_at(path):
        return "redirect"
    return {True: "generated", None: "unknown", False: "missing"}[index.is_generated(path)]


if __name__ == "__main__":
    for each in sys.argv[1:]:
        measure(Path(each).resolve())
